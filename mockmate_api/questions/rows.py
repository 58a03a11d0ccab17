"""A question between its parts and its row of the database."""

from __future__ import annotations

from typing import Any

from mockmate_api.questions.content import check
from mockmate_api.questions.fields import LARGEST_INTEGER
from mockmate_api.questions.parts import Content
from shared.models import InterviewType, Question, QuestionKind

COLUMNS = (
    *("slug", "interview_type", "kind", "difficulty", "title", "tags", "companies", "function", "compare", "draft"),
    *("prompt", "examples", "constraints", "hints", "solution", "follow_ups", "rubric", "starter_code", "test_cases"),
)
"""The parts that have a column; `details` holds the others."""
DETAILS = tuple(name for name in Content.model_fields if name not in COLUMNS)
_NEVER_NULL = ("tags", "companies", "hints", "follow_ups")


def columns(question: Content) -> dict[str, Any]:
    """Return a question as column values; columns that it doesn't use are None."""
    values = question.given()
    row: dict[str, Any] = {name: values.get(name) for name in COLUMNS} | {"draft": question.draft}
    row |= {name: values.get(name, []) for name in _NEVER_NULL}
    details = {name: values[name] for name in DETAILS if name in values}
    if question.rubric:
        details["dimensions"] = list(question.rubric)
    return row | {"details": details}


def parts(question: Question) -> dict[str, Any]:
    """Return the parts that a stored question has, as JSON."""
    row = {name: getattr(question, name) for name in COLUMNS}
    row["rubric"] = question.rubric_in_order
    if question.interview_type is InterviewType.BEHAVIORAL:
        # A release before this one stored none with what it added during the upgrade.
        row["kind"] = QuestionKind.CONVERSATION
    found = row | {name: value for name, value in question.details.items() if name in DETAILS}
    return {name: _as_given(value) for name, value in found.items() if value not in (None, [], {})}


def read(question: Question) -> Content:
    """Return a stored question. Raises Unfit for one of before a rule that it breaks."""
    return check(parts(question))


def _as_given(value: Any) -> Any:
    """Undo what JSONB makes of large floats: it writes 1e+21 as an integer, which a part may not contain."""
    match value:
        case int() if abs(value) > LARGEST_INTEGER:
            return float(value)
        case list():
            return [_as_given(member) for member in value]
        case dict():
            return {key: _as_given(member) for key, member in value.items()}
    return value
