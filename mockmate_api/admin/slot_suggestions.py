"""GET /admin/slot-templates/suggestions: which weekly times the last four weeks speak for, and which against.

Nothing is changed by it: administrators decide, and apply what they like by the routes of templates.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from mockmate_api.admin.schemas import IdleTemplate, SuggestedTemplate, TemplateSuggestions, TypeSuggestions
from mockmate_api.attendance import local_hours
from mockmate_api.attendance.usual_hours import UsualHour, usual_hours
from shared.core import clock
from shared.core.local_time import known_zone, zone_of
from shared.core.settings import Settings
from shared.matching import schedule
from shared.models import InterviewType, SlotTemplate, User, is_for_everybody

_WEEKS = timedelta(weeks=local_hours.WEEKS)
_ENOUGH_SLOTS = local_hours.WEEKS - 1
"""Of four weeks; a clock change or a late start may cost one."""

# What nobody booked, and where those who did met nobody.
_USE = text(
    f"""
    SELECT count(*) AS slots, coalesce(sum(booked), 0) AS booked, coalesce(sum(interviews), 0) AS interviews
    FROM slots s CROSS JOIN LATERAL (
        SELECT (SELECT count(*) FROM bookings WHERE slot_id = s.id AND status <> 'cancelled') AS booked,
            (SELECT count(*) FROM interviews WHERE slot_id = s.id) AS interviews
    ) AS use
    WHERE s.interview_type = :type AND s.starts_at = ANY(CAST(:starts AS timestamptz[])) AND {is_for_everybody("s")}
    """  # noqa: S608 - ours
)


def suggestions(session: Session, settings: Settings, user: User) -> TemplateSuggestions:
    """Return what the last four weeks suggest for each type. New times are in the administrator's time zone."""
    zone, now = zone_of(user.time_zone), clock.now(session)
    return TemplateSuggestions(
        of_weeks=local_hours.WEEKS, items=[_of_type(session, settings, zone, now, of) for of in InterviewType]
    )


def _of_type(
    session: Session, settings: Settings, zone: ZoneInfo, now: datetime, interview_type: InterviewType
) -> TypeSuggestions:
    order = (SlotTemplate.weekday, SlotTemplate.local_time, SlotTemplate.id)
    templates = session.scalars(
        select(SlotTemplate).where(SlotTemplate.interview_type == interview_type).order_by(*order)
    ).all()
    # Of a zone that this machine doesn't know, nothing can be said.
    known = [one for one in templates if known_zone(one.time_zone)]
    usual = usual_hours(session, settings, zone, interview_type, company_of=None)
    return TypeSuggestions(
        interview_type=interview_type,
        hourly=not templates,
        add=_missing(usual, known, zone, now),
        remove=[idle for one in known if (idle := _idle(session, one, now))],
    )


def _missing(
    usual: Sequence[UsualHour], templates: Sequence[SlotTemplate], zone: ZoneInfo, now: datetime
) -> list[SuggestedTemplate]:
    """Return the usual hours in which no template has a slot, by weekday and time."""
    planned = schedule.starts(templates, now, now + timedelta(days=8))
    found = []
    for hour, weeks, people in usual:
        if any(hour.begins_at <= start < hour.ends_at for start in planned):
            continue
        local = hour.begins_at.astimezone(zone)
        found.append(
            SuggestedTemplate(
                weekday=local.isoweekday(), local_time=local.time(), time_zone=zone.key, weeks=weeks, people=people
            )
        )
    return sorted(found, key=lambda one: (one.weekday, one.local_time))


def _idle(session: Session, template: SlotTemplate, now: datetime) -> IdleTemplate | None:
    """Return the figures of a template in whose slots nobody met for four weeks; None for any other."""
    since = now - _WEEKS
    if template.created_at > since:
        return None
    starts = list(schedule.starts([template], since, now))
    use = session.execute(_USE, {"type": template.interview_type.value, "starts": starts}).one()
    if use.slots < _ENOUGH_SLOTS or use.interviews:
        return None
    return IdleTemplate(template_id=template.id, slots=use.slots, booked=use.booked)
