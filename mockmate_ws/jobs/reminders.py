"""Reminders a day, an hour and ten minutes before a booking, each once however many processes run this job."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from sqlalchemy import text
from sqlalchemy.orm import Session

from shared.core import parking
from shared.core.settings import Settings
from shared.events import event_log
from shared.events.types import BookingReminder

MINUTES_BEFORE = (24 * 60, 60, 10)

# If several reminders are due after downtime, only the last one is given. A booking made after the time of a reminder
# does not get it.
_DUE = text(
    f"""
    SELECT b.id
    FROM bookings b
    JOIN slots s ON s.id = b.slot_id
    CROSS JOIN LATERAL (
        SELECT min(m) AS minutes
        FROM unnest(CAST(:minutes AS int[])) AS m
        WHERE b.starts_at <= now() + make_interval(mins => m)
    ) AS nearest
    WHERE b.status = 'booked' AND s.starts_at IS NOT NULL AND b.starts_at > now()
        AND b.starts_at <= now() + make_interval(mins => :longest)
        AND b.revised_at <= b.starts_at - make_interval(mins => nearest.minutes)
        AND NOT EXISTS (
            SELECT FROM booking_reminders r
            WHERE r.booking_id = b.id AND r.starts_at = b.starts_at AND r.minutes = nearest.minutes
        )
        AND {parking.is_free("remind", "CAST(b.id AS text)")}
    ORDER BY b.starts_at, b.id LIMIT 200 FOR UPDATE OF b SKIP LOCKED
    """  # noqa: S608 - ours
)
# The row of a reminder and its event commit together, so there is never one without the other.
_REMIND = text(
    """
    WITH due AS (
        SELECT b.id, b.user_id, b.slot_id, s.interview_type, b.starts_at, (
            SELECT min(m)
            FROM unnest(CAST(:minutes AS int[])) AS m
            WHERE b.starts_at <= now() + make_interval(mins => m)
        ) AS minutes
        FROM bookings b JOIN slots s ON s.id = b.slot_id
        WHERE b.id = ANY(:ids)
    ), given AS (
        INSERT INTO booking_reminders (booking_id, starts_at, minutes)
        SELECT id, starts_at, minutes FROM due
        ON CONFLICT DO NOTHING
        RETURNING booking_id
    )
    SELECT due.* FROM due JOIN given ON given.booking_id = due.id
    ORDER BY due.id
    """
)


def remind(session: Session, settings: Settings) -> int:
    """Give the reminders that are due. Returns how many."""
    found = session.scalars(_DUE, {"minutes": list(MINUTES_BEFORE), "longest": max(MINUTES_BEFORE)}).all()
    return parking.process(session, "remind", found, partial(_remind, session))


def _remind(session: Session, booking_ids: Sequence[int]) -> int:
    rows = session.execute(_REMIND, {"minutes": list(MINUTES_BEFORE), "ids": list(booking_ids)}).all()
    if rows:
        event_log.append_many(
            session,
            [
                (
                    event_log.user(row.user_id),
                    BookingReminder(
                        booking_id=row.id,
                        slot_id=row.slot_id,
                        interview_type=row.interview_type,
                        starts_at=row.starts_at,
                        minutes=row.minutes,
                    ),
                )
                for row in rows
            ],
        )
    return len(rows)
