"""Measures pairs of users typing into shared documents, against a bare relay of the same bytes on the same server.

It also measures the memory of an open document, against pycrdt alone with the same text.
`python -m benchmarks.editor [--quick]`
"""

from __future__ import annotations

import asyncio
import gc
import re
import time
from collections.abc import Iterator, Sequence
from random import Random
from typing import Any

import psutil
from psycopg2 import extensions
from pycrdt import Doc, Text

from benchmarks import fixtures, report, ws_clients
from benchmarks.servers import Servers, connection, servers, socket_service
from benchmarks.ws_clients import Talker
from mockmate_ws.collab import sync

SECONDS = 8.0
RATES = (5, 25)
"""Changes a second by each person: somebody who types quickly, and nearly as many as the room takes."""
_LETTERS = b"AB"
_DRAINED_LOOKS = 600
_TEXT_CHARACTERS = 20_000


class Typist(Talker):
    """One person at a document: prepared changes, each with the moment of its sending in the text it inserts."""

    def __init__(self, seat: int, changes: int) -> None:
        super().__init__()
        mine, theirs = (_LETTERS[one : one + 1] for one in (seat, 1 - seat))
        self._blank = b"%s=%016d" % (mine, 0)
        self._mine, self._theirs = mine, re.compile(theirs + rb"=(\d{16})")
        self._changes = iter(_typed(self._blank.decode(), changes))
        self.ages: dict[bytes, float] = {}
        self.last = 0.0

    def type(self) -> None:
        """Send the next change."""
        now = b"%s=%016d" % (self._mine, time.perf_counter_ns() // 1000)
        self.write(ws_clients.frame(next(self._changes).replace(self._blank, now), binary=True))

    def take(self, buffer: bytes, start: int, end: int) -> None:
        """Note how old what the other one typed is; changes come together, and one's own may come along."""
        if buffer[start] == 0x82:
            self.last = time.perf_counter()
            for mark in self._theirs.findall(buffer, start, end):
                self.ages.setdefault(mark, self.last - int(mark) / 1e6)
        else:
            super().take(buffer, start, end)


def _typed(words: str, count: int) -> Iterator[bytes]:
    """Yield what a client sends that writes the same words again and again."""
    doc: Doc[Text] = Doc()
    code = doc.get("code", type=Text)
    for _ in range(count):
        before = doc.get_state()
        code += words
        yield sync.update(doc.get_update(before))


Doors = Sequence[tuple[int, str, str]]


async def _measure(doors: Doors, pid: int, rate: int, seconds: float) -> dict[str, Any]:
    marker = b'"interview.snapshot"' if doors[0][2] else b'"hello"'
    typists = []
    for number, (port, path, token) in enumerate(doors):
        typists.append(await ws_clients.opened(Typist(number % 2, int(rate * seconds) + 1), port, path, token, marker))
    for one in typists:
        one.write(ws_clients.frame(sync.step1(b"\x00"), binary=True))
    await asyncio.sleep(2.0)
    server = psutil.Process(pid)
    before = sum(server.cpu_times()[:2])
    begun, sent = time.perf_counter(), 0
    while (passed := time.perf_counter() - begun) < seconds:
        for number in range(sent, int(passed * rate * len(typists))):
            typists[number % len(typists)].type()
            sent += 1
        await asyncio.sleep(0.002)
    for _ in range(_DRAINED_LOOKS):
        if sum(len(one.ages) for one in typists) >= sent:
            break
        await asyncio.sleep(0.1)
    busy = sum(server.cpu_times()[:2]) - before
    ages = [age for one in typists for age in one.ages.values()]
    took = max(one.last for one in typists) - begun
    if len(ages) < sent or any(one.gone for one in typists):
        print(f"  {sent - len(ages)} changes never came, {sum(one.gone for one in typists)} sockets were closed")
    for one in typists:
        one.close()
    return {
        "sent_per_second": sent / seconds,
        "told_per_second": len(ages) / took,
        "server_cpu_us_per_change": 1e6 * busy / max(1, len(ages)),
        "age_ms": {name: 1000 * value for name, value in report.percentiles(ages).items()},
    }


def _doors(running: Servers, database: extensions.connection, port: int, rooms: int) -> Doors:
    members = sorted(fixtures.people(database, running.settings, 2 * rooms))
    met = fixtures.matched(database, members)
    return [(port, f"/ws/interview/live?interview_id={met[one.user_id]}", one.token) for one in members]


def typing(
    running: Servers, database: extensions.connection, rooms: int, rate: int, seconds: float, *, bare: bool
) -> Any:
    """Let everybody in these rooms type; returns one row."""
    with socket_service(running, 0 if bare else 1, 1 if bare else 0) as ((port, pid),):
        doors = [(port, f"/{number // 2}", "") for number in range(2 * rooms)]
        if not bare:
            doors = list(_doors(running, database, port, rooms))
        row = asyncio.run(_measure(doors, pid, rate, seconds))
    with database.cursor() as cursor:
        cursor.execute("WITH gone AS (DELETE FROM document_updates RETURNING 1) SELECT count(*) FROM gone")
        (stored,) = cursor.fetchone() or (0,)
    through = "bare relay" if bare else "editor"
    row = {"through": through, "rooms": rooms, "rate": rate, **row, "stored_per_second": stored / seconds}
    return row | {"load_average": report.load()}


def weight(running: Servers, database: extensions.connection, rooms: int) -> dict[str, Any]:
    """Return how much memory an open document of 20,000 characters takes in the server, and in pycrdt alone."""
    document = _written()

    async def fill(doors: Doors, pid: int) -> float:
        people = await ws_clients.open_all(doors[::2], b'"interview.snapshot"')
        await asyncio.sleep(1.0)
        before = psutil.Process(pid).memory_info().rss
        for one in people:
            one.write(ws_clients.frame(sync.update(document), binary=True))
        await asyncio.sleep(2.0 + rooms / 50)
        after = psutil.Process(pid).memory_info().rss
        for one in people:
            one.close()
        return (after - before) / rooms / 1024

    with socket_service(running, 1) as ((port, pid),):
        ours = asyncio.run(fill(_doors(running, database, port, rooms), pid))
    gc.collect()
    before = psutil.Process().memory_info().rss
    bare: list[Doc[Text]] = [Doc() for _ in range(rooms)]
    for one in bare:
        one.apply_update(document)
    alone = (psutil.Process().memory_info().rss - before) / rooms / 1024
    return {"rooms": rooms, "encoded_kb": len(document) / 1024, "server_kb": ours, "pycrdt_alone_kb": alone}


def _written() -> bytes:
    """Return a document as people leave it: written in 400 places, one after the other."""
    doc: Doc[Text] = Doc()
    code = doc.get("code", type=Text)
    chance = Random(1)
    line = "    return answer[place]  # as before, and so on\n"
    while len(code) < _TEXT_CHARACTERS:
        code.insert(chance.randint(0, len(code)), line)
    return doc.get_update()


def main() -> None:
    """Measure, and write the result."""
    chosen = report.arguments(__doc__)
    rooms, seconds = (10, 2.0) if chosen.quick else (100, SECONDS)
    with servers() as running, connection(running.settings.sqlalchemy_url) as database:
        machine = report.machine(postgresql=running.postgres_version, fsync="on")
        fixtures.rooms(database)
        rows = [
            typing(running, database, rooms, rate, seconds, bare=bare) for rate in RATES for bare in (True, False, True)
        ]
        heavy = weight(running, database, 2 * rooms)
    flat = [{**row, **{f"{name} ms": age for name, age in row["age_ms"].items()}} for row in rows]
    report.show(
        "Typing, told to the peer",
        [{name: value for name, value in row.items() if name not in ("age_ms", "load_average")} for row in flat],
    )
    report.show("An open document", [heavy])
    report.write(chosen.to, "editor", machine, rows=rows, document=heavy)


if __name__ == "__main__":
    main()
