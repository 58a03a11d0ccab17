"""Feedback as it is shown: double-blind until both people have given theirs or enough time has passed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from pydantic import Field
from sqlalchemy import ColumnElement, Row, Select, exists, func, select
from sqlalchemy.orm import Session

from shared.core.completeness import require_whole
from shared.core.integers import Id
from shared.core.json_sql import moment, record
from shared.core.settings import Settings
from shared.core.view import Moment, View
from shared.events.schemas import Person
from shared.models import Feedback, Interview, InterviewType, User, shared_alias

RUBRICS = {
    InterviewType.BEHAVIORAL: ("structure", "ownership", "impact", "communication"),
    InterviewType.TECHNICAL: ("problem_solving", "code", "communication", "testing"),
}
"""The dimensions rated in each type of interview, from 1 to 5."""
require_whole("RUBRICS", RUBRICS, InterviewType)

EDITABLE = timedelta(minutes=15)
"""How long feedback may be changed, unless it is read earlier."""

_author, _subject, _answer = shared_alias(User), shared_alias(User), shared_alias(Feedback)


class InterviewerRatings(View):
    """Ratings of a person as interviewer, 1 to 5."""

    overall: int
    clarity: int | None = Field(description="How clearly they asked.")
    hints: int | None = Field(description="Whether they helped at the right moment.")
    listening: int | None
    fairness: int | None = Field(description="Whether they were fair and respectful.")
    words: str | None


class FeedbackOut(View):
    """One participant's feedback on the other, as interviewee and as interviewer.

    A peer who only interviewed may have been rated as interviewer alone; then `rates_interviewee` is false. So that
    clients of before can show that too, `communication` and `overall` then repeat the overall rating as interviewer,
    and `would_pass` says whether it is 3 or more.
    """

    id: Id
    interview_id: UUID
    author: Person
    subject: Person
    communication: int
    problem_solving: int | None
    technical: int | None
    overall: int
    did_well: str
    to_improve: str
    would_pass: bool
    good_match: int
    rubric: dict[str, int] | None = Field(description="Finer ratings by dimension, 1 to 5.")
    rates_interviewee: bool = Field(
        description="Whether `communication`, `problem_solving`, `technical`, `overall`, `would_pass`, `rubric` and"
        " `question_rubric` rate the subject as interviewee."
    )
    question_rubric: dict[str, int] | None = Field(
        description="Ratings by the rubric of the question that the subject was asked, 1 to 5."
    )
    as_interviewer: InterviewerRatings | None = Field(description="Null unless the subject was rated as interviewer.")
    helpful: bool | None = Field(description="What the person it is about says of it; null while they have not.")
    created_at: Moment
    edited_at: Moment | None
    editable_until: Moment = Field(description="Its author may change it until then, while it isn't visible.")
    visible: bool = Field(description="Whether the person it is about can read it yet.")


def visible(settings: Settings) -> ColumnElement[bool]:
    """Return the condition that the subject may read a Feedback, joined with its Interview."""
    answered = exists().where(_answer.interview_id == Feedback.interview_id, _answer.author_id == Feedback.subject_id)
    return answered | (Interview.ended_at < func.now() - timedelta(hours=settings.feedback_reveal_hours))


def statement(settings: Settings) -> Select[*tuple[Any, ...]]:
    """Select feedback with its people, for `shown`."""
    return (
        select(Feedback, _author, _subject, visible(settings).label("visible"))
        .join(Interview, Interview.id == Feedback.interview_id)
        .join(_author, _author.id == Feedback.author_id)
        .join(_subject, _subject.id == Feedback.subject_id)
    )


def shown(row: Row[*tuple[Any, ...]]) -> FeedbackOut:
    """Convert one row of `statement`."""
    feedback, author, subject = row[:3]
    columns = {name: getattr(feedback, name) for name in FeedbackOut.model_fields if name not in _COMPUTED}
    ratings = feedback.as_interviewer
    return FeedbackOut(
        as_interviewer=ratings and InterviewerRatings(**{name: ratings.get(name) for name in _INTERVIEWER}),
        author=_peer(author),
        subject=_peer(subject),
        editable_until=feedback.created_at + EDITABLE,
        visible=row.visible,
        **columns,
    )


_COMPUTED = {"author", "subject", "editable_until", "visible", "as_interviewer"}
_INTERVIEWER = tuple(InterviewerRatings.model_fields)
# What was not rated is not stored.
_MEMBERS = ", ".join(f"'{name}', f.as_interviewer -> '{name}'" for name in _INTERVIEWER)
_INTERVIEWER_SQL = f"CASE WHEN f.as_interviewer IS NOT NULL THEN jsonb_build_object({_MEMBERS}) END"


def _peer(user: User) -> Person:
    return Person(id=user.id, username=user.username, full_name=user.full_name)


def sql(author: str, subject: str, interview: str, only: str = "true") -> str:
    """Return SQL for the feedback of one participant on the other, as FeedbackOut has it; null if there is none.

    `author` and `subject` are users, `interview` is an interview, and `only` is a condition on `shown.visible`. It uses
    the parameter :reveal, FEEDBACK_REVEAL_HOURS as an interval.
    """
    expressions = {
        "author": _peer_sql(author),
        "subject": _peer_sql(subject),
        "created_at": moment("f.created_at"),
        "edited_at": moment("f.edited_at"),
        "editable_until": moment(f"f.created_at + interval '{EDITABLE.total_seconds()} seconds'"),
        "visible": "shown.visible",
        "as_interviewer": _INTERVIEWER_SQL,
    }
    columns = ", ".join(f"{expressions.get(name, f'f.{name}')} AS {name}" for name in FeedbackOut.model_fields)
    return record(
        f"""{columns}
        FROM feedback f CROSS JOIN LATERAL (
            SELECT {interview}.ended_at < now() - CAST(:reveal AS interval) OR EXISTS (
                SELECT FROM feedback answer
                WHERE answer.interview_id = f.interview_id AND answer.author_id = f.subject_id
            ) AS visible
        ) AS shown
        WHERE f.interview_id = {interview}.id AND f.author_id = {author}.id AND {only}
        """  # noqa: S608 - ours
    )


def _peer_sql(user: str) -> str:
    return record(", ".join(f"{user}.{name}" for name in Person.model_fields))


def readable_by(
    session: Session, settings: Settings, user_id: int, interview_id: UUID | None = None
) -> list[FeedbackOut]:
    """Return the feedback that a person gave or may read, of one interview or of all, oldest first."""
    mine = (Feedback.author_id == user_id) | ((Feedback.subject_id == user_id) & visible(settings))
    chosen = statement(settings).where(mine).order_by(Feedback.id)
    if interview_id is not None:
        chosen = chosen.where(Feedback.interview_id == interview_id)
    return [shown(row) for row in session.execute(chosen)]
