"""Small SVG plots that need no library, network, or script to display."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

WIDTH, HEIGHT, BINS = 640, 160, 32
COLOURS = ("#3565b0", "#c0392b", "#2e8b57", "#8e6bbf", "#b8860b")

Points = Sequence[tuple[float, float]]


def histogram(name: str, seconds: Sequence[float]) -> str:
    """Draw how often each value came."""
    top = max(seconds) or 1.0
    counts = [0] * BINS
    for value in seconds:
        counts[min(BINS - 1, int(value / top * BINS))] += 1
    width, most = WIDTH / BINS, max(counts)
    bars = "".join(
        f'<rect fill="{COLOURS[0]}" x="{index * width:.1f}" y="{HEIGHT * (1 - count / most):.1f}"'
        f' width="{width - 1:.1f}" height="{HEIGHT * count / most:.1f}"/>'
        for index, count in enumerate(counts)
    )
    return _svg(f"{name}: {len(seconds)} values from 0 to {top:.2f} seconds", bars, "0 s", f"{top:.2f} s")


def lines(name: str, of: Mapping[str, Points], unit: str) -> str:
    """Draw values over time, in seconds, a line for each name; the scale begins at 0."""
    right = max((at for points in of.values() for at, _ in points), default=0) or 1.0
    top = max((value for points in of.values() for _, value in points), default=0) or 1.0
    drawn = ""
    for number, (label, points) in enumerate(of.items()):
        colour = COLOURS[number % len(COLOURS)]
        path = " ".join(f"{at / right * WIDTH:.1f},{HEIGHT * (1 - value / top):.1f}" for at, value in points)
        drawn += f'<polyline fill="none" stroke="{colour}" stroke-width="1.5" points="{path}"/>'
        drawn += f'<text fill="{colour}" x="4" y="{14 + 14 * number}">{escape(label)}</text>'
    drawn += f'<text x="{WIDTH}" y="12" text-anchor="end">{top:,.4g} {escape(unit)}</text>'
    return _svg(f"{name}, up to {top:,.4g} {unit}", drawn, "0 s", f"{right:,.0f} s")


def bars(name: str, of: Mapping[str, float], unit: str) -> str:
    """Draw a bar for each name, longest where the value is greatest."""
    top = max(of.values(), default=0) or 1.0
    drawn = "".join(
        f'<rect fill="{COLOURS[0]}" x="220" y="{24 * row}" width="{value / top * (WIDTH - 320):.1f}" height="18"/>'
        f'<text x="214" y="{24 * row + 14}" text-anchor="end">{escape(label)}</text>'
        f'<text x="{226 + value / top * (WIDTH - 320):.1f}" y="{24 * row + 14}">{value:,.4g} {escape(unit)}</text>'
        for row, (label, value) in enumerate(of.items())
    )
    return _svg(f"{name} in {unit}", drawn, "", "", height=24 * len(of))


def _svg(label: str, drawn: str, left: str, right: str, height: int = HEIGHT) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{escape(label)}" font-size="12"'
        f' font-family="system-ui, sans-serif" viewBox="0 0 {WIDTH} {height + 20}">{drawn}'
        f'<text x="0" y="{height + 16}">{left}</text>'
        f'<text x="{WIDTH}" y="{height + 16}" text-anchor="end">{right}</text></svg>'
    )
