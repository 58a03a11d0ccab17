"""The rolling schedule of slots: from templates, or one per hour for each type; and the practice rooms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, select, text
from sqlalchemy.orm import Session

from shared.core import clock, parking
from shared.core.local_time import known_zone
from shared.core.prepared import prepared
from shared.core.settings import Settings
from shared.models import GroupTemplate, InterviewType, Slot, SlotTemplate, is_for_everybody


def duration(settings: Settings, interview_type: InterviewType) -> timedelta:
    """Return how long an interview of this type lasts."""
    minutes = {
        InterviewType.BEHAVIORAL: settings.behavioral_minutes,
        InterviewType.TECHNICAL: settings.technical_minutes,
    }
    return timedelta(minutes=minutes[interview_type])


def generate(session: Session, settings: Settings, days: int | None = None) -> int:
    """Add the missing slots up to `days` ahead and the practice rooms. Returns how many were added.

    Any process may call it at any time: existing slots are left unchanged. A template that cannot be planned, for
    example because this machine does not know its time zone, is parked, and no slots are added for it.
    """
    _take_turn(session)
    begin, end = _horizon(session, settings, days)
    # Where two templates coincide, the larger capacity applies, even if they were added one after the other.
    keys = session.scalars(
        select(SlotTemplate.id)
        .where(text(parking.is_free("roll_schedule", "CAST(slot_templates.id AS text)")))
        .order_by(SlotTemplate.capacity.desc())
    ).all()

    def plan(ids: Sequence[int]) -> int:
        templates = session.scalars(select(SlotTemplate).where(SlotTemplate.id.in_(ids))).all()
        return sum(
            add(session, settings, of, starts([one for one in templates if one.interview_type is of], begin, end))
            for of in {one.interview_type for one in templates}
        )

    added = parking.process(session, "roll_schedule", keys, plan)
    planned = set(session.scalars(text("SELECT DISTINCT interview_type FROM slot_templates")))
    for interview_type in InterviewType:
        hourly = {} if interview_type.value in planned else _every_hour(settings, begin, end)
        added += add(session, settings, interview_type, hourly)
    return added


def replan(session: Session, settings: Settings, interview_type: InterviewType) -> None:
    """Make upcoming slots match the current templates.

    Slots that are no longer planned are deleted if they were never booked; booked ones stay. Planned slots get the
    planned capacity. If this machine does not know the time zone of a template, no slot is deleted, since it may belong
    to that template.
    """
    _take_turn(session)
    begin, end = _horizon(session, settings)
    templates = session.scalars(select(SlotTemplate).where(SlotTemplate.interview_type == interview_type)).all()
    plannable = [template for template in templates if known_zone(template.time_zone)]
    planned = starts(plannable, begin, end) if templates else _every_hour(settings, begin, end)
    given = {"type": interview_type.value, "starts": list(planned), "capacities": list(planned.values())}
    if len(plannable) == len(templates):
        _delete_strays(session, given)
    session.execute(
        text(
            f"""
            UPDATE slots SET capacity = p.capacity
            FROM unnest(CAST(:starts AS timestamptz[]), CAST(:capacities AS bigint[])) AS p(starts_at, capacity)
            WHERE slots.interview_type = :type AND slots.starts_at = p.starts_at AND slots.capacity <> p.capacity
                AND {is_for_everybody("slots")}
            """  # noqa: S608 - ours
        ),
        given,
    )
    add(session, settings, interview_type, planned)


def _delete_strays(session: Session, given: Mapping[str, Any]) -> None:
    # Lock first and delete in a second statement, which sees a booking made while the lock was awaited.
    strays = session.scalars(
        text(
            f"""
            SELECT id FROM slots
            WHERE interview_type = :type AND starts_at > now() AND {is_for_everybody("slots")}
                AND starts_at <> ALL(CAST(:starts AS timestamptz[]))
                AND NOT EXISTS (SELECT FROM bookings b WHERE b.slot_id = slots.id)
            ORDER BY id
            FOR UPDATE SKIP LOCKED
            """  # noqa: S608 - ours
        ),
        given,
    ).all()
    session.execute(
        text(
            "DELETE FROM slots WHERE id = ANY(:strays)"
            " AND NOT EXISTS (SELECT FROM bookings b WHERE b.slot_id = slots.id)"
        ),
        {"strays": list(strays)},
    )


def starts(templates: Iterable[SlotTemplate | GroupTemplate], begin: datetime, end: datetime) -> dict[datetime, int]:
    """Return the start times of these templates between two moments, with their capacity.

    Times are local to the template's zone. A time that a clock change skips moves later by the length of the gap; a
    time that occurs twice means its first occurrence. Where two templates coincide, the larger capacity applies.
    """
    found: dict[datetime, int] = {}
    for template in templates:
        zone = ZoneInfo(template.time_zone)
        day = begin.astimezone(zone).date() - timedelta(days=1)
        day += timedelta(days=(template.weekday - day.isoweekday()) % 7)
        while (start := datetime.combine(day, template.local_time, zone).astimezone(UTC)) <= end:
            if start > begin:
                found[start] = max(template.capacity, found.get(start, 0))
            day += timedelta(days=7)
    return dict(sorted(found.items()))


def _take_turn(session: Session) -> None:
    """Serialize planning, so that no process adds slots of a template that is just being changed."""
    session.execute(text("SELECT pg_advisory_xact_lock(hashtext('mockmate.schedule'))"))


def _horizon(session: Session, settings: Settings, days: int | None = None) -> tuple[datetime, datetime]:
    now = clock.now(session)
    return now, now + timedelta(days=days or settings.schedule_days)


def _every_hour(settings: Settings, begin: datetime, end: datetime) -> Mapping[datetime, int]:
    """Plan a slot at each full hour of UTC, which no clock change skips or repeats."""
    hour = begin.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    count = int((end - hour) / timedelta(hours=1)) + 1
    return {hour + timedelta(hours=number): settings.slot_capacity for number in range(count)}


def add(
    session: Session,
    settings: Settings,
    interview_type: InterviewType,
    planned: Mapping[datetime, int],
    group_id: int | None = None,
) -> int:
    """Add the practice room of a type and its slots at these times, with their capacity: public ones, or a group's.

    Returns how many were missing.
    """
    result = session.execute(
        text(
            """
            INSERT INTO slots (interview_type, starts_at, ends_at, capacity, group_id)
            SELECT :type, starts_at, starts_at + :duration, capacity, CAST(:group AS bigint)
            FROM unnest(CAST(:starts AS timestamptz[]), CAST(:capacities AS bigint[])) AS p(starts_at, capacity)
            UNION ALL
            SELECT :type, NULL, NULL, NULL, CAST(:group AS bigint)
            ON CONFLICT ON CONSTRAINT slots_type_starts_at_key DO NOTHING
            RETURNING id
            """
        ),
        {
            "type": interview_type.value,
            "group": group_id,
            "duration": duration(settings, interview_type),
            "starts": list(planned),
            "capacities": list(planned.values()),
        },
    )
    return len(result.all())


_ROOMS_OF_TYPE = select(Slot).where(Slot.interview_type == bindparam("type"), Slot.starts_at.is_(None))
_PRACTICE_ROOM = prepared(_ROOMS_OF_TYPE.where(Slot.group_id.is_(None)))
_GROUP_ROOM = prepared(_ROOMS_OF_TYPE.where(Slot.group_id == bindparam("group")))


def practice_room(session: Session, interview_type: InterviewType, group_id: int | None = None) -> Slot:
    """Return the always-open room of a type, the public one or a group's, creating it if necessary."""
    wanted, given = _PRACTICE_ROOM, {"type": interview_type, "group": group_id}
    if group_id is None:
        del given["group"]
    else:
        wanted = _GROUP_ROOM
    room = session.scalar(wanted, given)
    if room is None:
        session.execute(
            text(
                "INSERT INTO slots (interview_type, group_id) VALUES (:type, CAST(:group AS bigint))"
                " ON CONFLICT ON CONSTRAINT slots_type_starts_at_key DO NOTHING"
            ),
            {"type": interview_type.value, "group": group_id},
        )
        room = session.scalars(wanted, given).one()
    return room
