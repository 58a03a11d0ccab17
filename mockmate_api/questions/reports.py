"""GET /questions/reports and POST /questions/reports/{id}/resolve: what people found wrong with questions."""

from __future__ import annotations

from typing import Annotated, Any

from flask import Blueprint
from pydantic import Field
from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session

from mockmate_api.http import pagination
from mockmate_api.http.authentication import Credential
from mockmate_api.http.caller import current_user
from mockmate_api.http.extensions import db
from mockmate_api.http.fields import Body, QueryId
from mockmate_api.http.operation import operation
from mockmate_api.http.pagination import Keyset, Page, PageQuery
from mockmate_api.http.problems import AlreadyResolved
from shared.core import clock
from shared.core.errors import NotFound
from shared.core.integers import Id
from shared.core.view import Moment, View
from shared.events.schemas import Person
from shared.models import Question, QuestionReport, QuestionReportReason, QuestionReportResolution, User, shared_alias

blueprint = Blueprint("question_reports", __name__, url_prefix="/reports")

_NEWEST = Keyset((QuestionReport.id,), descending=True)
_reporter = shared_alias(User)


class QuestionReportQuery(PageQuery):
    """Which reports."""

    open: bool | None = Field(None, description="true: those to be looked at; false: those that are resolved.")
    question_id: QueryId | None = None


class ReportedQuestion(View):
    """The question that a report is about."""

    id: Id
    slug: str
    title: str


class QuestionReportOut(View):
    """One person's report on a question, and what came of it."""

    id: Id
    question: ReportedQuestion
    reporter: Person | None = Field(description="Null once their account is deleted.")
    was_asked: bool = Field(description="Whether they were asked the question; false: they asked it.")
    reason: QuestionReportReason
    text: str
    created_at: Moment
    resolved_at: Moment | None
    resolved_by: Id | None
    resolution: QuestionReportResolution | None
    note: str | None


class QuestionReportPage(Page[QuestionReportOut]):
    """Reports on questions, newest first."""


class ResolveQuestionReportIn(Body):
    """What was done. It is only recorded; changing or retiring the question is a separate request."""

    resolution: Annotated[QuestionReportResolution, Field(strict=False)]
    note: str | None = Field(None, max_length=2000)


@operation(blueprint, "GET", "", returns={200: QuestionReportPage}, credential=Credential.ADMIN)
def list_question_reports(query: QuestionReportQuery) -> QuestionReportPage:
    """List the reports on questions, newest first."""
    statement = _reports()
    if query.open is not None:
        is_open = QuestionReport.resolved_at.is_(None)
        statement = statement.where(is_open if query.open else ~is_open)
    if query.question_id is not None:
        statement = statement.where(QuestionReport.question_id == query.question_id)
    rows, next_cursor = pagination.fetch(db.session(), statement, _NEWEST, query)
    return QuestionReportPage(items=[_shown(row) for row in rows], next_cursor=next_cursor)


@operation(
    blueprint,
    "POST",
    "/<id:question_report_id>/resolve",
    returns={200: QuestionReportOut},
    errors=(AlreadyResolved,),
    credential=Credential.ADMIN,
)
def resolve_question_report(question_report_id: int, body: ResolveQuestionReportIn) -> QuestionReportOut:
    """Record what was done about a report on a question."""
    return resolve(db.session(), current_user().id, question_report_id, body)


def resolve(session: Session, admin_id: int, report_id: int, given: ResolveQuestionReportIn) -> QuestionReportOut:
    """Store the decision. Raises NotFound, AlreadyResolved."""
    report = session.get(QuestionReport, report_id, with_for_update=True, populate_existing=True)
    if report is None:
        raise NotFound
    if report.resolved_at is not None:
        raise AlreadyResolved
    report.resolved_at, report.resolved_by = clock.now(session), admin_id
    report.resolution, report.note = given.resolution, given.note
    session.flush()
    return _shown(session.execute(_reports().where(QuestionReport.id == report_id)).one())


def _reports() -> Select[*tuple[Any, ...]]:
    return (
        # Only what is shown of the question: all of it may be long.
        select(QuestionReport, Question.id, Question.slug, Question.title, _reporter)
        .join(Question, Question.id == QuestionReport.question_id)
        .outerjoin(_reporter, _reporter.id == QuestionReport.reporter_id)
    )


def _shown(row: Row[*tuple[Any, ...]]) -> QuestionReportOut:
    report, question_id, slug, title, reporter = row[:5]
    columns = {
        name: getattr(report, name) for name in QuestionReportOut.model_fields if name not in {"question", "reporter"}
    }
    person = reporter and Person(id=reporter.id, username=reporter.username, full_name=reporter.full_name)
    return QuestionReportOut(
        question=ReportedQuestion(id=question_id, slug=slug, title=title), reporter=person, **columns
    )
