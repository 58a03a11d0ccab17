"""Deletes rows that are no longer needed: tokens, command ids, events of users, watches, reminders, audit entries."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import text
from sqlalchemy.orm import Session

from shared.core import audit
from shared.core.settings import Settings

KEYS_KEPT = timedelta(hours=24)
EVENTS_KEPT = timedelta(days=90)


def prune(session: Session, settings: Settings) -> int:
    """Delete expired single-use tokens, old command ids and events, past watches and reminders, old audit entries."""
    spent = session.execute(text("DELETE FROM one_time_tokens WHERE expires_at < now() RETURNING purpose")).all()
    keys = session.execute(
        text("DELETE FROM idempotency_keys WHERE created_at < now() - :kept RETURNING user_id"), {"kept": KEYS_KEPT}
    ).all()
    # Events of interviews are kept, as the interview's history. MATERIALIZED finds the old ones once: a planner that
    # considers the table small would search again for each row, which took longer than the statement timeout.
    events = session.execute(
        text(
            """
            WITH old AS MATERIALIZED (
                SELECT stream, "offset" FROM events
                WHERE at < now() - :kept AND stream LIKE 'user:%'
                LIMIT 5000
            )
            DELETE FROM events e USING old
            WHERE e.stream = old.stream AND e."offset" = old."offset"
            RETURNING e."offset"
            """
        ),
        {"kept": EVENTS_KEPT},
    ).all()
    session.execute(text("DELETE FROM mailed_news WHERE at < now() - :kept"), {"kept": EVENTS_KEPT})
    past = session.execute(
        text("DELETE FROM slot_watches w USING slots s WHERE s.id = w.slot_id AND s.starts_at < now() RETURNING s.id")
    ).all()
    reminded = session.execute(
        text("DELETE FROM booking_reminders WHERE starts_at < now() - :kept RETURNING minutes"), {"kept": KEYS_KEPT}
    ).all()
    return len(spent) + len(keys) + len(events) + len(past) + len(reminded) + audit.prune(session)
