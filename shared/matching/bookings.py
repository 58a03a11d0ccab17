"""What happened to bookings, told to their owners."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy.orm import Session

from shared.events import event_log
from shared.events.types import BookingChanged
from shared.models import Booking


def tell_changed(session: Session, changed: Iterable[Booking]) -> None:
    """Tell the owners of these bookings what state they are in now. Flush before: the ids have to be known."""
    told = [
        (
            event_log.user(booking.user_id),
            BookingChanged(booking_id=booking.id, slot_id=booking.slot_id, status=booking.status),
        )
        for booking in changed
    ]
    if told:
        event_log.append_many(session, told)
