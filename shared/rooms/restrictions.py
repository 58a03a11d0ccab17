"""Restrictions: people who may take part in writing only, for a time or until it is lifted."""

from __future__ import annotations

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from shared.core.prepared import prepared
from shared.models import Restriction, User


def is_text_only(user: type[User]) -> ColumnElement[bool]:
    """Return the condition that holds while a person, as a model or an alias of it, may only write."""
    lasts = user.restricted_until.is_(None) | (user.restricted_until > func.clock_timestamp())
    return func.coalesce((user.restriction == Restriction.TEXT_ONLY) & lasts, False)


_TEXT_ONLY = prepared(select(User.id).where(User.restriction.is_not(None), is_text_only(User)))


def text_only_people(session: Session) -> frozenset[int]:
    """Return everyone who may only write now. They are few, and an index has them."""
    return frozenset(session.scalars(_TEXT_ONLY))
