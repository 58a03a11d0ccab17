"""The waiting room's board: who waits and your place, told to everybody who watches, when it changes."""

from __future__ import annotations

import asyncio
from collections import defaultdict

import structlog
from sqlalchemy.exc import SQLAlchemyError

from mockmate_ws.db import Database
from mockmate_ws.protocol import WaitingRoomChanged, WaitingRoomChangedData
from mockmate_ws.tasks import start_once
from mockmate_ws.transport.connection import Connection
from shared.matching import match_state
from shared.matching.match_state import RoomCounts

log = structlog.get_logger(__name__)

# Many people come at the same moment; one look at the room serves them all. The more watch, the rarer it is told:
# what a full room changes is worth less to each of them, and must not take more of this process than a small one does.
_GATHER_SECONDS = 0.2
_GATHER_SECONDS_EACH = 0.001
_LOOK_AGAIN_SECONDS = 5.0


def seen(standing: RoomCounts, slot_id: int, user_id: int) -> WaitingRoomChangedData:
    """Show a room to somebody who watches it."""
    return WaitingRoomChangedData(
        slot_id=slot_id,
        waiting=standing.counts,
        position=standing.positions.get(user_id),
        pairs_at=standing.pairs_at,
        estimated_wait_seconds=standing.waits.get(user_id),
    )


class Boards:
    """The watched waiting rooms of this process: one query a room and change, however many watch."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._watchers: dict[int, dict[Connection, WaitingRoomChangedData | None]] = defaultdict(dict)
        self._refreshing: dict[int, asyncio.Task[None]] = {}

    def watch(self, slot_id: int, connection: Connection) -> None:
        """Tell this connection of changes from now on."""
        self._watchers[slot_id][connection] = None

    def unwatch(self, slot_id: int, connection: Connection) -> None:
        """Tell it no more."""
        self._watchers[slot_id].pop(connection, None)
        if not self._watchers[slot_id]:
            del self._watchers[slot_id]

    def changed(self, slot_id: int) -> None:
        """Look at a room again soon, if anybody here watches it."""
        if slot_id in self._watchers and slot_id not in self._refreshing:
            self._refreshing[slot_id] = start_once(self._refresh(slot_id), "board")

    async def run(self) -> None:
        """Look at every watched room now and then: people whose lease runs out leave without a word."""
        while True:
            await asyncio.sleep(_LOOK_AGAIN_SECONDS)
            for slot_id in list(self._watchers):
                self.changed(slot_id)

    async def _refresh(self, slot_id: int) -> None:
        await asyncio.sleep(_GATHER_SECONDS + _GATHER_SECONDS_EACH * len(self._watchers.get(slot_id, ())))
        # From here on a further change needs a further look.
        self._refreshing.pop(slot_id, None)
        try:
            standing = await self._database.run(match_state.room_counts, slot_id)
        except SQLAlchemyError as error:
            log.warning("board.refresh_failed", slot_id=slot_id, error=type(error).__name__)
            return
        watchers = self._watchers.get(slot_id, {})
        for connection, last in tuple(watchers.items()):
            data = seen(standing, slot_id, connection.user_id)
            if data != last and connection in watchers:
                watchers[connection] = data
                connection.send_frame(WaitingRoomChanged(data=data))
