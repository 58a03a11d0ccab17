"""When to pair: at fixed intervals, and soon when a room changes. How is `pairing.pair_slot`'s business.

Every process runs one. While somebody else's pass over a room runs, a matcher leaves the room for a moment later, so a
second one costs a statement and breaks nothing.
"""

from __future__ import annotations

import asyncio
import time

import structlog
from sqlalchemy.exc import SQLAlchemyError

from mockmate_ws.db import Database
from shared.core import errors, metrics
from shared.core.settings import Settings
from shared.matching import pairing

log = structlog.get_logger(__name__)

# Who comes by POST /match/pair has run a pass already: a hundred who come at once need no hundred passes more.
_REST_SECONDS = 0.1


class Matcher:
    """The clock of the waiting rooms."""

    def __init__(self, settings: Settings, database: Database) -> None:
        self._settings = settings
        self._database = database
        self._changed: set[int] = set()
        self._news = asyncio.Event()

    def room_changed(self, slot_id: int) -> None:
        """Run a pass over this room: at once, or as soon as the last one is a moment ago."""
        self._changed.add(slot_id)
        self._news.set()

    async def run(self) -> None:
        """Run passes until cancelled; one that failed is tried again at the next tick."""
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
            await self._news.wait()
            self._news.clear()
            changed, self._changed = self._changed, set()
            for slot_id in sorted(changed):
                await self._pass(slot_id)
            await asyncio.sleep(_REST_SECONDS)

    async def _pass(self, slot_id: int) -> None:
        try:
            began = time.monotonic()
            result = await self._database.run(pairing.pair_slot_unless_busy, self._settings, slot_id)
        except Exception as error:
            # Of one room alone: the others have their passes.
            trace = None if errors.is_passing(error) else error
            log.warning("matcher.pass_failed", slot_id=slot_id, error=type(error).__name__, exc_info=trace)
            return
        if result is None:
            # Perhaps it has looked around already when somebody came.
            self.room_changed(slot_id)
            return
        metrics.observe_pass(time.monotonic() - began, result.waits_and_gaps)
        if result.pairs:
            log.info("matcher.paired", slot_id=slot_id, pairs=result.pairs, waiting=result.waiting)
