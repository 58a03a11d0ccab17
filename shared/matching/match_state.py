"""What clients see of waiting rooms: the list of rooms, and one person's state in matching."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Row, bindparam, select, text
from sqlalchemy.orm import Session

from shared.core import clock
from shared.core.prepared import prepared
from shared.core.settings import Settings
from shared.events.schemas import InterviewView, MatchState, MyBooking, Room, WaitingCounts
from shared.matching import last_wait, reunions, schedule, waiting_room
from shared.matching.reunions import Reunion
from shared.models import IS_ACTIVE, Booking, BookingStatus, Difficulty, Participant, Slot, is_active
from shared.models.enums import InterviewType
from shared.rooms import interview_view

SOON = timedelta(hours=24)
_ROOMS_SHOWN = 50


class RoomCounts(NamedTuple):
    """The people present in a room: counts by difficulty, each person's booking and position (1 has waited longest).

    `waits` holds the estimated wait of each person for whom there is an estimate, `reunions` those who will be paired
    with somebody they met lately. `pairs_at` is the time of the first pass, or None if passes are already running.
    """

    counts: WaitingCounts
    booking_ids: dict[int, int]
    positions: dict[int, int]
    waits: dict[int, int]
    reunions: dict[int, Reunion]
    pairs_at: datetime | None


_PRESENT = prepared(
    text(
        """
        SELECT id, user_id, difficulty FROM bookings
        WHERE slot_id = :slot AND status = 'waiting' AND present_until > now()
        ORDER BY waiting_since, id
        """
    )
)


def room_counts(session: Session, settings: Settings, slot_id: int) -> RoomCounts:
    """Count the people waiting in a room now."""
    rows = session.execute(_PRESENT, {"slot": slot_id}).all()
    slot = session.get_one(Slot, slot_id)
    medians = estimated_waits(session, slot.interview_type) if slot.practice and rows else {}
    now = clock.now(session)
    is_early = slot.starts_at is not None and slot.starts_at > now
    return RoomCounts(
        counts=WaitingCounts(**Counter(row.difficulty for row in rows)),
        booking_ids={row.user_id: row.id for row in rows},
        positions={row.user_id: position for position, row in enumerate(rows, 1)},
        waits={row.user_id: medians[row.difficulty] for row in rows if row.difficulty in medians},
        reunions=reunions.coming(session, settings, slot, now, len(rows)),
        pairs_at=slot.starts_at if is_early else None,
    )


_ENOUGH_MATCHES = 5
_ESTIMATES = prepared(
    text(
        """
        SELECT p.difficulty, percentile_cont(0.5) WITHIN GROUP (ORDER BY p.waited_seconds) AS median
        FROM participants p JOIN (
            SELECT i.id FROM interviews i JOIN slots s ON s.id = i.slot_id
            WHERE i.interview_type = :type AND i.matched_at > now() - interval '7 days' AND s.starts_at IS NULL
            ORDER BY i.matched_at DESC LIMIT 200
        ) AS lately ON lately.id = p.interview_id
        GROUP BY p.difficulty HAVING count(*) >= :enough
        """
    )
)


def estimated_waits(session: Session, interview_type: InterviewType) -> dict[Difficulty, int]:
    """Return the estimated wait in a type's practice room by difficulty: the median of recent matches.

    A difficulty with fewer than five recent matches is left out, since an estimate from so few would be misleading.
    Scheduled slots need no estimate: everyone is paired at the start.
    """
    rows = session.execute(_ESTIMATES, {"type": interview_type.value, "enough": _ENOUGH_MATCHES})
    return {Difficulty(row.difficulty): round(row.median) for row in rows}


def match_state(session: Session, settings: Settings, user_id: int, slot_id: int | None = None) -> MatchState:
    """Return a person's state in one slot or, without a slot, in their most urgent active booking."""
    state = _state(session, settings, user_id, slot_id)
    if state.status not in ("waiting", "matched") and not state.away:
        state.last_wait = last_wait.last_wait(session, settings, user_id, slot_id)
    return state


def _state(session: Session, settings: Settings, user_id: int, slot_id: int | None) -> MatchState:
    booking = current_booking(session, user_id, slot_id)
    if booking is None:
        return MatchState(status="idle", slot_id=slot_id)
    state = MatchState(status="idle", slot_id=booking.slot_id, booking_id=booking.id)
    match booking.status:
        case BookingStatus.MATCHED:
            state.status = "matched"
            state.interview = _open_interview(session, booking)
            if state.interview is None:  # it ended after the booking was read: start over
                return _state(session, settings, user_id, slot_id)
        case BookingStatus.WAITING:
            _add_waiting(session, settings, state, booking)
        case BookingStatus.BOOKED:
            state.status = "booked"
        case BookingStatus.EXPIRED:
            state.status = "expired"
        case _:
            state.booking_id = None
    return state


# Counted by PostgreSQL: everyone who enters a full room reads it.
_POSITION = prepared(
    text(
        """
        SELECT clock_timestamp() AS now,
            count(*) FILTER (WHERE difficulty = 'easy') AS easy,
            count(*) FILTER (WHERE difficulty = 'medium') AS medium,
            count(*) FILTER (WHERE difficulty = 'hard') AS hard,
            CASE WHEN bool_or(id = :booking)
                THEN count(*) FILTER (WHERE (waiting_since, id) <= (:since, :booking))
            END AS position
        FROM bookings
        WHERE slot_id = :slot AND status = 'waiting' AND present_until > now()
        """
    )
)


def _add_waiting(session: Session, settings: Settings, state: MatchState, booking: Booking) -> None:
    slot = session.get_one(Slot, booking.slot_id)
    parameters = {"slot": slot.id, "booking": booking.id, "since": booking.waiting_since}
    room = session.execute(_POSITION, parameters).one()
    if booking.present_until is None or booking.present_until <= room.now:
        state.status, state.away = "booked", True
        return
    state.status = "waiting"
    state.position = room.position
    state.waiting = WaitingCounts(easy=room.easy, medium=room.medium, hard=room.hard)
    state.pairs_at = slot.starts_at if slot.starts_at is not None and slot.starts_at > room.now else None
    coming = reunions.coming(session, settings, slot, room.now, room.easy + room.medium + room.hard)
    if booking.user_id in coming:
        state.reunion_at, state.met_at = coming[booking.user_id]
    if slot.practice:
        state.estimated_wait_seconds = estimated_waits(session, slot.interview_type).get(booking.difficulty)


_URGENCY = text("array_position(ARRAY['matched', 'waiting', 'booked'], status)")  # others come last
_MINE = select(Booking).where(Booking.user_id == bindparam("user")).limit(1).execution_options(populate_existing=True)
_MINE_NOW = prepared(_MINE.where(IS_ACTIVE).order_by(_URGENCY, Booking.starts_at))
_MINE_IN_SLOT = prepared(_MINE.where(Booking.slot_id == bindparam("slot")).order_by(_URGENCY, Booking.id.desc()))


def current_booking(session: Session, user_id: int, slot_id: int | None) -> Booking | None:
    """Return the person's booking in a slot or, without a slot, their most urgent active booking."""
    if slot_id is None:
        return session.scalars(_MINE_NOW, {"user": user_id}).first()
    return session.scalars(_MINE_IN_SLOT, {"user": user_id, "slot": slot_id}).first()


_EACH = prepared(
    text(
        f"""
        SELECT DISTINCT ON (position) position, b.id
        FROM unnest(CAST(:users AS bigint[]), CAST(:slots AS bigint[]))
            WITH ORDINALITY AS asked(user_id, slot_id, position)
        JOIN bookings b ON b.user_id = asked.user_id
            AND (b.slot_id = asked.slot_id OR asked.slot_id IS NULL AND {is_active("b")})
        ORDER BY position, {_URGENCY}, CASE WHEN asked.slot_id IS NULL THEN b.starts_at END, b.id DESC
        """  # noqa: S608 - ours
    )
)


def current_bookings(session: Session, asked: Sequence[tuple[int, int | None]]) -> list[int | None]:
    """Return the id of the booking that `current_booking` finds for each (person, slot)."""
    users, slots = zip(*asked, strict=True)
    rows = session.execute(_EACH, {"users": list(users), "slots": list(slots)}).all()
    found = {row.position: row.id for row in rows}
    return [found.get(position) for position in range(1, len(asked) + 1)]


def _open_interview(session: Session, booking: Booking) -> InterviewView | None:
    interview_id = session.scalars(
        select(Participant.interview_id).where(Participant.booking_id == booking.id, Participant.is_open)
    ).one_or_none()
    return None if interview_id is None else interview_view.view_by_id(session, interview_id, booking.user_id)


_LOOK = """
    SELECT s.id, s.interview_type, s.starts_at, s.ends_at, s.capacity,
        count(b.id) AS booked,
        count(*) FILTER (WHERE {waiting} AND b.difficulty = 'easy') AS easy,
        count(*) FILTER (WHERE {waiting} AND b.difficulty = 'medium') AS medium,
        count(*) FILTER (WHERE {waiting} AND b.difficulty = 'hard') AS hard,
        max(b.id) FILTER (WHERE b.user_id = :user) AS booking_id,
        max(b.status) FILTER (WHERE b.user_id = :user) AS booking_status,
        max(b.difficulty) FILTER (WHERE b.user_id = :user) AS booking_difficulty
    FROM slots s LEFT JOIN bookings b ON b.slot_id = s.id AND {active}
    WHERE {chosen}
    GROUP BY s.id
    ORDER BY s.starts_at IS NOT NULL, s.starts_at, s.interview_type
    LIMIT :limit
""".replace("{waiting}", "b.status = 'waiting' AND b.present_until > :now").replace("{active}", is_active("b"))
_ROOM = prepared(text(_LOOK.replace("{chosen}", "s.id = :slot")))
_ROOMS = prepared(text(_LOOK.replace("{chosen}", "s.starts_at IS NULL OR s.starts_at BETWEEN :closed AND :soon")))


def rooms(session: Session, settings: Settings, user_id: int, slot_id: int | None = None) -> list[Room]:
    """Return the rooms a person can enter: practice rooms, then open rooms, then those of the next 24 hours."""
    now = clock.now(session)
    parameters: dict[str, Any] = {"user": user_id, "now": now, "limit": _ROOMS_SHOWN}
    if slot_id is not None:
        parameters["slot"] = slot_id
    else:
        parameters |= {"closed": now - timedelta(minutes=settings.room_closes_minutes), "soon": now + SOON}
    rows: Sequence[Row[Any]] = session.execute(_ROOMS if slot_id is None else _ROOM, parameters).all()
    waits = {
        row.id: estimated_waits(session, InterviewType(row.interview_type)) for row in rows if row.starts_at is None
    }
    return [_room(settings, row, now, waits.get(row.id, {})) for row in rows]


def _room(settings: Settings, row: Row[Any], now: datetime, waits: Mapping[Difficulty, int]) -> Room:
    times = waiting_room.window(settings, row.starts_at)
    length = (
        row.ends_at - row.starts_at if row.starts_at else schedule.duration(settings, InterviewType(row.interview_type))
    )
    mine = (
        MyBooking(
            booking_id=row.booking_id,
            status=BookingStatus(row.booking_status),
            difficulty=Difficulty(row.booking_difficulty),
        )
        if row.booking_id
        else None
    )
    return Room(
        slot_id=row.id,
        interview_type=InterviewType(row.interview_type),
        practice=row.starts_at is None,
        starts_at=row.starts_at,
        opens_at=times.opens_at,
        closes_at=times.closes_at,
        open=times.is_open(now),
        duration_minutes=int(length.total_seconds() // 60),
        waiting=WaitingCounts(easy=row.easy, medium=row.medium, hard=row.hard),
        booked=row.booked,
        capacity=row.capacity,
        mine=mine,
        estimated_wait_seconds=waits.get(mine.difficulty) if mine else None,
    )
