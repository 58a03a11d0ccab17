"""Accounts that were made after a suspension, on a device that the suspended person had used.

It is a reason to look, and nothing follows from it: schools and families share computers.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from mockmate_api.moderation.queue import person
from mockmate_api.moderation.schemas import Returning, ReturningPerson
from shared.events.schemas import Person
from shared.identity import logins
from shared.models import Login, User, shared_alias

_MOST = 50
_new, _new_login, _login = shared_alias(User), shared_alias(Login), shared_alias(Login)


def page(session: Session, moderator_id: int) -> Returning:
    """Return the newest such accounts, without the moderator's own."""
    rows = session.execute(
        _pairs(_new.id)
        .where(_new.id != moderator_id)
        .group_by(_new.id)
        .order_by(_new.id.desc())
        .limit(_MOST)
        .add_columns(func.array_agg(User.id.distinct()).label("suspended"))
    ).all()
    known = _people(session, {one for row in rows for one in (row.id, *row.suspended)})
    return Returning(
        items=[
            ReturningPerson(
                person=person(known[row.id]),
                created_at=known[row.id].created_at,
                suspended=[person(known[one]) for one in sorted(row.suspended)],
            )
            for row in rows
        ]
    )


def suspended_on_devices_of(session: Session, user_id: int) -> list[Person]:
    """Return the suspended people whose devices this later account has used."""
    pairs = _pairs(User.id).where(_new.id == user_id)
    found = session.scalars(pairs.distinct().order_by(User.id).limit(_MOST)).all()
    return [person(one) for one in _people(session, found).values()]


def _pairs(column: Any) -> Select[Any]:
    """Select from each new account with each suspended one, once for each two logins on the same device."""
    return (
        select(column)
        .select_from(User)
        .join(_login, _login.user_id == User.id)
        .join(_new_login, _new_login.device_digest == _login.device_digest)
        .join(_new, _new.id == _new_login.user_id)
        .where(logins.IS_SUSPENDED, _new.created_at > User.suspended_at, _new.deleted_at.is_(None))
    )


def _people(session: Session, ids: Sequence[int] | set[int]) -> dict[int, User]:
    return {one.id: one for one in session.scalars(select(User).where(User.id.in_(ids)).order_by(User.id))}
