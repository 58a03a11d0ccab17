"""Decides when to pair: at fixed intervals, and soon after a room changes. `pairing.pair_slot` decides how.

Every process runs a matcher. While another pass over a room runs, a matcher puts the room off for a moment, so a second
matcher costs one statement and does no harm.
"""

from __future__ import annotations

import asyncio
import time

import structlog
from sqlalchemy.exc import SQLAlchemyError

from mockmate_ws.db import Database
from shared.core import database_errors, metrics
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

    async def run(self) -> None:
        """Run passes until cancelled. A failed one is repeated at the next tick."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._tick())
            tasks.create_task(self._react())

    async def _tick(self) -> None:
        while True:
            await asyncio.sleep(self._settings.match_interval_seconds)
            try:
                rooms = await self._database.run(pairing.rooms_to_pair, self._settings)
            except SQLAlchemyError as error:
                log.warning("matcher.tick_failed", error=type(error).__name__)
                continue
            for slot_id in rooms:
                await self._pass(slot_id)

    async def _react(self) -> None:
        while True:
            await self._has_changed.wait()
            self._has_changed.clear()
            changed, self._changed = self._changed, set()
            for slot_id in sorted(changed):
                await self._pass(slot_id)
            await asyncio.sleep(_REST_SECONDS)

    async def _pass(self, slot_id: int) -> None:
        try:
            began = time.monotonic()
            result = await self._database.run(pairing.pair_slot_unless_busy, self._settings, slot_id)
        except Exception as error:
            # A failure concerns one room; the others still get their passes.
            trace = None if database_errors.is_transient(error) else error
            log.warning("matcher.pass_failed", slot_id=slot_id, error=type(error).__name__, exc_info=trace)
            return
        if result is None:
            # The other pass may have read the room before its latest change.
            self.waiting_room_changed(slot_id)
            return
        metrics.observe_pass(time.monotonic() - began, result.waits_and_gaps)
        if result.pairs:
            log.info("matcher.paired", slot_id=slot_id, pairs=result.pairs, waiting=result.waiting)
