"""Measures the CPU time of one booking by Python package, calling the app directly without a server.

`python -m benchmarks.booking_profile [--quick]`
"""

from __future__ import annotations

import cProfile
import io
import itertools
import json
import os
import pstats
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import redirect_stderr
from pathlib import Path
from typing import Any

from flask import Flask

from benchmarks import report
from benchmarks.rest import prepare
from benchmarks.servers import Servers, servers
from mockmate_api import create_app
from shared.core.logging import configure

# What counts as what, by the path of the code. What C does counts for the Python that called it.
PARTS = {
    "SQLAlchemy": r"/(flask_)?sqlalchemy/",
    "psycopg2": r"psycopg2",
    "Flask and Werkzeug": r"/(flask|werkzeug)/",
    "the token": r"/(jwt|flask_jwt_extended)/",
    "Redis": r"/redis/",
    "logging": r"/(structlog|logging)/",
    "pydantic": r"/pydantic/",
    "counters": r"/prometheus_client/",
    "ours": r"/(mockmate_api|shared)/",
}
OTHER = "Python itself"

Function = tuple[str, int, str]


def part_of(function: Function) -> str:
    """Return whose code this is."""
    place = f"{function[0]} {function[2]}"
    return next((part for part, pattern in PARTS.items() if re.search(pattern, place)), OTHER)


def shares(stats: pstats.Stats) -> dict[str, float]:
    """Return what share of the time each part spent."""
    spent: Counter[str] = Counter()
    for function, (_, _, own, _, callers) in stats.stats.items():  # type: ignore[attr-defined]
        if function[0] != "~" or "psycopg2" in function[2] or not callers:
            spent[part_of(function)] += own
            continue
        for caller, (_, _, own_from_there, _) in callers.items():
            spent[part_of(caller)] += own_from_there
    total = sum(spent.values())
    return {part: seconds / total for part, seconds in spent.most_common()}


def bookings(running: Servers) -> Iterator[dict[str, Any]]:
    """Yield WSGI requests that each book another seat."""
    members, slots = prepare(running, 200, 1000)
    for number in itertools.count():
        member, slot = members[(number + number // len(slots)) % len(members)], slots[number % len(slots)]
        body = json.dumps({"slot_id": slot[0], "difficulty": "easy"})
        yield environ("POST", "/slots/book", member.token, body)


def environ(method: str, path: str, token: str, body: str) -> dict[str, Any]:
    """Return a WSGI request."""
    encoded = body.encode()
    plain = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.input": io.BytesIO(encoded),
        "wsgi.errors": sys.stderr,
        "wsgi.url_scheme": "http",
    }
    given = {"CONTENT_TYPE": "application/json", "CONTENT_LENGTH": str(len(encoded))} if body else {}
    return {**plain, **given, **({"HTTP_AUTHORIZATION": f"Bearer {token}"} if token else {})}


def serve(app: Flask, requests: Iterable[dict[str, Any]]) -> float:
    """Send requests; returns the processor time of one, in ms."""
    answered: list[str] = []

    def begin(status: str, _headers: object, _error: object = None, /) -> Callable[[bytes], object]:
        answered.append(status)
        return lambda _written: None

    began = time.thread_time()
    for request in requests:
        answer = app(request, begin)
        b"".join(answer)
        answer.close()  # type: ignore[attr-defined]
    spent = time.thread_time() - began
    assert all(status.startswith("2") for status in answered), set(answered)
    return 1000 * spent / len(answered)


def main() -> None:
    """Measure and write the result."""
    chosen = report.arguments(__doc__)
    count = 200 if chosen.quick else 3000
    # Logged as in production, but to nowhere.
    with servers() as running, Path(os.devnull).open("w") as nowhere, redirect_stderr(nowhere):
        machine = report.machine(postgresql=running.postgres_version)
        configure(running.settings)
        app, wanted = create_app(running.settings), bookings(running)
        serve(app, itertools.islice(wanted, 100))
        alone = serve(app, list(itertools.islice(wanted, count)))
        profile = cProfile.Profile(time.thread_time)
        profile.runcall(serve, app, list(itertools.islice(wanted, count)))
    rows = [
        {"part": part, "share": share, "ms": share * alone} for part, share in shares(pstats.Stats(profile)).items()
    ]
    report.show(f"One booking: {alone:.2f} ms of processor time in Python", rows)
    report.write(chosen.to, "booking_profile", machine, milliseconds=alone, rows=rows)


if __name__ == "__main__":
    main()
