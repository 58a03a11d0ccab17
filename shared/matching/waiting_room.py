"""The waiting room: when it is open, and who enters, stays and leaves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from math import ceil
from typing import Any, NamedTuple

from sqlalchemy import Row, select, text
from sqlalchemy.orm import Session

from shared.core import ages, audit, clock, parking
from shared.core.errors import (
    AlreadyMatched,
    BirthYearMissing,
    BookingClosed,
    BookingOverlap,
    ConsentRequired,
    PracticeBlocked,
    Problem,
    RoomClosed,
    RoomNotOpen,
)
from shared.core.prepared import prepared
from shared.core.settings import Settings
from shared.identity import consent
from shared.matching import bookings, schedule, visibility
from shared.models import Booking, BookingStatus, CancelledBy, InterviewType, Slot, User, is_active

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
    RoomNotOpen, RoomClosed, AlreadyMatched, BookingClosed, BirthYearMissing, ConsentRequired, PracticeBlocked, and
    BookingOverlap if practice now would overlap another booking.
    """
    if booking in session:
        # A pass may be matching this booking right now: wait for it, then read the booking again.
        session.refresh(booking, with_for_update={"of": Booking})
    (refusal,) = enter_many(session, settings, [booking], present_seconds)
    if refusal is not None:
        raise refusal


def lock(session: Session, booking_ids: Sequence[int], *, wait: bool) -> dict[int, Booking]:
    """Lock bookings and return them as they are then; unless `wait`, without those that others have locked.

    A pass that is matching a booking goes first.
    """
    if not booking_ids:
        return {}
    locking = (
        select(Booking)
        .where(Booking.id.in_(booking_ids))
        .order_by(Booking.id)
        .with_for_update(skip_locked=not wait)
        .execution_options(populate_existing=True)
    )
    return {booking.id: booking for booking in session.scalars(locking)}


def enter_many(
    session: Session,
    settings: Settings,
    entering: Sequence[Booking],
    present_seconds: float,
    causes: Sequence[str] | None = None,
) -> list[Problem | None]:
    """Put bookings of different people, each of them locked or new, into their waiting rooms as `enter` does.

    Returns for each None, or why it can't enter. `causes` are the ids of the requests, if it isn't the current one.
    """
    if not entering:
        return []
    practicing = {booking.user_id: booking.id or 0 for booking in entering if booking.slot.practice}
    # Changes of a booking that can't enter must not be stored.
    with session.no_autoflush:
        unready = _unready(session, settings, [booking.user_id for booking in entering])
        rows = session.execute(_OBSTACLES, {"users": list(practicing), "bookings": list(practicing.values())}).all()
    now = rows[0].now
    obstacles = {row.user_id: row for row in rows}
    until = now + timedelta(seconds=present_seconds)
    entered: dict[Booking, str] = {}
    refusals: list[Problem | None] = []
    for booking, cause in zip(entering, causes or [audit.origin.get().request_id or ""] * len(entering), strict=True):
        try:
            if booking.user_id in unready and booking.status is not BookingStatus.MATCHED:
                raise unready[booking.user_id]
            _set_times(settings, booking, obstacles.get(booking.user_id), now, until)
            entered[booking] = cause
            refusals.append(None)
        except Problem as problem:
            if booking in session:
                session.expire(booking)
            refusals.append(problem)
    bookings.enter(session, entered)
    return refusals


def _unready(session: Session, settings: Settings, users: Sequence[int]) -> Mapping[int, Problem]:
    """Return those who have to say or to agree to something first, by person."""
    if not settings.require_birth_year and settings.require_consent == "off":
        return {}
    found: dict[int, Problem] = {}
    said = select(User.id, User.birth_year, User.consent_version).where(User.id.in_(users))
    for user_id, birth_year, consent_version in session.execute(said):
        if ages.is_missing(settings, birth_year):
            found[user_id] = BirthYearMissing()
        elif consent.is_missing(settings, consent_version):
            found[user_id] = ConsentRequired()
    return found


# What may keep people from practicing now, though their other bookings have been read before they were locked: the
# constraint has the last word. With the time, also where nobody practices.
_OBSTACLES = prepared(
    text(
        f"""
        SELECT clock_timestamp() AS now, u.id AS user_id, u.practice_blocked_until, (
            SELECT min(o.starts_at) FROM bookings o
            WHERE o.user_id = u.id AND o.id <> asked.booking AND {is_active("o")} AND o.ends_at > clock_timestamp()
        ) AS next_start
        FROM (SELECT) AS always LEFT JOIN (
            unnest(CAST(:users AS bigint[]), CAST(:bookings AS bigint[])) AS asked(user_id, booking)
            JOIN users u ON u.id = asked.user_id
        ) ON true
        """  # noqa: S608 - ours
    )
)


def _set_times(
    settings: Settings, booking: Booking, obstacles: Row[Any] | None, now: datetime, present_until: datetime
) -> None:
    slot = booking.slot
    _require_enterable(settings, booking, slot, now)
    if obstacles is not None:
        _require_trust(obstacles.practice_blocked_until, now)
        end = now + schedule.duration(settings, slot.interview_type)
        if obstacles.next_start is not None and obstacles.next_start < end:
            raise BookingOverlap
        booking.starts_at, booking.ends_at = now, end
    if booking.waiting_since is None or not _still_waits(settings, booking, now):
        booking.waiting_since = now
    booking.present_until = _later(booking.present_until, present_until)


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


def _require_trust(until: datetime | None, now: datetime) -> None:
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
    session.refresh(booking, with_for_update={"of": Booking})
    if booking.status is BookingStatus.MATCHED:
        raise AlreadyMatched
    if booking.status is not BookingStatus.WAITING:
        return
    if booking.slot.practice:
        bookings.cancel(session, [booking], CancelledBy.PERSON)
    else:
        bookings.leave(session, booking)


def practice_again(session: Session, settings: Settings, before: Booking, interview_type: InterviewType) -> None:
    """Put the owner of a finished booking into the practice room with the same preferences.

    It is that of the same group, if they are still a member.
    """
    group_id = before.slot.group_id
    if group_id is not None and not visibility.lock_members(session, group_id, [before.user_id]):
        group_id = None
    booking = bookings.for_practice(before.user_id, schedule.practice_room(session, interview_type, group_id))
    booking.difficulty, booking.language = before.difficulty, before.language
    booking.max_level_gap, booking.topics = before.max_level_gap, before.topics
    enter(session, settings, booking, settings.presence_seconds)
