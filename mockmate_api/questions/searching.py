"""Which questions a list shows."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.dialects.postgresql import array

from mockmate_api.questions import kinds
from mockmate_api.questions.kinds import NeededPart
from mockmate_api.questions.rows import COLUMNS
from mockmate_api.questions.schemas import QuestionQuery
from shared.models import Question, QuestionKind


def whose(group_id: int | None) -> ColumnElement[bool]:
    """Return the condition for the questions for everyone, or for those of a group."""
    return Question.group_id.is_(None) if group_id is None else Question.group_id == group_id


def statement(query: QuestionQuery, group_id: int | None = None) -> Select[Question]:
    """Return the statement that finds the matching questions: those for everyone, or those of a group."""
    found = select(Question).where(whose(group_id))
    for column, wanted in (
        (Question.interview_type, query.interview_type),
        (Question.kind, query.kind),
        (Question.difficulty, query.difficulty),
        (Question.draft, query.draft),
    ):
        if wanted is not None:
            found = found.where(column == wanted)
    if query.tag:
        found = found.where(Question.tags.contains([query.tag]))
    if query.retired is not None:
        retired = Question.retired_at.is_not(None)
        found = found.where(retired if query.retired else ~retired)
    if query.missing:
        found = found.where(Question.draft, _lacks(query.missing))
    if query.q:
        places = (Question.slug, Question.title, Question.prompt)
        found = found.where(or_(*(place.icontains(query.q, autoescape=True) for place in places)))
    return found


def _lacks(part: NeededPart) -> ColumnElement[bool]:
    """Say in SQL what `kinds.missing` says of a question."""
    return and_(Question.kind.in_(_needing(part)), _is_absent(part))


def _needing(part: NeededPart) -> list[QuestionKind]:
    return [kind for kind, parts in kinds.KINDS.items() if part in (*kinds.ALL_NEED, *parts.needs)]


def _begins_in_none(kind: QuestionKind) -> ColumnElement[bool]:
    code: Any = Question.starter_code
    return or_(code.is_(None), ~code.has_any(array(sorted(kinds.BEGINNINGS[kind]))))


def _is_absent(part: NeededPart) -> ColumnElement[bool]:
    if part == "tags":
        return func.cardinality(Question.tags) == 0
    if part == "starter_code":
        return and_(*(or_(Question.kind != kind, _begins_in_none(kind)) for kind in _needing(part)))
    if part not in COLUMNS:
        lacked: ColumnElement[bool] = ~Question.details.has_key(part)
        return lacked
    column: Any = getattr(Question, part)
    empty: ColumnElement[bool] = column.is_(None)
    if part in {"hints", "follow_ups"}:
        empty = or_(empty, column == [])
    return empty
