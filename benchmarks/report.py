"""The output common to all benchmarks: a printed table, and a JSON file that names the machine measured on."""

from __future__ import annotations

import argparse
import json
import math
import os
import platform
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

RESULTS = Path(__file__).parent / "results"

Row = Mapping[str, Any]


def arguments(doc: str | None, more: Callable[[argparse.ArgumentParser], object] | None = None) -> argparse.Namespace:
    """Read the command line that all benchmarks share; `more` adds what only one of them takes."""
    parser = argparse.ArgumentParser(description=(doc or "").splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="small sizes only, to see that it works")
    parser.add_argument("--to", type=Path, help="folder of the JSON file (benchmarks/results, or quick in it)")
    if more is not None:
        more(parser)
    given = parser.parse_args()
    # A quick look must not replace the figures that the docs speak of.
    given.to = given.to or (RESULTS / "quick" if given.quick else RESULTS)
    return given


def machine(**more: Any) -> dict[str, Any]:
    """Describe where this runs, and how busy it is at this moment."""
    return {
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
        "cpu": _cpu(),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "load_average_before": load(),
        **more,
    }


def _cpu() -> str:
    # Linux only says it there; elsewhere the platform module knows.
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "unknown")


def load() -> list[float]:
    """Return the load average of the last 1, 5 and 15 minutes: what else ran beside a measurement shows here."""
    return [round(one, 2) for one in os.getloadavg()]


def show(title: str, rows: Sequence[Row]) -> None:
    """Print rows as a table, the keys as its head."""
    head = list(rows[0])
    lines = [head, *([_cell(row[name]) for name in head] for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    print(f"\n{title}")
    for line in lines:
        print("  " + "  ".join(cell.rjust(width) for cell, width in zip(line, widths, strict=True)))


def _cell(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.3g}" if abs(value) < 1000 else f"{value:,.0f}"
    return f"{value:,}" if isinstance(value, int) else "-" if value is None else str(value)


def write(folder: Path, name: str, machine_: dict[str, Any], **results: Any) -> None:
    """Append one run to the JSON file of a benchmark, the latest last."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.json"
    runs = json.loads(path.read_text()).get("runs", []) if path.exists() else []
    run = {
        "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": {**machine_, "load_average_after": load()},
        **results,
    }
    path.write_text(json.dumps({"benchmark": name, "runs": [*runs, _rounded(run)]}, indent=2) + "\n")
    print(f"\nAdded to {path}")


def _rounded(value: Any) -> Any:
    """Keep four digits: the rest is noise, and makes every new run look like a change."""
    if isinstance(value, float):
        return float(f"{value:.4g}")
    if isinstance(value, Mapping):
        return {key: _rounded(one) for key, one in value.items()}
    return [_rounded(one) for one in value] if isinstance(value, (list, tuple)) else value


def middle(values: Sequence[float]) -> float:
    """Return the median."""
    return float(median(values))


def middle_row(rows: Sequence[Any]) -> Any:
    """Return what several rounds come to: the median of what was measured, the most of what was counted."""
    first = rows[0]
    if isinstance(first, Mapping):
        return {name: middle_row([row[name] for row in rows]) for name in first}
    if isinstance(first, float):
        return middle(rows)
    return max(rows) if isinstance(first, int) else rows[-1]


def slope(sizes: Sequence[int], costs: Sequence[float]) -> float:
    """Return the exponent of cost over size, fitted through log and log: 1 is linear, 2 quadratic."""
    across, up = [math.log(size) for size in sizes], [math.log(cost) for cost in costs]
    middle_across, middle_up = sum(across) / len(across), sum(up) / len(up)
    rise = sum((x - middle_across) * (y - middle_up) for x, y in zip(across, up, strict=True))
    return rise / sum((x - middle_across) ** 2 for x in across)


def percentiles(values: Sequence[float]) -> dict[str, float]:
    """Return the smallest value that 50, 95 and 99 of a hundred don't exceed; nothing is interpolated."""
    order = sorted(values)
    return {f"p{share}": order[max(0, math.ceil(len(order) * share / 100) - 1)] for share in (50, 95, 99)}
