"""Booking, moving and canceling seats in slots."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from mockmate_api.accounts.account_status import lock_user
from mockmate_api.slots import watches
from mockmate_api.slots.listing import group_of, read, show
from mockmate_api.slots.schemas import BookingChanges, BookingIn, BookingOut
from mockmate_api.slots.seats import lock_slot
from shared.core import ages, clock
from shared.core.errors import AlreadyMatched, BirthYearMissing, BookingClosed, Invalid, NotFound
from shared.core.settings import Settings
from shared.events.types import BookingPart
from shared.matching import bookings, schedule, topics, visibility
from shared.matching.bookings import Wishes
from shared.models import ACTIVE, Booking, BookingStatus, CancelledBy, InterviewType, User
from shared.rooms import reliability


def book(session: Session, settings: Settings, user: User, wanted: BookingIn) -> BookingOut:
    """Take a seat. Raises BirthYearMissing, NotFound and the errors of `bookings.book`."""
    if ages.is_missing(settings, user.birth_year):
        raise BirthYearMissing
    slot = lock_slot(session, user.id, wanted.slot_id)
    wishes = Wishes(
        wanted.difficulty,
        wanted.language,
        wanted.max_level_gap,
        wanted.note,
        topics.wished(session, slot.interview_type, wanted.topics),
    )
    duration = schedule.duration(settings, slot.interview_type)
    ceiling = _ceiling(settings, user)
    booking = bookings.book(session, user.id, slot, wishes, duration=duration, ceiling=ceiling)
    return show(settings, booking, slot, group_of(session, slot), None)


def _ceiling(settings: Settings, user: User) -> int | None:
    """Return how many booked slots a person may hold, None for an administrator."""
    if user.is_admin:
        return None
    # Without mail, nobody can confirm an address.
    is_known = user.email_verified or not settings.mail_url
    return settings.max_bookings if is_known else min(settings.max_bookings, settings.max_bookings_unverified)


def change(session: Session, settings: Settings, user_id: int, booking_id: int, changes: BookingChanges) -> BookingOut:
    """Change or move a booking. Raises NotFound, AlreadyMatched, BookingClosed, and the errors of taking a seat.

    A moved booking keeps its identity, note and difficulty. Moving it within two hours of its start is marked late.
    """
    if changes.slot_id is not None:
        # Whoever archives a group locks it before its bookings, and so does this.
        lock_user(session, user_id)
        visibility.require_bookable(session, user_id, changes.slot_id)
    booking = _open_booking(session, user_id, booking_id)
    given = changes.given
    if booking.slot.is_private and given.keys() - {"difficulty", "note"}:
        raise BookingClosed("The two of you arranged this interview. To change it, cancel it and invite them again.")
    slot_id = given.pop("slot_id", booking.slot_id)
    before = _shown(booking)
    interview_type = booking.slot.interview_type
    if slot_id != booking.slot_id:
        interview_type = _move(session, booking, slot_id)
    if "topics" in given:
        given["topics"] = topics.wished(session, interview_type, given["topics"])
    for name, value in given.items():
        setattr(booking, name, value)
    if booking.status is BookingStatus.WAITING:
        bookings.publish_waiting_room(session, booking.slot_id)
    changed = [part for part, value in _shown(booking).items() if value != before[part]]
    if changed:
        _revise(session, booking)
        session.flush()
        bookings.tell_changed(session, [booking], changed)
    session.flush()
    return read(session, settings, user_id, booking_id)


def _shown(booking: Booking) -> dict[BookingPart, object]:
    """Return what calendars and mail show of a booking."""
    return {"time": booking.slot_id, "difficulty": booking.difficulty, "language": booking.language}


def _revise(session: Session, booking: Booking) -> None:
    """Make calendars notice that the booking has changed."""
    booking.revision += 1
    booking.revised_at = clock.now(session)


def _move(session: Session, booking: Booking, slot_id: int) -> InterviewType:
    """Move a booking, whose topics end with its type. Returns the type of the new slot."""
    if booking.status is not BookingStatus.BOOKED:
        raise BookingClosed("Leave the waiting room before you move the booking.")
    slot = lock_slot(session, booking.user_id, slot_id)
    bookings.check_bookable(session, booking.user_id, slot)
    if slot.starts_at is None or slot.ends_at is None:
        raise Invalid("A booking can't be moved to a practice room, which needs no booking.", pointer="slot_id")
    now = clock.now(session)
    if booking.starts_at - now < reliability.LATE_CANCEL:
        booking.moved_late_at = now
        session.flush()
        reliability.note_misses(session, [booking.user_id])
    if slot.interview_type is not booking.slot.interview_type:
        booking.topics = []
    booking.slot_id, booking.starts_at, booking.ends_at = slot.id, slot.starts_at, slot.ends_at
    watches.unwatch(session, booking.user_id, slot.id)
    return slot.interview_type


def cancel(session: Session, user_id: int, booking_id: int) -> None:
    """Cancel a booking; within two hours of the start it is marked late. Raises the same errors as `change`."""
    bookings.cancel(session, [_open_booking(session, user_id, booking_id)], CancelledBy.PERSON)


def _open_booking(session: Session, user_id: int, booking_id: int) -> Booking:
    """Lock my booking, which must be booked or waiting; a pass that is matching it goes first."""
    lock_user(session, user_id)
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
    if booking.status not in ACTIVE:
        raise BookingClosed
    return booking
