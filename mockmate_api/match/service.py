"""Entering a waiting room over REST, trying to pair at once, and leaving."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from functools import partial
from threading import Condition

import structlog
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from mockmate_api.http import transaction
from mockmate_api.http.batches import Batches, alone
from mockmate_api.match import arrivals
from mockmate_api.match.arrivals import Arrival, Entered, Held
from mockmate_api.match.schemas import ReunionIn
from shared.core import clock, metrics
from shared.core.errors import AlreadyMatched
from shared.core.settings import Settings
from shared.events.schemas import InterviewView, MatchState
from shared.matching import match_state, pairing, reunions, visibility, waiting_room
from shared.models import Booking, BookingStatus

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
        self.arriving = 0

    @contextmanager
    def arrival(self) -> Iterator[None]:
        """Announce that a person is about to enter a room."""
        with self._changed:
            self.arriving += 1
        try:
            yield
        finally:
            with self._changed:
                self.arriving -= 1
                self._changed.notify_all()

    def claim(self, slot_id: int) -> bool:
        """Whether the caller must run a pass and call `begun`; if not, a pass about to start covers it.

        The caller that runs the pass first waits for arrivals: briefly in a crowd, not at all when alone.
        """
        with self._changed:
            if slot_id in self._rooms:
                return False
            self._rooms.add(slot_id)
            self._changed.wait_for(lambda: not self.arriving, _GATHER_SECONDS)
            return True

    def begun(self, slot_id: int) -> None:
        """Release the claim, so that the next request runs another pass: this pass has started or never will."""
        with self._changed:
            self._rooms.discard(slot_id)


class Door:
    """How people of this process enter waiting rooms: those who come at the same moment together, and with one pass."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self.passes = PassCoalescer()
        self._entering: Batches[Arrival, Entered] = Batches(partial(arrivals.enter, settings))
        self._asking: Batches[Entered, MatchState] = Batches(partial(arrivals.states, settings))

    def pair(self, session: Session, arrival: Arrival) -> MatchState:
        """Enter a waiting room and try to pair at once.

        Raises LoginRevoked, EmailNotVerified, ConsentRequired, NotBooked, BookingClosed, RoomNotOpen, RoomClosed,
        BirthYearMissing,
        PracticeBlocked, BookingOverlap.
        """
        with transaction.in_parts():
            with self.passes.arrival():
                # From here on the person is waiting, whatever happens to this pass, and every later pass sees them.
                entered = self._enter(arrival)
            if not entered.can_be_paired or not self.passes.claim(entered.slot_id):
                return self._asking.add(entered)
        interview = self._run_pass(session, entered.slot_id).get(arrival.user_id)
        if interview is None:
            return match_state.match_state(session, self._settings, arrival.user_id, entered.slot_id)
        return MatchState(status="matched", slot_id=entered.slot_id, booking_id=entered.booking_id, interview=interview)

    def _enter(self, arrival: Arrival) -> Entered:
        try:
            return self._entering.add(arrival)
        except Held:
            return alone(partial(arrivals.enter, self._settings, wait=True), arrival)

    def _run_pass(self, session: Session, slot_id: int) -> Mapping[int, InterviewView]:
        """Run a pass that was claimed. Returns the interviews it created, by person."""
        began = time.monotonic()
        # Release the claim when the pass gets the lock or fails, whichever comes first.
        with ExitStack() as claim:
            claim.callback(self.passes.begun, slot_id)
            try:
                result = pairing.pair_slot(session, self._settings, slot_id, on_turn=claim.close)
                transaction.commit()
            except DBAPIError as error:
                # The matcher's next pass will pair them; people only wait a little longer.
                session.rollback()
                log.warning("match.pass_failed", slot_id=slot_id, error=str(error.orig))
                return {}
        metrics.observe_pass(time.monotonic() - began, result.waits_and_gaps)
        return result.matched


def state(session: Session, settings: Settings, user_id: int, slot_id: int | None) -> MatchState:
    """Return my state, and keep me present if I am waiting. After a long absence I have to enter again."""
    waiting = select(Booking.id).where(
        Booking.user_id == user_id,
        Booking.status == BookingStatus.WAITING,
        Booking.present_until > clock.now(session) - timedelta(seconds=settings.presence_seconds),
    )
    if slot_id is not None:
        visibility.require_visible(session, user_id, slot_id)
        waiting = waiting.where(Booking.slot_id == slot_id)
    waiting_room.renew(session, session.scalars(waiting).all(), settings.presence_seconds)
    return match_state.match_state(session, settings, user_id, slot_id)


def answer_reunion(session: Session, settings: Settings, user_id: int, body: ReunionIn) -> MatchState:
    """Record an answer and return my state after it. Raises ReunionGone, AlreadyMatched."""
    reunions.answer(session, settings, user_id, body.offer_id, again=body.again)
    return match_state.match_state(session, settings, user_id)


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
