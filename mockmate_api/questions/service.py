"""Managing questions: adding, changing, importing, retiring and restoring them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from mockmate_api.http import pagination
from mockmate_api.http.pagination import Keyset
from mockmate_api.http.problems import ValidationFailed
from mockmate_api.questions import content, kinds, reading, rows, searching, writing
from mockmate_api.questions.faults import Fault, Unfit
from mockmate_api.questions.parts import Content
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


def page(session: Session, query: QuestionQuery, group_id: int | None = None) -> QuestionPage:
    """Return the matching questions, oldest first: those for everyone, or a group's."""
    wanted = searching.statement(query, group_id)
    found, next_cursor = pagination.fetch(session, wanted, OLDEST, query)
    return QuestionPage(items=[summary(row[0]) for row in found], next_cursor=next_cursor)


def read(session: Session, question_id: int, group_id: int | None = None) -> QuestionOut:
    """Return one question. Raises NotFound, also for a question that isn't the group's."""
    return _whole(_find(session, question_id, group_id))


def markdown(session: Session, question_id: int, group_id: int | None = None) -> str:
    """Return one question as a file in the bank's format. Raises NotFound."""
    return writing.write_parts(rows.parts(_find(session, question_id, group_id)))


def add(session: Session, body: QuestionIn, group_id: int | None = None) -> QuestionOut:
    """Add a question. Raises ValidationFailed; the unique index raises SlugTaken.

    The slug of a group's question begins with the group's number, so it never takes one from the bank.
    """
    given = body.model_dump(exclude_unset=True)
    if group_id is not None:
        given["slug"] = _slug_in_group(group_id, given.get("slug") or content.slug_of(body.title))
    question = Question(**rows.columns(_checked(given)), source=QuestionSource.ADMIN, group_id=group_id)
    session.add(question)
    session.flush()
    return _whole(question)


def change(session: Session, question_id: int, changes: QuestionChanges, group_id: int | None = None) -> QuestionOut:
    """Change parts of a question, which must then be complete. Raises NotFound, ValidationFailed."""
    question = _find(session, question_id, group_id, for_update=True)
    _fill(session, question, _checked(rows.parts(question) | changes.model_dump(exclude_unset=True)))
    return _whole(question)


def _slug_in_group(group_id: int, slug: str) -> str:
    prefix = f"group-{group_id}-"
    return slug if slug.startswith(prefix) else f"{prefix}{slug}"[:100].rstrip("-")


def take_in(session: Session, text: str, group_id: int | None = None) -> tuple[QuestionOut, bool]:
    """Add the question in a Markdown text, or replace the one with its slug. Returns it and whether it is new.

    Raises ValidationFailed. If two imports of a new slug race, the unique index raises SlugTaken for the second.
    """
    try:
        wanted = reading.read(text)
    except Unfit as error:
        raise _failed(error.faults, "#/markdown") from None
    if group_id is not None:
        wanted = wanted.model_copy(update={"slug": _slug_in_group(group_id, wanted.slug)})
    known = select(Question).where(Question.slug == wanted.slug, searching.whose(group_id))
    question = session.scalar(known.with_for_update())
    if question is not None:
        _fill(session, question, wanted)
        return _whole(question), False
    question = Question(**rows.columns(wanted), source=QuestionSource.ADMIN, group_id=group_id)
    session.add(question)
    session.flush()
    return _whole(question), True


def retire(session: Session, question_id: int, given: RetireIn, group_id: int | None = None) -> QuestionOut:
    """Stop asking a question, or say what replaces one that is retired. Raises NotFound, Invalid."""
    question = _find(session, question_id, group_id, for_update=True)
    if given.replaced_by is not None:
        question.replaced_by = _replacement(session, question, given.replaced_by)
    if question.retired_at is None:
        question.retired_at = question.updated_at = clock.now(session)
    return _whole(question)


def _replacement(session: Session, question: Question, slug: str) -> int:
    # Locked, so it isn't retired in the meantime: replacements never lead back to where they began.
    found = session.scalar(
        select(Question).where(Question.slug == slug, searching.whose(question.group_id)).with_for_update(read=True)
    )
    if found is None or found is question:
        raise Invalid("No other question has this slug.", pointer="replaced_by")
    if found.retired_at is not None:
        raise Invalid("This question is retired itself.", pointer="replaced_by")
    return found.id


def restore(session: Session, question_id: int, group_id: int | None = None) -> QuestionOut:
    """Start asking a retired question again. Raises NotFound."""
    question = _find(session, question_id, group_id, for_update=True)
    if question.retired_at is not None:
        question.retired_at, question.replaced_by, question.updated_at = None, None, clock.now(session)
    return _whole(question)


def _find(session: Session, question_id: int, group_id: int | None = None, *, for_update: bool = False) -> Question:
    question = session.get(Question, question_id, with_for_update=for_update or None, populate_existing=True)
    if question is None or question.group_id != group_id:
        raise NotFound
    return question


def _fill(session: Session, question: Question, wanted: Content) -> None:
    for name, value in rows.columns(wanted).items():
        setattr(question, name, value)
    question.updated_at = clock.now(session)
    session.flush()


def _checked(values: Mapping[str, Any]) -> Content:
    try:
        return content.check(values)
    except Unfit as error:
        raise _failed(error.faults, "#") from None


def _failed(faults: list[Fault], root: str) -> ValidationFailed:
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
    return QuestionSummary.model_validate(_shown(question, QuestionSummary), extra="ignore")


def _whole(question: Question) -> QuestionOut:
    shown = _shown(question, QuestionOut)
    return QuestionOut(**shown, unusable_for=kinds.unusable_for(shown["missing"]))


def _shown(question: Question, view: type[QuestionSummary]) -> dict[str, Any]:
    """Return the fields of a view that a question has."""
    parts = rows.parts(question)
    found = {name: getattr(question, name) for name in view.model_fields if hasattr(question, name)} | parts
    found["missing"] = kinds.missing(question.kind, parts) if question.draft else []
    return {name: value for name, value in found.items() if name in view.model_fields}
