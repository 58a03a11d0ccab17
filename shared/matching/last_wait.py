"""How a person's last wait ended, for a client that was not there to hear it."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import text
from sqlalchemy.orm import Session

from shared.core.prepared import prepared
from shared.core.settings import Settings
from shared.events.schemas import LastWait
from shared.matching import next_slots
from shared.models.enums import CancelledBy

SHOWN = timedelta(hours=1)

# A booking that was given up before its room opened was no wait. Declining cancels it in the same moment, unless the
# person waits on. What ended in the last hour began at most a day ago.
_ENDED = """
    SELECT * FROM (
        SELECT b.id, b.slot_id, b.status, b.cancelled_by, p.interview_id,
            b.revised_at < p.declined_at + interval '1 second' AS declined,
            CASE WHEN b.status = 'cancelled' THEN b.revised_at
                WHEN p.interview_id IS NOT NULL AND b.status <> 'expired' THEN p.ended_at
                ELSE coalesce(s.starts_at + CAST(:closes AS interval), b.present_until)
            END AS ended_at
        FROM bookings b JOIN slots s ON s.id = b.slot_id LEFT JOIN LATERAL (
            SELECT mine.interview_id, mine.declined_at, i.ended_at
            FROM participants mine JOIN interviews i ON i.id = mine.interview_id
            WHERE mine.user_id = b.user_id AND mine.booking_id = b.id
            ORDER BY i.matched_at DESC LIMIT 1
        ) AS p ON true
        WHERE b.user_id = :user AND b.status IN ('completed', 'cancelled', 'expired', 'no_show')
            AND b.starts_at BETWEEN now() - interval '1 day' AND now() + CAST(:opens AS interval) {slot}
    ) AS ended
    WHERE ended_at > now() - CAST(:shown AS interval)
    ORDER BY ended_at DESC, id DESC LIMIT 1
"""
_ANYWHERE = prepared(text(_ENDED.format(slot="")))
_IN_SLOT = prepared(text(_ENDED.format(slot="AND b.slot_id = :slot")))
_OUTCOMES = {"completed": "completed", "expired": "expired", "no_show": "missed"}


def last_wait(session: Session, settings: Settings, user_id: int, slot_id: int | None) -> LastWait | None:
    """Return how the person's last wait, in one slot or in any, ended within the last hour."""
    given = {
        "user": user_id,
        "opens": timedelta(minutes=settings.room_opens_minutes),
        "closes": timedelta(minutes=settings.room_closes_minutes),
        "shown": SHOWN,
    }
    if slot_id is None:
        row = session.execute(_ANYWHERE, given).one_or_none()
    else:
        row = session.execute(_IN_SLOT, {**given, "slot": slot_id}).one_or_none()
    if row is None:
        return None
    is_own_decline = row.declined and row.cancelled_by == CancelledBy.PERSON
    outcome = _OUTCOMES.get(row.status) or ("declined" if is_own_decline else "cancelled")
    return LastWait.model_validate(
        {
            "booking_id": row.id,
            "slot_id": row.slot_id,
            "outcome": outcome,
            "ended_at": row.ended_at,
            "cancelled_by": row.cancelled_by,
            "interview_id": row.interview_id,
            "next_slots": next_slots.fitting(session, [row.id])[row.id] if outcome == "expired" else [],
        }
    )
