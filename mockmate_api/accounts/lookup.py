"""Finds the account that a login names, by any spelling of its email address or by its username."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from email_validator import EmailNotValidError
from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from shared.core import email_addresses
from shared.models import User


class Account(NamedTuple):
    """What logging in needs of an account."""

    id: int
    password_hash: str


def normalise_email(value: str) -> str:
    """Return an address in its one spelling."""
    try:
        return email_addresses.normalise(value)
    except EmailNotValidError as error:
        raise PydanticCustomError("email", "{reason}", {"reason": str(error)}) from None


Email = Annotated[str, Field(max_length=254, json_schema_extra={"format": "email"}), AfterValidator(normalise_email)]


def spelling(name: str) -> str:
    """Return an address or username in its lookup form, apart from case. Text that is no address is unchanged."""
    if "@" not in name:
        return name
    try:
        return normalise_email(name)
    except ValueError:
        return name


def find(session: Session, name: str) -> Account | None:
    """Return the account with this address or username, or None."""
    column = User.email if "@" in name else User.username
    # PostgreSQL lowercases both sides, since Python lowercases some letters differently, such as a final sigma.
    is_named = func.lower(column) == func.lower(spelling(name))
    found = session.execute(select(User.id, User.password_hash).where(is_named))
    row = found.one_or_none()
    return Account(row.id, row.password_hash) if row else None
