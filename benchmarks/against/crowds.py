"""What crowds notice: sockets that open, come back and wait, people who join at once, a class that logs in."""

from __future__ import annotations

import asyncio
import json
import time
import uuid
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import bcrypt

from benchmarks import arrivals, report, ws_clients
from benchmarks.against.side import Side
from benchmarks.login import PASSWORD, call

PATH = "/ws/connect"
CLASS = 60
_PAUSE = 0.05
_IDLE = 5.0
_WARM = 100


def sockets(side: Side, count: int) -> dict[str, float]:
    """Open sockets, let them wait, then restart the service and let all come back in the same moment."""
    side.restart_sockets()
    people = side.newcomers(_WARM + count)
    doors = [(side.ws_port, PATH, one.token) for one in people]
    found = asyncio.run(_open(side, doors))
    side.restart_sockets()
    return found | {f"{count:,} back at once, s": asyncio.run(_come_back(doors[_WARM:]))}


async def _open(side: Side, doors: Sequence[tuple[int, str, str]]) -> dict[str, float]:
    # The first ones pay for what is loaded once.
    warm = await ws_clients.open_all(doors[:_WARM], b'"hello"')
    await asyncio.sleep(1.0)
    memory, used = side.megabytes(side.ws), side.processor_seconds(side.ws)
    start = time.perf_counter()
    opened = await ws_clients.open_all(doors[_WARM:], b'"hello"')
    seconds = time.perf_counter() - start
    used = side.processor_seconds(side.ws) - used
    await asyncio.sleep(5.0)
    memory = side.megabytes(side.ws) - memory
    for one in (*warm, *opened):
        one.close()
    return {
        "sockets opened a second": len(opened) / seconds,
        "processor time of opening one, ms": 1000 * used / len(opened),
        "memory of an idle socket, KB": 1000 * memory / len(opened),
    }


async def _come_back(doors: Sequence[tuple[int, str, str]]) -> float:
    start = time.perf_counter()
    back = await ws_clients.open_all(doors, b'"hello"', len(doors))
    seconds = time.perf_counter() - start
    for one in back:
        one.close()
    return seconds


def joins(side: Side, count: int) -> dict[str, float]:
    """Let people who hold sockets join the practice rooms in one moment."""
    people = arrivals.crowd_of(side.newcomers(count))
    used = side.processor_seconds(side.api) + side.processor_seconds(side.ws)
    asyncio.run(arrivals.run(people, [0.0] * count, side.port, side.ws_port))
    used = side.processor_seconds(side.api) + side.processor_seconds(side.ws) - used
    told = [one.told_at - one.asked_at for one in people if one.told_at]
    assert len(told) >= 0.9 * count - 2, f"{side.name}: only {len(told)} of {count} were matched"
    found = report.percentiles(told)
    return {
        f"{count:,} join at once, p50 s": found["p50"],
        f"{count:,} join at once, p99 s": found["p99"],
        "processor time of a join, with its socket, ms": 1000 * used / count,
    }


def hashing_alone(rounds: int, count: int = CLASS) -> float:
    """Return the seconds that hashing alone takes for a class, on all cores."""
    with ThreadPoolExecutor() as pool:
        start = time.perf_counter()
        list(pool.map(lambda _: bcrypt.hashpw(b"x" * 64, bcrypt.gensalt(rounds)), range(count)))
        return time.perf_counter() - start


def a_class(side: Side, count: int = CLASS) -> dict[str, float]:
    """Let a class register, then log in, each in one moment; whoever is told to come back does so."""
    return asyncio.run(_class(side, count))


async def _class(side: Side, count: int) -> dict[str, float]:
    mark = uuid.uuid4().hex[:8]
    names = [f"c{mark}{number}" for number in range(count)]
    idle_for = asyncio.Event()
    asyncio.get_running_loop().call_later(_IDLE, idle_for.set)
    idle = await _look(side, idle_for)
    found: dict[str, float] = {}
    beside: list[float] = []
    for what, path in (("registers", "/auth/register"), ("logs in", "/auth/login")):
        start = time.perf_counter()
        done = asyncio.Event()
        looking = asyncio.create_task(_look(side, done))
        refused = await asyncio.gather(*(_come(side, path, _body(path, name)) for name in names))
        found[f"a class of {count} {what}, s"] = time.perf_counter() - start
        found[f"refused while it {what}"] = float(sum(refused))
        done.set()
        beside += await looking
    hashing = await asyncio.to_thread(hashing_alone, side.running.settings.bcrypt_rounds, count)
    for what in ("registers", "logs in"):
        found[f"a class of {count} {what}, times hashing alone"] = found[f"a class of {count} {what}, s"] / hashing
    found["others beside it, p99 times idle"] = report.percentiles(beside)["p99"] / report.percentiles(idle)["p99"]
    return found


def _body(path: str, name: str) -> str:
    if path == "/auth/login":
        return json.dumps({"login": name, "password": PASSWORD})
    return json.dumps({"email": f"{name}@example.com", "username": name, "password": PASSWORD})


async def _look(side: Side, done: asyncio.Event) -> list[float]:
    # Now and then: whoever asks without a pause keeps a core busy, and the class has only what is left.
    took: list[float] = []
    while not done.is_set():
        took.append((await call(side.port, "GET", "/users/me", token=side.people[0].token)).seconds)
        await asyncio.sleep(_PAUSE)
    return took


async def _come(side: Side, path: str, body: str) -> int:
    refused = 0
    while (answer := await call(side.port, "POST", path, body)).status in (429, 503):
        refused += 1
        await asyncio.sleep(max(1, answer.retry_after))
    assert answer.status in (200, 201), (path, answer)
    return refused


def at_rest(side: Side) -> dict[str, Any]:
    """Return what the services hold before anybody has come."""
    return {
        "API at rest, MB": side.megabytes(side.api),
        "socket service at rest, MB": side.megabytes(side.ws),
    }
