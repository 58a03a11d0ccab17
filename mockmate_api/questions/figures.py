"""GET /questions/figures: how often each question was asked, how it went, and what was reported.

One statement for a page, which counts each table once, by question. A lateral for each question of the page would be
shorter, but PostgreSQL then reads the interviews and the feedback again for each.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from flask import Blueprint
from pydantic import Field
from sqlalchemy import BigInteger, ColumnElement, Float, Row, cast, extract, func, literal, literal_column, select
from sqlalchemy.orm import Session

from mockmate_api.http import pagination
from mockmate_api.http.authentication import Credential
from mockmate_api.http.extensions import db
from mockmate_api.http.operation import operation
from mockmate_api.http.pagination import Keyset, Page
from mockmate_api.questions import kinds, searching, service
from mockmate_api.questions.schemas import QuestionQuery, QuestionSummary
from shared.core import shrinking
from shared.core.integers import Id
from shared.core.view import Moment, View
from shared.models import (
    Feedback,
    Interview,
    InterviewStatus,
    Participant,
    Question,
    QuestionReport,
    SharedRun,
    shared_alias,
)

blueprint = Blueprint("figures", __name__, url_prefix="/figures")


class Figure(StrEnum):
    """What questions can be sorted by."""

    ASKED = "asked"
    LAST_ASKED = "last_asked"
    RATING = "rating"
    RATING_SHRUNK = "rating_shrunk"
    TESTS = "tests"
    REPORTS = "reports"


class FiguresQuery(QuestionQuery):
    """Which questions, and in which order."""

    sort: Figure | None = Field(None, description="By this figure, the highest first; without it, the oldest first.")
    ascending: bool = Field(False, description="The lowest figure first. Questions without one are last in any case.")


class Replacement(View):
    """The question that is asked in place of a retired one."""

    id: Id
    slug: str
    title: str


class QuestionFigures(QuestionSummary):
    """A question and what is known of the interviews in which it was asked."""

    unusable_for: list[str] = Field(description="In words, what it can't be used for while something is missing.")
    asked: int = Field(description="How often it was asked; a turn counts once it has begun.")
    finished: int = Field(description="How many of those interviews ended properly; the rating is about them.")
    last_asked_at: Moment | None
    rating: float | None = Field(description="The mean of the overall ratings that those who were asked it got.")
    ratings: int = Field(description="How many ratings that is the mean of.")
    rating_shrunk: float | None = Field(
        description="The rating, drawn toward the mean of the site the more, the fewer ratings there are: to sort by."
    )
    test_runs: int = Field(description="How many shared runs tried its test cases.")
    tests_passed: float | None = Field(description="The part of those runs that passed every test case, from 0 to 1.")
    reports: int = Field(description="How often it was reported.")
    open_reports: int = Field(description="How many of those reports are to be looked at.")
    replacement: Replacement | None = Field(description="What is asked in its place, if it was retired for another.")


class QuestionFiguresPage(Page[QuestionFigures]):
    """Questions with their figures."""


@operation(blueprint, "GET", "", returns={200: QuestionFiguresPage}, credential=Credential.ADMIN)
def list_question_figures(query: FiguresQuery) -> QuestionFiguresPage:
    """List how often each question was asked, how it went, and how often it was reported."""
    return page(db.session(), query)


_ENDED = Interview.status == InterviewStatus.ENDED
_rating = cast(func.avg(Feedback.overall).filter(_ENDED), Float)
_ratings = func.count(Feedback.overall).filter(_ENDED)
_site: ColumnElement[float] = literal_column(shrinking.SITE_AS_INTERVIEWEE, Float)
_turns = (
    select(
        Participant.question_id,
        func.count().label("asked"),
        func.count().filter(_ENDED).label("finished"),
        func.max(Participant.asked_at).label("last_asked_at"),
        _rating.label("rating"),
        _ratings.label("ratings"),
        shrinking.shrunk(_rating, cast(_ratings, Float), _site).label("rating_shrunk"),
    )
    .join(Interview, Interview.id == Participant.interview_id)
    .outerjoin(
        Feedback,
        (Feedback.interview_id == Participant.interview_id) & (Feedback.subject_id == Participant.user_id),
    )
    .where(Participant.asked_at.is_not(None))
    .group_by(Participant.question_id)
    .subquery("turns")
)
_runs = (
    select(
        SharedRun.question_id,
        func.count().label("test_runs"),
        (cast(func.count().filter(SharedRun.passed == SharedRun.total), Float) / func.count()).label("tests_passed"),
    )
    .where(SharedRun.total > 0)
    .group_by(SharedRun.question_id)
    .subquery("runs")
)
_reports = (
    select(
        QuestionReport.question_id,
        func.count().label("reports"),
        func.count().filter(QuestionReport.resolved_at.is_(None)).label("open_reports"),
    )
    .group_by(QuestionReport.question_id)
    .subquery("reported")
)
_PARTS = (_turns, _runs, _reports)
_COUNTS = {"asked", "finished", "ratings", "test_runs", "reports", "open_reports"}
_COLUMNS: Mapping[str, ColumnElement[Any]] = {
    column.name: func.coalesce(column, 0) if column.name in _COUNTS else column
    for part in _PARTS
    for column in part.c
    if column.name != "question_id"
}
_replacement = shared_alias(Question)
_FIGURES: Mapping[Figure, ColumnElement[Any]] = {
    Figure.ASKED: _COLUMNS["asked"],
    Figure.LAST_ASKED: extract("epoch", _COLUMNS["last_asked_at"]),
    Figure.RATING: _COLUMNS["rating"],
    Figure.RATING_SHRUNK: _COLUMNS["rating_shrunk"],
    Figure.TESTS: _COLUMNS["tests_passed"],
    Figure.REPORTS: _COLUMNS["reports"],
}
_MOST = 10**17
"""More than any figure in millionths, also than the seconds since 1970."""


def _order(query: FiguresQuery) -> Keyset:
    """Return the order by a figure, as whole numbers: cursors hold them without loss, and 0 is for no figure at all."""
    if query.sort is None:
        return service.OLDEST
    millionths = cast(func.round(cast(_FIGURES[query.sort], Float) * 1_000_000), BigInteger)
    rank = func.coalesce(literal(_MOST, BigInteger) - millionths if query.ascending else millionths + 1, 0)
    return Keyset((cast(rank, BigInteger), Question.id), descending=True)


def page(session: Session, query: FiguresQuery) -> QuestionFiguresPage:
    """Return the matching questions with their figures."""
    statement = searching.statement(query).select_from(Question)
    for part in _PARTS:
        statement = statement.outerjoin(part, part.c.question_id == Question.id)
    statement = statement.outerjoin(_replacement, _replacement.id == Question.replaced_by)
    shown = statement.add_columns(*_COLUMNS.values(), _replacement.id, _replacement.slug, _replacement.title)
    rows, next_cursor = pagination.fetch(session, shown, _order(query), query)
    return QuestionFiguresPage(items=[_shown(row) for row in rows], next_cursor=next_cursor)


def _shown(row: Row[*tuple[Any, ...]]) -> QuestionFigures:
    question, *figures = row[: 1 + len(_COLUMNS)]
    replacement_id, slug, title = row[1 + len(_COLUMNS) : 4 + len(_COLUMNS)]
    summary = service.summary(question)
    return QuestionFigures(
        **dict(summary),
        unusable_for=kinds.unusable_for(summary.missing),
        **dict(zip(_COLUMNS, figures, strict=True)),
        replacement=None if replacement_id is None else Replacement(id=replacement_id, slug=slug, title=title),
    )
