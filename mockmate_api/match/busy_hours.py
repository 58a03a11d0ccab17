"""GET /match/busy-hours: when it is worth coming back, by when people came in the last weeks."""

from __future__ import annotations

from flask import Response
from sqlalchemy.orm import Session

from mockmate_api.attendance import local_hours
from mockmate_api.attendance.usual_hours import usual_hours
from mockmate_api.match.schemas import BusyHour, BusyHours, BusyHoursOfCalendar, BusyHoursQuery
from shared.core import clock
from shared.core.errors import NotFound
from shared.core.local_time import zone_of
from shared.core.settings import Settings
from shared.mail import calendars, preferences
from shared.models import InterviewType, User

MEDIA_TYPE = "text/calendar"
_MOST = 3


def busy_hours(session: Session, settings: Settings, user: User, query: BusyHoursQuery) -> BusyHours:
    """Return the next hours in which people usually come, by the clocks of the person's time zone."""
    wanted = [query.interview_type] if query.interview_type else list(InterviewType)
    shown = [
        BusyHour(
            interview_type=of,
            starts_at=one.hour.begins_at,
            ends_at=one.hour.ends_at,
            weeks=one.weeks,
            people=one.people,
        )
        for of in wanted
        for one in usual_hours(session, settings, zone_of(user.time_zone), of, company_of=user)[:_MOST]
    ]
    return BusyHours(of_weeks=local_hours.WEEKS, items=sorted(shown, key=lambda one: one.starts_at))


def calendar(session: Session, settings: Settings, user: User, query: BusyHoursOfCalendar) -> Response:
    """Return these hours, or one of them, as a calendar file. Raises NotFound if that one is not among them."""
    hours = busy_hours(session, settings, user, query).items
    if query.starts_at is not None:
        hours = [hour for hour in hours if hour.starts_at == query.starts_at]
        if not hours:
            raise NotFound
    alarm = preferences.preferences(session, [user.id])[user.id].calendar_alarm_minutes
    times = [(hour.interview_type, hour.starts_at, hour.ends_at) for hour in hours]
    written = calendars.busy_hours(settings, user, times, clock.now(session), alarm)
    response = Response(written, mimetype=MEDIA_TYPE)
    response.headers["Content-Disposition"] = 'attachment; filename="practice.ics"'
    return response
