"""Entering a waiting room over REST, trying to pair at once, and leaving."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from threading import Condition

import structlog
from sqlalchemy import bindparam, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from mockmate_api.accounts.account_status import lock_user
from mockmate_api.http import transaction
from mockmate_api.match.schemas import PairIn
from shared.core import clock, metrics
from shared.core.errors import AlreadyMatched, NotBooked, NotFound
from shared.core.prepared import prepared
from shared.core.settings import Settings
from shared.events.schemas import InterviewView, MatchState
from shared.matching import bookings, match_state, pairing, schedule, waiting_room
from shared.models import IS_ACTIVE, Booking, BookingStatus, Difficulty, InterviewType, Slot

log = structlog.get_logger(__name__)

_GATHER_SECONDS = 0.1


class PassCoalescer:
    """The rooms in which a request of this process is waiting to run a pass.

    A request that claims a room has entered it and committed that, so a pass that has not started yet will see it. A
    crowd therefore costs as few passes as fit one after the other, not one per person.
    """

    def __init__(self) -> None:
        self._changed = Condition()
        self._rooms: set[int] = set()
        self._arriving = 0

    @contextmanager
    def arrival(self) -> Iterator[None]:
        """Announce that a person is about to enter a room."""
        with self._changed:
            self._arriving += 1
        try:
            yield
        finally:
            with self._changed:
                self._arriving -= 1
                self._changed.notify_all()

    def claim(self, slot_id: int) -> bool:
        """Whether the caller must run a pass and call `begun`; if not, a pass about to start covers it.

        The caller that runs the pass first waits for arrivals: briefly in a crowd, not at all when alone.
        """
        with self._changed:
            if slot_id in self._rooms:
                return False
            self._rooms.add(slot_id)
            self._changed.wait_for(lambda: not self._arriving, _GATHER_SECONDS)
            return True

    def begun(self, slot_id: int) -> None:
        """Release the claim, so that the next request runs another pass: this pass has started or never will."""
        with self._changed:
            self._rooms.discard(slot_id)


def pair(session: Session, settings: Settings, passes: PassCoalescer, user_id: int, wanted: PairIn) -> MatchState:
    """Enter a waiting room and try to pair at once.

    Raises NotBooked, BookingClosed, RoomNotOpen, RoomClosed, PracticeBlocked, LoginRevoked; the constraint raises
    BookingOverlap.
    """
    with passes.arrival():
        booking = _booking(session, user_id, wanted)
        is_waiting = booking.status is not BookingStatus.MATCHED
        if is_waiting:
            waiting_room.enter(session, settings, booking, settings.presence_seconds)
            # From here on the person is waiting, whatever happens to this pass, and every later pass sees them.
            transaction.commit()
    slot = booking.slot
    if is_waiting:
        interview = _try_to_pair(session, settings, passes, slot).get(user_id)
        if interview is not None:
            return MatchState(status="matched", slot_id=slot.id, booking_id=booking.id, interview=interview)
    return match_state.match_state(session, settings, user_id, slot.id)


def _try_to_pair(
    session: Session, settings: Settings, passes: PassCoalescer, slot: Slot
) -> Mapping[int, InterviewView]:
    """Run a pass unless one is about to start anyway. Returns the interviews it created, by person."""
    if not slot.practice and not waiting_room.pairs_now(settings, slot, clock.now(session)):
        return {}
    if not passes.claim(slot.id):
        return {}
    began = time.monotonic()
    # Release the claim when the pass gets the lock or fails, whichever comes first.
    with ExitStack() as claim:
        claim.callback(passes.begun, slot.id)
        try:
            result = pairing.pair_slot(session, settings, slot.id, on_turn=claim.close)
            transaction.commit()
        except DBAPIError as error:
            # The matcher's next pass will pair them; people only wait a little longer.
            session.rollback()
            log.warning("match.pass_failed", slot_id=slot.id, error=str(error.orig))
            return {}
    metrics.observe_pass(time.monotonic() - began, result.waits_and_gaps)
    return result.matched


def _booking(session: Session, user_id: int, wanted: PairIn) -> Booking:
    if wanted.interview_type is not None and wanted.difficulty is not None:
        return _practice(session, user_id, wanted.interview_type, wanted.difficulty, wanted)
    booking = _active_booking(session, user_id, wanted.slot_id)
    if booking is None:
        raise NotBooked
    return booking


_MINE = prepared(
    select(Booking)
    .where(Booking.user_id == bindparam("user"), Booking.slot_id == bindparam("slot"), IS_ACTIVE)
    .with_for_update()
    .execution_options(populate_existing=True)
)


def _active_booking(session: Session, user_id: int, slot_id: int | None) -> Booking | None:
    """Lock my active booking in a slot; a pass that is matching it goes first."""
    return session.scalar(_MINE, {"user": user_id, "slot": slot_id})


# Built once, since people start to practice all the time. The person is locked, so no other request adds a booking.
_ROOM_AND_MINE = prepared(
    select(
        Slot,
        select(Booking.id)
        .where(Booking.user_id == bindparam("user"), Booking.slot_id == Slot.id, IS_ACTIVE)
        .scalar_subquery(),
    ).where(Slot.interview_type == bindparam("type"), Slot.starts_at.is_(None))
)


def _practice(
    session: Session, user_id: int, interview_type: InterviewType, difficulty: Difficulty, wanted: PairIn
) -> Booking:
    """Return my active booking in the practice room, or a new one, with the wanted preferences."""
    lock_user(session, user_id)
    found = session.execute(_ROOM_AND_MINE, {"type": interview_type, "user": user_id}).one_or_none()
    room, mine = found or (schedule.practice_room(session, interview_type), None)
    booking = None if mine is None else _active_booking(session, user_id, room.id)
    if booking is None:
        booking = bookings.for_practice(user_id, room)
    if booking.status is not BookingStatus.MATCHED:
        booking.difficulty = difficulty
        booking.language = wanted.language or "en"
        booking.max_level_gap = 2 if wanted.max_level_gap is None else wanted.max_level_gap
    return booking


def state(session: Session, settings: Settings, user_id: int, slot_id: int | None) -> MatchState:
    """Return my state, and keep me present if I am waiting. After a long absence I have to enter again."""
    waiting = select(Booking.id).where(
        Booking.user_id == user_id,
        Booking.status == BookingStatus.WAITING,
        Booking.present_until > clock.now(session) - timedelta(seconds=settings.presence_seconds),
    )
    if slot_id is not None:
        if session.get(Slot, slot_id) is None:
            raise NotFound
        waiting = waiting.where(Booking.slot_id == slot_id)
    waiting_room.renew(session, session.scalars(waiting).all(), settings.presence_seconds)
    return match_state.match_state(session, settings, user_id, slot_id)


def leave(session: Session, user_id: int, slot_id: int | None) -> None:
    """Leave the waiting room, or all of mine. Raises AlreadyMatched; has no effect if I am in none."""
    mine = select(Booking).where(
        Booking.user_id == user_id, Booking.status.in_((BookingStatus.WAITING, BookingStatus.MATCHED))
    )
    if slot_id is not None:
        mine = mine.where(Booking.slot_id == slot_id)
    found = session.scalars(mine.order_by(Booking.id)).all()
    waiting = [booking for booking in found if booking.status is BookingStatus.WAITING]
    if found and not waiting:
        raise AlreadyMatched
    for booking in waiting:
        waiting_room.leave(session, booking)
