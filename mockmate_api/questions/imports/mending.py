"""Leaves out the parts of a foreign question that can't be used here, as long as what has to be there remains."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from mockmate_api.questions import content
from mockmate_api.questions.faults import Fault, Unfit
from mockmate_api.questions.imports.proposals import one_line
from mockmate_api.questions.parts import Content

_NEVER = frozenset({"slug", "interview_type", "kind", "difficulty", "title", "prompt", "draft"})
_ATTEMPTS = 4
_MOST_LINES = 5


def check(values: dict[str, Any], changes: list[str]) -> Content:
    """Return a draft of what can be used, and note what can't. Raises Unfit if the core of the question can't."""
    for _ in range(_ATTEMPTS):
        try:
            return content.check(values | {"draft": True})
        except Unfit as error:
            if not all(_can_go(fault, values) for fault in error.faults):
                raise
            _leave_out(values, error.faults, changes)
    return content.check(values | {"draft": True})


def _can_go(fault: Fault, values: dict[str, Any]) -> bool:
    return bool(fault.place) and fault.place[0] not in _NEVER and fault.place[0] in values


def _leave_out(values: dict[str, Any], faults: Iterable[Fault], changes: list[str]) -> None:
    said, members = list[str](), dict[str, set[int]]()
    for fault in faults:
        name, *rest = fault.place
        number = _index(values[name], rest) if name in values else None
        if name == "starter_code" and (language := _language(values, fault)):
            values[name] = {key: code for key, code in values[name].items() if key != language}
            said.append(f"starter code in {language} is left out: {fault.detail}")
        elif number is not None:
            if number not in members.setdefault(name, set()):
                said.append(f"{name.replace('_', ' ')} {number + 1} is left out: {'.'.join(rest[1:])} {fault.detail}")
            members[name].add(number)
        elif values.pop(name, None) is not None:
            said.append(f"{name.replace('_', ' ')} left out: {fault.detail}")
    for name, numbers in members.items():
        if name in values:
            values[name] = [each for index, each in enumerate(values[name]) if index not in numbers]
    changes += [one_line(each) for each in said[:_MOST_LINES]]
    if len(said) > _MOST_LINES:
        changes.append(f"and {len(said) - _MOST_LINES} more are left out")


def _index(value: Any, rest: list[str]) -> int | None:
    """Return which member of a list a fault is about, if it is about one."""
    if not isinstance(value, list) or not rest or not rest[0].isdigit():
        return None
    return int(rest[0]) if int(rest[0]) < len(value) else None


def _language(values: dict[str, Any], fault: Fault) -> str | None:
    """Return which language of the starter code a fault is about."""
    starter = values.get("starter_code")
    if not isinstance(starter, dict):
        return None
    words = [*fault.place[1:2], fault.detail.partition(" ")[0]]
    return next((word for word in words if word in starter), None)
