"""What `compare` and the forms of test cases mean: is what an answer gives what a case expects?"""

from __future__ import annotations

from typing import Any

from shared.models import Comparison


def fits(returned: Any, expected: Any, how: Comparison, tolerance: float = 1e-6) -> bool:
    """Compare what a function returned, as JSON."""
    if how is Comparison.UNORDERED:
        return isinstance(returned, list) and _same_members(returned, expected)
    return _same(returned, expected, tolerance if how is Comparison.APPROX else 0)


def prints(printed: str, expected: str, tolerance: float | None = None) -> bool:
    """Compare what a program printed: by lines, without blanks at their ends; with a tolerance numbers by value."""
    one, other = _lines(printed), _lines(expected)
    if tolerance is None:
        return one == other
    words = [[line.split() for line in lines] for lines in (one, other)]
    return _same([[*map(_number, line)] for line in words[0]], [[*map(_number, line)] for line in words[1]], tolerance)


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.rstrip().split("\n")]


def _number(word: str) -> float | str:
    try:
        return float(word)
    except ValueError:
        return word


def _same_members(returned: list[Any], expected: list[Any]) -> bool:
    left = list(returned)
    for wanted in expected:
        place = next((index for index, value in enumerate(left) if _same(value, wanted, 0)), None)
        if place is None:
            return False
        del left[place]
    return not left


def _same(one: Any, other: Any, slack: float) -> bool:
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, int | float) and isinstance(other, int | float):
        return one == other or abs(one - other) <= slack * max(1, abs(other))
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(_same(*pair, slack) for pair in zip(one, other, strict=True))
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_same(one[key], other[key], slack) for key in one)
    return bool(one == other)
