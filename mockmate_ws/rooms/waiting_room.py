"""Live views of waiting rooms: how many wait and the user's position, sent to every watcher when it changes."""

from __future__ import annotations

import asyncio
from collections import defaultdict

import structlog

from mockmate_ws.db import Database
from mockmate_ws.protocol import WaitingRoomChanged, WaitingRoomChangedData
from mockmate_ws.tasks import start_once
from mockmate_ws.transport import counters
from mockmate_ws.transport.connection import Connection
from shared.core import database_errors
from shared.core.settings import Settings
from shared.matching import match_state
from shared.matching.match_state import RoomCounts

log = structlog.get_logger(__name__)

# Many users enter at the same moment, and one query serves them all. The more users watch, the less often they get an
# update: a change in a full room matters less to each, and must not cost this process more than in a small room.
_DELAY_SECONDS = 0.2
_DELAY_SECONDS_PER_WATCHER = 0.001
POLL_SECONDS = 5.0


def view_of(counts: RoomCounts, slot_id: int, user_id: int) -> WaitingRoomChangedData:
    """Return a room as one of its watchers sees it."""
    reunion = counts.reunions.get(user_id)
    return WaitingRoomChangedData(
        slot_id=slot_id,
        waiting=counts.counts,
        position=counts.positions.get(user_id),
        pairs_at=counts.pairs_at,
        estimated_wait_seconds=counts.waits.get(user_id),
        reunion_at=reunion and reunion.at,
        met_at=reunion and reunion.met_at,
        reunion=reunion and reunion.offer,
    )


class WaitingRooms:
    """The watched waiting rooms of this process: one query for each change of a room, however many watch it."""

    def __init__(self, settings: Settings, database: Database) -> None:
        self._settings = settings
        self._database = database
        self._watchers: dict[int, dict[Connection, WaitingRoomChangedData | None]] = defaultdict(dict)
        self._refreshing: dict[int, asyncio.Task[None]] = {}

    def watch(self, slot_id: int, connection: Connection) -> None:
        """Send changes of the room to this connection from now on."""
        self._watchers[slot_id][connection] = None

    def unwatch(self, slot_id: int, connection: Connection) -> None:
        """Send no more changes to this connection."""
        self._watchers[slot_id].pop(connection, None)
        if not self._watchers[slot_id]:
            del self._watchers[slot_id]

    def changed(self, slot_id: int) -> None:
        """Refresh a room soon, if it has watchers here."""
        if slot_id in self._watchers and slot_id not in self._refreshing:
            self._refreshing[slot_id] = start_once(self._refresh(slot_id), "board")

    async def refresh_all(self) -> None:
        """Refresh every watched room, now and then: a lease that runs out causes no event."""
        for slot_id in list(self._watchers):
            self.changed(slot_id)

    async def _refresh(self, slot_id: int) -> None:
        await asyncio.sleep(_DELAY_SECONDS + _DELAY_SECONDS_PER_WATCHER * len(self._watchers.get(slot_id, ())))
        # A change after this point needs another refresh.
        self._refreshing.pop(slot_id, None)
        try:
            counts = await self._database.run(match_state.room_counts, self._settings, slot_id)
        except Exception as error:
            # It concerns one room, which is refreshed again soon.
            counters.JOB_FAILURES.labels("boards").inc()
            trace = None if database_errors.is_transient(error) else error
            log.warning("board.refresh_failed", slot_id=slot_id, error=type(error).__name__, exc_info=trace)
            return
        watchers = self._watchers.get(slot_id, {})
        for connection, last in tuple(watchers.items()):
            data = view_of(counts, slot_id, connection.user_id)
            if data != last and connection in watchers:
                watchers[connection] = data
                connection.send_frame(WaitingRoomChanged(data=data))
