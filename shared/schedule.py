"""The rolling schedule: an hourly slot of each type for the coming days, and the two practice rooms."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from shared.models import InterviewType, Slot
from shared.settings import Settings


def duration(settings: Settings, interview_type: InterviewType) -> timedelta:
    """Return how long an interview of this type lasts."""
    minutes = {
        InterviewType.BEHAVIORAL: settings.behavioral_minutes,
        InterviewType.TECHNICAL: settings.technical_minutes,
    }
    return timedelta(minutes=minutes[interview_type])


def generate(session: Session, settings: Settings, days: int | None = None) -> int:
    """Add the slots that are missing up to `days` ahead, and the practice rooms. Returns how many were added.

    Any process may call it at any time: slots that exist are left as they are. Hours are UTC hours, which no clock
    change skips or repeats.
    """
    added = 0
    for interview_type in InterviewType:
        result = session.execute(
            text(
                "INSERT INTO slots (interview_type, starts_at, ends_at, capacity)"
                " SELECT :type, h, h + :duration, :capacity FROM generate_series("
                "date_trunc('hour', now()) + interval '1 hour', now() + :ahead, interval '1 hour') AS h"
                " UNION ALL SELECT :type, NULL, NULL, NULL"
                " ON CONFLICT ON CONSTRAINT slots_type_starts_at_key DO NOTHING RETURNING id"
            ),
            {
                "type": interview_type.value,
                "duration": duration(settings, interview_type),
                "capacity": settings.slot_capacity,
                "ahead": timedelta(days=days or settings.schedule_days),
            },
        )
        added += len(result.all())
    return added


def practice_room(session: Session, interview_type: InterviewType) -> Slot:
    """Return the always-open room of a type, making it if nobody has yet."""
    find = select(Slot).where(Slot.interview_type == interview_type, Slot.starts_at.is_(None))
    room = session.scalar(find)
    if room is None:
        session.execute(
            text(
                "INSERT INTO slots (interview_type) VALUES (:type)"
                " ON CONFLICT ON CONSTRAINT slots_type_starts_at_key DO NOTHING"
            ),
            {"type": interview_type.value},
        )
        room = session.scalars(find).one()
    return room
