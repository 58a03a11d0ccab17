"""How long rows of passing interest are kept, and their deletion after that."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import text
from sqlalchemy.orm import Session

from shared.core import audit
from shared.core.settings import Settings

KEYS_KEPT = timedelta(hours=24)
NEWS_KEPT = timedelta(days=90)


def prune(session: Session, settings: Settings) -> int:
    """Delete expired single-use tokens, old command ids and news, watches that are over, and old audit entries."""
    spent = session.execute(text("DELETE FROM one_time_tokens WHERE expires_at < now() RETURNING purpose")).all()
    keys = session.execute(
        text("DELETE FROM idempotency_keys WHERE created_at < now() - :kept RETURNING user_id"), {"kept": KEYS_KEPT}
    ).all()
    # Rooms keep their events: they are the interview's history. Old ones are looked for once: a planner that takes the
    # table for a small one would look for them again for each of its rows, which took longer than a statement may.
    told = session.execute(
        text(
            'WITH old AS MATERIALIZED (SELECT stream, "offset" FROM events'
            " WHERE at < now() - :kept AND stream LIKE 'user:%' LIMIT 5000) DELETE FROM events e USING old"
            ' WHERE e.stream = old.stream AND e."offset" = old."offset" RETURNING e."offset"'
        ),
        {"kept": NEWS_KEPT},
    ).all()
    past = session.execute(
        text("DELETE FROM slot_watches w USING slots s WHERE s.id = w.slot_id AND s.starts_at < now() RETURNING s.id")
    ).all()
    reminded = session.execute(
        text("DELETE FROM booking_reminders WHERE starts_at < now() - :kept RETURNING minutes"), {"kept": KEYS_KEPT}
    ).all()
    return len(spent) + len(keys) + len(told) + len(past) + len(reminded) + audit.prune(session)
