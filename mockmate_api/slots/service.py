"""Taking, moving and giving back seats in slots."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from mockmate_api.slots import watches
from mockmate_api.slots.listing import read
from mockmate_api.slots.schemas import BookingChanges, BookingIn, BookingOut
from mockmate_api.turns import wait_for_my_turn
from shared import bookings, broker, clock, reliability, schedule, waiting_room
from shared.errors import AlreadyBooked, AlreadyMatched, BookingClosed, Invalid, NotFound, SlotClosed, SlotFull
from shared.models import LIVE_BOOKING, Booking, BookingStatus, Slot
from shared.settings import Settings


def book(session: Session, settings: Settings, user_id: int, wanted: BookingIn) -> BookingOut:
    """Take a seat. Raises NotFound, SlotClosed, AlreadyBooked, SlotFull; BookingOverlap comes from the constraint."""
    wait_for_my_turn(session, user_id)
    slot, starts_at, ends_at = _seat(session, settings, user_id, wanted.slot_id)
    booking = Booking(
        user_id=user_id,
        slot_id=slot.id,
        difficulty=wanted.difficulty,
        language=wanted.language,
        max_level_gap=wanted.max_level_gap,
        note=wanted.note,
        starts_at=starts_at,
        ends_at=ends_at,
    )
    session.add(booking)
    session.flush()
    watches.unwatch(session, user_id, slot.id)
    bookings.tell_changed(session, [booking])
    return read(session, settings, user_id, booking.id)


def _seat(session: Session, settings: Settings, user_id: int, slot_id: int) -> tuple[Slot, datetime, datetime]:
    """Lock a slot that has a seat for this person, so that nobody else takes the last one meanwhile."""
    slot = session.get(Slot, slot_id, with_for_update={"key_share": True}, populate_existing=True)
    if slot is None:
        raise NotFound
    now = clock.now(session)
    if slot.starts_at is not None and slot.starts_at <= now:
        raise SlotClosed
    seats = select(func.count()).where(Booking.slot_id == slot_id, Booking.status.in_(LIVE_BOOKING))
    if session.scalar(seats.where(Booking.user_id == user_id)):
        raise AlreadyBooked
    if slot.capacity is not None and (session.scalar(seats) or 0) >= slot.capacity:
        raise SlotFull
    if slot.starts_at is None or slot.ends_at is None:
        return slot, now, now + schedule.duration(settings, slot.interview_type)
    return slot, slot.starts_at, slot.ends_at


def change(session: Session, settings: Settings, user_id: int, booking_id: int, changes: BookingChanges) -> BookingOut:
    """Change or move a booking. Raises NotFound, AlreadyMatched, BookingClosed, and what taking a seat raises.

    A booking that is moved stays the same booking, with its note and difficulty. Moving it later than two hours before
    its start is marked late.
    """
    booking = _open_booking(session, user_id, booking_id)
    given = changes.given
    slot_id = given.pop("slot_id", booking.slot_id)
    shown_before = booking.slot_id, booking.difficulty
    if slot_id != booking.slot_id:
        _move(session, settings, booking, slot_id)
    for name, value in given.items():
        setattr(booking, name, value)
    if booking.status is BookingStatus.WAITING:
        broker.announce(session, broker.ROOMS, b"%d" % booking.slot_id)
    if (booking.slot_id, booking.difficulty) != shown_before:
        _revise(session, booking)
        session.flush()
        bookings.tell_changed(session, [booking])
    session.flush()
    return read(session, settings, user_id, booking_id)


def _revise(session: Session, booking: Booking) -> None:
    """Let calendars see that a booking is another one than they know."""
    booking.revision += 1
    booking.revised_at = clock.now(session)


def _move(session: Session, settings: Settings, booking: Booking, slot_id: int) -> None:
    if booking.status is not BookingStatus.BOOKED:
        raise BookingClosed("Leave the waiting room first; then the booking can be moved.")
    slot, starts_at, ends_at = _seat(session, settings, booking.user_id, slot_id)
    if slot.practice:
        raise Invalid("A booking can't be moved to a practice room; those are open without one.", pointer="slot_id")
    now = clock.now(session)
    if booking.starts_at - now < reliability.LATE_CANCEL:
        booking.moved_late_at = now
    booking.slot_id, booking.starts_at, booking.ends_at = slot.id, starts_at, ends_at
    watches.unwatch(session, booking.user_id, slot.id)


def cancel(session: Session, user_id: int, booking_id: int) -> None:
    """Give a seat back; later than two hours before the start it is marked late. Raises as `change` does."""
    booking = _open_booking(session, user_id, booking_id)
    waiting_room.leave(session, booking)
    if booking.status is BookingStatus.CANCELLED:  # leaving a practice room is all there is to do
        return
    slot = session.get_one(Slot, booking.slot_id)
    booking.status = BookingStatus.CANCELLED
    now = clock.now(session)
    booking.cancelled_late = not slot.practice and booking.starts_at - now < reliability.LATE_CANCEL
    booking.revised_at = now
    session.flush()
    bookings.tell_changed(session, [booking])


def _open_booking(session: Session, user_id: int, booking_id: int) -> Booking:
    """Lock a booking of mine that is booked or waiting: a pass that is matching it goes first."""
    wait_for_my_turn(session, user_id)
    booking = session.scalar(
        select(Booking)
        .where(Booking.id == booking_id, Booking.user_id == user_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if booking is None:
        raise NotFound
    if booking.status is BookingStatus.MATCHED:
        raise AlreadyMatched
    if booking.status not in LIVE_BOOKING:
        raise BookingClosed
    return booking
