"""The only module that changes a booking's status, by these transitions.

    booked → waiting → matched → completed
    waiting → booked (leave), matched → waiting (the other person abandoned the interview, or this one declined it)
    booked, waiting, matched → cancelled; booked, matched → no_show; booked, waiting → expired

Each transition writes every column that depends on the status and sends the booking's owner an event, except `match`,
whose caller sends `match.found`. It publishes a waiting room change when a person starts or stops waiting there. The
caller decides whether a transition is allowed and holds the locks (docs/architecture.md, "Lock order").
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, column, select, text
from sqlalchemy.orm import Session

from shared.core import broker, clock
from shared.core.errors import AlreadyBooked, Conflict, SlotClosed, SlotFull, TooManyBookings
from shared.core.prepared import prepared
from shared.events import event_log, redis_messages
from shared.events.redis_messages import WaitingRoomUpdated
from shared.events.types import BookingChanged, BookingPart, Event, MatchExpired
from shared.matching import declines, next_slots
from shared.models import (
    IS_ACTIVE,
    Booking,
    BookingStatus,
    CancelledBy,
    Difficulty,
    InterviewType,
    Slot,
    is_active,
    is_public,
)
from shared.rooms import reliability


class LockedSlot(NamedTuple):
    """A slot whose row is locked, so that two requests cannot both take its last seat."""

    id: int
    interview_type: InterviewType
    starts_at: datetime | None
    ends_at: datetime | None
    capacity: int | None
    group_id: int | None = None

    @property
    def practice(self) -> bool:
        """Whether this is a practice room."""
        return self.starts_at is None

    @property
    def is_private(self) -> bool:
        """Whether it is that of an invitation: nobody takes a seat in one of those."""
        return False


class _Seen(NamedTuple):
    """The state of a slot at one moment: how many seats are taken, and whether this person has one of them."""

    at: datetime
    taken: int
    mine: bool


class Wishes(NamedTuple):
    """A person's preferences for a match."""

    difficulty: Difficulty
    language: str
    max_level_gap: int
    note: str | None
    topics: Sequence[str] = ()


# Many people book at the same moment when slots open, so booking takes one statement after the lock. It cannot be the
# statement that locks: that one would count the seats as they were before it waited for the lock.
_SEEN = f"""
    SELECT clock_timestamp() AS at, count(*) AS taken, coalesce(bool_or(user_id = :user_id), false) AS mine
    FROM bookings WHERE slot_id = :slot_id AND {IS_ACTIVE}
"""  # noqa: S608 - ours
_CHECK = text(_SEEN)
# Practice and an invited interview take no one's seat, so they don't count.
_HELD = f"""
    SELECT count(*) AS held FROM bookings b JOIN slots s ON s.id = b.slot_id
    WHERE b.user_id = :user_id AND {is_active("b")} AND s.starts_at IS NOT NULL AND {is_public("s")}
"""  # noqa: S608 - ours
# By name: migrations add columns in another order than the model has.
_TAKEN = ", ".join(f"took.{each.name}" for each in Booking.__table__.columns)
_SEEN_COLUMNS: tuple[ColumnElement[Any], ...] = (column("at"), column("taken"), column("mine"), column("held"))
_BOOK = text(
    f"""
    WITH seen AS MATERIALIZED ({_SEEN}), holding AS MATERIALIZED ({_HELD}), took AS (
        INSERT INTO bookings (user_id, slot_id, difficulty, language, max_level_gap, note, topics, starts_at, ends_at)
        SELECT :user_id, :slot_id, :difficulty, :language, :max_level_gap, :note, CAST(:topics AS text[]),
            coalesce(CAST(:starts_at AS timestamptz), at), coalesce(CAST(:ends_at AS timestamptz), at + :duration)
        FROM seen, holding
        WHERE NOT mine AND (CAST(:capacity AS bigint) IS NULL OR taken < :capacity)
            AND (CAST(:starts_at AS timestamptz) IS NULL OR at < :starts_at)
            AND (CAST(:ceiling AS bigint) IS NULL OR held < :ceiling)
        RETURNING *
    ), unwatched AS (
        DELETE FROM slot_watches USING took WHERE slot_watches.slot_id = :slot_id AND slot_watches.user_id = :user_id
    )
    SELECT at, taken, mine, held, {_TAKEN} FROM seen CROSS JOIN holding LEFT JOIN took ON true
    """  # noqa: S608 - ours
)


# Each row is (booking or None, at, taken, mine, held).
_TAKE = prepared(
    select(Booking, *_SEEN_COLUMNS).from_statement(_BOOK.columns(*_SEEN_COLUMNS, *Booking.__table__.columns))
)


def book(
    session: Session, user_id: int, slot: LockedSlot, wishes: Wishes, *, duration: timedelta, ceiling: int | None
) -> Booking:
    """→ booked: take a seat in a slot and stop watching the slot. `duration` applies to practice rooms.

    `ceiling` is how many seats the person may hold, who must be locked, so that no two requests take the last one.
    Raises SlotClosed, AlreadyBooked, SlotFull, TooManyBookings; the constraint raises BookingOverlap.
    """
    given = {**wishes._asdict(), "difficulty": wishes.difficulty.value, "topics": list(wishes.topics)}
    given |= {"user_id": user_id, "slot_id": slot.id}
    times = {"starts_at": slot.starts_at, "ends_at": slot.ends_at, "capacity": slot.capacity, "duration": duration}
    given["ceiling"] = None if slot.practice else ceiling
    booking, *seen, _ = session.execute(_TAKE, {**given, **times}).one()
    if booking is None:
        raise _refusal(slot, _Seen(*seen)) or TooManyBookings
    taken: Booking = booking
    tell_changed(session, [taken])
    return taken


def check_bookable(session: Session, user_id: int, slot: LockedSlot) -> None:
    """Check that the person could take a seat. Raises the same errors as `book`."""
    seen = session.execute(_CHECK, {"user_id": user_id, "slot_id": slot.id}).one()
    refusal = _refusal(slot, _Seen(*seen))
    if refusal is not None:
        raise refusal


def _refusal(slot: LockedSlot, seen: _Seen) -> type[Conflict] | None:
    if slot.starts_at is not None and slot.starts_at <= seen.at:
        return SlotClosed
    if seen.mine:
        return AlreadyBooked
    return SlotFull if slot.capacity is not None and seen.taken >= slot.capacity else None


def for_practice(user_id: int, room: Slot) -> Booking:
    """Return a new booking for a practice room; `enter` stores it."""
    return Booking(user_id=user_id, slot=room, status=BookingStatus.BOOKED)


CANCELABLE = (BookingStatus.BOOKED, BookingStatus.WAITING)
"""The statuses from which a booking is canceled; a matched one ends with its interview."""


def for_invited(user_id: int, slot: Slot, difficulty: Difficulty, language: str, topics: Sequence[str]) -> Booking:
    """Return a new booking in a private slot, for the caller to store and tell of: whoever comes there is the peer."""
    wish = {"difficulty": difficulty, "language": language, "topics": list(topics)}
    times = {"starts_at": slot.starts_at, "ends_at": slot.ends_at}
    return Booking(user_id=user_id, slot=slot, status=BookingStatus.BOOKED, **wish, **times)


def enter(session: Session, bookings: Mapping[Booking, str]) -> None:
    """Booked → waiting for all of these, whose times are set; each comes with the id of the request."""
    new = [booking for booking in bookings if booking.status is not BookingStatus.WAITING]
    for booking in bookings:
        booking.status = BookingStatus.WAITING
    session.add_all(bookings)
    session.flush()
    tell_changed(session, new, causes=[bookings[booking] for booking in new])
    for slot_id in {booking.slot_id for booking in bookings}:
        publish_waiting_room(session, slot_id)


def leave(session: Session, booking: Booking) -> None:
    """Waiting → booked."""
    booking.status = BookingStatus.BOOKED
    booking.waiting_since = booking.present_until = None
    session.flush()
    tell_changed(session, [booking])
    publish_waiting_room(session, booking.slot_id)


_MATCH = prepared(text("UPDATE bookings SET status = 'matched' WHERE id = ANY(:ids)"))
_MATCH_NOW = prepared(
    text("UPDATE bookings SET status = 'matched', starts_at = :now, ends_at = :until WHERE id = ANY(:ids)")
)


def match(session: Session, slot: Slot, ids: Sequence[int], now: datetime, until: datetime) -> None:
    """Waiting → matched for all pairs of a pass. A practice room booking then lasts from now `until`.

    Sends no event of its own: `match.found` tells both people.
    """
    if slot.practice:
        session.execute(_MATCH_NOW, {"ids": ids, "now": now, "until": until})
    else:
        session.execute(_MATCH, {"ids": ids})
    publish_waiting_room(session, slot.id)


def complete(session: Session, bookings: Sequence[Booking]) -> None:
    """Matched → completed for both people of a live interview."""
    for booking in bookings:
        booking.status = BookingStatus.COMPLETED
    session.flush()
    tell_changed(session, bookings)


def abandon(
    session: Session,
    bookings: Sequence[Booking],
    present_until: datetime,
    *,
    absent: Collection[int] = (),
    declined: declines.Declined | None = None,
) -> None:
    """Matched → waiting, keeping the original waiting time; `no_show` for users in `absent`.

    `declined` says what becomes of the booking of the person who declined. In a private slot it also ends that of the
    other, for whom nobody else will come.
    """
    now = clock.now(session)
    for booking in bookings:
        if booking.user_id in absent:
            booking.status = BookingStatus.NO_SHOW
        elif declined is not None and booking.user_id == declined.user_id and not declined.waits_again:
            _cancel(booking, now, declined.cancelled_by, late=declined.late)
        else:
            booking.status, booking.present_until = BookingStatus.WAITING, present_until
            if declined is not None and declined.user_id == booking.user_id and not declined.keeps_place:
                booking.waiting_since = now
            if declined is not None and booking.slot.is_private:
                _cancel(booking, now, CancelledBy.PEER, late=False)
    session.flush()
    tell_changed(session, bookings)
    _note_misses(session, bookings)
    for slot_id in {booking.slot_id for booking in bookings}:
        publish_waiting_room(session, slot_id)


def cancel(session: Session, bookings: Sequence[Booking], by: CancelledBy) -> None:
    """Booked, waiting → cancelled; late if the person cancels within two hours of a public slot's start.

    In a private slot, the booking of the other person ends with it.
    """
    now = clock.now(session)
    for booking in bookings:
        if booking.status is BookingStatus.WAITING:
            publish_waiting_room(session, booking.slot_id)
        is_free = booking.slot.practice or booking.slot.is_private
        is_late = not is_free and booking.starts_at - now < reliability.LATE_CANCEL
        _cancel(booking, now, by, late=is_late and by is CancelledBy.PERSON)
    session.flush()
    tell_changed(session, bookings)
    _note_misses(session, bookings)
    peers = _left_alone(session, [booking for booking in bookings if booking.slot.is_private])
    if peers:
        cancel(session, peers, CancelledBy.PEER)


def _left_alone(session: Session, cancelled: Sequence[Booking]) -> Sequence[Booking]:
    """Lock and return what is booked in the same private slots."""
    if not cancelled:
        return []
    return session.scalars(
        select(Booking)
        .where(
            Booking.slot_id.in_([booking.slot_id for booking in cancelled]),
            Booking.status.in_(CANCELABLE),
        )
        .order_by(Booking.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()


def _note_misses(session: Session, bookings: Iterable[Booking]) -> None:
    reliability.note_misses(
        session, [one.user_id for one in bookings if one.status is BookingStatus.NO_SHOW or one.cancelled_late]
    )


def _cancel(booking: Booking, now: datetime, by: CancelledBy, *, late: bool) -> None:
    booking.status = BookingStatus.CANCELLED
    booking.waiting_since = booking.present_until = None
    booking.cancelled_by, booking.cancelled_late, booking.revised_at = by, late, now


_END = text("UPDATE bookings SET status = :status WHERE id = ANY(:ids) RETURNING id, user_id, slot_id")


def expire(session: Session, ids: Sequence[int]) -> None:
    """Booked, waiting → expired for all of these. `match.expired` also suggests the next slots that fit."""
    rows = session.execute(_END, {"ids": ids, "status": BookingStatus.EXPIRED.value}).all()
    fitting = next_slots.fitting(session, [row.id for row in rows])
    _append(
        session,
        [
            (row.user_id, MatchExpired(slot_id=row.slot_id, booking_id=row.id, next_slots=fitting[row.id]))
            for row in rows
        ],
    )
    for slot_id in sorted({row.slot_id for row in rows}):
        publish_waiting_room(session, slot_id)


def miss(session: Session, ids: Sequence[int]) -> None:
    """Booked → no_show for all of these: their owners never entered the waiting room."""
    status = BookingStatus.NO_SHOW
    rows = session.execute(_END, {"ids": ids, "status": status.value}).all()
    told = [(one.user_id, BookingChanged(booking_id=one.id, slot_id=one.slot_id, status=status)) for one in rows]
    _append(session, told)
    reliability.note_misses(session, [row.user_id for row in rows])


def tell_changed(
    session: Session,
    bookings: Iterable[Booking],
    parts: Sequence[BookingPart] = (),
    causes: Sequence[str] | None = None,
) -> None:
    """Send each owner the new state of their booking. Flush first."""
    _append(session, [(one.user_id, _state(one, parts)) for one in bookings], causes)


def _state(booking: Booking, changed: Sequence[BookingPart]) -> BookingChanged:
    return BookingChanged(
        booking_id=booking.id,
        slot_id=booking.slot_id,
        status=booking.status,
        cancelled_by=booking.cancelled_by,
        changed=list(changed),
    )


def _append(session: Session, events: Sequence[tuple[int, Event]], causes: Sequence[str] | None = None) -> None:
    if events:
        event_log.append_many(session, [(event_log.user(user_id), event) for user_id, event in events], causes)


def publish_waiting_room(session: Session, slot_id: int) -> None:
    """Publish a waiting room change after the commit: matchers run a pass, and room states are read again."""
    broker.publish_after_commit(session, redis_messages.WAITING_ROOMS, WaitingRoomUpdated(slot_id).encode())
