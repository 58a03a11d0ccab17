"""Measures the cost of an idle socket, how fast sockets open, and a reconnect storm in which every client resumes.

`python -m benchmarks.connections [--quick]`
"""

from __future__ import annotations

import asyncio
import json
import random
import resource
import time
from typing import Any

import psutil
from sqlalchemy.orm import Session

from benchmarks import fixtures, report, ws_clients
from benchmarks.fixtures import Member
from benchmarks.servers import Servers, connection, servers, socket_service
from benchmarks.ws_clients import Talker
from mockmate_ws.protocol import restart_reason
from shared.core.database import make_engine
from shared.events import event_log
from shared.events.event_log import Cursor

PATH = "/ws/connect"
MISSED = 10
_EVENTS = """
    WITH told AS (
        UPDATE streams SET top = top + %(missed)s WHERE name = ANY(%(names)s) RETURNING name, top
    )
    INSERT INTO events (stream, "offset", type, data)
    SELECT name, n, 'booking.changed', '{"booking_id": 1, "slot_id": 1, "status": "expired"}'
    FROM told, generate_series(top - %(missed)s + 1, top) AS n
"""


def measure(running: Servers, people: int) -> dict[str, Any]:
    """Open a socket for everybody, look, kill the process, and let all of them come back to another one."""
    with connection(running.settings.sqlalchemy_url) as database:
        members = fixtures.people(database, running.settings, people)
        with socket_service(running, 1) as ((port, pid),):
            row = asyncio.run(_open_and_look(members, port, psutil.Process(pid)))
        storms: dict[str, Any] = {}
        for name, spread in (("storm", 0.0), ("spread", _seconds_to_spread(people))):
            positions = _miss_events(running, database, members)
            with socket_service(running, 1) as ((port, pid),):
                storms |= asyncio.run(_storm(name, members, positions, port, psutil.Process(pid), spread))
    return {"sockets": people, **row, **storms, "load_average": report.load()}


def _seconds_to_spread(people: int) -> float:
    return float(restart_reason(people).rpartition("=")[2])


def _miss_events(running: Servers, database: Any, members: list[Member]) -> dict[str, Cursor]:
    """Return everybody's position, and let each of them miss events from there on."""
    names = [f"user:{member.user_id}" for member in members]
    engine = make_engine(running.settings, "benchmarks")
    with Session(engine) as session:
        positions = event_log.positions(session, names)
    engine.dispose()
    with database.cursor() as cursor:
        cursor.execute(_EVENTS, {"missed": MISSED, "names": names})
    return positions


async def _open_and_look(members: list[Member], port: int, process: psutil.Process) -> dict[str, Any]:
    # The first ones pay for what is loaded once.
    warm = await ws_clients.open_all([(port, PATH, one.token) for one in members[:100]], b'"hello"')
    await asyncio.sleep(2.0)
    before = process.memory_full_info().uss
    busy_before, start = sum(process.cpu_times()[:2]), time.perf_counter()
    opened = await ws_clients.open_all([(port, PATH, one.token) for one in members[100:]], b'"hello"')
    seconds = time.perf_counter() - start
    opening = sum(process.cpu_times()[:2]) - busy_before
    await asyncio.sleep(12.0)
    memory = process.memory_full_info().uss - before
    busy_before, at = sum(process.cpu_times()[:2]), time.perf_counter()
    await asyncio.sleep(10.0)
    busy = (sum(process.cpu_times()[:2]) - busy_before) / (time.perf_counter() - at)
    for one in (*warm, *opened):
        one.close()
    return {
        "kilobytes_per_idle_socket": memory / len(opened) / 1024,
        "connects_per_second": len(opened) / seconds,
        "processor_ms_per_connect": 1000 * opening / len(opened),
        "idle_cpu_share_of_a_core": busy,
    }


async def _storm(
    name: str, members: list[Member], positions: dict[str, Cursor], port: int, process: psutil.Process, spread: float
) -> dict[str, Any]:
    """Let everybody come within so many seconds; they are back when the last event they missed has come."""
    dice = random.Random(7)
    busy_before, start = sum(process.cpu_times()[:2]), time.perf_counter()

    async def come_back(member: Member) -> tuple[Talker, float]:
        stream = f"user:{member.user_id}"
        await asyncio.sleep(dice.uniform(0, spread))
        epoch, top = positions[stream]
        resume = {"type": "auth", "data": {"resume": {stream: {"epoch": epoch, "offset": top}}}}
        last = b'"offset":%d,"at"' % (top + MISSED)
        first = ws_clients.frame(json.dumps(resume).encode())
        talker = await ws_clients.open_one(port, PATH, member.token, last, first)
        return talker, time.perf_counter() - start

    back = await asyncio.gather(*(come_back(member) for member in members))
    for talker, _ in back:
        talker.close()
    took = report.percentiles([seconds for _, seconds in back])
    busy = sum(process.cpu_times()[:2]) - busy_before
    return {
        **{f"{name}_back_{share}_s": seconds for share, seconds in took.items()},
        f"{name}_back_all_s": max(seconds for _, seconds in back),
        f"{name}_events": MISSED * len(back),
        f"{name}_processor_ms_per_socket": 1000 * busy / len(back),
    }


def main() -> None:
    """Measure, and write the result."""
    chosen = report.arguments(__doc__)
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    with servers() as running:
        machine = report.machine(postgresql=running.postgres_version, fsync="on")
        with connection(running.settings.sqlalchemy_url) as database:
            fixtures.rooms(database)
        rows = [measure(running, people) for people in ((300,) if chosen.quick else (2_000,))]
    report.show("Idle sockets, and everybody coming back", rows)
    report.write(chosen.to, "connections", machine, rows=rows)


if __name__ == "__main__":
    main()
