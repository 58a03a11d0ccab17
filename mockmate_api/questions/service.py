"""Managing questions: adding, changing, importing, retiring and restoring them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from mockmate_api.http import pagination
from mockmate_api.http.pagination import Keyset
from mockmate_api.http.problems import ValidationFailed
from mockmate_api.questions import bank, content, markdown
from mockmate_api.questions.content import Behavioral, Technical
from mockmate_api.questions.schemas import (
    QuestionChanges,
    QuestionIn,
    QuestionOut,
    QuestionPage,
    QuestionQuery,
    QuestionSummary,
)
from shared.core import clock
from shared.core.errors import NotFound
from shared.models import Question, QuestionSource

_OLDEST = Keyset((Question.id,))


def page(session: Session, query: QuestionQuery) -> QuestionPage:
    """Return the matching questions, oldest first."""
    statement = select(Question)
    if query.interview_type:
        statement = statement.where(Question.interview_type == query.interview_type)
    if query.difficulty:
        statement = statement.where(Question.difficulty == query.difficulty)
    if query.tag:
        statement = statement.where(Question.tags.contains([query.tag]))
    if query.retired is not None:
        retired = Question.retired_at.is_not(None)
        statement = statement.where(retired if query.retired else ~retired)
    if query.q:
        places = (Question.slug, Question.title, Question.prompt)
        statement = statement.where(or_(*(place.icontains(query.q, autoescape=True) for place in places)))
    rows, next_cursor = pagination.fetch(session, statement, _OLDEST, query)
    return QuestionPage(items=[_summary(row[0]) for row in rows], next_cursor=next_cursor)


def read(session: Session, question_id: int) -> QuestionOut:
    """Return one question. Raises NotFound."""
    return _whole(_find(session, question_id))


def add(session: Session, body: QuestionIn) -> QuestionOut:
    """Add a question. Raises ValidationFailed; the unique index raises SlugTaken."""
    values = body.model_dump(by_alias=True, exclude_none=True)
    question = Question(**bank.columns(_checked(values)), source=QuestionSource.ADMIN)
    session.add(question)
    session.flush()
    return _whole(question)


def change(session: Session, question_id: int, changes: QuestionChanges) -> QuestionOut:
    """Change parts of a question, which must then be complete. Raises NotFound, ValidationFailed."""
    question = _find(session, question_id, for_update=True)
    present = {name: getattr(question, name) for name in bank.FIELDS if getattr(question, name) is not None}
    _fill(session, question, _checked(present | changes.model_dump(by_alias=True, exclude_unset=True)))
    return _whole(question)


def take_in(session: Session, text: str) -> tuple[QuestionOut, bool]:
    """Add the question in a Markdown text, or replace the one with its slug. Returns it and whether it is new.

    Raises ValidationFailed. If two imports of a new slug race, the unique index raises SlugTaken for the second.
    """
    try:
        wanted = markdown.read(text)
    except markdown.Unreadable as error:
        raise _failed(error.faults, "#/markdown") from None
    question = session.scalar(select(Question).where(Question.slug == wanted.slug).with_for_update())
    if question is not None:
        _fill(session, question, wanted)
        return _whole(question), False
    question = Question(**bank.columns(wanted), source=QuestionSource.ADMIN)
    session.add(question)
    session.flush()
    return _whole(question), True


def retire(session: Session, question_id: int) -> QuestionOut:
    """Stop asking a question. Raises NotFound."""
    question = _find(session, question_id, for_update=True)
    if question.retired_at is None:
        question.retired_at = question.updated_at = clock.now(session)
    return _whole(question)


def restore(session: Session, question_id: int) -> QuestionOut:
    """Start asking a retired question again. Raises NotFound."""
    question = _find(session, question_id, for_update=True)
    if question.retired_at is not None:
        question.retired_at, question.updated_at = None, clock.now(session)
    return _whole(question)


def _find(session: Session, question_id: int, *, for_update: bool = False) -> Question:
    question = session.get(Question, question_id, with_for_update=for_update or None, populate_existing=True)
    if question is None:
        raise NotFound
    return question


def _fill(session: Session, question: Question, wanted: Technical | Behavioral) -> None:
    for name, value in bank.columns(wanted).items():
        setattr(question, name, value)
    question.updated_at = clock.now(session)
    session.flush()


def _checked(values: Mapping[str, Any]) -> Technical | Behavioral:
    try:
        return content.check(values)
    except ValidationError as error:
        raise _failed(markdown.faults_of(error), "#") from None


def _failed(faults: list[markdown.Fault], root: str) -> ValidationFailed:
    return ValidationFailed(
        [
            {"pointer": "/".join((root, *map(_escape, fault.place))), "detail": fault.detail, "code": fault.code}
            for fault in faults
        ]
    )


def _escape(key: str) -> str:
    return key.replace("~", "~0").replace("/", "~1")


def _summary(question: Question) -> QuestionSummary:
    return QuestionSummary.model_validate(question, from_attributes=True, extra="ignore")


def _whole(question: Question) -> QuestionOut:
    return QuestionOut.model_validate(question, from_attributes=True, extra="ignore")
