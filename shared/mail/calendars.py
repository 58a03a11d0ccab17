"""Bookings as iCalendar (RFC 5545): one booking, a person's feed, and invitations that follow a booking's changes."""

from __future__ import annotations

from collections.abc import Iterable
from email.utils import parseaddr
from typing import Literal
from uuid import NAMESPACE_OID, uuid5

from icalendar import Calendar, Event, vCalAddress, vText

from shared.core import names
from shared.core.clock import rfc3339
from shared.core.local_time import in_words
from shared.core.settings import Settings
from shared.models import Booking, BookingStatus, User

Method = Literal["PUBLISH", "REQUEST", "CANCEL"]


def sequence(booking: Booking) -> int:
    """Return the SEQUENCE of a booking; every change that calendars must follow increases it."""
    return booking.revision + (booking.status is BookingStatus.CANCELLED)


def uid(booking: Booking) -> str:
    """Return the UID of a booking: it never changes, and differs between deployments."""
    return f"{uuid5(NAMESPACE_OID, f'{booking.id} {rfc3339(booking.created_at)}')}@mockmate"


def invitation(settings: Settings, user: User, booking: Booking) -> str:
    """Return the text that makes a calendar add a booking, update it or remove it."""
    method: Method = "CANCEL" if booking.status is BookingStatus.CANCELLED else "REQUEST"
    return _write(method, [_event(settings, user, booking, attendee=True)])


def one(settings: Settings, user: User, booking: Booking) -> str:
    """Return a calendar with one booking."""
    return _write("PUBLISH", [_event(settings, user, booking)])


def feed(settings: Settings, user: User, bookings: Iterable[Booking]) -> str:
    """Return a person's calendar for subscribing to."""
    events = [_event(settings, user, booking) for booking in bookings]
    return _write("PUBLISH", events, name="Mock Mate")


def _write(method: Method, events: Iterable[Event], name: str | None = None) -> str:
    calendar = Calendar()
    calendar.add("prodid", "-//Mock Mate//Mock Mate//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    if name is not None:
        calendar.add("x-wr-calname", name)
    for event in events:
        calendar.add_component(event)
    return str(calendar.to_ical().decode())


def _event(settings: Settings, user: User, booking: Booking, *, attendee: bool = False) -> Event:
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
    event.add("summary", f"Mock interview: {booking.slot.interview_type}, {booking.difficulty}")
    event.add("description", _description(settings, user, booking))
    event.add("url", settings.public_url)
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    name, address = parseaddr(settings.mail_from)
    event.add("organizer", _address(name or "Mock Mate", address))
    if attendee:
        person = _address(names.shown(user.full_name or "") or user.username, user.email)
        person.params["partstat"] = vText("ACCEPTED")
        event.add("attendee", person)
    return event


def _description(settings: Settings, user: User, booking: Booking) -> str:
    opens = settings.room_opens_minutes
    return "\n".join(
        [
            f"{in_words(booking.starts_at, user.time_zone)}.",
            f"The waiting room opens {opens:g} minutes before: {settings.public_url}",
        ]
    )


def _address(name: str, address: str) -> vCalAddress:
    written = vCalAddress(f"mailto:{address}")
    written.params["cn"] = vText(name)
    return written
