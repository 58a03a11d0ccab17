"""The waiting room: when it is open, and who enters, stays and leaves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from math import ceil
from typing import NamedTuple

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from shared.core import clock, parking
from shared.core.errors import AlreadyMatched, BookingClosed, PracticeBlocked, RoomClosed, RoomNotOpen
from shared.core.settings import Settings
from shared.matching import bookings, schedule
from shared.models import Booking, BookingStatus, CancelledBy, InterviewType, Slot, User

RENEW_JOB = "renew_bookings"


class Window(NamedTuple):
    """When a slot's waiting room is open; all three times are None for a practice room."""

    opens_at: datetime | None
    starts_at: datetime | None
    closes_at: datetime | None

    def is_open(self, now: datetime) -> bool:
        """Whether people may be in the room."""
        return self.opens_at is None or self.closes_at is None or self.opens_at <= now < self.closes_at

    def is_pairing(self, now: datetime) -> bool:
        """Whether passes run: from the slot's start until the room closes, or always in a practice room."""
        return self.starts_at is None or self.closes_at is None or self.starts_at <= now < self.closes_at


def window(settings: Settings, starts_at: datetime | None) -> Window:
    """Return when the waiting room is open, for a slot that starts at this time."""
    if starts_at is None:
        return Window(None, None, None)
    return Window(
        starts_at - timedelta(minutes=settings.room_opens_minutes),
        starts_at,
        starts_at + timedelta(minutes=settings.room_closes_minutes),
    )


def pairs_now(settings: Settings, slot: Slot, now: datetime) -> bool:
    """Whether a pass over this slot's room may pair people now."""
    return window(settings, slot.starts_at).is_pairing(now)


def enter(session: Session, settings: Settings, booking: Booking, present_seconds: float) -> None:
    """Put a booking, which may be new, into its waiting room, or renew its presence if it is already there.

    A practice booking starts now. A person who returns within the presence time keeps their waiting time. Raises
    RoomNotOpen, RoomClosed, AlreadyMatched, BookingClosed, PracticeBlocked; the constraint raises BookingOverlap if
    practice now would overlap another booking.
    """
    slot = booking.slot
    if booking in session:
        # A pass may be matching this booking right now: wait for it, then read the booking again.
        session.refresh(booking, with_for_update=True)
    now = clock.now(session)
    _require_enterable(settings, booking, slot, now)
    if slot.practice:
        _require_trust(session, booking.user_id, now)
        booking.starts_at, booking.ends_at = now, now + schedule.duration(settings, slot.interview_type)
    since = booking.waiting_since if _still_waits(settings, booking, now) else None
    until = _later(booking.present_until, now + timedelta(seconds=present_seconds))
    bookings.enter(session, booking, since or now, until)


def _require_enterable(settings: Settings, booking: Booking, slot: Slot, now: datetime) -> None:
    if booking.status is BookingStatus.MATCHED:
        raise AlreadyMatched
    if booking.status not in (BookingStatus.BOOKED, BookingStatus.WAITING):
        raise BookingClosed
    times = window(settings, slot.starts_at)
    if times.opens_at is not None and now < times.opens_at:
        raise RoomNotOpen(f"The waiting room opens at {clock.rfc3339(times.opens_at)}.")
    if not times.is_open(now):
        raise RoomClosed


def _require_trust(session: Session, user_id: int, now: datetime) -> None:
    # Not from the session: it may have changed in this transaction.
    until = session.scalar(select(User.practice_blocked_until).where(User.id == user_id))
    if until is not None and now < until:
        raise PracticeBlocked(
            "You missed, canceled late or declined too many interviews; practice opens for you again at"
            f" {clock.rfc3339(until)}. Booked slots stay open.",
            retry_after=ceil((until - now).total_seconds()),
        )


def _still_waits(settings: Settings, booking: Booking, now: datetime) -> bool:
    return (
        booking.status is BookingStatus.WAITING
        and booking.present_until is not None
        and now < booking.present_until + timedelta(seconds=settings.presence_seconds)
    )


def _later(one: datetime | None, other: datetime) -> datetime:
    return other if one is None else max(one, other)


def renew(session: Session, booking_ids: Sequence[int], present_seconds: float) -> int:
    """Extend the presence of waiting people to this long from now. One statement for any number of bookings."""
    session.execute(
        text(
            "UPDATE bookings SET present_until = greatest(present_until, clock_timestamp() + :lease)"
            " WHERE id = ANY(:ids) AND status = 'waiting'"
        ),
        {"ids": list(booking_ids), "lease": timedelta(seconds=present_seconds)},
    )
    return len(booking_ids)


def renew_each(session: Session, booking_ids: Sequence[int], present_seconds: float) -> None:
    """Extend the presence of as many waiting people as possible; bookings that fail are parked."""
    due = parking.free(session, RENEW_JOB, booking_ids)
    work = partial(renew, session, present_seconds=present_seconds)
    parking.process(session, RENEW_JOB, due, work, are_found=False, pauses=parking.PROMPT)


def leave(session: Session, booking: Booking) -> None:
    """Take a booking out of its waiting room: a scheduled one is booked again, a practice one is cancelled.

    Raises AlreadyMatched. Has no effect on a booking that is not in its room.
    """
    session.refresh(booking, with_for_update=True)
    if booking.status is BookingStatus.MATCHED:
        raise AlreadyMatched
    if booking.status is not BookingStatus.WAITING:
        return
    if booking.slot.practice:
        bookings.cancel(session, [booking], CancelledBy.PERSON)
    else:
        bookings.leave(session, booking)


def practice_again(session: Session, settings: Settings, before: Booking, interview_type: InterviewType) -> None:
    """Put the owner of a finished booking into the practice room with the same preferences."""
    booking = bookings.for_practice(before.user_id, schedule.practice_room(session, interview_type))
    booking.difficulty, booking.language = before.difficulty, before.language
    booking.max_level_gap = before.max_level_gap
    enter(session, settings, booking, settings.presence_seconds)
