"""What `compare` means: is what a function returned, as JSON, what a test case expects?"""

from __future__ import annotations

from typing import Any

from shared.models import Comparison


def fits(returned: Any, expected: Any, how: Comparison) -> bool:
    if how is Comparison.UNORDERED:
        return isinstance(returned, list) and _same_members(returned, expected)
    return _same(returned, expected, 1e-6 if how is Comparison.APPROX else 0)


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
