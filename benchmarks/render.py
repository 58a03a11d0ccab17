"""Writes the latest figures and plots into docs/performance.md: `python -m benchmarks.render [--check]`.

Tables in the page stand between `<!-- figures: NAME -->` and `<!-- end -->`; the text around them is written by hand.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benchmarks import plots, report
from benchmarks.shown import SHOWN

PAGE = Path(__file__).parents[1] / "docs" / "performance.md"
PLOTS = PAGE.parent / "performance"
_PLACE = re.compile(r"(<!-- figures: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


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
