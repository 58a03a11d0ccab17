"""Paginated lists: keyset cursors that stay correct while rows are added and removed."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Any, Generic, TypeVar
from uuid import UUID

from pydantic import Field
from sqlalchemy import ColumnElement, Row, Select, tuple_
from sqlalchemy.orm import InstrumentedAttribute, Session

from mockmate_api.http.fields import DIGITS, Query
from mockmate_api.http.problems import ValidationFailed
from shared.core.cursors import encode_cursor
from shared.core.integers import MAX_ID
from shared.core.view import View

T = TypeVar("T")


class PageQuery(Query):
    """Which page of a list."""

    limit: Annotated[int, Field(ge=1, le=100), DIGITS] = 20
    cursor: str | None = Field(
        None, max_length=300, pattern="^[A-Za-z0-9_-]+$", description="The `next_cursor` of the page before."
    )


class OnePage(View):
    """A list that is short enough for one page."""

    next_cursor: str | None = Field(None, description="Always null: there is one page only.")


class Page(View, Generic[T]):
    """One page of a list."""

    items: list[T]
    next_cursor: str | None = Field(description="Ask with it for the next page; null on the last one.")


@dataclass(frozen=True)
class Keyset:
    """The unique order of a list: columns, most significant first, or what is computed from them."""

    columns: Sequence[InstrumentedAttribute[Any] | ColumnElement[Any]]
    descending: bool = False


def fetch(
    session: Session, statement: Select[*tuple[Any, ...]], keyset: Keyset, query: PageQuery
) -> tuple[Sequence[Row[*tuple[Any, ...]]], str | None]:
    """Return a page of rows and the cursor of the next one. The key's columns are appended to each row."""
    order = tuple_(*keyset.columns)
    if query.cursor is not None:
        values = _decode(query.cursor, keyset)
        statement = statement.where(order < values if keyset.descending else order > values)
    directed: list[ColumnElement[Any]] = [
        column.desc() if keyset.descending else column.asc() for column in keyset.columns
    ]
    statement = statement.add_columns(*keyset.columns).order_by(*directed).limit(query.limit + 1)
    rows = session.execute(statement).all()
    if len(rows) <= query.limit:
        return rows, None
    return rows[: query.limit], _encode(rows[query.limit - 1][-len(keyset.columns) :])


def _encode(values: Sequence[Any]) -> str:
    return encode_cursor(*(value if isinstance(value, int) else _write(value) for value in values))


def _write(value: datetime | UUID | str) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)


def _decode(cursor: str, keyset: Keyset) -> tuple[Any, ...]:
    return decode_cursor(cursor, *(_READERS[column.type.python_type] for column in keyset.columns))


def decode_cursor(cursor: str, *readers: Callable[[Any], Any]) -> tuple[Any, ...]:
    """Read a cursor that any client may have written, each value by its reader, which raises for one it can't use.

    Raises ValidationFailed.
    """
    try:
        values = json.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        return tuple(read(value) for read, value in zip(readers, values, strict=True))
    except (ValueError, TypeError, AttributeError, OverflowError, RecursionError):
        fault = {"pointer": "?cursor", "detail": "this cursor was not given out by this list", "code": "cursor"}
        raise ValidationFailed([fault]) from None


def read_id(value: Any) -> int:
    """Return the id of a row. Raises ValueError for anything PostgreSQL's bigint can't hold."""
    if type(value) is not int or not 0 <= value <= MAX_ID:
        raise ValueError(value)
    return value


def read_moment(value: Any) -> datetime:
    """Return a moment in UTC: PostgreSQL takes the time zones of fewer places than Python, and years 1 to 9999."""
    moment = datetime.fromisoformat(value)
    if moment.tzinfo is None:
        raise ValueError(value)
    return moment.astimezone(UTC)


def _read_text(value: Any) -> str:
    if not isinstance(value, str) or "\0" in value:
        raise ValueError(value)
    return value


_READERS: dict[type, Callable[[Any], Any]] = {int: read_id, str: _read_text, datetime: read_moment, UUID: UUID}
