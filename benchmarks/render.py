"""Writes the latest figures and plots into docs/performance.md: `python -m benchmarks.render [--check]`.

Tables in the page stand between `<!-- figures: NAME -->` and `<!-- end -->`; the text around them is written by hand.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks import plots, report

PAGE = Path(__file__).parents[1] / "docs" / "performance.md"
PLOTS = PAGE.parent / "performance"
_PLACE = re.compile(r"(<!-- figures: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


class Shown(NamedTuple):
    """How the rows of a benchmark are shown: its columns by their paths, and what is drawn by which names."""

    columns: Mapping[str, str]
    names: Sequence[str]
    drawn: str
    unit: str


_BOTH = "both_asked_to_both_told_ms"
SHOWN = {
    "pairing": Shown(
        {
            "Levels": "levels",
            "Tickets": "tickets",
            "Pairs per second": "pairs_per_second",
            "Times the sort": "times_the_sort",
        },
        ["levels", "tickets"],
        "times_the_sort",
        "times the sort",
    ),
    "pairing_pass": Shown(
        {
            "People": "people",
            "Statements": "statements.0",
            "Committed, s": "committed_seconds",
            "Floor, s": "floor_seconds",
            "Times the floor": "times_the_floor",
            "All notified, s": "all_told_seconds",
        },
        ["people"],
        "times_the_floor",
        "times the floor",
    ),
    "join_to_match": Shown(
        {
            "People": "people",
            "Arrivals": "coming",
            "p50, ms": f"{_BOTH}.p50",
            "p95, ms": f"{_BOTH}.p95",
            "p99, ms": f"{_BOTH}.p99",
            "Load": "load_average.0",
        },
        ["people", "coming"],
        f"{_BOTH}.p50",
        "ms",
    ),
    "login": Shown(
        {
            "Logins in flight": "in_flight",
            "Logins per second": "logins_a_second",
            "A login, p50 ms": "login_ms.p50",
            "p95": "login_ms.p95",
            "Told to retry": "answers.503",
            "Other route idle, p50 ms": "other_route_idle_ms.p50",
            "p99, ms": "other_route_idle_ms.p99",
            "Beside logins, p50 ms": "other_route_beside_logins_ms.p50",
            "p99 ms": "other_route_beside_logins_ms.p99",
            "Load": "load_average.0",
        },
        ["in_flight"],
        "logins_a_second",
        "a second",
    ),
    "relay": Shown(
        {
            "Message": "message",
            "Rooms": "rooms",
            "Processes": "processes",
            "Messages per second": "per_second",
            "Processor time, µs": "server_cpu_us_per_message",
            "p50 at half load, ms": "at_half_load_ms.p50",
            "p99, ms": "at_half_load_ms.p99",
            "Load": "load_average.0",
        },
        ["message", "processes"],
        "per_second",
        "a second",
    ),
    "chat": Shown(
        {
            "Speakers": "speakers",
            "Alone, per second": "alone_per_second",
            "Together, per second": "together_per_second",
            "Times as many": "times_as_many",
            "Alone, µs per line": "alone_cpu_us_per_line",
            "Together, µs per line": "together_cpu_us_per_line",
        },
        ["speakers"],
        "together_per_second",
        "lines per second",
    ),
    "editor": Shown(
        {
            "Through": "through",
            "Rooms": "rooms",
            "Each types, per second": "rate",
            "Changes per second": "sent_per_second",
            "Delivered per second": "told_per_second",
            "Processor time per change, µs": "server_cpu_us_per_change",
            "Rows stored per second": "stored_per_second",
            "p50, ms": "age_ms.p50",
            "p95, ms": "age_ms.p95",
            "Load": "load_average.0",
        },
        ["through", "rate"],
        "told_per_second",
        "a second",
    ),
    "peers": Shown(
        {
            "Server": "peer",
            "Each types, per second": "rate",
            "Changes per second": "sent_per_second",
            "Delivered per second": "told_per_second",
            "p50, ms": "age_ms.p50",
            "p95, ms": "age_ms.p95",
            "p99, ms": "age_ms.p99",
            "Processor time per change, µs": "server_cpu_us_per_change",
            "PostgreSQL's, µs": "postgresql_cpu_us_per_change",
            "Valkey's, µs": "valkey_cpu_us_per_change",
            "Commits per second": "commits_per_second",
            "Load": "load_average.0",
        },
        ["peer", "rate"],
        "age_ms.p50",
        "ms",
    ),
    "peers_large": Shown(
        {
            "Server": "peer",
            "Others' p50, ms": "age_ms.p50",
            "p99, ms": "age_ms.p99",
            "Most, ms": "age_ms.max",
            "Pasted, ms": "steps.paste_ms",
            "Commented": "steps.comment_ms",
            "Undone": "steps.undo_ms",
            "Replaced": "steps.edits_ms",
            "Load": "load_average.0",
        },
        ["peer"],
        "age_ms.p99",
        "ms",
    ),
    "peers_browsers": Shown(
        {
            "Server": "peer",
            "Keys": "keys",
            "p50, ms": "age_ms.p50",
            "p95, ms": "age_ms.p95",
            "Load": "load_average.0",
        },
        ["peer"],
        "age_ms.p50",
        "ms",
    ),
    "connections": Shown(
        {
            "Sockets": "sockets",
            "Memory of one, KB": "kilobytes_per_idle_socket",
            "Opened per second": "connects_per_second",
            "Share of a core while idle": "idle_cpu_share_of_a_core",
            "All reconnected after, s": "storm_back_p99_s",
            "Load": "load_average.0",
        },
        ["sockets"],
        "kilobytes_per_idle_socket",
        "KB",
    ),
    "rest": Shown(
        {
            "What": "what",
            "Per second": "a_second",
            "Of /health/live": "of_live",
            "Of the INSERT": "of_insert",
            "API, ms of processor": "processor_ms.API",
            "PostgreSQL, ms": "processor_ms.PostgreSQL",
            "nginx, ms": "processor_ms.nginx",
            "p50, ms": "ms.p50",
            "p99, ms": "ms.p99",
            "Load": "load_average.0",
        },
        ["what"],
        "a_second",
        "a second",
    ),
    "booking_profile": Shown(
        {"Part": "part", "Share": "share", "Processor time, ms": "ms"},
        ["part"],
        "ms",
        "ms",
    ),
    "against": Shown(
        {"What": "what", "Before": "before", "Now": "now", "Times better": "times_better"},
        ["what"],
        "times_better",
        "times better",
    ),
    "growth": Shown(
        {"What": "what", "Size": "size", "Value": "value", "Times that of the middle size": "times_once"},
        ["what", "size"],
        "times_once",
        "times",
    ),
    "start": Shown(
        {"Service": "service", "Ready after, s": "seconds", "Memory at rest, MB": "megabytes"},
        ["service"],
        "seconds",
        "s",
    ),
}


def rendered(page: str, results: Path = report.RESULTS) -> tuple[str, dict[str, str]]:
    """Return the page with the latest figures, and the plots by their files' names."""
    drawn: dict[str, str] = {}

    def figures(place: re.Match[str]) -> str:
        begin, name, end = place.groups()
        found = results / f"{name}.json"
        if not found.exists():
            return f"{begin}Not measured yet.\n{end}"
        run, shown = json.loads(found.read_text())["runs"][-1], SHOWN[name]
        bars = {" ".join(text(at(row, one)) for one in shown.names): at(row, shown.drawn) for row in run["rows"]}
        drawn[f"{name}.svg"] = plots.bars(name, {label: float(value or 0) for label, value in bars.items()}, shown.unit)
        lines = [" | ".join(shown.columns), "|".join("---" for _ in shown.columns)]
        lines += [" | ".join(text(at(row, path)) for path in shown.columns.values()) for row in run["rows"]]
        table = "\n".join(f"| {line} |" if "---" not in line else f"|{line}|" for line in lines)
        return f"{begin}{table}\n\n![{name}](performance/{name}.svg)\n\n{where(run)}\n{end}"

    return _PLACE.sub(figures, page), drawn


def at(row: Any, path: str) -> Any:
    """Return what is at a path of names and indexes; None where there is nothing."""
    for part in path.split("."):
        if isinstance(row, Mapping):
            row = row.get(part)
        elif isinstance(row, list) and int(part) < len(row):
            row = row[int(part)]
        else:
            return None
    return row


def text(value: Any) -> str:
    """Write a value as people read it, three digits of a measured one."""
    if value is None:
        return "-"
    if isinstance(value, float):
        return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
    return f"{value:,}" if isinstance(value, int) else str(value)


def where(run: Mapping[str, Any]) -> str:
    """Say when and on what a run was measured."""
    machine, day = run["machine"], run["measured_at"][:10]
    before, after = machine["load_average_before"][0], machine["load_average_after"][0]
    return (
        f"Measured {day} on {machine['cores']} cores ({machine['cpu']}), Python {machine['python']},"
        f" at a load average of {before:g} before and {after:g} after."
    )


def main(arguments: list[str]) -> int:
    """Write the page and its plots, or with --check compare them. Returns the exit code."""
    page, drawn = rendered(PAGE.read_text(encoding="utf-8"))
    wanted = {PAGE: page, **{PLOTS / name: svg + "\n" for name, svg in drawn.items()}}
    stale = [path.name for path, wished in wanted.items() if not path.exists() or path.read_text() != wished]
    if "--check" in arguments:
        if stale:
            print(f"{', '.join(stale)} older than benchmarks/results: python -m benchmarks.render", file=sys.stderr)
        return 1 if stale else 0
    PLOTS.mkdir(exist_ok=True)
    for path, wished in wanted.items():
        path.write_text(wished, encoding="utf-8")
    print(f"Wrote {PAGE.name} and {len(drawn)} plots")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
