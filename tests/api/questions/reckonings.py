"""Recomputes the reckonings in a text: code spans such as `12 million × 500 B = 6 GB` or `86,400 / 7 ≈ 12,300`."""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

ROUNDED = Fraction(5, 100)
"""How far the two sides of ≈ may lie apart, as a part of the exact one."""

_SPAN = re.compile(r"`([\d(][^`]*[×/+−][^`]*[=≈][^`]*)`")
_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_BYTES = {"B": 1, "KB": 10**3, "MB": 10**6, "GB": 10**9, "TB": 10**12, "PB": 10**15}
_BITS = {"bit": 1, "kbit": 10**3, "Mbit": 10**6, "Gbit": 10**9, "Tbit": 10**12}
_NUMBER = re.compile(
    r"\b(?P<digits>\d[\d,]*(?:\.\d+)?)(?: ?(?P<percent>%))?"
    rf"(?: (?P<scale>{'|'.join(_SCALES)}))?(?: (?P<unit>{'|'.join([*_BYTES, *_BITS])}))?(?!\w)"
)


@dataclass(frozen=True)
class Amount:
    """A number, or with `power` 1 a number of bytes."""

    value: Fraction
    power: int = 0

    def plus(self, other: Amount, sign: int) -> Amount:
        if self.power != other.power:
            raise ValueError("adds bytes to a plain number")
        return Amount(self.value + sign * other.value, self.power)


_OPERATIONS: dict[type[ast.operator], Callable[[Amount, Amount], Amount]] = {
    ast.Add: lambda one, two: one.plus(two, 1),
    ast.Sub: lambda one, two: one.plus(two, -1),
    ast.Mult: lambda one, two: Amount(one.value * two.value, one.power + two.power),
    ast.Div: lambda one, two: Amount(operator.truediv(one.value, two.value), one.power - two.power),
}


def reckonings(text: str) -> list[str]:
    """Return the code spans of a text that begin with a number and reckon with it, each on one line."""
    return [" ".join(span.split()) for span in _SPAN.findall(text)]


def amounts(text: str) -> list[Fraction]:
    """Return the numbers of a text, those of bytes in bytes: "2 million" and "2 MB" are both 2,000,000."""
    return [_amount(found).value for found in _NUMBER.finditer(" ".join(text.split()))]


def fault(reckoning: str) -> str | None:
    """Return what is wrong with a reckoning, or None."""
    sides = re.split(r"([=≈])", reckoning)
    try:
        exact = _evaluate(sides[0])
        for sign, side in zip(sides[1::2], sides[2::2], strict=True):
            given = _evaluate(side)
            if given.power != exact.power:
                return f"{reckoning}: bytes on one side only"
            allowed = abs(exact.value) * ROUNDED if sign == "≈" else 0
            if abs(given.value - exact.value) > allowed:
                return f"{reckoning}: it is {float(exact.value):,}"
    except (SyntaxError, ValueError, KeyError, ZeroDivisionError) as error:
        return f"{reckoning}: {error}"
    return None


def _amount(found: re.Match[str]) -> Amount:
    value = Fraction(found["digits"].replace(",", "").rstrip(".")) * _SCALES.get(found["scale"], 1)
    if found["percent"]:
        value /= 100
    if found["unit"] in _BITS:
        return Amount(value * Fraction(_BITS[found["unit"]], 8), 1)
    return Amount(value * _BYTES.get(found["unit"], 1), int(found["unit"] in _BYTES))


def _evaluate(side: str) -> Amount:
    """Compute one side; the numbers become names, so that nothing but numbers and operations can stand in it."""
    names: dict[str, Amount] = {}

    def named(found: re.Match[str]) -> str:
        names[name := f"n{len(names)}"] = _amount(found)
        return name

    text = _NUMBER.sub(named, side.strip()).replace("×", "*").replace("−", "-")
    return _walk(ast.parse(text, mode="eval").body, names)


def _walk(node: ast.expr, names: dict[str, Amount]) -> Amount:
    if isinstance(node, ast.Name):
        return names[node.id]
    if isinstance(node, ast.BinOp) and type(node.op) in _OPERATIONS:
        return _OPERATIONS[type(node.op)](_walk(node.left, names), _walk(node.right, names))
    raise ValueError("only numbers, units and + − × / belong in a reckoning")
