"""Logins: finding a valid one, and ending one."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import bindparam, func, select, text, update
from sqlalchemy.orm import Session

from shared.core.prepared import prepared
from shared.events import event_log
from shared.events.types import SessionRevoked
from shared.identity import one_time_tokens
from shared.models import Login, User

# Runs with every request, so it is built once.
_FIND = prepared(
    select(User)
    .join(Login, Login.user_id == User.id)
    .where(
        Login.id == bindparam("login_id"),
        User.id == bindparam("user_id"),
        Login.revoked_at.is_(None),
        Login.expires_at > func.now(),
    )
)


IS_SUSPENDED = User.suspended_at.is_not(None) & (
    User.suspended_until.is_(None) | (User.suspended_until > func.clock_timestamp())
)
_SUSPENDED = prepared(select(User.id).where(User.id == bindparam("user_id"), IS_SUSPENDED))


def is_suspended(session: Session, user_id: int) -> bool:
    """Whether the account of a login that has ended is suspended now."""
    return session.execute(_SUSPENDED, {"user_id": user_id}).one_or_none() is not None


def find(session: Session, login_id: UUID, user_id: int) -> User | None:
    """Return the owner of a login that is neither revoked nor expired, else None. One query."""
    return session.scalar(_FIND, {"login_id": login_id, "user_id": user_id})


_VALID = prepared(
    text(
        """
        SELECT id, user_id, clock_timestamp() AS now FROM sessions
        WHERE id = ANY(CAST(CAST(:ids AS text[]) AS uuid[])) AND revoked_at IS NULL AND expires_at > now()
        """
    )
)


class Valid(NamedTuple):
    """The valid ones of some logins, each with its owner, at a time by the database's clock."""

    owners: Mapping[UUID, int]
    at: datetime | None
    """None if none of them is valid."""


def valid(session: Session, login_ids: Collection[UUID]) -> Valid:
    """Return which of these logins are neither revoked nor expired. One query."""
    rows = session.execute(_VALID, {"ids": [str(each) for each in login_ids]}).all() if login_ids else []
    return Valid({UUID(str(row.id)): row.user_id for row in rows}, rows[0].now if rows else None)


_OWNERS = prepared(
    text(
        """
        SELECT sessions.id, users.id AS user_id, email_verified_at IS NOT NULL AS email_verified
        FROM sessions JOIN users ON users.id = user_id
        WHERE sessions.id = ANY(CAST(CAST(:ids AS text[]) AS uuid[])) AND revoked_at IS NULL AND expires_at > now()
        """
    )
)


class Owner(NamedTuple):
    """Whose a valid login is."""

    user_id: int
    email_verified: bool


def owners(session: Session, login_ids: Collection[UUID]) -> dict[UUID, Owner]:
    """Return the owner of each of these logins that is neither revoked nor expired. One query."""
    rows = session.execute(_OWNERS, {"ids": [str(each) for each in login_ids]})
    return {UUID(str(row.id)): Owner(row.user_id, row.email_verified) for row in rows}


def revoke(session: Session, login_id: UUID, reason: str) -> None:
    """End a login: its tokens become invalid at once and its sockets are notified. Ending it twice has no effect."""
    user_id = session.scalar(
        update(Login)
        .where(Login.id == login_id, Login.revoked_at.is_(None))
        .values(revoked_at=func.now())
        .returning(Login.user_id)
    )
    if user_id is not None:
        event_log.append(session, event_log.user(user_id), SessionRevoked(session_id=login_id, reason=reason))


def revoke_all(session: Session, user_id: int, reason: str, but: UUID | None = None) -> None:
    """End every login of a person except `but`, and void any password reset link sent to them."""
    gone = session.scalars(
        update(Login)
        .where(Login.user_id == user_id, Login.revoked_at.is_(None), Login.id.is_distinct_from(but))
        .values(revoked_at=func.now())
        .returning(Login.id)
    ).all()
    one_time_tokens.void(session, user_id, one_time_tokens.RESET_PASSWORD)
    events = [(event_log.user(user_id), SessionRevoked(session_id=login_id, reason=reason)) for login_id in gone]
    if events:
        event_log.append_many(session, events)


def ended(session: Session, login_ids: Sequence[UUID]) -> set[UUID]:
    """Return those of these logins that are no longer valid."""
    # Runs every second for all connected people: one parameter, and normally no row.
    ended = session.execute(
        text(
            "SELECT asked.id FROM unnest(CAST(:ids AS uuid[])) AS asked(id) WHERE NOT EXISTS ("
            "SELECT FROM sessions WHERE sessions.id = asked.id AND revoked_at IS NULL AND expires_at > now())"
        ),
        {"ids": f"{{{','.join(map(str, login_ids))}}}"},
    )
    return {UUID(str(row.id)) for row in ended}
