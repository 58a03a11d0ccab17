"""Measures how many lines of chat one process stores and publishes, together and each in a transaction of its own.

`python -m benchmarks.chat [--quick]`
"""

from __future__ import annotations

import asyncio
import time
import uuid
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from benchmarks import fixtures, processor, report
from benchmarks.servers import Servers, connection, servers
from mockmate_ws.db import Database
from mockmate_ws.rooms import chat
from mockmate_ws.rooms.chat import Line
from shared.core.broker import Broker
from shared.events import event_log

SECONDS = 5.0
SPEAKERS = (1, 8, 64, 500)
_TEXT = "." * 100

Send = Callable[[Line], Awaitable[object]]


async def _speak(send: Send, rooms: Mapping[int, UUID], seconds: float) -> int:
    """Let everyone send the next line as soon as the last one is stored; returns how many were."""
    end = time.perf_counter() + seconds

    async def speak(user_id: int) -> int:
        said = 0
        while time.perf_counter() < end:
            await send(Line(rooms[user_id], user_id, uuid.uuid4().hex, _TEXT))
            said += 1
        return said

    return sum(await asyncio.gather(*map(speak, rooms)))


async def _measure(
    database: Database, rooms: Mapping[int, UUID], counts: Sequence[int], seconds: float
) -> list[dict[str, Any]]:
    async def alone(line: Line) -> None:
        await database.run(chat.send, line)

    async def together(line: Line) -> None:
        assert await database.batch(chat.send_many, line), "nobody else is in these rooms"

    await database.run(event_log.cursors, {event_log.interview(one) for one in rooms.values()})
    rows = []
    for count in counts:
        speakers = dict(list(rooms.items())[:count])
        row: dict[str, Any] = {"speakers": count}
        for name, send in (("alone", alone), ("together", together)):
            await _speak(send, speakers, seconds / 5)
            before = processor.seconds()
            stored = await _speak(send, speakers, seconds)
            used = {kind: seconds - before[kind] for kind, seconds in processor.seconds().items()}
            row[f"{name}_per_second"] = stored / seconds
            row[f"{name}_cpu_us_per_line"] = 1e6 * used["people"] / stored
            row[f"{name}_postgresql_us_per_line"] = 1e6 * used["postgresql"] / stored
        row["times_as_many"] = row["together_per_second"] / row["alone_per_second"]
        rows.append(row)
    return rows


def measure(running: Servers, counts: Sequence[int], seconds: float) -> list[dict[str, Any]]:
    """Fill the rooms, and let one person in each talk."""
    with connection(running.settings.sqlalchemy_url) as plain:
        fixtures.rooms(plain)
        members = fixtures.people(plain, running.settings, 2 * max(counts))
        met = {user_id: UUID(interview) for user_id, interview in fixtures.matched(plain, members).items()}
    # One of the two: both of a room would wait for each other when each line is alone.
    speakers = {interview: user_id for user_id, interview in met.items()}
    rooms = {user_id: interview for interview, user_id in speakers.items()}
    broker = Broker(running.settings)
    database = Database(running.settings, broker)

    async def run() -> list[dict[str, Any]]:
        try:
            return await _measure(database, rooms, counts, seconds)
        finally:
            await database.close()
            broker.close()

    return asyncio.run(run())


def main() -> None:
    """Measure, and write the result."""
    chosen = report.arguments(__doc__)
    counts, seconds = (SPEAKERS[:2], 1.0) if chosen.quick else (SPEAKERS, SECONDS)
    with servers() as running:
        machine = report.machine(postgresql=running.postgres_version, fsync="on")
        rows = measure(running, counts, seconds)
    report.show("Lines of chat that one process stores, each in a transaction of its own and together", rows)
    report.write(chosen.to, "chat", machine, rows=rows)


if __name__ == "__main__":
    main()
