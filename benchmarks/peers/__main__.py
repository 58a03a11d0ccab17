"""Measures our shared document beside y-websocket and Hocuspocus: the same people, in turns, on the same machine.

`python -m benchmarks.peers [--quick] [--only ours --only hocuspocus] [--profile]`
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from typing import Any

from benchmarks import fixtures, report
from benchmarks.peers import rooms
from benchmarks.peers.servers import HERE, NAMES
from benchmarks.servers import connection, servers
from tests.node import install

RATES = (5, 25)
"""Changes a second by each person: somebody who types quickly, and nearly as many as our room takes."""
SHOWN = {
    "peer": "peer",
    "rate": "rate",
    "sent_per_second": "sent/s",
    "told_per_second": "told/s",
    "server_cpu_us_per_change": "server us",
    "postgresql_cpu_us_per_change": "postgresql us",
    "valkey_cpu_us_per_change": "valkey us",
    "commits_per_second": "commits/s",
    "client_share_of_a_core": "client's core",
}


def main() -> None:
    """Measure, and write the result."""
    given = report.arguments(__doc__, _more)
    names = given.only or NAMES
    install(HERE)
    count, seconds, rounds = (100, 5.0, 1) if given.quick else (100, 10.0, 3)
    with servers() as running, connection(running.settings.sqlalchemy_url) as database:
        machine = report.machine(postgresql=running.postgres_version, fsync="on")
        fixtures.rooms(database)
        typed = []
        for rate in RATES:
            measured: dict[str, list[dict[str, Any]]] = {name: [] for name in names}
            for _ in range(rounds):
                for name in names:
                    profile = running.folder / "profile" if given.profile and name == "ours" else None
                    row = rooms.typing(name, running, database, count, rate, seconds, profile=profile)
                    measured[name].append(row)
            typed += [middle(rows) for rows in measured.values()]
    report.show("Typing in rooms of two", [_flat(row) for row in typed])
    if not given.only:
        report.write(given.to, "peers", machine, rows=typed)


def _more(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--only", action="append", choices=NAMES, help="measure this one, and write nothing down")
    parser.add_argument("--profile", action="store_true", help="run ours under cProfile, and show where its time goes")


def middle(rows: Sequence[Any]) -> Any:
    """Return what several rounds come to: the median of each figure, and the first of what isn't one."""
    first = rows[0]
    if isinstance(first, Mapping):
        return {name: middle([row[name] for row in rows]) for name in first}
    if isinstance(first, float):
        return report.middle(rows)
    return first


def _flat(row: Mapping[str, Any]) -> dict[str, Any]:
    ages = {f"{name} ms": value for name, value in row["age_ms"].items()}
    return {**{head: row.get(name, "") for name, head in SHOWN.items()}, **ages}


if __name__ == "__main__":
    main()
