"""When the matcher runs a pass: what it does with a room in which somebody else's pass has its turn."""

from __future__ import annotations

import asyncio
import contextlib
from typing import Any, cast

from pydantic import SecretStr

from mockmate_ws.db import Database
from mockmate_ws.jobs.matcher import Matcher
from shared.core.settings import Settings
from shared.matching.pairing import PassResult


class BusyRoom:
    """A database in which the first two passes over a room find another one there."""

    def __init__(self) -> None:
        self.passes: list[int] = []
        self.paired = asyncio.Event()

    async def run(self, _work: object, _settings: Settings, slot_id: int) -> PassResult | None:
        """Answer one pass."""
        self.passes.append(slot_id)
        if len(self.passes) < 3:
            return None
        self.paired.set()
        return PassResult({}, 0)


def test_a_room_that_was_busy_is_looked_at_again_soon() -> None:
    async def look() -> list[int]:
        room = BusyRoom()
        settings = Settings(
            database_url="postgresql://nowhere/", jwt_secret=SecretStr("x" * 32), match_interval_seconds=3600
        )
        matcher = Matcher(settings, cast(Database, cast(Any, room)))
        running = asyncio.create_task(matcher.run())
        matcher.waiting_room_changed(7)
        async with asyncio.timeout(30):
            await room.paired.wait()
        running.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await running
        return room.passes

    assert asyncio.run(look()) == [7, 7, 7]
