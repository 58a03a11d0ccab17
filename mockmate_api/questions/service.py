"""Managing questions: adding, changing, importing, retiring and restoring them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError
from sqlalchemy import Select, or_, select
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
    RetireIn,
)
from shared.core import clock
from shared.core.errors import Invalid, NotFound
from shared.models import Question, QuestionSource

OLDEST = Keyset((Question.id,))


def page(session: Session, query: QuestionQuery) -> QuestionPage:
    """Return the matching questions, oldest first."""
    rows, next_cursor = pagination.fetch(session, matching(query), OLDEST, query)
    return QuestionPage(items=[summary(row[0]) for row in rows], next_cursor=next_cursor)


def matching(query: QuestionQuery) -> Select[*tuple[Any, ...]]:
    """Return the statement for the questions that fit a query."""
    statement: Select[*tuple[Any, ...]] = select(Question)
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
    return statement


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


def retire(session: Session, question_id: int, given: RetireIn) -> QuestionOut:
    """Stop asking a question, or say what replaces one that is retired. Raises NotFound, Invalid."""
    question = _find(session, question_id, for_update=True)
    if given.replaced_by is not None:
        question.replaced_by = _replacement(session, question, given.replaced_by)
    if question.retired_at is None:
        question.retired_at = question.updated_at = clock.now(session)
    return _whole(question)


def _replacement(session: Session, question: Question, named: int | str) -> int:
    column = Question.id if isinstance(named, int) else Question.slug
    # Locked, so it isn't retired in the meantime: replacements never lead back to where they began.
    found = session.scalar(select(Question).where(column == named).with_for_update(read=True))
    if found is None or found is question:
        raise Invalid("No other question has this slug or id.", pointer="replaced_by")
    if found.retired_at is not None:
        raise Invalid("This question is retired itself.", pointer="replaced_by")
    return found.id


def restore(session: Session, question_id: int) -> QuestionOut:
    """Start asking a retired question again. Raises NotFound."""
    question = _find(session, question_id, for_update=True)
    if question.retired_at is not None:
        question.retired_at, question.replaced_by, question.updated_at = None, None, clock.now(session)
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


def summary(question: Question) -> QuestionSummary:
    """Return a question as a list shows it."""
    return QuestionSummary.model_validate(question, from_attributes=True, extra="ignore")


def _whole(question: Question) -> QuestionOut:
    return QuestionOut.model_validate(question, from_attributes=True, extra="ignore")
