"""The cases of an Exercism exercise, `canonical-data.json`, as test cases of one or several functions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from mockmate_api.questions.imports.functions import Function, Parameter, free_name, is_exact, type_of
from mockmate_api.questions.imports.proposals import one_line

MOST_CASES = 200
_PSEUDO_CODE = re.compile(r"^(?:fn)? ?\(?[a-z][\w, ]*\)? ?(?:->|=>)")
"""A function that is passed in, written in words: `(x) -> x + 1`."""
_RANDOM = frozenset({"random"})
_PLACEHOLDER = re.compile(r"[<>]=? ?\d.*(?:&&|\|\|)|^<.*>$")


@dataclass(frozen=True)
class Case:
    """One labeled test of canonical-data.json."""

    uuid: str
    about: str
    function: str
    given: Mapping[str, Any]
    expected: Any
    scenarios: frozenset[str]
    reimplements: str | None

    @property
    def error(self) -> str | None:
        """What the error is about that is expected, or None."""
        if isinstance(self.expected, dict) and set(self.expected) == {"error"}:
            return one_line(str(self.expected["error"])) or "an error"
        return None


@dataclass
class Cases:
    """Test cases of an exercise, with what they are for."""

    functions: list[Function] = field(default_factory=list)
    test_cases: list[dict[str, Any]] = field(default_factory=list)
    changes: list[str] = field(default_factory=list)
    returns: str = ""
    tolerance: float | None = None


class Misshapen(Exception):
    """The file is not canonical data; the message says what is missing."""


def read(data: Any) -> Cases:
    """Return the cases of a parsed canonical-data.json. Raises Misshapen."""
    if not isinstance(data, dict) or not isinstance(data.get("cases"), list):
        raise Misshapen('is not canonical data: it needs "cases", a list')
    cases = list(_flat(data["cases"], ()))
    result = Cases()
    kept = _usable(cases, result.changes)
    if kept:
        _fill(kept, result)
    return result


def _flat(members: Sequence[Any], groups: tuple[str, ...]) -> Iterator[Case]:
    for member in members:
        if not isinstance(member, dict):
            raise Misshapen("has a case that is not an object")
        about = (*groups, one_line(str(member.get("description", ""))))
        if isinstance(member.get("cases"), list):
            yield from _flat(member["cases"], about)
        else:
            yield _case(member, about)


def _case(member: Mapping[str, Any], about: tuple[str, ...]) -> Case:
    name, given = member.get("property"), member.get("input")
    if not isinstance(name, str) or not isinstance(given, dict) or "expected" not in member:
        raise Misshapen(f'has a case without "property", "input" or "expected": {about[-1] or "without a description"}')
    scenarios = member.get("scenarios")
    return Case(
        uuid=str(member.get("uuid", "")),
        about=one_line(": ".join(filter(None, about))),
        function=name,
        given=given,
        expected=member["expected"],
        scenarios=frozenset(map(str, scenarios)) if isinstance(scenarios, list) else frozenset(),
        reimplements=member.get("reimplements") if isinstance(member.get("reimplements"), str) else None,
    )


def _usable(cases: Sequence[Case], changes: list[str]) -> list[Case]:
    """Return the cases that can be run, and note those that can't."""
    replaced = {case.reimplements for case in cases if case.reimplements}
    reasons = Counter[str]()
    kept = list[Case]()
    for case in cases:
        reason = "replaced by a later one" if case.uuid in replaced else _unusable(case)
        if reason is None and len(kept) == MOST_CASES:
            reason = f"beyond the first {MOST_CASES}"
        if reason is None:
            kept.append(case)
        else:
            reasons[reason] += 1
    changes += [f"{_count(count)} left out: {reason}" for reason, count in reasons.items()]
    return kept


def _count(count: int) -> str:
    return f"{count} cases" if count > 1 else "1 case"


def _unusable(case: Case) -> str | None:
    if case.scenarios & _RANDOM or (isinstance(case.expected, str) and _PLACEHOLDER.search(case.expected)):
        return "the result is random, and described in words"
    if any(isinstance(value, str) and _PSEUDO_CODE.match(value) for value in case.given.values()):
        return "an argument is a function, written in words"
    if not is_exact(dict(case.given)) or not is_exact(case.expected):
        return "an integer is above 2**53 - 1, which JavaScript would round"
    return None


def _fill(cases: Sequence[Case], result: Cases) -> None:
    by_property: dict[str, list[Case]] = {}
    for case in cases:
        by_property.setdefault(case.function, []).append(case)
    names = sorted(by_property, key=lambda name: -len(by_property[name]))
    renamed: dict[str, str] = {}
    for name in names:
        function = _function(name, by_property[name], result.changes)
        renamed[name] = function.name
        result.functions.append(function)
    if len(names) > 1:
        result.changes.append(f"several functions: {', '.join(renamed.values())}")
    result.test_cases = [_written(case, renamed[case.function], result.functions) for case in cases]
    results = [case.expected for case in by_property[names[0]] if case.error is None]
    result.returns = type_of(results) if results else ""
    result.tolerance = _tolerance(cases)


def _function(name: str, cases: Sequence[Case], changes: list[str]) -> Function:
    keys = list(dict.fromkeys(key for case in cases for key in case.given))
    parameters = list[Parameter]()
    for key in keys:
        free = free_name(key)
        if free != key:
            changes.append(f"parameter {key} → {free}: the other is a reserved word")
        everywhere = all(key in case.given for case in cases)
        values = (case.given[key] for case in cases if key in case.given)
        parameters.append(Parameter(free, type_of(values), optional=not everywhere))
    parameters.sort(key=lambda each: each.optional)  # stable: the required ones keep their order
    function = free_name(name)
    if function != name:
        changes.append(f"function {name} → {function}: the other is a reserved word")
    return Function(function, tuple(parameters))


def _written(case: Case, name: str, functions: Sequence[Function]) -> dict[str, Any]:
    """Return a case in our form. Arguments are named where there are any."""
    written: dict[str, Any] = {} if name == functions[0].name else {"call": name}
    if case.given:
        written["named"] = {free_name(key): value for key, value in case.given.items()}
    else:
        written["args"] = []
    if case.error is None:
        written["expected"] = case.expected
    else:
        written["error"] = case.error
    if case.about:
        written["about"] = case.about
    return written


def _tolerance(cases: Sequence[Case]) -> float | None:
    """Return how exact the results have to be, by their digits; None if they are no fractions."""
    digits = [len(repr(value).partition(".")[2]) for case in cases for value in _floats(case.expected)]
    if not digits:
        return None
    most = max(digits)
    return 10.0**-most if most <= 4 else 1e-6


def _floats(value: Any) -> Iterator[float]:
    if isinstance(value, float) and not value.is_integer():
        yield value
    elif isinstance(value, list):
        for member in value:
            yield from _floats(member)
    elif isinstance(value, dict):
        for member in value.values():
            yield from _floats(member)
