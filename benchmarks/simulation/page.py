"""The report of a simulation: as text, and as one HTML file with its plots inside."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from benchmarks.report import percentiles
from benchmarks.simulation.tally import Tally

_WIDTH, _HEIGHT, _BINS = 640, 160, 32

_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem}"
    "table{border-collapse:collapse}td,th{padding:.2rem 1rem .2rem 0;text-align:left}"
    "svg{max-width:100%;height:auto}rect{fill:#3565b0}text{font-size:12px}"
)


def facts(tally: Tally) -> list[tuple[str, str]]:
    """Return what is to be said, in words and figures."""
    rows = [
        ("seconds", f"{tally.elapsed:.0f}"),
        ("errors", str(tally.errors.total())),
        ("events lost", str(tally.lost())),
        ("events that came twice", str(tally.duplicated())),
        ("deliveries checked", f"{tally.checked():,}"),
        ("matches, seen by each", f"{len(tally.matches):,}"),
        ("requests", f"{len(tally.requests):,}"),
    ]
    rows += [(name, f"{count:,}") for name, count in sorted(tally.counts.items())]
    rows += [(f"error: {name}", f"{count:,}") for name, count in tally.errors.most_common(10)]
    for name, seconds in series(tally):
        if seconds:
            shares = percentiles(seconds)
            figures = " / ".join(f"{1000 * value:,.0f}" for value in shares.values())
            rows.append((f"{name}, p50 / p95 / p99 in ms", figures))
    return rows


def series(tally: Tally) -> list[tuple[str, Sequence[float]]]:
    """Return what was measured, in seconds."""
    return [
        ("from joining to being matched", tally.waits),
        ("a request", tally.requests),
        ("a line of chat, to the peer", tally.delivery),
    ]


def text(tally: Tally) -> str:
    """Return the report for a terminal."""
    rows = facts(tally)
    width = max(len(name) for name, _ in rows)
    return "\n".join(f"  {name.ljust(width)}  {value}" for name, value in rows)


def page(tally: Tally) -> str:
    """Return the report as a page that needs nothing else."""
    rows = "".join(
        f"<tr><th scope=row>{escape(name)}</th><td>{escape(value)}</td></tr>" for name, value in facts(tally)
    )
    plots = [("Matches over time", tally.matches), *((f"Time of {name}", values) for name, values in series(tally))]
    drawn = "".join(f"<h2>{escape(name)}</h2>{histogram(name, values)}" for name, values in plots if values)
    verdict = "All is well." if tally.is_well else "Something went wrong."
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Simulation of Mock Mate</title>'
        f"<style>{_STYLE}</style><h1>Simulation of Mock Mate</h1><p>{verdict}</p><table>{rows}</table>{drawn}</html>\n"
    )


def histogram(name: str, seconds: Sequence[float]) -> str:
    """Draw how often each value came."""
    top = max(seconds) or 1.0
    counts = [0] * _BINS
    for value in seconds:
        counts[min(_BINS - 1, int(value / top * _BINS))] += 1
    width, most = _WIDTH / _BINS, max(counts)
    bars = "".join(
        f'<rect x="{index * width:.1f}" y="{_HEIGHT * (1 - count / most):.1f}"'
        f' width="{width - 1:.1f}" height="{_HEIGHT * count / most:.1f}"/>'
        for index, count in enumerate(counts)
    )
    return (
        f'<svg role="img" aria-label="{escape(name)}: {len(seconds)} values from 0 to {top:.2f} seconds"'
        f' viewBox="0 0 {_WIDTH} {_HEIGHT + 20}">{bars}<text x="0" y="{_HEIGHT + 16}">0 s</text>'
        f'<text x="{_WIDTH}" y="{_HEIGHT + 16}" text-anchor="end">{top:.2f} s</text></svg>'
    )
