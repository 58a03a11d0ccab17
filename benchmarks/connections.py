"""Measures the cost of an idle socket, how fast sockets open, and a reconnect storm in which every client resumes.

`python -m benchmarks.connections [--quick]`
"""

from __future__ import annotations

import asyncio
import json
import resource
import time
from typing import Any

import psutil

from benchmarks import fixtures, report, ws_clients
from benchmarks.fixtures import Member
from benchmarks.servers import Servers, connection, servers, socket_service
from benchmarks.ws_clients import Talker

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
        with database.cursor() as cursor:
            names = [f"user:{member.user_id}" for member in members]
            cursor.execute("SELECT name, epoch::text, top FROM streams WHERE name = ANY(%s)", (names,))
            positions = {name: (epoch, top) for name, epoch, top in cursor.fetchall()}
            cursor.execute(_EVENTS, {"missed": MISSED, "names": names})
        with socket_service(running, 1) as ((port, _),):
            storm = asyncio.run(_storm(members, positions, port))
    return {"sockets": people, **row, **storm, "load_average": report.load()}


async def _open_and_look(members: list[Member], port: int, process: psutil.Process) -> dict[str, Any]:
    # The first ones pay for what is loaded once.
    warm = await ws_clients.open_all([(port, PATH, one.token) for one in members[:100]], b'"hello"')
    await asyncio.sleep(2.0)
    before = process.memory_full_info().uss
    start = time.perf_counter()
    opened = await ws_clients.open_all([(port, PATH, one.token) for one in members[100:]], b'"hello"')
    seconds = time.perf_counter() - start
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
        "idle_cpu_share_of_a_core": busy,
    }


async def _storm(members: list[Member], positions: dict[str, tuple[str, int]], port: int) -> dict[str, Any]:
    """Let everybody come at once; they are back when the last event they missed has come."""
    start = time.perf_counter()

    async def come_back(member: Member) -> tuple[Talker, float]:
        stream = f"user:{member.user_id}"
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
    return {f"storm_back_{name}_s": seconds for name, seconds in took.items()} | {"storm_events": MISSED * len(back)}


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
