"""Deletes rows that are no longer needed, such as tokens, command ids, events of users, evidence and audit entries."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta

from sqlalchemy import text
from sqlalchemy.orm import Session

from shared.core import audit, parking
from shared.core.settings import Settings

KEYS_KEPT = timedelta(hours=24)
EVENTS_KEPT = timedelta(days=90)
EVIDENCE_KEPT = timedelta(days=30)
"""How long the evidence of a report is kept after the decision on it."""


def _delete(statement: str, **given: timedelta) -> Callable[[Session], int]:
    return lambda session: len(session.execute(text(statement), given).all())


# Events of interviews are kept, as the interview's history. MATERIALIZED finds the old ones once: a planner that
# considers the table small would search again for each row, which took longer than the statement timeout.
_STEPS: Mapping[str, Callable[[Session], int]] = {
    "one_time_tokens": _delete("DELETE FROM one_time_tokens WHERE expires_at < now() RETURNING purpose"),
    "idempotency_keys": _delete(
        "DELETE FROM idempotency_keys WHERE created_at < now() - :kept RETURNING user_id", kept=KEYS_KEPT
    ),
    "events": _delete(
        """
        WITH old AS MATERIALIZED (
            SELECT stream, "offset" FROM events
            WHERE at < now() - :kept AND stream LIKE 'user:%'
            LIMIT 5000
        )
        DELETE FROM events e USING old
        WHERE e.stream = old.stream AND e."offset" = old."offset"
        RETURNING e."offset"
        """,
        kept=EVENTS_KEPT,
    ),
    "mailed_news": _delete("DELETE FROM mailed_news WHERE at < now() - :kept RETURNING stream", kept=EVENTS_KEPT),
    "slot_watches": _delete(
        "DELETE FROM slot_watches w USING slots s WHERE s.id = w.slot_id AND s.starts_at < now() RETURNING s.id"
    ),
    "booking_reminders": _delete(
        "DELETE FROM booking_reminders WHERE starts_at < now() - :kept RETURNING minutes", kept=KEYS_KEPT
    ),
    "report_evidence": _delete(
        """
        DELETE FROM report_evidence e USING reports r
        WHERE r.id = e.report_id AND r.resolved_at < now() - :kept
        RETURNING e.report_id
        """,
        kept=EVIDENCE_KEPT,
    ),
    "audit_log": audit.prune,
}


def prune(session: Session, settings: Settings) -> int:
    """Delete expired single-use tokens, old command ids and events, past watches and reminders, old audit entries.

    So is the evidence of reports that were decided long ago. A table in which that fails is parked by its name.
    """
    tables = parking.free(session, "prune", list(_STEPS))
    return parking.process(
        session, "prune", tables, lambda names: sum(_STEPS[name](session) for name in names), are_found=False
    )
