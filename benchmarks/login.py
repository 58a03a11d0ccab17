"""Measures logins against the limit set by bcrypt, and the latency of other requests during fifty concurrent logins.

`python -m benchmarks.login [--quick]`
"""

from __future__ import annotations

import asyncio
import json
import re
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import bcrypt

from benchmarks import fixtures, gateway, report
from benchmarks.servers import Servers, connection, servers, services
from mockmate_api.accounts.passwords import hash_password

PASSWORD = "correct horse battery"
IN_FLIGHT = 50


class Answer(NamedTuple):
    """What one request was answered, after how many seconds, and when to come back if it said so."""

    status: int
    seconds: float
    retry_after: int


@dataclass
class Seen:
    """What a crowd of logins met; times in seconds."""

    began: float = field(default_factory=time.perf_counter)
    took: list[float] = field(default_factory=list)
    answers: Counter[int] = field(default_factory=Counter)
    ended: float = 0.0


def hashes_a_second(rounds: int, seconds: float) -> float:
    """Return how many hashes one core computes: what no login service can beat on it."""
    hashed = bcrypt.hashpw(b"x" * 64, bcrypt.gensalt(rounds))
    done, start = 0, time.perf_counter()
    while time.perf_counter() - start < seconds:
        bcrypt.checkpw(b"x" * 64, hashed)
        done += 1
    return done / (time.perf_counter() - start)


def people(running: Servers, count: int) -> tuple[list[str], str]:
    """Make people who can log in; returns their names and the access token of one more."""
    with connection(running.settings.sqlalchemy_url) as database, database.cursor() as cursor:
        members = fixtures.people(database, running.settings, count + 1)
        # One hash for all: nobody waits for a thousand.
        cursor.execute("UPDATE users SET password_hash = %s", (hash_password(running.settings, PASSWORD),))
        cursor.execute("SELECT username FROM users WHERE id = ANY(%s)", ([one.user_id for one in members[1:]],))
        return [name for (name,) in cursor.fetchall()], members[0].token


async def call(port: int, method: str, path: str, body: str = "", token: str = "") -> Answer:
    """Send one plain request."""
    head = f"Authorization: Bearer {token}\r\n" if token else ""
    head += f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n" if body else ""
    start = time.perf_counter()
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n{head}\r\n{body}".encode())
    answer = await reader.read()
    writer.close()
    return Answer(int(answer[9:12] or b"0"), time.perf_counter() - start, _retry_after(answer))


def _retry_after(answer: bytes) -> int:
    found = re.search(rb"(?i)^retry-after: (\d+)", answer, re.MULTILINE)
    return int(found[1]) if found else 0


async def log_in(port: int, name: str, seen: Seen) -> None:
    """Log in; who is told to come back does so when Retry-After says, until it has worked."""
    start, body = time.perf_counter(), json.dumps({"login": name, "password": PASSWORD})
    # 429 is nginx, when many come from one address in one and the same moment.
    while (answer := await call(port, "POST", "/auth/login", body)).status in (429, 503):
        seen.answers[answer.status] += 1
        await asyncio.sleep(answer.retry_after)
    assert answer.status == 200, answer
    seen.answers[200] += 1
    seen.took.append(time.perf_counter() - start)


async def keep_logging_in(port: int, names: Sequence[str], seconds: float) -> Seen:
    """Keep so many logins in flight as there are names, for a while."""
    seen = Seen()

    async def one(name: str) -> None:
        while time.perf_counter() - seen.began < seconds:
            await log_in(port, name, seen)

    await asyncio.gather(*(one(name) for name in names))
    seen.ended = time.perf_counter()
    return seen


async def look(port: int, token: str, seconds: float) -> list[float]:
    """Ask for something else, one request after the other, for a while; returns what each took."""
    took, start = [], time.perf_counter()
    while time.perf_counter() - start < seconds:
        answer = await call(port, "GET", "/users/me", token=token)
        assert answer.status == 200, answer
        took.append(answer.seconds)
    return took


async def measure(port: int, names: Sequence[str], token: str, seconds: float) -> dict[str, Any]:
    """Measure the other route by itself, then beside logins."""
    idle = await look(port, token, seconds)
    seen, beside = await asyncio.gather(keep_logging_in(port, names, seconds), look(port, token, seconds))
    return {
        "in_flight": len(names),
        "logins_a_second": len(seen.took) / (seen.ended - seen.began),
        "login_ms": _milliseconds(seen.took),
        "answers": {str(status): count for status, count in sorted(seen.answers.items())},
        "other_route_idle_ms": _milliseconds(idle),
        "other_route_beside_logins_ms": _milliseconds(beside),
        "load_average": report.load(),
    }


def _milliseconds(seconds: Sequence[float]) -> dict[str, float]:
    return {name: 1000 * value for name, value in report.percentiles(seconds).items()}


def main() -> None:
    """Measure and write the result."""
    chosen = report.arguments(__doc__)
    seconds = 3.0 if chosen.quick else 30.0
    with servers() as running:
        settings = running.settings
        machine = report.machine(
            postgresql=running.postgres_version,
            fsync="on",
            bcrypt_rounds=settings.bcrypt_rounds,
            nginx=gateway.version(),
        )
        names, token = people(running, IN_FLIGHT)
        with services(running) as (api, _), gateway.gateway(running.folder, api) as port:
            # The first requests of a process import and connect; nobody is interested in those.
            asyncio.run(look(port, token, 1))
            alone = asyncio.run(measure(port, names[:1], token, seconds / 3))
            # Right before and after: what else runs on the machine changes from minute to minute.
            floor = [hashes_a_second(settings.bcrypt_rounds, seconds / 3)]
            crowded = asyncio.run(measure(port, names, token, seconds))
            floor.append(hashes_a_second(settings.bcrypt_rounds, seconds / 3))
            one_core = sum(floor) / len(floor)
    rows = [
        {
            "in flight": row["in_flight"],
            "logins/s": row["logins_a_second"],
            "of one core's bcrypt": row["logins_a_second"] / one_core,
            "login p50 ms": row["login_ms"]["p50"],
            "told to come back": row["answers"].get("503", 0) + row["answers"].get("429", 0),
            "other idle p50": row["other_route_idle_ms"]["p50"],
            "p99": row["other_route_idle_ms"]["p99"],
            "beside p50": row["other_route_beside_logins_ms"]["p50"],
            "beside p99": row["other_route_beside_logins_ms"]["p99"],
        }
        for row in (alone, crowded)
    ]
    report.show(f"Logins; one core computes {one_core:.2f} hashes a second", rows)
    report.write(chosen.to, "login", machine, bcrypt_a_second_on_one_core=one_core, rows=[alone, crowded])


if __name__ == "__main__":
    main()
