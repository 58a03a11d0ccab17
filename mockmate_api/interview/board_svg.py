"""The whiteboard as a picture in SVG, for the files of an export. It has no scripts and no links.

`web/src/room/board/` draws the same for the page. Marks come from clients: what isn't as docs/protocol.md says is left
out, and numbers are kept within their ranges.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

Mark = Mapping[str, Any]
Area = tuple[float, float, float, float]
"""Its left, top, right and bottom."""

_COLORS = ("#1d1f24", "#1f5fd0", "#c62828", "#2e7d32", "#b35900", "#7b3fb5")
_TINTS = ("#ececef", "#e0eafb", "#fbe3e3", "#e2f1e3", "#fbeddd", "#efe5f8")
_BOXES = ("rect", "ellipse", "diamond")
_CONNECTORS = ("arrow", "line")
_FARTHEST, _MOST_MARKS, _LONGEST_TEXT = 100_000, 2000, 1000
_FRAME = (0.0, 0.0, 1600.0, 1200.0)
_MARGIN, _LEADING, _ASCENT, _LETTER = 30, 1.25, 0.95, 0.65
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def drawn(marks: Sequence[Any]) -> str:
    """Return an SVG document of the marks on a board."""
    shown = [one for one in marks[:_MOST_MARKS] if isinstance(one, dict) and isinstance(one.get("kind"), str)]
    shown.sort(key=lambda one: _number(one, "z", -_FARTHEST, _FARTHEST, 0))
    by_id = {one["id"]: one for one in shown if isinstance(one.get("id"), str) and one["id"]}
    areas = [area for one in shown if (area := _area(one, by_id))]
    left, top, right, bottom = _around(areas) if areas else _FRAME
    x, y, width, height = left - _MARGIN, top - _MARGIN, right - left + 2 * _MARGIN, bottom - top + 2 * _MARGIN
    box = _tag("rect", x=x, y=y, width=width, height=height, fill="#fff")
    size = f'width="{width:g}" height="{height:g}" viewBox="{x:g} {y:g} {width:g} {height:g}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="sans-serif">'
    return "\n".join([head, box, *(_picture(one, by_id) for one in shown), "</svg>", ""])


def _picture(mark: Mark, by_id: Mapping[str, Mark]) -> str:
    kind, color = mark["kind"], int(_number(mark, "colour", 0, len(_COLORS) - 1, 0))
    filled = _TINTS[color] if mark.get("fill") == 1 else "none"
    line: dict[str, Any] = {
        "stroke": _COLORS[color],
        "stroke-width": _number(mark, "width", 1, 40, 5),
        "stroke-linecap": "round",
    }
    line |= {"stroke-linejoin": "round", "fill": filled}
    x, y, width, height = _place(mark)
    if kind == "stroke":
        return _tag("polyline", points=_points_of(_stroke(mark)), **line | {"fill": "none"})
    if kind == "label":
        return _words(mark, x, y - _ASCENT * 32, color, "start", 32)
    if kind == "text":
        return _words(mark, x, y, color, "start")
    if kind in _BOXES:
        middle_x, middle_y = x + width / 2, y + height / 2
        corners = [(middle_x, y), (x + width, middle_y), (middle_x, y + height), (x, middle_y)]
        outline = {
            "rect": lambda: _tag("rect", x=x, y=y, width=width, height=height, rx=6, **line),
            "ellipse": lambda: _tag("ellipse", cx=middle_x, cy=middle_y, rx=width / 2, ry=height / 2, **line),
            "diamond": lambda: _tag("polygon", points=_points_of(corners), **line),
        }[kind]()
        return outline + _centered(mark, middle_x, middle_y, color, max(40, width - 24))
    if kind not in _CONNECTORS:
        return ""
    (x1, y1), (x2, y2) = _ends(mark, by_id)
    shaft = _tag("line", x1=x1, y1=y1, x2=x2, y2=y2, **line)
    tip = _tip((x1, y1), (x2, y2), line["stroke-width"]) if kind == "arrow" else []
    head = _tag("polyline", points=_points_of(tip), **line | {"fill": "none"}) if tip else ""
    return shaft + head + _centered(mark, (x1 + x2) / 2, (y1 + y2) / 2, color, math.inf)


def _tip(start: tuple[float, float], end: tuple[float, float], width: float) -> list[tuple[float, float]]:
    angle, length = math.atan2(end[1] - start[1], end[0] - start[0]), 14 + 3 * width
    one, other = (
        (end[0] - length * math.cos(angle + by), end[1] - length * math.sin(angle + by)) for by in (-0.45, 0.45)
    )
    return [one, end, other]


def _ends(mark: Mark, by_id: Mapping[str, Mark]) -> tuple[tuple[float, float], tuple[float, float]]:
    x, y = _number(mark, "x", -_FARTHEST, _FARTHEST, 0), _number(mark, "y", -_FARTHEST, _FARTHEST, 0)
    far = [_number(mark, name, -_FARTHEST, _FARTHEST, 0) for name in ("w", "h")]
    start, start_area = _stuck(mark, "f", by_id.get(str(mark.get("from"))), (x, y))
    end, end_area = _stuck(mark, "t", by_id.get(str(mark.get("to"))), (x + far[0], y + far[1]))
    return _edge(start_area, start, end), _edge(end_area, end, start)


def _stuck(
    mark: Mark, side: str, target: Mark | None, free: tuple[float, float]
) -> tuple[tuple[float, float], Area | None]:
    area = _area(target, {}) if target and target["kind"] in (*_BOXES, "text", "label") else None
    if area is None:
        return free, None
    share_x, share_y = (_number(mark, side + name, 0, 1000, 500) / 1000 for name in "xy")
    return (area[0] + (area[2] - area[0]) * share_x, area[1] + (area[3] - area[1]) * share_y), area


def _edge(area: Area | None, inside: tuple[float, float], outside: tuple[float, float]) -> tuple[float, float]:
    """Return where the way out of an area crosses its edge."""
    (x, y), by_x, by_y = inside, outside[0] - inside[0], outside[1] - inside[1]
    if area is None or (area[0] <= outside[0] <= area[2] and area[1] <= outside[1] <= area[3]):
        return inside
    ways = [((area[2] if by_x > 0 else area[0]) - x) / by_x] if by_x else []
    ways += [((area[3] if by_y > 0 else area[1]) - y) / by_y] if by_y else []
    part = min(ways)
    return x + by_x * part, y + by_y * part


def _area(mark: Mark, by_id: Mapping[str, Mark]) -> Area | None:
    kind, (x, y, width, height) = mark["kind"], _place(mark)
    if kind in _BOXES:
        return x, y, x + width, y + height
    if kind in ("text", "label"):
        size = 32 if kind == "label" else _number(mark, "size", 8, 400, 32)
        lines = _text(mark).split("\n")
        top = y - size if kind == "label" else y
        longest = max(map(len, lines))
        return x, top, x + longest * _LETTER * size, top + len(lines) * _LEADING * size
    if kind == "stroke" and (points := _stroke(mark)):
        return _around([(px, py, px, py) for px, py in points])
    return _around([(px, py, px, py) for px, py in _ends(mark, by_id)]) if kind in _CONNECTORS else None


def _stroke(mark: Mark) -> list[tuple[float, float]]:
    """Return the points of a stroke, moved and resized."""
    given = mark.get("points")
    flat = [_kept(one, -_FARTHEST, _FARTHEST, 0) for one in given[:60_000]] if isinstance(given, list) else []
    points = list(zip(flat[::2], flat[1::2], strict=False))
    if not points:
        return []
    left, top, right, bottom = _around([(x, y, x, y) for x, y in points])
    x, y = _number(mark, "x", -_FARTHEST, _FARTHEST, 0), _number(mark, "y", -_FARTHEST, _FARTHEST, 0)
    width, height = _number(mark, "w", 0, _FARTHEST, 0), _number(mark, "h", 0, _FARTHEST, 0)
    by_x = width / (right - left) if width and right > left else 1
    by_y = height / (bottom - top) if height and bottom > top else 1
    return [(left + x + (px - left) * by_x, top + y + (py - top) * by_y) for px, py in points]


def _around(areas: Iterable[Area]) -> Area:
    lefts, tops, rights, bottoms = zip(*areas, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _centered(mark: Mark, x: float, y: float, color: int, room: float) -> str:
    size = _number(mark, "size", 8, 400, 32)
    lines = _broken(_text(mark), room / (_LETTER * size))
    return _lines(lines, x, y - len(lines) * size * _LEADING / 2, color, "middle", size) if lines else ""


def _words(mark: Mark, x: float, y: float, color: int, anchor: str, size: float | None = None) -> str:
    size = size or _number(mark, "size", 8, 400, 32)
    return _lines(_text(mark).split("\n"), x, y, color, anchor, size)


def _lines(lines: Sequence[str], x: float, top: float, color: int, anchor: str, size: float) -> str:
    look: dict[str, Any] = {"fill": _COLORS[color], "font-size": size, "text-anchor": anchor, "xml:space": "preserve"}
    bases = (top + size * (_ASCENT + _LEADING * at) for at in range(len(lines)))
    return "".join(_tag("text", line, x=x, y=base, **look) for line, base in zip(lines, bases, strict=True))


def _broken(text: str, letters: float) -> list[str]:
    """Break a text into lines of about so many letters, between words."""
    lines: list[str] = []
    for line in text.split("\n") if text else []:
        current = ""
        for word in line.split(" "):
            longer = f"{current} {word}" if current else word
            if current and len(longer) > letters:
                lines.append(current)
                longer = word
            current = longer
        lines.append(current)
    return lines


def _text(mark: Mark) -> str:
    given = mark.get("text")
    return _UNPRINTABLE.sub(" ", given[:_LONGEST_TEXT]) if isinstance(given, str) else ""


def _place(mark: Mark) -> Area:
    x, y = (_number(mark, name, -_FARTHEST, _FARTHEST, 0) for name in "xy")
    width, height = (_number(mark, name, 1, _FARTHEST, 1) for name in "wh")
    return x, y, width, height


def _number(mark: Mark, name: str, least: float, most: float, other: float) -> float:
    return _kept(mark.get(name), least, most, other)


def _kept(value: Any, least: float, most: float, other: float) -> float:
    is_number = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    return min(most, max(least, value)) if is_number else other


def _points_of(points: Iterable[tuple[float, float]]) -> str:
    return " ".join(f"{round(x, 1):g},{round(y, 1):g}" for x, y in points)


def _tag(name: str, text: str | None = None, **attributes: float | str) -> str:
    shown = {key: value if isinstance(value, str) else f"{round(value, 1):g}" for key, value in attributes.items()}
    words = "".join(f" {key}={quoteattr(value)}" for key, value in shown.items())
    return f"<{name}{words}/>" if text is None else f"<{name}{words}>{escape(text)}</{name}>"
