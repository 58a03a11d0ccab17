"""What each place of the room's document may hold: text in the pads, marks in `board`, and what a mark consists of."""

from __future__ import annotations

import math
import re
from collections.abc import Callable

from mockmate_ws.collab.updates import LIST, MAP, STRING, TYPE, VALUES, Struct, utf16_length
from shared.rooms import pads

MAX_MARKS = 20_000
"""The most marks that may ever be put on a whiteboard: every one costs the peer's page time, and its remains memory."""
FARTHEST = 100_000
"""How far from the origin of the whiteboard anything may be, in its units."""
MARK_KINDS = ("stroke", "label", "rect", "ellipse", "diamond", "arrow", "line", "text")
"""The kinds of marks. The first two are those of version 0.1.0."""
_LONGEST_TEXT = 1_000  # in JavaScript's characters
_ID = re.compile(r"[a-z0-9]{1,16}", re.ASCII)


def _is_text(one: Struct) -> bool:
    return one.kind == STRING


def _is_map(one: Struct) -> bool:
    return one.kind == TYPE and one.content == MAP


def _is_list(one: Struct) -> bool:
    return one.kind == TYPE and one.content == LIST


def _are_numbers(one: Struct) -> bool:
    return one.kind == VALUES and isinstance(one.content, list) and all(map(_is_number, one.content))


def _is_number(value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return False
    return math.isfinite(value) and abs(value) <= FARTHEST


def _is_within(least: int, most: int) -> Callable[[object], bool]:
    def is_one(value: object) -> bool:
        return _is_number(value) and isinstance(value, (int, float)) and least <= value <= most

    return is_one


def _is_whole(least: int, most: int) -> Callable[[object], bool]:
    return lambda value: _is_number(value) and value in range(least, most + 1)


def _is_text_of_mark(value: object) -> bool:
    return isinstance(value, str) and utf16_length(value) <= _LONGEST_TEXT


def _is_id(value: object) -> bool:
    return isinstance(value, str) and _ID.fullmatch(value) is not None


def _value(is_valid: Callable[[object], bool]) -> Callable[[Struct], bool]:
    def is_one(one: Struct) -> bool:
        values = one.content
        return one.kind == VALUES and isinstance(values, list) and len(values) == 1 and is_valid(values[0])

    return is_one


MARK_FIELDS: dict[str, Callable[[Struct], bool]] = {
    "kind": _value(lambda value: isinstance(value, str) and value in MARK_KINDS),
    "id": _value(_is_id),
    "colour": _value(_is_whole(0, 5)),
    "width": _value(_is_whole(1, 40)),
    "fill": _value(_is_whole(0, 1)),
    "points": _is_list,
    **{name: _value(_is_number) for name in ("x", "y", "w", "h", "z")},
    "text": _value(_is_text_of_mark),
    "size": _value(_is_within(8, 400)),
    **{name: _value(_is_id) for name in ("from", "to")},
    **{name: _value(_is_within(0, 1_000)) for name in ("fx", "fy", "tx", "ty")},
}
"""The fields of a mark, and what a piece in each may be."""
BOARD, POINT_NUMBERS, GONE, ELSEWHERE = "board", "in points", "gone", "elsewhere"
ROOTS = frozenset({*pads.NAMES, BOARD})
# What is put into something deleted is deleted as well, and never shown.
ALLOWED: dict[str, Callable[[Struct], bool]] = {
    **dict.fromkeys(pads.NAMES, _is_text),
    BOARD: _is_map,
    POINT_NUMBERS: _are_numbers,
    GONE: lambda one: one.kind in (STRING, VALUES) or _is_map(one) or _is_list(one),
    ELSEWHERE: lambda _: False,
    **MARK_FIELDS,
}


def in_words(inside: str) -> str:
    """Name a place of the document for an error message."""
    if inside in MARK_FIELDS:
        return f"in `{inside}` of a mark"
    return f"in `{inside}`" if inside in pads.NAMES else "in `board`"
