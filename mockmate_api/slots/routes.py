"""GET /slots, POST /slots/book, and my bookings under /slots/bookings."""

from __future__ import annotations

from flask import Blueprint

from mockmate_api.contract import operation
from mockmate_api.extensions import db, settings
from mockmate_api.guards import current_user, require_verified_email
from mockmate_api.slots import listing, service
from mockmate_api.slots.schemas import (
    BookingChanges,
    BookingIn,
    BookingOut,
    BookingPage,
    BookingQuery,
    SlotPage,
    SlotQuery,
)
from shared.errors import (
    AlreadyBooked,
    AlreadyMatched,
    BookingClosed,
    BookingOverlap,
    EmailNotVerified,
    NotFound,
    SlotClosed,
    SlotFull,
)

blueprint = Blueprint("slots", __name__, url_prefix="/slots")

_SEAT = (NotFound, SlotClosed, SlotFull, AlreadyBooked, BookingOverlap)


@operation(blueprint, "GET", "", returns={200: SlotPage})
def list_slots(query: SlotQuery) -> SlotPage:
    """List upcoming slots, soonest first."""
    return listing.upcoming(db.session(), current_user().id, query)


@operation(blueprint, "POST", "/book", returns={201: BookingOut}, errors=(*_SEAT, EmailNotVerified), idempotent=True)
def book_slot(body: BookingIn) -> BookingOut:
    """Book a slot."""
    require_verified_email()
    return service.book(db.session(), settings(), current_user().id, body)


@operation(blueprint, "GET", "/bookings", returns={200: BookingPage})
def list_bookings(query: BookingQuery) -> BookingPage:
    """List my bookings."""
    return listing.mine(db.session(), settings(), current_user().id, query)


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
