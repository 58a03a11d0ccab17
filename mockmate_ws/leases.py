"""The leases of everybody connected here: renewed together, one statement a kind, while their sockets are open."""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import Any

import structlog
from sqlalchemy.exc import SQLAlchemyError

from mockmate_ws.db import Database
from mockmate_ws.hub import Hub
from mockmate_ws.protocol import Close
from mockmate_ws.rooms import presence
from mockmate_ws.rooms.presence import Seat
from shared import logins, streams, waiting_room
from shared.settings import Settings

log = structlog.get_logger(__name__)

_REVOKED_SECONDS = 1.0


class Leases:
    """Keeps people present, and closes the sockets of those who may no longer be."""

    def __init__(self, settings: Settings, database: Database, hub: Hub) -> None:
        self._settings = settings
        self._database = database
        self._hub = hub
        self.bookings: Counter[int] = Counter()
        self.seats: Counter[Seat] = Counter()

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
            for seat in await self._database.run(presence.renew, sorted(self.seats), grace):
                self._close_room(seat)

    def _close_room(self, seat: Seat) -> None:
        for connection in self._hub.on_stream(streams.interview(seat.interview_id)):
            connection.close(Close.ROOM_OVER, "the interview is over")

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
