"""Giving feedback, and reading what was given."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from mockmate_api import pagination, reviews
from mockmate_api.feedback.schemas import FeedbackIn, FeedbackPage
from mockmate_api.pagination import Keyset, PageQuery
from mockmate_api.reviews import FeedbackOut
from shared import streams
from shared.errors import InterviewNotEnded, Invalid, NotFound
from shared.events import FeedbackReceived
from shared.models import Feedback, Interview, InterviewStatus, InterviewType, Participant
from shared.settings import Settings

_NEWEST = Keyset((Feedback.id,), descending=True)
_TECHNICAL_ONLY = ("problem_solving", "technical")


def submit(session: Session, settings: Settings, user_id: int, given: FeedbackIn) -> FeedbackOut:
    """Store my feedback on my peer. Raises NotFound, InterviewNotEnded, Invalid; FeedbackGiven by the constraint."""
    interview = session.get(Interview, given.interview_id)
    people = select(Participant.user_id).where(Participant.interview_id == given.interview_id)
    user_ids = set(session.scalars(people))
    if interview is None or user_id not in user_ids:
        raise NotFound
    if interview.status is not InterviewStatus.ENDED:
        raise InterviewNotEnded
    if interview.interview_type is not InterviewType.TECHNICAL:
        _refuse_technical(given)
    (subject_id,) = user_ids - {user_id}
    feedback = Feedback(author_id=user_id, subject_id=subject_id, **given.model_dump())
    session.add(feedback)
    session.flush()
    streams.append(session, streams.user(subject_id), FeedbackReceived(interview_id=given.interview_id))
    return reviews.shown(session.execute(reviews.statement(settings).where(Feedback.id == feedback.id)).one())


def _refuse_technical(given: FeedbackIn) -> None:
    for name in _TECHNICAL_ONLY:
        if getattr(given, name) is not None:
            raise Invalid("This rating is for technical interviews only.", pointer=name, code="not_applicable")


def received(session: Session, settings: Settings, user_id: int, query: PageQuery) -> FeedbackPage:
    """Return what peers said of me, as far as I may read it."""
    return _page(session, settings, query, Feedback.subject_id == user_id, reviews.visible(settings))


def given(session: Session, settings: Settings, user_id: int, query: PageQuery) -> FeedbackPage:
    """Return what I said of my peers."""
    return _page(session, settings, query, Feedback.author_id == user_id)


def _page(
    session: Session, settings: Settings, query: PageQuery, *conditions: ColumnElement[bool] | Any
) -> FeedbackPage:
    statement = reviews.statement(settings).where(*conditions)
    rows, next_cursor = pagination.fetch(session, statement, _NEWEST, query)
    return FeedbackPage(items=[reviews.shown(row) for row in rows], next_cursor=next_cursor)
