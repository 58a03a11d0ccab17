"""Measures our shared document beside y-websocket and Hocuspocus: the same people, in turns, on the same machine.

`python -m benchmarks.peers [--quick] [--only ours --only hocuspocus] [--part typing] [--profile]`
Needs Chromium, like tests/web.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from psycopg2 import extensions

from benchmarks import fixtures, report
from benchmarks.peers import browsers, rooms
from benchmarks.peers.servers import HERE, NAMES
from benchmarks.servers import Servers, connection, servers
from tests.node import install

RATES = (5, 25)
"""Changes a second by each person: somebody who types quickly, and nearly as many as our room takes."""
ROOMS = 100
_HEADS = {
    "server_cpu_us_per_change": "server us",
    "postgresql_cpu_us_per_change": "postgresql us",
    "valkey_cpu_us_per_change": "valkey us",
    "commits_per_second": "commits/s",
    "server_share_of_a_core": "server's core",
    "client_share_of_a_core": "client's core",
}


class Part(NamedTuple):
    """What is measured together, and the name of its results."""

    title: str
    file: str


PARTS = {
    "typing": Part("Typing in rooms of two", "peers"),
    "large": Part("Typing beside somebody's large work", "peers_large"),
    "browsers": Part("From a key to the peer's page", "peers_browsers"),
}


class Size(NamedTuple):
    """How long it takes."""

    seconds: float
    rounds: int
    keys: int


def main() -> None:
    """Measure, and write the result."""
    given = report.arguments(__doc__, _more)
    names, parts = tuple(given.only or NAMES), given.part or PARTS
    size = Size(3.0, 1, 30) if given.quick else Size(10.0, 3, 200)
    install(HERE)
    results = {}
    with servers() as running, connection(running.settings.sqlalchemy_url) as database:
        machine = report.machine(postgresql=running.postgres_version, fsync="on")
        fixtures.rooms(database)
        for part in parts:
            if part == "typing":
                profile = running.folder / "profile" if given.profile else None
                rows = _typing(running, database, names, size, profile=profile)
            elif part == "large":
                rows = _beside_large_work(running, database, names, size)
            else:
                rows = list(browsers.measured(running, names, size.keys))
            results[part] = rows
            if rows:
                report.show(PARTS[part].title, [_flat(row) for row in rows])
    if not given.only:
        for part, rows in results.items():
            report.write(given.to, PARTS[part].file, machine, rows=rows)


def _more(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--only", action="append", choices=NAMES, help="measure this one, and write nothing down")
    parser.add_argument("--part", action="append", choices=list(PARTS), help="measure this part only")
    parser.add_argument("--profile", action="store_true", help="run ours under cProfile, and show where its time goes")


def _typing(
    running: Servers, database: extensions.connection, names: Sequence[str], size: Size, **how: Any
) -> list[dict[str, Any]]:
    """Let everybody type, in rounds, so that what else the machine does comes over all of them."""
    found = []
    for rate in RATES:
        measured: dict[str, list[dict[str, Any]]] = {name: [] for name in names}
        for _ in range(size.rounds):
            for name, rows in measured.items():
                rows.append(rooms.typing(name, running, database, ROOMS, rate, size.seconds, **how))
        found += [report.middle_row(rows) for rows in measured.values()]
    return found


def _beside_large_work(
    running: Servers, database: extensions.connection, names: Sequence[str], size: Size
) -> list[dict[str, Any]]:
    measured: dict[str, list[dict[str, Any]]] = {name: [] for name in names}
    for _ in range(size.rounds):
        for name, rows in measured.items():
            rows.append(rooms.typing(name, running, database, ROOMS, RATES[0], 2 * size.seconds, large=True))
    return [report.middle_row(rows) for rows in measured.values()]


def _flat(row: Mapping[str, Any]) -> dict[str, Any]:
    shown = {name: row[name] for name in ("peer", "rate", "keys", "sent_per_second", "told_per_second") if name in row}
    if "rate" in row:
        shown |= {head: row.get(name, "") for name, head in _HEADS.items()}
    ages = {f"{name} ms": value for name, value in row["age_ms"].items()}
    return {**shown, **ages, **row.get("steps", {})}


if __name__ == "__main__":
    main()
