"""The leases of everybody connected here: renewed together, one statement a kind, while their sockets are open."""

from __future__ import annotations

import asyncio
import contextlib
from collections import Counter
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy.exc import SQLAlchemyError

from mockmate_ws.db import Database
from mockmate_ws.delivery.hub import Hub
from mockmate_ws.presence import participants, socket_registry
from mockmate_ws.presence.participants import Seat
from mockmate_ws.presence.socket_registry import SOCKETS_PER_USER, SocketEntry
from mockmate_ws.protocol import Close
from mockmate_ws.tasks import start_once
from mockmate_ws.transport.connection import Connection
from shared.core.settings import Settings
from shared.events import event_log
from shared.events.redis_messages import CloseSocket
from shared.identity import logins
from shared.matching import waiting_room

log = structlog.get_logger(__name__)

_REVOKED_SECONDS = 1.0


class Leases:
    """Keeps people present, and closes the sockets of those who may no longer be."""

    def __init__(self, settings: Settings, database: Database, hub: Hub, node: str) -> None:
        self._settings = settings
        self._node = node
        self._database = database
        self._hub = hub
        self.bookings: Counter[int] = Counter()
        self.seats: Counter[Seat] = Counter()
        self.places: dict[UUID, tuple[SocketEntry, Connection]] = {}
        self._closing: dict[UUID, asyncio.Task[None]] = {}

    @staticmethod
    def drop(held: Counter[Any], key: Any) -> None:
        """Give up one socket's share of a lease."""
        held[key] -= 1
        if held[key] <= 0:
            del held[key]

    async def run(self) -> None:
        """Renew three times within each grace, so that one hiccup costs nobody their place."""
        while True:
            await asyncio.sleep(self._settings.socket_grace_seconds / 3)
            try:
                await self._renew()
            except SQLAlchemyError as error:
                log.warning("leases.renew_failed", error=type(error).__name__)

    async def _renew(self) -> None:
        grace = self._settings.socket_grace_seconds
        if self.bookings:
            await self._database.run(waiting_room.renew, sorted(self.bookings), grace)
        if self.seats:
            over = await self._database.run(participants.renew, sorted(self.seats), grace)
            for interview_id in {seat.interview_id for seat in over} - self._closing.keys():
                # On its own: a slow client must not hold up what the others' leases need.
                self._closing[interview_id] = start_once(self._close_room(interview_id), "close_room")

    async def renew_sockets(self) -> None:
        """Keep the sockets here counted, and close those that gave way to newer ones."""
        while True:
            here = [place for place, _ in self.places.values()]
            try:
                for id_ in await self._database.run(socket_registry.renew, self._node, here):
                    self.close_socket(id_)
            except SQLAlchemyError as error:
                log.warning("leases.places_failed", error=type(error).__name__)
            await asyncio.sleep(socket_registry.LEASE.total_seconds() / 3)

    def on_close_request(self, told: bytes) -> None:
        """Close a socket that another process has counted out."""
        with contextlib.suppress(ValueError):
            self.close_socket(CloseSocket.decode(told).socket_id)

    def close_socket(self, id_: UUID) -> None:
        """Close one socket of a person who has opened too many."""
        if (found := self.places.get(id_)) is not None:
            found[1].close(Close.TOO_MANY_SOCKETS, f"you have opened more than {SOCKETS_PER_USER} sockets")

    async def _close_room(self, interview_id: UUID) -> None:
        """Close a room once everybody in it was told how it ended: the row may be here before the news."""
        try:
            await self._hub.close_told(event_log.interview(interview_id), Close.ROOM_OVER, "the interview is over")
        except SQLAlchemyError as error:
            # The seats are still over at the next renewal.
            log.warning("leases.room_open", error=type(error).__name__)
        finally:
            del self._closing[interview_id]

    async def watch_logins(self) -> None:
        """Close the sockets of logins that were revoked, whether or not Redis carried the news."""
        while True:
            await asyncio.sleep(_REVOKED_SECONDS)
            here = self._hub.logins()
            if not here:
                continue
            try:
                self._hub.close_logins(await self._database.run(logins.ended, list(here)))
            except SQLAlchemyError as error:
                log.warning("leases.logins_unknown", error=type(error).__name__)
