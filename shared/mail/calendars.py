"""iCalendar (RFC 5545): one booking, a person's feed, invitations that follow a booking's changes, and busy hours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from email.utils import parseaddr
from typing import Literal
from uuid import NAMESPACE_OID, uuid5

from icalendar import Alarm, Calendar, Event, Timezone, TimezoneStandard, vCalAddress, vDuration, vText

from shared.core import names
from shared.core.clock import rfc3339
from shared.core.local_time import zone_of
from shared.core.settings import Settings
from shared.mail.words import Words, words_for
from shared.models import ACTIVE, Booking, BookingStatus, InterviewType, User

REFRESH = timedelta(hours=1)
"""How often programs are asked to read a feed again."""

Method = Literal["PUBLISH", "REQUEST", "CANCEL"]


def sequence(booking: Booking) -> int:
    """Return the SEQUENCE of a booking; every change that calendars must follow increases it."""
    return booking.revision + (booking.status is BookingStatus.CANCELLED)


def uid(booking: Booking) -> str:
    """Return the UID of a booking: it never changes, and differs between deployments."""
    return f"{uuid5(NAMESPACE_OID, f'{booking.id} {rfc3339(booking.created_at)}')}@mockmate"


def invitation(settings: Settings, user: User, booking: Booking, peer: str | None) -> str:
    """Return the text that makes a calendar add a booking, with `peer` if that is known, update it or remove it."""
    method: Method = "CANCEL" if booking.status is BookingStatus.CANCELLED else "REQUEST"
    event = _event(settings, user, booking, peer)
    person = _address(names.shown(user.full_name or "") or user.username, user.email)
    person.params["partstat"] = vText("ACCEPTED")
    event.add("attendee", person)
    return _text(_calendar(method, [event]))


def one(settings: Settings, user: User, booking: Booking, peer: str | None, alarm_minutes: int | None) -> str:
    """Return a calendar with one booking, whose event rings so many minutes before if they are given."""
    return _text(_calendar("PUBLISH", [_with_alarm(_event(settings, user, booking, peer), booking, alarm_minutes)]))


def feed(
    settings: Settings, user: User, bookings: Sequence[Booking], peers: Mapping[int, str], alarm_minutes: int | None
) -> str:
    """Return a person's calendar for subscribing to; `peers` are the names of those whom they meet, by slot."""
    events = [
        _with_alarm(_event(settings, user, each, peers.get(each.slot_id)), each, alarm_minutes) for each in bookings
    ]
    # A calendar must have a component (RFC 5545, section 3.6). This one has no effect: all times are in UTC.
    calendar = _calendar("PUBLISH", events or [_utc()])
    calendar.add("x-wr-calname", "Mock Mate")
    # For the programs that show a calendar in a zone of its own.
    calendar.add("x-wr-timezone", zone_of(user.time_zone).key)
    # The standard's property, and the older one that Outlook reads.
    calendar.add("refresh-interval", vDuration(REFRESH, params={"value": "DURATION"}))
    calendar.add("x-published-ttl", vDuration(REFRESH))
    return _text(calendar)


def busy_hours(
    settings: Settings,
    user: User,
    hours: Sequence[tuple[InterviewType, datetime, datetime]],
    now: datetime,
    alarm_minutes: int | None,
) -> str:
    """Return a calendar with hours (type, begin, end) in which people usually come. They are plans and take no time."""
    events = [_ringing(_busy_hour(settings, user, *hour, now), alarm_minutes) for hour in hours]
    return _text(_calendar("PUBLISH", events or [_utc()]))


def _calendar(method: Method, components: Sequence[Event | Timezone]) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", "-//Mock Mate//Mock Mate//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    for component in components:
        calendar.add_component(component)
    return calendar


def _text(calendar: Calendar) -> str:
    return str(calendar.to_ical().decode())


def _utc() -> Timezone:
    zone, standard = Timezone(), TimezoneStandard()
    zone.add("tzid", "Etc/UTC")
    standard.add("dtstart", datetime(1970, 1, 1))  # noqa: DTZ001 - a VTIMEZONE's own times have no zone
    standard.add("tzoffsetfrom", timedelta())
    standard.add("tzoffsetto", timedelta())
    zone.add_component(standard)
    return zone


def _with_alarm(event: Event, booking: Booking, minutes: int | None) -> Event:
    return _ringing(event, minutes if booking.status in ACTIVE else None)


def _ringing(event: Event, minutes: int | None) -> Event:
    if minutes is not None:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", event["summary"])
        # The default, said for readers whose validators want it.
        alarm.add("trigger", timedelta(minutes=-minutes), parameters={"related": "START"})
        event.add_component(alarm)
    return event


def _busy_hour(
    settings: Settings, user: User, interview_type: InterviewType, begin: datetime, end: datetime, now: datetime
) -> Event:
    say = words_for(user)
    event = Event()
    event.add("uid", f"{uuid5(NAMESPACE_OID, f'{user.id} {interview_type} {rfc3339(begin)}')}@mockmate")
    event.add("dtstamp", now)
    event.add("dtstart", begin)
    event.add("dtend", end)
    event.add(
        "summary",
        say.gettext("Practice: %(interview_type)s interview", interview_type=say.interview_type(interview_type)),
    )
    event.add(
        "description",
        say.gettext(
            "In the last weeks, people often came at this hour. Nothing is booked: practice now, or book a time, at"
            " %(home)s",
            home=settings.public_url,
        ),
    )
    event.add("url", settings.public_url)
    event.add("transp", "TRANSPARENT")
    return event


def _event(settings: Settings, user: User, booking: Booking, peer: str | None) -> Event:
    cancelled = booking.status is BookingStatus.CANCELLED
    event = Event()
    event.add("uid", uid(booking))
    event.add("sequence", sequence(booking))
    # Not the current time: an unchanged booking must give the same text tomorrow.
    event.add("dtstamp", booking.revised_at)
    event.add("last-modified", booking.revised_at)
    # In UTC, so that neither a clock change nor a move to another zone shifts it.
    event.add("dtstart", booking.starts_at)
    event.add("dtend", booking.ends_at)
    say = words_for(user)
    event.add("summary", _summary(say, booking, peer))
    event.add("description", _description(settings, say, booking))
    event.add("url", settings.public_url)
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    name, address = parseaddr(settings.mail_from)
    event.add("organizer", _address(name or "Mock Mate", address))
    return event


def _summary(say: Words, booking: Booking, peer: str | None) -> str:
    interview_type = say.interview_type(booking.slot.interview_type)
    difficulty = say.difficulty(booking.difficulty)
    if peer is not None:
        return say.gettext(
            "Mock interview with %(peer)s: %(interview_type)s, %(difficulty)s",
            peer=peer,
            interview_type=interview_type,
            difficulty=difficulty,
        )
    return say.gettext(
        "Mock interview: %(interview_type)s, %(difficulty)s", interview_type=interview_type, difficulty=difficulty
    )


def _description(settings: Settings, say: Words, booking: Booking) -> str:
    return "\n".join(
        [
            f"{say.moment(booking.starts_at)}.",
            say.gettext("Language: %(language)s.", language=say.spoken_language(booking.language)),
            say.gettext(
                "The waiting room opens %(minutes)s before: %(home)s",
                minutes=say.minutes(settings.room_opens_minutes),
                home=settings.public_url,
            ),
        ]
    )


def _address(name: str, address: str) -> vCalAddress:
    written = vCalAddress(f"mailto:{address}")
    written.params["cn"] = vText(name)
    return written
