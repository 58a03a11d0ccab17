"""Measures messages from one participant to the other through the real room, against a bare relay on the same server.

`python -m benchmarks.relay [--quick]`
"""

from __future__ import annotations

import asyncio
import itertools
import resource
import uuid
from collections.abc import Callable, Sequence
from typing import Any

import jwt
import psutil

from benchmarks import fixtures, report, ws_clients
from benchmarks.servers import Servers, connection, servers, socket_service
from benchmarks.ws_clients import Talker

SECONDS = 8.0
_BYTES = 200
_numbers = itertools.count()
_run = uuid.uuid4().hex[:8]


def bare() -> bytes:
    """A message of 200 bytes."""
    return ws_clients.frame(_padded(b'{"%s"', b"}"))


def signal() -> bytes:
    """A `signal.send` of 200 bytes."""
    return ws_clients.frame(_padded(b'{"type":"signal.send","data":{"candidate":{"candidate":"%s"', b"}}}"))


def chat() -> bytes:
    """A `chat.send` of 200 bytes."""
    head = b'{"type":"chat.send","id":"%s-%d","data":{"text":"%%s"' % (_run.encode(), next(_numbers))
    return ws_clients.frame(_padded(head, b"}}"))


def _padded(head: bytes, tail: bytes) -> bytes:
    text = head % ws_clients.now_mark()
    return text[:-1] + b"." * (_BYTES - len(text) - len(tail)) + b'"' + tail


Doors = Sequence[tuple[int, str, str]]


async def _measure(
    doors: Doors, processes: Sequence[int], message: Callable[[], bytes], seconds: float
) -> dict[str, Any]:
    marker = b'"interview.snapshot"' if doors[0][2] else b'"hello"'
    people = await ws_clients.open_all(doors, marker)
    await asyncio.sleep(1.0)
    for one, (_, _, token) in zip(people, doors, strict=True):
        if token:
            claims = jwt.decode(token, options={"verify_signature": False})
            one.own = b'"user_id":%s,' % claims["sub"].encode()
    pairs = list(zip(people[::2], people[1::2], strict=True))
    await ws_clients.volley(pairs, message, 1.0)
    watched = [psutil.Process(pid) for pid in processes]
    before = sum(sum(one.cpu_times()[:2]) for one in watched)
    arrived = await ws_clients.volley(pairs, message, seconds)
    busy = sum(sum(one.cpu_times()[:2]) for one in watched) - before
    # Whoever has said much at once is given time to be allowed to speak again.
    await asyncio.sleep(2.0)
    ages = await ws_clients.drizzle(pairs, message, arrived / seconds / 2, seconds)
    for one in people:
        one.close()
    _complain(people)
    return {
        "rooms": len(pairs),
        "processes": len(processes),
        "per_second": arrived / seconds,
        "server_cpu_us_per_message": 1e6 * busy / max(1, arrived),
        "at_half_load_ms": {name: 1000 * value for name, value in report.percentiles(ages).items()},
    }


def _complain(people: Sequence[Talker]) -> None:
    gone, refused = sum(one.gone for one in people), sum(one.refused for one in people)
    if gone or refused:
        print(f"  {gone} sockets were closed, {refused} messages refused")


def measure(running: Servers, name: str, rooms: int, processes: int, seconds: float) -> dict[str, Any]:
    """Fill the rooms, talk, and empty them again."""
    message = {"bare": bare, "signal": signal, "chat": chat}[name]
    is_bare = name == "bare"
    with socket_service(running, 0 if is_bare else processes, processes if is_bare else 0) as started:
        if is_bare:
            doors = [(started[0][0], f"/{number // 2}", "") for number in range(2 * rooms)]
        else:
            with connection(running.settings.sqlalchemy_url) as database:
                members = fixtures.people(database, running.settings, 2 * rooms)
                met = fixtures.matched(database, members)
            members.sort()
            doors = [
                (started[number % processes][0], f"/ws/interview/live?interview_id={met[one.user_id]}", one.token)
                for number, one in enumerate(members)
            ]
        row = asyncio.run(_measure(doors, [pid for _, pid in started], message, seconds))
    return {"message": name, **row, "load_average": report.load()}


def flat(row: dict[str, Any]) -> dict[str, Any]:
    """Return one row as one line of a table."""
    line = {name: row[name] for name in ("message", "rooms", "processes", "per_second", "server_cpu_us_per_message")}
    return line | {f"{share} ms": value for share, value in row["at_half_load_ms"].items()}


def main() -> None:
    """Measure, and write the result."""
    chosen = report.arguments(__doc__)
    rooms, seconds = (50, 2.0) if chosen.quick else (500, SECONDS)
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    with servers() as running:
        machine = report.machine(postgresql=running.postgres_version, fsync="on")
        with connection(running.settings.sqlalchemy_url) as database:
            fixtures.rooms(database)
        # The bare relay before and after: what else ran on the machine would show as a difference.
        rows = [
            measure(running, name, rooms, processes, seconds)
            for name, processes in (
                ("bare", 1),
                ("signal", 1),
                ("bare", 1),
                ("signal", 1),
                ("signal", 2),
                ("chat", 1),
                ("chat", 2),
            )
        ]
    report.show("Relaying 200 bytes to the peer in a room", [flat(row) for row in rows])
    report.write(chosen.to, "relay", machine, rows=rows)


if __name__ == "__main__":
    main()
