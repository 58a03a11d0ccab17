"""The question as people see it in the room, and which of its test cases clients of before understand."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from shared.core.integers import Id
from shared.core.view import View
from shared.models.enums import Comparison, Difficulty, QuestionKind

SHORT_FORMS = frozenset({"$range", "$repeat", "$shuffled", "$concat", "$zip", "$random", "$words"})
"""Each is the one key of an object that stands for a large value in a test case (docs/questions.md)."""


class QuestionCase(View):
    """The arguments a technical question's function is called with, and the expected result, as JSON."""

    args: list[Any]
    expected: Any


class QuestionParameter(View):
    """A parameter of the function to write; the one called `returns` is its result."""

    name: str
    type: str
    meaning: str


class QuestionView(View):
    """A question. Hints, solutions, follow-ups, estimates and rubric are included for the interviewer only.

    `prompt` is Markdown. A technical question may name the `function` to write, and have starter code for some
    languages, and cases to test an answer with; `compare` says when a result is correct (docs/questions.md). A socket
    shortens a question that is too long for a frame.
    """

    id: Id
    title: str
    kind: QuestionKind | None = Field(None, description="What is asked for; null from servers of before.")
    prompt: str
    difficulty: Difficulty
    tags: list[str]
    parameters: list[QuestionParameter] | None = None
    requirements: list[str] | None = Field(None, description="What is to be built, as Markdown.")
    tables: str | None = Field(None, description="SQL that makes the tables to query.")
    code: dict[str, str] | None = Field(None, description="What is to be read, by language.")
    function: str | None = None
    starter_code: dict[str, str] | None = Field(None, description="By language, also `html` and `css`.")
    test_cases: list[QuestionCase] | None = Field(
        None, description="Those of the cases that are calls of `function` with all values written out."
    )
    cases: list[dict[str, Any]] | None = Field(None, description="All cases, in the forms of docs/questions.md.")
    compare: Comparison | None = None
    tolerance: float | None = Field(None, description="With `compare: approx`; if null, 1e-6.")
    rubric: dict[str, Any] | None = None
    hints: list[str] | None = None
    solution: str | None = None
    slow_solution: str | None = Field(None, description="A right answer that is too slow, for comparison.")
    follow_ups: list[str] | None = None
    estimates: list[str] | None = Field(None, description="What may be reckoned, with figures, as Markdown.")
    truncated: bool = Field(
        False, description="Whether it was shortened for a frame; GET /interview/{interview_id} has all of it."
    )


def is_short_form(value: Any) -> bool:
    """Say whether a value stands for a larger one: an object with exactly one key, a short form's."""
    return isinstance(value, dict) and len(value) == 1 and next(iter(value)) in SHORT_FORMS


def has_short_form(value: Any) -> bool:
    """Say whether a value is, or contains, a short form."""
    if isinstance(value, dict):
        return is_short_form(value) or any(map(has_short_form, value.values()))
    return isinstance(value, list) and any(map(has_short_form, value))


def plain_cases(cases: list[dict[str, Any]] | None) -> list[QuestionCase] | None:
    """Return the cases that clients of before understand; None without any."""
    found = [
        QuestionCase(args=case["args"], expected=case["expected"])
        for case in cases or ()
        if {"args", "expected"} <= case.keys() and "call" not in case and not has_short_form(case)
    ]
    return found or None
