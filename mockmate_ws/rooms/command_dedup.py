"""Commands that must have their effect once, however often a client on a bad line repeats them."""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.orm import Session


def claim(session: Session, user_id: int, route: str, key: str) -> bool:
    """Claim a command id; False when it has had its effect before. Part of the effect's own transaction."""
    claimed = session.execute(
        text(
            "INSERT INTO idempotency_keys (user_id, route, key) VALUES (:user, :route, :key)"
            " ON CONFLICT DO NOTHING RETURNING key"
        ),
        {"user": user_id, "route": route, "key": key},
    )
    return claimed.one_or_none() is not None
