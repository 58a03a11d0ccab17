"""Measures the time from `POST /match/pair` to `match.found` at both users, for bursts and steady arrivals.

Both real services take part. `python -m benchmarks.join_to_match [--quick]`
"""

from __future__ import annotations

import asyncio
import resource
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any, NamedTuple

from benchmarks import arrivals, fixtures, report
from benchmarks.arrivals import Joiner
from benchmarks.servers import Servers, connection, servers, services


class Scenario(NamedTuple):
    """So many people; at once, or so many a second."""

    people: int
    per_second: float | None

    @property
    def name(self) -> str:
        """The scenario in a word."""
        return "burst" if self.per_second is None else f"{self.per_second:g}/s"


SCENARIOS = (
    Scenario(100, None),
    Scenario(500, None),
    Scenario(1_000, None),
    Scenario(100, 20),
    Scenario(1_000, 20),
    Scenario(1_000, 50),
)
QUICK_SCENARIOS = (Scenario(100, None), Scenario(100, 20))


def measure(running: Servers, scenario: Scenario, port: int, ws_port: int) -> dict[str, Any]:
    """Let new people come, and see when they are told."""
    with connection(running.settings.sqlalchemy_url) as database:
        members = fixtures.people(database, running.settings, scenario.people)
    came = arrivals.crowd_of(members)
    moments = (
        [0.0] * scenario.people
        if scenario.per_second is None
        else arrivals.poisson(scenario.people, scenario.per_second)
    )
    used = asyncio.run(arrivals.run(came, moments, port, ws_port))
    pairs = _pairs(came)
    if not pairs:
        raise SystemExit(f"Nobody was matched: {Counter(one.status for one in came)}")
    # The first to come may wait long for a second; what the services take begins when both have asked.
    both = [max(one.told_at for one in pair) - max(one.asked_at for one in pair) for pair in pairs]
    own = [one.told_at - one.asked_at for one in came if one.told_at]
    answers = [one.answered_at - one.asked_at for one in came]
    return {
        "people": scenario.people,
        "coming": scenario.name,
        "matched": 2 * len(pairs),
        "answers": dict(Counter(str(one.status) for one in came)),
        "both_asked_to_both_told_ms": _milliseconds(both),
        "own_post_to_own_match_ms": _milliseconds(own),
        "post_answered_ms": _milliseconds(answers),
        "processor_ms_per_join": {kind: 1000 * seconds / scenario.people for kind, seconds in sorted(used.items())},
        "load_average": report.load(),
    }


def _pairs(came: Sequence[Joiner]) -> list[list[Joiner]]:
    met = defaultdict(list)
    for one in came:
        if one.interview_id:
            met[one.interview_id].append(one)
    return [pair for pair in met.values() if len(pair) == 2]


def _milliseconds(seconds: Sequence[float]) -> dict[str, float]:
    return {name: 1000 * value for name, value in report.percentiles(seconds).items()}


def flat(row: dict[str, Any]) -> dict[str, Any]:
    """Return one scenario as one line of a table."""
    line = {name: row[name] for name in ("people", "coming", "matched")}
    for name, what in (("both", "both_asked_to_both_told_ms"), ("own", "own_post_to_own_match_ms")):
        line |= {f"{name} {share} ms": value for share, value in row[what].items()}
    line["answer p50 ms"] = row["post_answered_ms"]["p50"]
    return line | {f"{kind} ms": value for kind, value in row["processor_ms_per_join"].items()}


def main() -> None:
    """Measure every scenario and write the result."""
    chosen = report.arguments(__doc__)
    # A socket each at both ends, and a connection for the request.
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    with servers() as running:
        machine = report.machine(postgresql=running.postgres_version, fsync="on")
        with connection(running.settings.sqlalchemy_url) as database:
            fixtures.rooms(database)
        with services(running) as (port, ws_port):
            # The first requests of a process import and connect; nobody is interested in those.
            measure(running, Scenario(40, None), port, ws_port)
            rows = [
                measure(running, scenario, port, ws_port)
                for scenario in (QUICK_SCENARIOS if chosen.quick else SCENARIOS)
            ]
    report.show("From asking to being matched; 'both' begins when both have asked", [flat(row) for row in rows])
    report.write(chosen.to, "join_to_match", machine, rows=rows)


if __name__ == "__main__":
    main()
