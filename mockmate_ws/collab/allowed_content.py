"""What each place of the room's document may hold: text in the pads, marks in `board`, and what a mark consists of."""

from __future__ import annotations

import math
from collections.abc import Callable

from mockmate_ws.collab.updates import LIST, MAP, STRING, TYPE, VALUES, Struct, utf16_length
from shared.rooms import pads

_FARTHEST = 10_000  # the board has 1,600 by 1,200; strokes may go past its edge
_LONGEST_LABEL = 120  # in JavaScript's characters


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
    return math.isfinite(value) and abs(value) <= _FARTHEST


def _is_label(value: object) -> bool:
    return isinstance(value, str) and utf16_length(value) <= _LONGEST_LABEL


def _value(is_valid: Callable[[object], bool]) -> Callable[[Struct], bool]:
    def is_one(one: Struct) -> bool:
        values = one.content
        return one.kind == VALUES and isinstance(values, list) and len(values) == 1 and is_valid(values[0])

    return is_one


MARK_FIELDS: dict[str, Callable[[Struct], bool]] = {
    "kind": _value(lambda value: value in ("stroke", "label")),
    "colour": _value(lambda value: _is_number(value) and value in range(4)),
    "width": _value(lambda value: _is_number(value) and value in range(1, 41)),
    "points": _is_list,
    "x": _value(_is_number),
    "y": _value(_is_number),
    "text": _value(_is_label),
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
