"""GET /slots, POST /slots/book, my bookings under /slots/bookings, my calendar, and watching slots."""

from __future__ import annotations

from flask import Blueprint, Response

from mockmate_api.http import rate_limits
from mockmate_api.http.authentication import Credential
from mockmate_api.http.caller import current_user, require_verified_email
from mockmate_api.http.extensions import db, settings
from mockmate_api.http.operation import operation
from mockmate_api.http.reading import Reading
from mockmate_api.slots import calendars, listing, my_bookings, service, watches
from mockmate_api.slots.schemas import (
    BookingChanges,
    BookingIn,
    BookingOut,
    BookingPage,
    BookingQuery,
    FeedOut,
    SlotPage,
    SlotQuery,
)
from shared.core.errors import (
    AlreadyBooked,
    AlreadyMatched,
    BirthYearMissing,
    BookingClosed,
    BookingOverlap,
    EmailNotVerified,
    NotFound,
    SlotClosed,
    SlotFull,
    TooManyBookings,
    TooManyWatches,
)

blueprint = Blueprint("slots", __name__, url_prefix="/slots")

_SEAT = (NotFound, SlotClosed, SlotFull, AlreadyBooked, BookingOverlap)


@operation(blueprint, "GET", "", returns={200: SlotPage})
def list_slots(query: SlotQuery) -> SlotPage:
    """List upcoming slots, soonest first."""
    return listing.upcoming(db.session(), current_user(), query)


@operation(
    blueprint,
    "POST",
    "/book",
    returns={201: BookingOut},
    errors=(*_SEAT, TooManyBookings, EmailNotVerified, BirthYearMissing),
    idempotent=True,
    limits=rate_limits.BOOK,
)
def book_slot(body: BookingIn) -> BookingOut:
    """Book a slot."""
    require_verified_email()
    return service.book(db.session(), settings(), current_user(), body)


@operation(blueprint, "GET", "/bookings", returns={200: BookingPage})
def list_bookings(query: BookingQuery) -> Reading:
    """List my bookings."""
    return my_bookings.read(settings(), query)


@operation(blueprint, "GET", "/bookings/<id:booking_id>", returns={200: BookingOut})
def read_booking(booking_id: int) -> BookingOut:
    """Read one of my bookings."""
    return listing.read(db.session(), settings(), current_user().id, booking_id)


@operation(
    blueprint,
    "PATCH",
    "/bookings/<id:booking_id>",
    returns={200: BookingOut},
    errors=(AlreadyMatched, BookingClosed, *_SEAT),
    limits=rate_limits.BOOK,
)
def change_booking(booking_id: int, body: BookingChanges) -> BookingOut:
    """Change one of my bookings, or move it to another slot."""
    return service.change(db.session(), settings(), current_user().id, booking_id, body)


@operation(
    blueprint,
    "DELETE",
    "/bookings/<id:booking_id>",
    returns={204: None},
    errors=(AlreadyMatched, BookingClosed),
)
def cancel_booking(booking_id: int) -> None:
    """Cancel one of my bookings."""
    service.cancel(db.session(), current_user().id, booking_id)


@operation(
    blueprint, "GET", "/bookings/<id:booking_id>/calendar.ics", returns={200: calendars.MEDIA_TYPE}, errors=(NotFound,)
)
def read_booking_calendar(booking_id: int) -> Response:
    """Get one of my bookings as a calendar file."""
    return calendars.one(db.session(), settings(), current_user(), booking_id)


@operation(blueprint, "POST", "/calendar/rotate", returns={200: FeedOut})
def rotate_calendar() -> FeedOut:
    """Get a new secret URL for subscribing to my calendar. The previous one stops working."""
    return calendars.rotate(db.session(), settings(), current_user().id)


@operation(
    blueprint,
    "GET",
    "/calendar/<string:token>.ics",
    returns={200: calendars.MEDIA_TYPE, 304: None},
    credential=Credential.NONE,
)
def read_calendar_feed(token: str) -> Response:
    """Get a person's bookings as a calendar: the last 30 days and all upcoming. The secret URL grants access."""
    return calendars.feed(db.session(), settings(), token)


@operation(
    blueprint,
    "POST",
    "/<id:slot_id>/watch",
    returns={204: None},
    errors=(SlotClosed, AlreadyBooked, TooManyWatches),
    limits=rate_limits.WATCH,
)
def watch_slot(slot_id: int) -> None:
    """Be notified when a full slot has a free seat. Watching it again has no effect."""
    watches.watch(db.session(), current_user().id, slot_id)


@operation(blueprint, "DELETE", "/<id:slot_id>/watch", returns={204: None})
def unwatch_slot(slot_id: int) -> None:
    """Stop watching a slot."""
    watches.unwatch(db.session(), current_user().id, slot_id)
