"""A question of each kind, as small as each can be."""

from __future__ import annotations

from typing import Any

from mockmate_api.questions import content
from mockmate_api.questions.faults import Unfit

_LEVELS = {"1": "None.", "3": "Some.", "5": "Much."}
_ALL = {
    "slug": "a-question",
    "interview_type": "technical",
    "difficulty": "easy",
    "title": "A question",
    "tags": ["arrays"],
    "prompt": "What is it?",
    "hints": ["Think."],
    "solution": "This.",
    "follow_ups": ["Why?"],
}
_STARTER = {"python": "def double(number):\n    return number"}
KINDS: dict[str, dict[str, Any]] = {
    "function": {
        **_ALL,
        "function": "double",
        "starter_code": _STARTER,
        "test_cases": [{"args": [1], "expected": 2}],
    },
    "debugging": {
        **_ALL,
        "function": "double",
        "starter_code": _STARTER,
        "test_cases": [{"args": [1], "expected": 2}],
    },
    "stdin": {**_ALL, "test_cases": [{"stdin": "1\n", "stdout": "2\n"}]},
    "sql": {
        **_ALL,
        "tags": ["sql"],
        "tables": "CREATE TABLE visits (day integer);",
        "test_cases": [{"rows": [[1]], "columns": ["n"]}],
    },
    "design": {
        **_ALL,
        "tags": ["system-design"],
        "requirements": ["It runs."],
        "estimates": ["How many? → 5"],
        "rubric": {"Data model": _LEVELS},
    },
    "review": {**_ALL, "tags": ["code-review"], "code": {"python": "x = 1"}},
    "frontend": {**_ALL, "tags": ["html"], "requirements": ["It shows."], "starter_code": {"html": "<p></p>"}},
    "conversation": {
        **_ALL,
        "interview_type": "behavioral",
        "tags": ["learning"],
        "rubric": dict.fromkeys(("structure", "ownership", "impact", "communication"), _LEVELS),
    },
}
"""By kind, the parts of a question that lacks nothing."""


def of(kind: str, /, **changes: Any) -> dict[str, Any]:
    """Return a question's parts, some of them changed."""
    return {**KINDS[kind], "kind": kind, **changes}


def faults(values: dict[str, Any]) -> list[str]:
    """Return what is wrong with a question, each with its place."""
    try:
        content.check(values)
    except Unfit as error:
        return [str(fault) for fault in error.faults]
    return []
