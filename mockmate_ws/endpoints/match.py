"""/ws/match?slot_id=: opening it enters the waiting room; while it is open I am present and see the room."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import NamedTuple, TypeAlias

from sqlalchemy.orm import Session

from mockmate_ws.endpoints.base import Endpoint
from mockmate_ws.protocol import AnswerReunion, Close, Command, Decline, Leave, WaitingRoomSnapshot
from mockmate_ws.rooms import command_dedup, snapshots
from shared.core.errors import AlreadyMatched, Invalid, NotBooked
from shared.core.settings import Settings
from shared.events import event_log
from shared.events.event_log import Cursor
from shared.matching import match_state, reunions, waiting_room
from shared.models import Booking

_MAX_ID = 2**63 - 1


class WaitingBooking(NamedTuple):
    """A booking that has entered its waiting room."""

    slot_id: int
    booking_id: int


class Coming(NamedTuple):
    """A user who enters a waiting room, and the id of their socket's request."""

    settings: Settings
    user_id: int
    slot_id: int | None
    request_id: str


Entered: TypeAlias = tuple[Mapping[str, Cursor], WaitingBooking]
"""Where the user's stream was before, and the booking."""


class Match(Endpoint):
    """A socket that keeps one booking present in its waiting room."""

    path = "/ws/match"

    _booking: WaitingBooking | None = None

    def followed(self) -> list[str]:
        """Return my own stream, which says when I am matched."""
        return [event_log.user(self.user_id)]

    async def enter(self) -> Mapping[str, Cursor]:
        """Enter the room of my booking.

        Raises Invalid, NotBooked, BookingClosed, RoomNotOpen, RoomClosed, BirthYearMissing, ConsentRequired,
        PracticeBlocked; the constraint raises BookingOverlap.
        """
        database = self.service.database
        coming = Coming(self.service.settings, self.user_id, self._asked_slot(), self.request_id)
        entered = await database.batch(_enter_many, coming)
        before, booking = await database.run(_enter, coming) if entered is None else entered
        self.service.leases.bookings[booking.booking_id] += 1
        self.service.waiting_rooms.watch(booking.slot_id, self.connection)
        self._booking = booking
        return before

    def _asked_slot(self) -> int | None:
        given = self.websocket.query_params.get("slot_id")
        if given is None:
            return None
        if not given.isascii() or not given.isdecimal() or not 0 < int(given) <= _MAX_ID:
            raise Invalid("slot_id must be the number of a slot.", pointer="slot_id")
        return int(given)

    def snapshot(self, session: Session, positions: Mapping[str, Cursor]) -> WaitingRoomSnapshot:
        """Return the room as I see it."""
        return snapshots.waiting_room(session, self.service.settings, self.user_id, self.booking.slot_id, positions)

    @property
    def booking(self) -> WaitingBooking:
        """My booking in the room, once I have entered."""
        assert self._booking is not None  # noqa: S101
        return self._booking

    async def handle(self, command: Command) -> None:
        """Carry out `waiting_room.leave`, `match.decline` or `reunion.answer`."""
        if isinstance(command, Decline):
            await self.decline(command)
            return
        if isinstance(command, AnswerReunion):
            await self.service.database.run(_answer, self.service.settings, self.user_id, command)
            return
        assert isinstance(command, Leave)  # noqa: S101 - parse lets nothing else through
        await self.service.database.run(_leave, self.booking.booking_id)
        self.connection.finish(Close.NORMAL, "left the waiting room")

    async def leave(self) -> None:
        """Stop renewing my presence: after the grace period I am no longer paired."""
        if self._booking is not None:
            self.service.leases.release(self.service.leases.bookings, self._booking.booking_id)
            self.service.waiting_rooms.unwatch(self._booking.slot_id, self.connection)


def _enter_many(session: Session, coming: Sequence[Coming]) -> list[Entered | Exception | None]:
    """Enter the rooms of these users, or return why they can't; None for those whom it has to `_enter` alone.

    Another transaction, or another socket of theirs, holds them or their booking.
    """
    first = {one.user_id: one for one in reversed(coming)}
    streams = {user_id: event_log.user(user_id) for user_id in first}
    # Read first: the matcher may pair a user the moment the room is entered.
    before = event_log.cursors(session, streams.values())
    found = match_state.current_bookings(session, [(one.user_id, one.slot_id) for one in first.values()])
    current = dict(zip(first, found, strict=True))
    held = event_log.lock_streams(session, sorted(streams.values()))
    free = [id_ for user_id, id_ in current.items() if id_ is not None and streams[user_id] not in held]
    locked = waiting_room.lock(session, free, wait=False)
    entering = list(locked.values())
    settings = coming[0].settings
    causes = [first[booking.user_id].request_id for booking in entering]
    refusals = waiting_room.enter_many(session, settings, entering, settings.socket_grace_seconds, causes)
    results: dict[int, Entered | Exception] = {user_id: NotBooked() for user_id, id_ in current.items() if id_ is None}
    for booking, refusal in zip(entering, refusals, strict=True):
        # A user who is matched already gets in and sees the match.
        if refusal is None or isinstance(refusal, AlreadyMatched):
            stream = streams[booking.user_id]
            results[booking.user_id] = ({stream: before[stream]}, WaitingBooking(booking.slot_id, booking.id))
        else:
            results[booking.user_id] = refusal
    return [results.get(one.user_id) if first[one.user_id] is one else None for one in coming]


def _enter(session: Session, one: Coming) -> Entered:
    before = event_log.cursors(session, [event_log.user(one.user_id)])
    booking = match_state.current_booking(session, one.user_id, one.slot_id)
    if booking is None:
        raise NotBooked
    # By a pass at this very moment.
    with suppress(AlreadyMatched):
        waiting_room.enter(session, one.settings, booking, one.settings.socket_grace_seconds)
    return before, WaitingBooking(booking.slot_id, booking.id)


def _answer(session: Session, settings: Settings, user_id: int, command: AnswerReunion) -> None:
    if command_dedup.claim(session, user_id, command):
        reunions.answer(session, settings, user_id, command.data.offer_id, again=command.data.again)


def _leave(session: Session, booking_id: int) -> None:
    waiting_room.leave(session, session.get_one(Booking, booking_id))
