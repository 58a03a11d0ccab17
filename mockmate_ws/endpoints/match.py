"""/ws/match?slot_id=: opening it enters the waiting room; while it is open I am present and see the room."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import NamedTuple

from sqlalchemy.orm import Session

from mockmate_ws.endpoints.base import Endpoint
from mockmate_ws.protocol import Close, Command, Leave, WaitingRoomSnapshot
from mockmate_ws.rooms import snapshots
from shared.core.errors import AlreadyMatched, Invalid, NotBooked
from shared.core.settings import Settings
from shared.events import event_log
from shared.events.event_log import Cursor
from shared.matching import match_state, waiting_room
from shared.models import Booking

_MAX_ID = 2**63 - 1


class Place(NamedTuple):
    """One booking in one waiting room."""

    slot_id: int
    booking_id: int


class Match(Endpoint):
    """Holds one booking present in its waiting room."""

    path = "/ws/match"

    _booked: Place | None = None

    def followed(self) -> list[str]:
        """Follow my own stream: it says when I am matched."""
        return [event_log.user(self.user_id)]

    async def arrive(self) -> Mapping[str, Cursor]:
        """Enter the room of my booking. Raises NotBooked, RoomNotOpen, RoomClosed."""
        database, settings = self.service.database, self.service.settings
        before, place = await database.run(_enter, settings, self.user_id, self._asked_slot())
        self.service.leases.bookings[place.booking_id] += 1
        self.service.boards.watch(place.slot_id, self.connection)
        self._booked = place
        return before

    def _asked_slot(self) -> int | None:
        given = self.websocket.query_params.get("slot_id")
        if given is None:
            return None
        if not given.isascii() or not given.isdecimal() or not 0 < int(given) <= _MAX_ID:
            raise Invalid("slot_id must be the number of a slot.", pointer="slot_id")
        return int(given)

    def snapshot(self, session: Session, positions: Mapping[str, Cursor]) -> WaitingRoomSnapshot:
        """Show where I stand."""
        return snapshots.waiting_room(session, self.service.settings, self.user_id, self.place.slot_id, positions)

    @property
    def place(self) -> Place:
        """My place in the room. Only to be asked for after arriving."""
        assert self._booked is not None  # noqa: S101
        return self._booked

    async def handle(self, command: Command) -> None:
        """Carry out `waiting_room.leave`, the only command here."""
        assert isinstance(command, Leave)  # noqa: S101 - parse lets nothing else through
        await self.service.database.run(_leave, self.place.booking_id)
        self.connection.finish(Close.NORMAL, "left the waiting room")

    async def depart(self) -> None:
        """Stop renewing my presence: when the grace is over I am no longer paired."""
        if self._booked is not None:
            self.service.leases.drop(self.service.leases.bookings, self._booked.booking_id)
            self.service.boards.unwatch(self._booked.slot_id, self.connection)


def _enter(session: Session, settings: Settings, user_id: int, slot_id: int | None) -> tuple[dict[str, Cursor], Place]:
    # Read first: the matcher may pair this person the moment the room is entered.
    before = event_log.cursors(session, [event_log.user(user_id)])
    booking = match_state.current_booking(session, user_id, slot_id)
    if booking is None:
        raise NotBooked
    # Who is matched already, or by a pass at this very moment, comes in and is shown the match.
    with suppress(AlreadyMatched):
        waiting_room.enter(session, settings, booking, settings.socket_grace_seconds)
    return before, Place(booking.slot_id, booking.id)


def _leave(session: Session, booking_id: int) -> None:
    waiting_room.leave(session, session.get_one(Booking, booking_id))
