"""What one request costs: the reads that pages make, by 8 clients, and every other route that can be asked again.

Everybody asks once, so that nothing is remembered from the time before, but what the service remembers of all.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from benchmarks.against.side import Side
from benchmarks.fixtures import Member
from benchmarks.rest import CLIENTS, Connection
from benchmarks.servers import connection

READS = ("/interview/history", "/match/waiting-room", "/slots/bookings")
TAGGED = "/analytics/me"


def reads(side: Side, seconds: float) -> dict[str, float]:
    """Measure the reads that the pages make, with the whole body, and one with nothing new, by many clients."""
    found: dict[str, float] = {}
    people = itertools.cycle(side.people)
    for path in READS:
        asyncio.run(_many(side, path, people, 0.5))  # the first requests of a process connect
        found[f"GET {path}, a second"], found[f"GET {path}, API ms"], _ = asyncio.run(
            _many(side, path, people, seconds)
        )
    # Those above have no ETag.
    _, _, etags = asyncio.run(_many(side, TAGGED, people, seconds))
    found[f"GET {TAGGED}, 304, a second"], _, _ = asyncio.run(_many(side, TAGGED, people, seconds, etags))
    cost = asyncio.run(_one_by_one(side, lambda _: ("GET", "/health/live", ""), side.people[:500]))
    return found | {"a trivial request, API ms": cost}


async def _many(
    side: Side, path: str, people: Iterator[Member], seconds: float, known: Sequence[tuple[Member, str]] = ()
) -> tuple[float, float, list[tuple[Member, str]]]:
    etags: list[tuple[Member, str]] = []
    asked = iter(known) if known else ((member, "") for member in people)
    answered = 0
    used = side.processor_seconds(side.api)
    start = time.perf_counter()

    async def client() -> None:
        nonlocal answered
        line = Connection(side.port)
        for member, etag in asked:
            head = await line.answer("GET", path, member.token, "", etag)
            assert head[9:12] == (b"304" if etag else b"200"), (path, head)
            answered += 1
            etags.append((member, _etag(head)))
            if time.perf_counter() - start > seconds:
                break
        line.close()

    await asyncio.gather(*(client() for _ in range(CLIENTS)))
    took = time.perf_counter() - start
    return answered / took, 1000 * (side.processor_seconds(side.api) - used) / answered, etags


def _etag(head: bytes) -> str:
    lines = head.decode().split("\r\n")
    return next((line.partition(":")[2].strip() for line in lines if line.lower().startswith("etag:")), "")


class Known(NamedTuple):
    """What one person can ask about."""

    member: Member
    booking_id: int
    slot_id: int
    interview_id: str


_KNOWN = """
    SELECT users.id,
           (SELECT max(id) FROM bookings WHERE user_id = users.id AND status = 'booked'),
           (SELECT id FROM slots WHERE starts_at > now() + interval '9 days' AND capacity > 1000
            ORDER BY starts_at LIMIT 1),
           (SELECT interview_id FROM participants WHERE user_id = users.id ORDER BY interview_id LIMIT 1)::text
    FROM users WHERE id = ANY(%s) ORDER BY 1
"""
Ask = tuple[str, str, str]
ROUTES: dict[str, Callable[[Known], Ask]] = {
    **{
        f"GET {path}": lambda _, path=path: ("GET", path, "")  # type: ignore[misc]
        for path in (
            "/users/me",
            "/users/me/export",
            "/match/status",
            "/slots",
            "/analytics/me",
            "/auth/sessions",
            "/config",
            "/feedback/given",
            "/feedback/received",
            "/notifications",
            "/notifications/preferences",
            "/health/ready",
        )
    },
    "GET /slots/bookings/{booking_id}": lambda one: ("GET", f"/slots/bookings/{one.booking_id}", ""),
    "GET …/calendar.ics": lambda one: ("GET", f"/slots/bookings/{one.booking_id}/calendar.ics", ""),
    "GET /interview/{interview_id}": lambda one: ("GET", f"/interview/{one.interview_id}", ""),
    "GET …/replay": lambda one: ("GET", f"/interview/{one.interview_id}/replay", ""),
    "POST /slots/book": lambda one: ("POST", "/slots/book", json.dumps({"slot_id": one.slot_id, "difficulty": "easy"})),
    "PATCH /slots/bookings/{booking_id}": lambda one: (
        "PATCH",
        f"/slots/bookings/{one.booking_id}",
        json.dumps({"difficulty": "hard"}),
    ),
    "DELETE /slots/bookings/{booking_id}": lambda one: ("DELETE", f"/slots/bookings/{one.booking_id}", ""),
    "PATCH /users/me": lambda _: ("PATCH", "/users/me", json.dumps({"full_name": "Somebody Else"})),
    "PUT /notifications/preferences": lambda _: ("PUT", "/notifications/preferences", json.dumps({"kinds": {}})),
    "POST /notifications/read": lambda _: ("POST", "/notifications/read", json.dumps({"up_to": 1})),
    "POST /auth/ws-ticket": lambda _: ("POST", "/auth/ws-ticket", ""),
    "POST /slots/calendar/rotate": lambda _: ("POST", "/slots/calendar/rotate", ""),
    "POST /match/pair": lambda _: (
        "POST",
        "/match/pair",
        json.dumps({"interview_type": "technical", "difficulty": "easy"}),
    ),
}


def routes(side: Side, count: int) -> dict[str, float]:
    """Measure the API's processor time for each of the other routes, in ms, one request after the other."""
    found = {}
    members = {member.user_id: member for member in side.people[-count:]}
    with connection(side.running.settings.sqlalchemy_url) as database, database.cursor() as cursor:
        cursor.execute(_KNOWN, (list(members),))
        known = [Known(members[user_id], *more) for user_id, *more in cursor.fetchall()]
    for name, make in ROUTES.items():
        asks = {one.member.user_id: make(one) for one in known}
        found[name] = asyncio.run(_one_by_one(side, lambda one, asks=asks: asks[one.user_id], list(members.values())))  # type: ignore[misc]
    return found


def not_measured(side: Side) -> list[str]:
    """Return the operations of this revision that no row measures."""
    with urllib.request.urlopen(f"http://127.0.0.1:{side.port}/openapi.json", timeout=10) as answer:
        paths: dict[str, dict[str, Any]] = json.load(answer)["paths"]
    measured = {*ROUTES, *(f"GET {path}" for path in READS), "GET /health/live", "POST /auth/login"}
    measured |= {"POST /auth/register"}
    measured |= {"GET /slots/bookings/{booking_id}/calendar.ics", "GET /interview/{interview_id}/replay"}
    every = {f"{method.upper()} {path}" for path, item in paths.items() for method in item if method != "parameters"}
    return sorted(every - measured)


async def _one_by_one(side: Side, ask: Callable[[Member], Ask], people: Sequence[Member]) -> float:
    line = Connection(side.port)
    head = b""
    used = 0.0
    for number, member in enumerate(people):
        if number == len(people) // 10:  # those before connected and loaded
            used = side.processor_seconds(side.api)
        method, path, body = ask(member)
        head = await line.answer(method, path, member.token, body)
        assert head[9:10] == b"2", (side.name, method, path, head)
    line.close()
    return 1000 * (side.processor_seconds(side.api) - used) / (len(people) - len(people) // 10)
