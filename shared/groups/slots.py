"""A group's slots: single ones, and those of its weekly templates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from shared.core import clock, parking
from shared.core.settings import Settings
from shared.matching import schedule
from shared.models import Group, GroupTemplate, InterviewType, Slot

JOB = "roll_group_schedules"


def plan(session: Session, settings: Settings) -> int:
    """Add the missing slots of all groups' templates as far ahead as public ones. Returns how many were added.

    Any process may call it at any time. A group whose templates can't be planned, for example because this machine
    does not know a time zone, is parked.
    """
    active = (
        select(GroupTemplate.group_id)
        .join(Group, Group.id == GroupTemplate.group_id)
        .where(Group.approved_at.is_not(None), Group.archived_at.is_(None))
        .where(text(parking.is_free(JOB, "CAST(group_templates.group_id AS text)")))
        .distinct()
        .order_by(GroupTemplate.group_id)
    )

    def add(group_ids: Sequence[int]) -> int:
        return sum(plan_group(session, settings, group_id) for group_id in group_ids)

    return parking.process(session, JOB, session.scalars(active).all(), add)


def plan_group(session: Session, settings: Settings, group_id: int) -> int:
    """Add the missing slots of one group's templates. Returns how many were added."""
    begin, end = _horizon(session, settings)
    templates = session.scalars(select(GroupTemplate).where(GroupTemplate.group_id == group_id)).all()
    return sum(
        schedule.add(session, settings, of, schedule.starts(_of(templates, of), begin, end), group_id)
        for of in sorted({one.interview_type for one in templates})
    )


def drop(session: Session, settings: Settings, template: GroupTemplate) -> None:
    """Delete a template and its slots to come that nobody has booked, unless another template has that time, too."""
    begin, end = _horizon(session, settings)
    group_id, of = template.group_id, template.interview_type
    gone = schedule.starts([template], begin, end)
    session.delete(template)
    session.flush()
    others = session.scalars(select(GroupTemplate).where(GroupTemplate.group_id == group_id)).all()
    kept = schedule.starts(_of(others, of), begin, end)
    planned = Slot.group_id == group_id, Slot.interview_type == of
    starts = [at for at in gone if at not in kept]
    remove_unbooked(session, session.scalars(select(Slot.id).where(*planned, Slot.starts_at.in_(starts))).all())


def remove_unbooked(session: Session, slot_ids: Sequence[int]) -> int:
    """Delete those of these slots that nobody has ever booked. Returns how many."""
    # Lock first and delete in a second statement, which sees a booking made while the lock was awaited.
    session.execute(_LOCK, {"slots": list(slot_ids)})
    return len(session.execute(_DELETE, {"slots": list(slot_ids)}).all())


_LOCK = text("SELECT FROM slots WHERE id = ANY(:slots) ORDER BY id FOR UPDATE")
_DELETE = text(
    "DELETE FROM slots s WHERE id = ANY(:slots) AND NOT EXISTS (SELECT FROM bookings b WHERE b.slot_id = s.id)"
    " RETURNING id"
)


def _of(templates: Sequence[GroupTemplate], of: InterviewType) -> list[GroupTemplate]:
    return [one for one in templates if one.interview_type is of]


def _horizon(session: Session, settings: Settings) -> tuple[datetime, datetime]:
    now = clock.now(session)
    return now, now + timedelta(days=settings.schedule_days)
