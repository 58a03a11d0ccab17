"""The report of a simulation, as text and as a single HTML file with inline plots."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from benchmarks.plots import histogram
from benchmarks.report import percentiles
from benchmarks.simulation.tally import Tally

_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem}"
    "table{border-collapse:collapse}td,th{padding:.2rem 1rem .2rem 0;text-align:left}"
    "svg{max-width:100%;height:auto}"
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


def text(rows: Sequence[tuple[str, str]]) -> str:
    """Return facts for a terminal."""
    width = max(len(name) for name, _ in rows)
    return "\n".join(f"  {name.ljust(width)}  {value}" for name, value in rows)


def page(tally: Tally) -> str:
    """Return the report of a simulation as a page."""
    values = {"Matches over time": tally.matches, **{f"Time of {name}": found for name, found in series(tally)}}
    drawn = {name: histogram(name, found) for name, found in values.items() if found}
    return document("Simulation of Mock Mate", facts(tally), drawn, is_well=tally.is_well)


def document(title: str, rows: Sequence[tuple[str, str]], drawings: Mapping[str, str], *, is_well: bool) -> str:
    """Return facts and plots as a page that needs nothing else."""
    cells = "".join(f"<tr><th scope=row>{escape(name)}</th><td>{escape(value)}</td></tr>" for name, value in rows)
    drawn = "".join(f"<h2>{escape(name)}</h2>{drawing}" for name, drawing in drawings.items())
    verdict = "All is well." if is_well else "Something went wrong."
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{escape(title)}</title>'
        f"<style>{_STYLE}</style><h1>{escape(title)}</h1><p>{verdict}</p><table>{cells}</table>{drawn}</html>\n"
    )
