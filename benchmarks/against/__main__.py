"""Measures this checkout beside an older revision: the same work, in turns, each on servers of its own.

`python -m benchmarks.against --rev 850d4eb [--quick] [--rounds 3] [--part sockets --part reads] [--profile]`
"""

from __future__ import annotations

import argparse
import resource
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from typing import Any

from benchmarks import report
from benchmarks.against import crowds, revision, routes
from benchmarks.against.asks import NOT_MEASURED
from benchmarks.against.side import Side, side
from benchmarks.servers import ROOT

PARTS = ("rest", "sockets", "joins", "class", "reads", "routes")
_MORE_IS_BETTER = "a second"
_SHOWN = ("what", "before", "now", "times_better")


def main() -> None:
    """Measure, and write the result."""
    given = report.arguments(__doc__, _more)
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    rounds = 1 if given.quick else given.rounds
    small = given.quick
    work: dict[str, Callable[[Side], Mapping[str, float]]] = {
        "rest": crowds.at_rest,
        "sockets": lambda one: crowds.sockets(one, 300 if small else 2_000),
        "joins": lambda one: crowds.joins(one, 100 if small else 1_000),
        "class": crowds.a_class,
        "reads": lambda one: routes.reads(one, 1.0 if small else 6.0),
    }
    root = revision.checked_out(given.rev)
    people = 1_000 if small else 20_000
    rows: list[dict[str, Any]] = []
    with ExitStack() as stack:
        before = stack.enter_context(side(given.rev, root, people))
        now = stack.enter_context(side("now", ROOT, people))
        machine = report.machine(postgresql=now.running.postgres_version, fsync="on", revision=given.rev)
        for part in given.part or PARTS:
            if part == "routes":
                found = routes.routes(before, now, 60 if small else 200, profile=given.profile)
            else:
                found = _in_turns(part, work[part], before, now, 1 if part == "rest" else rounds)
            rows += found
            report.show(f"{part}: now beside {given.rev}", [{name: row.get(name) for name in _SHOWN} for row in found])
        hashing = crowds.hashing_alone(now.running.settings.bcrypt_rounds)
        left = routes.not_measured(now)
    print(f"\nHashing alone takes {hashing:.1f} s for a class of {crowds.CLASS}.")
    for name in left:
        print(f"Not measured: {name}. {NOT_MEASURED.get(name, 'No reason is given.')}")
    if not given.part:
        report.write(given.to, "against", machine, rows=rows, hashing_alone_s=hashing, not_measured=NOT_MEASURED)


def _more(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--rev", required=True, help="the older revision")
    parser.add_argument("--rounds", type=int, default=3, help="how often each side has its turn")
    parser.add_argument("--part", action="append", choices=PARTS, help="only this; may be given again")
    parser.add_argument("--profile", action="store_true", help="say where the time of each route goes that got slower")


def _in_turns(
    part: str, measure: Callable[[Side], Mapping[str, float]], before: Side, now: Side, rounds: int
) -> list[dict[str, Any]]:
    found: dict[str, list[Mapping[str, float]]] = {"before": [], "now": []}
    for number in range(rounds):
        # Each begins in turn, so that neither always has the warmer machine.
        order = [("before", before), ("now", now)]
        for name, one in order if number % 2 == 0 else reversed(order):
            print(f"{part}: {one.name}, round {number + 1} of {rounds} …", flush=True)
            found[name].append(measure(one))
    rows = []
    for what in found["now"][0]:
        old, new = (report.middle([one[what] for one in found[name]]) for name in ("before", "now"))
        better = new / old if what.endswith(_MORE_IS_BETTER) else old / new if new else 1.0
        rows.append({"part": part, "what": what, "before": old, "now": new, "times_better": better})
    return rows


if __name__ == "__main__":
    main()
