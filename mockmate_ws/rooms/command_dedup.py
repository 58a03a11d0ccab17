"""Commands that must take effect only once, however often a client with a bad connection repeats them."""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.orm import Session


def claim(session: Session, user_id: int, route: str, key: str) -> bool:
    """Claim a command id in the transaction of its effect; False if the command took effect before."""
    claimed = session.execute(
        text(
            """
            INSERT INTO idempotency_keys (user_id, route, key)
            VALUES (:user, :route, :key)
            ON CONFLICT DO NOTHING
            RETURNING key
            """
        ),
        {"user": user_id, "route": route, "key": key},
    )
    return claimed.one_or_none() is not None
