"""The declarative base: how Python types become PostgreSQL types."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, TypeVar
from uuid import UUID

from sqlalchemy import BigInteger, DateTime, Identity, Text, Uuid, inspect, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, aliased, mapped_column, registry

# The map is in the registry; if it were on the class, Flask-SQLAlchemy would not accept the base as its model class.
_types = registry(
    type_annotation_map={
        int: BigInteger,
        str: Text,
        datetime: DateTime(timezone=True),
        UUID: Uuid,
        dict[str, Any]: JSONB,
        list[Any]: JSONB,
    }
)


class Base(DeclarativeBase):
    """The base of every table. Columns are NOT NULL unless their annotation includes `| None`."""

    registry = _types


Key = Annotated[int, mapped_column(BigInteger, Identity(), primary_key=True)]
CreatedAt = Annotated[datetime, mapped_column(DateTime(timezone=True), server_default=text("now()"))]

_Model = TypeVar("_Model", bound=Base)


def shared_alias(model: type[_Model]) -> type[_Model]:
    """Return an alias of a model that statements of several threads may share, such as one of a module.

    SQLAlchemy (2.1.9) makes the columns of an alias when they are first needed, without a lock: of two threads that
    need them first at the same time, one gets columns that the other's statement doesn't have (NoSuchColumnError).
    """
    alias = aliased(model)
    list(inspect(alias).selectable.c)  # makes them
    return alias
