"""What clients see of a waiting room: who is in it, and one person's state in matching."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, select, text
from sqlalchemy.orm import Session, joinedload

from shared.core import clock
from shared.core.prepared import prepared
from shared.core.settings import Settings
from shared.events.schemas import InterviewView, MatchState, WaitingCounts
from shared.matching import last_wait, reunions
from shared.matching.reunions import Reunion
from shared.models import IS_ACTIVE, Booking, BookingStatus, Difficulty, Participant, Slot, is_active
from shared.rooms import interview_view


class RoomCounts(NamedTuple):
    """The people present in a room: counts by difficulty, each person's booking and position (1 has waited longest).

    `waits` holds the estimated wait of each person for whom there is an estimate, `reunions` those who may be paired
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
    medians = estimated_waits(session, slot) if slot.practice and rows else {}
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


def estimated_waits_sql(interview_type: str, group_id: str) -> str:
    """Return SQL for the estimated wait (`median`) in a practice room by `difficulty`; see `estimated_waits`."""
    return f"""
        SELECT p.difficulty, percentile_cont(0.5) WITHIN GROUP (ORDER BY p.waited_seconds) AS median
        FROM participants p JOIN (
            SELECT i.id FROM interviews i JOIN slots practice ON practice.id = i.slot_id
            WHERE i.interview_type = {interview_type} AND i.matched_at > now() - interval '7 days'
                AND practice.starts_at IS NULL AND practice.group_id IS NOT DISTINCT FROM {group_id}
            ORDER BY i.matched_at DESC LIMIT 200
        ) AS lately ON lately.id = p.interview_id
        GROUP BY p.difficulty HAVING count(*) >= {_ENOUGH_MATCHES}
    """  # noqa: S608 - ours


_ESTIMATES = prepared(text(estimated_waits_sql(":type", "CAST(:group AS bigint)")))


def estimated_waits(session: Session, room: Slot) -> dict[Difficulty, int]:
    """Return the estimated wait in a practice room by difficulty: the median of recent matches.

    A difficulty with fewer than five recent matches is left out, since an estimate from so few would be misleading.
    Scheduled slots need no estimate: everyone is paired at the start.
    """
    rows = session.execute(_ESTIMATES, {"type": room.interview_type.value, "group": room.group_id})
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
    slot = booking.slot
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
        state.reunion_at, state.met_at, state.reunion = coming[booking.user_id]
    if slot.practice:
        state.estimated_wait_seconds = estimated_waits(session, slot).get(booking.difficulty)


_URGENCY = text("array_position(ARRAY['matched', 'waiting', 'booked'], status)")  # others come last
_MINE = (
    select(Booking)
    .options(joinedload(Booking.slot))
    .where(Booking.user_id == bindparam("user"))
    .limit(1)
    .execution_options(populate_existing=True)
)
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
