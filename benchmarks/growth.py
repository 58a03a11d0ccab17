"""Measures how the costs of crowds grow: each at a tenth, once, and ten times the size.

`python -m benchmarks.growth [--quick]`
"""

from __future__ import annotations

import resource
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from benchmarks import report
from benchmarks.against import crowds, routes
from benchmarks.against.side import Side, side
from benchmarks.servers import ROOT

FACTORS = (0.1, 1.0, 10.0)
PEOPLE = 10_000
"""Accounts in the database, at size one."""


class Grown(NamedTuple):
    """What is measured at which size, and which of the figures that come of it are kept."""

    size: int
    measure: Callable[[Side, int], Mapping[str, float]]
    kept: Mapping[str, str]


WORK = (
    # Ten times these fit into the 20,000 files that a process may often have open; who joins has two.
    Grown(
        1_500,
        crowds.sockets,
        {
            "opening a socket, ms of processor": "processor time of opening one, ms",
            "all back at once, s": "back at once",
        },
    ),
    Grown(
        800,
        crowds.joins,
        {"joining at once, p99 s": "p99", "a join, ms of processor": "processor time of a join"},
    ),
    # Ten times a class of 60 would compute hashes for five minutes.
    Grown(
        crowds.CLASS // 2, crowds.a_class, {"a class registers, s": "registers, s", "a class logs in, s": "logs in, s"}
    ),
)


def main() -> None:
    """Measure and write the result."""
    chosen = report.arguments(__doc__)
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    shrunk = 20 if chosen.quick else 1
    rows: list[dict[str, Any]] = []
    machine: dict[str, Any] = {}
    for factor in FACTORS:
        with side("now", ROOT, max(500, int(PEOPLE * factor / shrunk))) as one:
            machine = machine or report.machine(postgresql=one.running.postgres_version, fsync="on")
            for path in routes.READS:
                cost = routes.reads(one, 2.0)[f"GET {path}, API ms"]
                rows.append({"what": f"GET {path}, API ms", "size": len(one.people), "factor": factor, "value": cost})
            for work in WORK:
                size = max(2, int(work.size * factor / shrunk))
                found = work.measure(one, size)
                for name, part in work.kept.items():
                    value = next(value for key, value in found.items() if part in key)
                    rows.append({"what": name, "size": size, "factor": factor, "value": value})
    once = {row["what"]: row["value"] for row in rows if row["factor"] == 1.0}
    rows = [{**row, "times_once": row["value"] / once[row["what"]]} for row in rows]
    rows.sort(key=lambda row: list(once).index(row["what"]))
    report.show("Growth", rows)
    report.write(chosen.to, "growth", machine, rows=rows)


if __name__ == "__main__":
    main()
