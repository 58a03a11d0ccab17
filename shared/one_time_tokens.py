"""Single-use secrets: made here, stored as their SHA-256, spent by deleting their row."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session

from shared import clock
from shared.models import OneTimeToken

WS_TICKET = "ws_ticket"
TICKET_SECONDS = 30


class Spent(NamedTuple):
    """Whose token it was."""

    user_id: int
    login_id: UUID | None


def issue(session: Session, purpose: str, user_id: int, seconds: float, login_id: UUID | None = None) -> str:
    """Make a token of 256 random bits for one purpose and person, good for `seconds`."""
    token = secrets.token_urlsafe(32)
    expires_at = clock.now(session) + timedelta(seconds=seconds)
    session.add(
        OneTimeToken(digest=_digest(token), purpose=purpose, user_id=user_id, login_id=login_id, expires_at=expires_at)
    )
    return token


def spend(session: Session, purpose: str, token: str) -> Spent | None:
    """Use a token up. Returns None when it is unknown, spent, expired or meant for something else."""
    row = session.execute(
        delete(OneTimeToken)
        .where(OneTimeToken.digest == _digest(token), OneTimeToken.purpose == purpose)
        .returning(OneTimeToken.user_id, OneTimeToken.login_id, OneTimeToken.expires_at)
    ).one_or_none()
    if row is None or row.expires_at <= clock.now(session):
        return None
    return Spent(row.user_id, row.login_id)


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
