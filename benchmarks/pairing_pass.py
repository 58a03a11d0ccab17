"""Measures a whole matching pass, with commit and events, for rooms of 100, 1,000 and 10,000 users.

It is compared with plain inserts of the same rows. `python -m benchmarks.pairing_pass [--quick]`
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from psycopg2 import sql
from sqlalchemy import Engine, event, make_url, text
from sqlalchemy.orm import Session, sessionmaker

from benchmarks import baseline_sql, fixtures, report
from benchmarks.audience import audience
from benchmarks.servers import Servers, connection, servers
from shared.core import database
from shared.core.broker import Broker
from shared.core.settings import Settings
from shared.matching import pairing

SIZES = (100, 1_000, 10_000)
QUICK_SIZES = (100, 1_000)


class Stopwatch:
    """Where the time of one pass goes: statements, the commit's round trip and the rest."""

    def __init__(self, engine: Engine) -> None:
        self.statements = 0
        self.in_statements = 0.0
        event.listen(engine, "before_cursor_execute", self._begin)
        event.listen(engine, "after_cursor_execute", self._end)

    def _begin(self, *_: object) -> None:
        self._started = time.perf_counter()

    def _end(self, *_: object) -> None:
        self.in_statements += time.perf_counter() - self._started
        self.statements += 1


class TimedBroker(Broker):
    """The real broker; it notes how long telling took, and when the commit before it was done."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self.began = self.took = 0.0

    def publish(self, news: list[tuple[str, bytes]]) -> None:
        """Publish, and note the time."""
        self.began = time.perf_counter()
        super().publish(news)
        self.took = time.perf_counter() - self.began


@contextmanager
def clone(running: Servers, name: str, template: str) -> Iterator[Settings]:
    """Copy a database for one measurement: each begins with the same pages and statistics."""
    url = make_url(running.settings.sqlalchemy_url)
    with connection(running.settings.sqlalchemy_url) as server, server.cursor() as cursor:
        cursor.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template)))
    copied = url.set(database=name).render_as_string(hide_password=False)
    yield running.settings.model_copy(update={"database_url": copied})
    with connection(running.settings.sqlalchemy_url) as server, server.cursor() as cursor:
        cursor.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def fill(running: Servers, template: str, size: int) -> None:
    """Make the database that the measurements of one size begin with."""
    with connection(running.settings.sqlalchemy_url) as server, server.cursor() as cursor:
        cursor.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(*map(sql.Identifier, (template, "mockmate"))))
    url = make_url(running.settings.sqlalchemy_url).set(database=template).render_as_string(hide_password=False)
    with connection(url) as filled:
        fixtures.rooms(filled)
        fixtures.people(filled, running.settings, size)
        fixtures.past(filled)
        fixtures.waiting(filled)


def run_pass(settings: Settings, size: int) -> tuple[dict[str, Any], dict[str, str]]:
    """Run one pass as the matcher does; returns what it took, and the rows it wrote."""
    engine = database.make_engine(settings, "benchmark")
    broker = TimedBroker(settings)
    sessions: sessionmaker[Session] = sessionmaker(engine, expire_on_commit=False)
    broker.attach(sessions)
    slot_id = database.run(sessions, _warm_up)
    broker.ping()
    stopwatch = Stopwatch(engine)
    with audience(settings, frames=size // 2 * 2) as told:
        start, started = time.perf_counter(), time.monotonic()
        result = database.run(sessions, lambda session: pairing.pair_slot(session, settings, slot_id))
        committed = broker.began - start
        last_heard = told.recv()
    engine.dispose()
    broker.close()
    if result.pairs != size // 2 or last_heard is None:
        raise SystemExit(f"{result} of {size}, last frame heard: {last_heard}: the room is not what it should be.")
    with connection(settings.sqlalchemy_url) as after:
        rows = baseline_sql.written(after)
    spent = {
        "committed": committed,
        "statements": stopwatch.statements,
        "in_statements": stopwatch.in_statements,
        "publishing": broker.took,
        "all_told": last_heard - started,
    }
    return spent, rows


def _warm_up(session: Session) -> int:
    session.execute(text("CHECKPOINT"))
    slot_id: int = session.execute(
        text("SELECT id FROM slots WHERE starts_at IS NULL AND interview_type = 'technical'")
    ).scalar_one()
    return slot_id


def run_floor(settings: Settings, rows: dict[str, str]) -> float:
    """Write the same rows plainly; returns the seconds up to the commit."""
    with connection(settings.sqlalchemy_url) as plain:
        baseline_sql.prepare(plain, rows)
        return baseline_sql.write(plain)


def measure(running: Servers, size: int, repeats: int) -> dict[str, Any]:
    """Measure one size: the pass and its floor in turns, medians of both and of their ratios."""
    template = f"room_of_{size}"
    fill(running, template, size)
    passes, floors = [], []
    for _ in range(repeats):
        with clone(running, "passed", template) as settings:
            spent, rows = run_pass(settings, size)
        with clone(running, "plain", template) as settings:
            floors.append(run_floor(settings, rows))
        passes.append(spent)
    middles = {name: report.middle([spent[name] for spent in passes]) for name in passes[0]}
    return {
        "people": size,
        "pairs": size // 2,
        "statements": sorted({spent["statements"] for spent in passes}),
        "committed_seconds": middles["committed"],
        "floor_seconds": report.middle(floors),
        "times_the_floor": report.middle([one["committed"] / low for one, low in zip(passes, floors, strict=True)]),
        "in_statements_seconds": middles["in_statements"],
        "publishing_seconds": middles["publishing"],
        "all_told_seconds": middles["all_told"],
    }


def main() -> None:
    """Measure every size and write the result."""
    chosen = report.arguments(__doc__)
    with servers() as running:
        machine = report.machine(postgresql=running.postgres_version, fsync="on")
        sizes = QUICK_SIZES if chosen.quick else SIZES
        rows = [measure(running, size, 3 if chosen.quick else 7) for size in sizes]
    report.show("A pass, committed and told, beside writing the same rows with INSERT … SELECT", rows)
    slope = report.slope(sizes, [row["committed_seconds"] for row in rows])
    print(f"\nSlope of cost over people, log over log: {slope:.2f}")
    report.write(chosen.to, "pairing_pass", machine, rows=rows, slope=slope)


if __name__ == "__main__":
    main()
