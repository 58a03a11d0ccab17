"""What one request costs: the reads that pages make, by 8 clients, and every other route that can be asked again.

Everybody asks once, so that nothing is remembered from the time before, but what the service remembers of all.
"""

from __future__ import annotations

import asyncio
import cProfile
import itertools
import json
import os
import pstats
import re
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import redirect_stderr
from pathlib import Path
from typing import Any, NamedTuple

import jwt

from benchmarks import booking_profile, fixtures, report
from benchmarks.against.asks import ELSEWHERE, ID, ROUTES, Route
from benchmarks.against.side import Side
from benchmarks.fixtures import Member
from benchmarks.login import PASSWORD
from benchmarks.rest import CLIENTS, Connection
from benchmarks.servers import connection
from mockmate_api import create_app
from mockmate_api.accounts.passwords import hash_password
from shared.core.settings import Settings
from shared.identity import tokens

READS = ("/interview/history", "/match/waiting-room", "/slots/bookings")
TAGGED = "/analytics/me"
_METHODS = ("get", "post", "put", "patch", "delete")
_TURN = 20
_SLOW = 3.0


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
    return found | {"a trivial request, API ms": asyncio.run(_one_by_one(side, "/health/live", 500))}


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


class Ask(NamedTuple):
    """One request, ready to be sent."""

    method: str
    path: str
    token: str
    body: str


def routes(before: Side, now: Side, count: int, *, profile: bool) -> list[dict[str, Any]]:
    """Measure the API's processor time for each of the other routes, in ms, of both sides in short turns.

    What else runs on the machine changes the cost of a request by half, for minutes at a time: measured one after the
    other, a route of one side is that much dearer. So the sides take turns of a few requests, and their ratio is the
    median of that of each turn.
    """
    older = operations(before)
    rows: list[dict[str, Any]] = []
    for name, route in ROUTES.items():
        sides = [now] if name not in older else [before, now]
        asks = {one.name: _asks(one, name, route, count) for one in sides}
        found = asyncio.run(_in_turns(sides, asks))
        row: dict[str, Any] = {"part": "routes", "what": name, "before": None, "now": report.middle(found[now.name])}
        if before.name in found:
            both = list(zip(found[before.name], found[now.name], strict=True))
            row |= {"before": report.middle(found[before.name])}
            row |= {"times_better": report.middle([old / new for old, new in both])}
        rows.append(row | ({"reason": route.reason} if route.reason else {}))
    usual = report.middle([row["now"] for row in rows])
    for row in rows:
        slow = row["now"] > _SLOW * usual and "reason" not in row
        if slow:
            print(f"{row['what']} takes {row['now'] / usual:.1f} times as long as most, without a reason.")
        if profile and (slow or row.get("times_better", 1.0) < 1.0):
            row["profile"] = _profile(now, _asks(now, row["what"], ROUTES[row["what"]], count // 2))
            print(f"{row['what']}: {row['profile']}")
    return rows


def operations(side: Side) -> set[str]:
    """Return the operations that the API of a side describes."""
    with urllib.request.urlopen(f"http://127.0.0.1:{side.port}/openapi.json", timeout=10) as answer:
        paths: dict[str, dict[str, Any]] = json.load(answer)["paths"]
    return {f"{method.upper()} {path}" for path, item in paths.items() for method in item if method in _METHODS}


def not_measured(side: Side) -> list[str]:
    """Return the operations that nothing measures; those of NOT_MEASURED have a reason."""
    return sorted(operations(side) - {*ROUTES, *(f"GET {path}" for path in READS), *ELSEWHERE})


def _asks(side: Side, name: str, route: Route, count: int) -> list[Ask]:
    """Make what a route is asked about, and return the requests."""
    method, _, path = name.partition(" ")
    # The first half pays for what is loaded once, and twice as many are needed where one of each pair asks.
    wanted = 2 * min(count, route.most)
    people = side.newcomers(wanted) if route.new else side.people[-wanted:]
    settings = side.running.settings
    with connection(settings.sqlalchemy_url) as database, database.cursor() as cursor:
        cursor.execute("UPDATE users SET is_admin = true WHERE id = %s", (side.people[0].user_id,))
        hashed = hash_password(settings, PASSWORD) if "%(hash)s" in route.find else ""
        cursor.execute(route.find, {"people": [one.user_id for one in people], "hash": hashed})
        about = dict(cursor.fetchall())
    asks = []
    for one in people:
        if one.user_id not in about:
            continue
        what = about[one.user_id]
        token = {"person": one.token, "administrator": side.people[0].token, "nobody": ""}.get(route.by, "")
        if route.by == "refresh token":
            login_id, _, jti = str(what).partition("/")
            token = fixtures.token(settings, one.user_id, login_id, "refresh", jti)
        if "/unsubscribe/" in path:
            what = _unsubscribe(settings, one.user_id)
        body = (
            "" if route.body is None else json.dumps({key: _filled(value, what) for key, value in route.body.items()})
        )
        asks.append(Ask(method, re.sub(r"\{\w+\}", str(what), path), token, body))
    return asks[: min(count, route.most)]


def _filled(value: Any, what: Any) -> Any:
    if value == ID:
        return what
    return value.replace(ID, str(what)) if isinstance(value, str) else value


def _unsubscribe(settings: Settings, user_id: int) -> str:
    # Signed, as in mails of earlier releases: both sides accept it.
    claims = {"sub": str(user_id), "kind": "booking.reminder", "iss": tokens.ISSUER, "aud": "mockmate-unsubscribe"}
    return jwt.encode(claims, settings.jwt_secret.get_secret_value(), tokens.ALGORITHM)


async def _in_turns(sides: Sequence[Side], asks: Mapping[str, Sequence[Ask]]) -> dict[str, list[float]]:
    """Return what a request took of the API's processor time, in ms, in each turn but the first."""
    found: dict[str, list[float]] = {one.name: [] for one in sides}
    most = min(len(one) for one in asks.values())
    size = max(1, min(_TURN, most // 4))
    for number, start in enumerate(range(0, most - size + 1, size)):
        for one in sides if number % 2 else reversed(sides):
            used = one.processor_seconds(one.api)
            line = Connection(one.port)  # the API closes one that waited for the other side
            for ask in asks[one.name][start : start + size]:
                head = await line.answer(ask.method, ask.path, ask.token, ask.body)
                assert head[9:10] == b"2", (one.name, ask.method, ask.path, head)
            line.close()
            found[one.name].append(1000 * (one.processor_seconds(one.api) - used) / size)
    return {name: costs[1:] for name, costs in found.items()}


def _profile(side: Side, asks: Sequence[Ask]) -> str:
    """Return in words where the time of requests goes, which this process serves without gunicorn."""
    with Path(os.devnull).open("w") as nowhere, redirect_stderr(nowhere):
        app = create_app(side.running.settings)
        warm = len(asks) // 4
        booking_profile.serve(app, map(_environ, asks[:warm]))
        profile = cProfile.Profile(time.thread_time)
        profile.runcall(booking_profile.serve, app, map(_environ, asks[warm:]))
    shares = booking_profile.shares(pstats.Stats(profile))
    return ", ".join(f"{part} {100 * share:.0f} %" for part, share in list(shares.items())[:5])


def _environ(ask: Ask) -> dict[str, Any]:
    return booking_profile.environ(ask.method, ask.path, ask.token, ask.body)


async def _one_by_one(side: Side, path: str, count: int) -> float:
    """Return the API's processor time for a request that anybody may send, in ms."""
    asks = {side.name: [Ask("GET", path, "", "")] * count}
    return report.middle((await _in_turns([side], asks))[side.name])
