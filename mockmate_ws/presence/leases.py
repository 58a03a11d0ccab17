"""The leases of the users connected here, renewed together while their sockets are open, one statement a kind."""

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
from mockmate_ws.presence.participants import ParticipantKey
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

REVOKED_SECONDS = 1.0


class Leases:
    """Keeps connected users present, and closes the sockets of those who may no longer be."""

    def __init__(self, settings: Settings, database: Database, hub: Hub, node: str) -> None:
        self._settings = settings
        self._node = node
        self._database = database
        self._hub = hub
        self.bookings: Counter[int] = Counter()
        self.participants: Counter[ParticipantKey] = Counter()
        self.sockets: dict[UUID, tuple[SocketEntry, Connection]] = {}
        self._closing: dict[UUID, asyncio.Task[None]] = {}

    @staticmethod
    def release(leases: Counter[Any], key: Any) -> None:
        """Release one socket's share of a lease."""
        leases[key] -= 1
        if leases[key] <= 0:
            del leases[key]

    async def renew(self) -> None:
        """Renew the leases. Three times within each grace period, so that a single failure ends no lease."""
        grace = self._settings.socket_grace_seconds
        if self.bookings:
            await self._database.run(waiting_room.renew_each, sorted(self.bookings), grace)
        if self.participants:
            over = await self._database.run(participants.renew, sorted(self.participants), grace)
            for interview_id in {participant.interview_id for participant in over} - self._closing.keys():
                # In a task of its own: a slow client must not delay the renewal of other leases.
                self._closing[interview_id] = start_once(self._close_room(interview_id), "close_room")

    async def renew_sockets(self) -> None:
        """Keep the local sockets registered, and close those that newer ones have displaced."""
        here = [entry for entry, _ in self.sockets.values()]
        for id_ in await self._database.run(socket_registry.renew, self._node, here):
            self.close_socket(id_)

    def on_close_request(self, message: bytes) -> None:
        """Close a socket that another process has unregistered."""
        with contextlib.suppress(ValueError):
            self.close_socket(CloseSocket.decode(message).socket_id)

    def close_socket(self, id_: UUID) -> None:
        """Close a socket of a user who has opened too many."""
        if (found := self.sockets.get(id_)) is not None:
            found[1].close(Close.TOO_MANY_SOCKETS, f"you have opened more than {SOCKETS_PER_USER} sockets")

    async def _close_room(self, interview_id: UUID) -> None:
        """Close a room's sockets after each was sent how it ended: the row may be seen before the event arrives."""
        try:
            await self._hub.close_when_caught_up(
                event_log.interview(interview_id), Close.ROOM_OVER, "the interview is over"
            )
        except SQLAlchemyError as error:
            # The next renewal finds the room over again.
            log.warning("leases.room_open", error=type(error).__name__)
        finally:
            del self._closing[interview_id]

    async def watch_logins(self) -> None:
        """Close the sockets of revoked logins, which does not depend on Redis."""
        here = self._hub.logins()
        if here:
            self._hub.close_logins(await self._database.run(logins.ended, list(here)))
