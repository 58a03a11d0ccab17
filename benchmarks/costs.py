"""Measures what an interview leaves in the database and moves over the sockets: `python -m benchmarks.costs [--quick]`.

The interviews are held over the sockets as clients hold them, all at the same time. Keys are pressed at a usual pace,
so that as many changes are stored together as in a real interview. docs/costs.md says what follows for a month.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from typing import Any

import httpx
import psycopg2
import redis

from benchmarks import fixtures, report
from benchmarks.fixtures import Member
from benchmarks.gauge import Gauge
from benchmarks.servers import Servers, connection, servers, services
from deployment.demo import words
from deployment.demo.meeting import Room
from examples.document import Document
from examples.live import Live

KEY_SECONDS = 0.26
"""Between two keys: people who think while they write make about 50 characters in 13 seconds."""
CHAT_LINES, RUNS = 20, 6
_OUTPUT = "".join(f"case {number}: expected {number * 7}, got {number * 7}\n" for number in range(40))


async def hold(pair: Sequence[Member], interview_id: str, api: str, gauge: Gauge, keys: int) -> None:
    """Hold one interview: so many keys pressed by the first person, chat, runs and a sketch unless there is no code."""
    url = f"ws://127.0.0.1:{gauge.port}/ws/interview/live?interview_id={interview_id}"

    def room(member: Member) -> Room:
        async def token() -> str:
            return member.token

        document = Document()
        return Room(Live(url, token, document), document)

    async with httpx.AsyncClient(base_url=api, timeout=60) as client:
        for member in pair:
            (await _post(client, member, "/interview/start", {"interview_id": interview_id})).raise_for_status()
        async with room(pair[0]) as first, room(pair[1]) as second:
            for number in range(CHAT_LINES):
                line = words.TECHNICAL[number % 2][number % 4]
                await (first, second)[number % 2].live.command("chat.send", {"text": line})
            if keys:
                await _write(first, keys)
            await second.live.command("notes.save", {"text": words.NOTES})
            await asyncio.sleep(1)  # until the last change is stored
        await _post(client, pair[0], f"/interview/{interview_id}/end", None)
        said = words.feedback_of_usual_length()
        for member in pair:
            given = {**said, "interview_id": interview_id}
            (await _post(client, member, "/feedback/submit", given)).raise_for_status()


async def _post(client: httpx.AsyncClient, member: Member, path: str, body: Any) -> httpx.Response:
    return await client.post(path, json=body, headers={"Authorization": f"Bearer {member.token}"})


async def _write(room: Room, keys: int) -> None:
    for mark in words.drawing():
        await room.live.draw(mark)
    began = time.monotonic()
    for number in range(keys):
        await room.live.write("\n" if number % 30 == 29 else "abcde "[number % 6])
        if number % (keys // RUNS + 1) == keys // RUNS:
            run = {"language": "python", "stdout": _OUTPUT, "status": "Finished", "ms": 20}
            await room.live.command("run.share", run)
        await asyncio.sleep(max(0.0, began + (number + 1) * KEY_SECONDS - time.monotonic()))


def sizes(database: psycopg2.extensions.connection) -> dict[str, int]:
    """Return the bytes of each table with its indexes and TOAST, after a VACUUM."""
    with database.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
        cursor.execute("SELECT relname, pg_total_relation_size(oid) FROM pg_class WHERE relkind = 'r'"
                       " AND relnamespace = 'public'::regnamespace")  # fmt: skip
        return dict(cursor.fetchall())


def _wal(database: psycopg2.extensions.connection) -> int:
    with database.cursor() as cursor:
        cursor.execute("SELECT pg_current_wal_lsn() - '0/0'")
        return int((cursor.fetchone() or (0,))[0])


def _logs(running: Servers) -> int:
    return sum((running.folder / name).stat().st_size for name in ("api.log", "ws.log"))


async def _all(running: Servers, api: str, ws_port: int, members: Sequence[Member], keys: int) -> dict[str, int]:
    with connection(running.settings.sqlalchemy_url) as database:
        rooms = fixtures.matched(database, members)
    pairs: dict[str, list[Member]] = {}
    for member in members:
        pairs.setdefault(rooms[member.user_id], []).append(member)
    async with Gauge(ws_port) as gauge:
        await asyncio.gather(*(hold(pair, id_, api, gauge, keys) for id_, pair in pairs.items()))
        return {"sent": gauge.sent, "received": gauge.received}


def measure(running: Servers, api: str, ws_port: int, count: int, keys: int) -> dict[str, Any]:
    """Hold so many interviews and return what one of them costs, in bytes."""
    cache = redis.Redis.from_url(running.settings.redis_url)
    with connection(running.settings.sqlalchemy_url) as database:
        members = fixtures.people(database, running.settings, 2 * count)
        before, logs = sizes(database), _logs(running)
        wal = _wal(database)
        moved = asyncio.run(_all(running, api, ws_port, members, keys))
        written = _wal(database) - wal
        grown = {name: (size - before[name]) / count for name, size in sizes(database).items()}
    tables = dict(sorted(((name, one) for name, one in grown.items() if one > 0), key=lambda pair: -pair[1]))
    return {
        "kind": "with code" if keys else "talk only",
        "interviews": count,
        "keys": keys,
        "database_kb": sum(tables.values()) / 1000,
        "wal_kb": written / count / 1000,
        "to_clients_kb": moved["sent"] / count / 1000,
        "from_clients_kb": moved["received"] / count / 1000,
        "logs_kb": (_logs(running) - logs) / count / 1000,
        "redis_peak_mb": cache.info("memory")["used_memory_peak"] / 1e6,
        "tables_kb": {name: one / 1000 for name, one in tables.items()},
    }


def main() -> None:
    """Measure both kinds of interviews and write the result."""
    given = report.arguments(__doc__)
    machine = report.machine()
    count, keys = (4, 20) if given.quick else (60, 400)
    with servers() as running, services(running) as (port, ws_port):
        with connection(running.settings.sqlalchemy_url) as database:
            fixtures.rooms(database)
        api = f"http://127.0.0.1:{port}"
        # The first interviews fill pages and caches that are there only once.
        measure(running, api, ws_port, 4, 10)
        rows = [measure(running, api, ws_port, count, each) for each in (0, keys)]
    report.show("One interview, in kB", [{k: v for k, v in row.items() if k != "tables_kb"} for row in rows])
    report.write(given.to, "costs", machine, rows=rows)


if __name__ == "__main__":
    main()
