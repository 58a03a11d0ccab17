"""Decides when to pair: at fixed intervals, and soon after a room changes. `pairing.pair_slot` decides how.

Every process runs a matcher. While another pass over a room runs, a matcher puts the room off for a moment, so a second
matcher costs one statement and does no harm.
"""

from __future__ import annotations

import asyncio
import time

import structlog

from mockmate_ws.db import Database
from mockmate_ws.transport import counters
from shared.core import database_errors, metrics, parking
from shared.core.parking import PROMPT, Failure
from shared.core.settings import Settings
from shared.matching import pairing

log = structlog.get_logger(__name__)

# POST /match/pair has run a pass already: a hundred users who enter at once do not need a hundred more.
_REST_SECONDS = 0.1


class Matcher:
    """Runs the passes over the waiting rooms."""

    def __init__(self, settings: Settings, database: Database) -> None:
        self._settings = settings
        self._database = database
        self._changed: set[int] = set()
        self._has_changed = asyncio.Event()

    def waiting_room_changed(self, slot_id: int) -> None:
        """Run a pass over this room soon."""
        self._changed.add(slot_id)
        self._has_changed.set()

    async def pass_all(self) -> None:
        """Run a pass over every room in which people could be paired. A room that fails is parked."""
        for slot_id in await self._database.run(pairing.rooms_to_pair, self._settings):
            try:
                await self._pass(slot_id)
            except Exception as error:
                if database_errors.is_transient(error):
                    raise
                await self._database.run(parking.park, pairing.ROOM_JOB, [Failure(slot_id, error)], PROMPT)

    async def run(self) -> None:
        """Run passes over the rooms that change, until cancelled."""
        while True:
            await self._has_changed.wait()
            self._has_changed.clear()
            changed, self._changed = self._changed, set()
            for slot_id in sorted(changed):
                try:
                    await self._pass(slot_id)
                except Exception as error:
                    # The message may name a room that there isn't; if there is, `pass_all` comes to it.
                    counters.JOB_FAILURES.labels("matcher").inc()
                    trace = None if database_errors.is_transient(error) else error
                    log.warning("matcher.pass_failed", slot_id=slot_id, error=type(error).__name__, exc_info=trace)
            await asyncio.sleep(_REST_SECONDS)

    async def _pass(self, slot_id: int) -> None:
        began = time.monotonic()
        result = await self._database.run(pairing.pair_slot_unless_busy, self._settings, slot_id)
        if result is None:
            # The other pass may have read the room before its latest change.
            self.waiting_room_changed(slot_id)
            return
        metrics.observe_pass(time.monotonic() - began, result.waits_and_gaps)
        if result.pairs:
            log.info("matcher.paired", slot_id=slot_id, pairs=result.pairs, waiting=result.waiting)
