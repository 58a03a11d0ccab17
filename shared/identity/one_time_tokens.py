"""Single-use secrets: created here, stored as their SHA-256, and used up by deleting their row."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection
from datetime import timedelta
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from shared.core import clock
from shared.models import OneTimeToken

WS_TICKET = "ws_ticket"
TICKET_SECONDS = 30
RESET_PASSWORD = "reset_password"  # noqa: S105 - a purpose, not a secret
RESET_SECONDS = 10 * 60
APPEAL = "appeal"
APPEAL_SECONDS = 60 * 60
CHANGE_EMAIL = "change_email"
CHANGE_EMAIL_SECONDS = 24 * 60 * 60
KEEP_EMAIL = "keep_email"
KEEP_EMAIL_SECONDS = 7 * 24 * 60 * 60
VERIFY_EMAIL = "verify_email"
VERIFY_SECONDS = 24 * 60 * 60


class SpentToken(NamedTuple):
    """The owner of a token that was used."""

    user_id: int
    login_id: UUID | None


def issue(session: Session, purpose: str, user_id: int, seconds: float, login_id: UUID | None = None) -> str:
    """Create a token of 256 random bits for one purpose and person, valid for `seconds`."""
    token = secrets.token_urlsafe(32)
    expires_at = clock.now(session) + timedelta(seconds=seconds)
    session.add(
        OneTimeToken(digest=_digest(token), purpose=purpose, user_id=user_id, login_id=login_id, expires_at=expires_at)
    )
    return token


def spend(session: Session, purpose: str, token: str) -> SpentToken | None:
    """Use up a token. Returns None if it is unknown, used, expired or meant for another purpose."""
    return spend_many(session, purpose, [token]).get(token)


def spend_many(session: Session, purpose: str, tokens: Collection[str]) -> dict[str, SpentToken]:
    """Use up tokens, and return the owners of those that `spend` would return. One query."""
    if not tokens:
        return {}
    by_digest = {_digest(token): token for token in tokens}
    rows = session.execute(
        delete(OneTimeToken)
        .where(OneTimeToken.digest.in_(by_digest), OneTimeToken.purpose == purpose)
        .returning(
            OneTimeToken.digest,
            OneTimeToken.user_id,
            OneTimeToken.login_id,
            (OneTimeToken.expires_at > func.clock_timestamp()).label("is_valid"),
        )
    )
    return {by_digest[row.digest]: SpentToken(row.user_id, row.login_id) for row in rows if row.is_valid}


def owner(session: Session, purpose: str, token: str) -> int | None:
    """Return the owner of a token that `spend` would accept now; it may be used up a moment later."""
    return session.scalar(
        select(OneTimeToken.user_id).where(
            OneTimeToken.digest == _digest(token),
            OneTimeToken.purpose == purpose,
            OneTimeToken.expires_at > func.clock_timestamp(),
        )
    )


def void(session: Session, user_id: int, purpose: str) -> None:
    """Invalidate all tokens of a person for one purpose."""
    session.execute(delete(OneTimeToken).where(OneTimeToken.user_id == user_id, OneTimeToken.purpose == purpose))


def issued_within(session: Session, purpose: str, user_id: int, life: float, seconds: float) -> bool:
    """Whether the person received a token, valid for `life` seconds, in the last `seconds` and has not used it.

    One from the future was issued by a clock that was ahead, and says nothing.
    """
    until = clock.now(session) + timedelta(seconds=life)
    since = until - timedelta(seconds=seconds)
    is_recent = (OneTimeToken.expires_at > since) & (OneTimeToken.expires_at <= until)
    found = select(OneTimeToken.user_id).where(
        OneTimeToken.user_id == user_id, OneTimeToken.purpose == purpose, is_recent
    )
    return session.scalar(found.limit(1)) is not None


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
