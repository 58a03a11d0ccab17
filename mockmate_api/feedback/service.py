"""Giving feedback, changing it while no one can have read it, and listing it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from mockmate_api.accounts import reports
from mockmate_api.accounts.reports import ReportIn, ReportMade, ReportText
from mockmate_api.feedback import ratings
from mockmate_api.feedback.schemas import FeedbackChanges, FeedbackIn, FeedbackPage
from mockmate_api.http import pagination
from mockmate_api.http.pagination import Keyset, PageQuery
from mockmate_api.reviews import feedback_view
from mockmate_api.reviews.feedback_view import EDITABLE, FeedbackOut
from shared.core import clock
from shared.core.errors import FeedbackClosed, InterviewNotEnded, NotFound
from shared.core.settings import Settings
from shared.events import event_log
from shared.events.types import FeedbackReceived
from shared.models import Feedback, Interview, InterviewStatus, Participant

_NEWEST = Keyset((Feedback.id,), descending=True)


def submit(session: Session, settings: Settings, user_id: int, given: FeedbackIn) -> FeedbackOut:
    """Store my feedback on my peer. Raises NotFound, InterviewNotEnded, Invalid, FeedbackGiven.

    Raises FeedbackClosed once feedback on this interview is no longer kept.
    """
    interview = _locked(session, given.interview_id)
    people = select(Participant.user_id).where(Participant.interview_id == given.interview_id)
    user_ids = set(session.scalars(people))
    if interview is None or user_id not in user_ids:
        raise NotFound
    if interview.status is not InterviewStatus.ENDED:
        raise InterviewNotEnded
    if "feedback" in interview.removed:
        raise FeedbackClosed
    (subject_id,) = user_ids - {user_id}
    values = ratings.complete(ratings.roles_of(session, interview, subject_id), _plain(given))
    feedback = Feedback(author_id=user_id, subject_id=subject_id, **values)
    session.add(feedback)
    session.flush()
    event_log.append(session, event_log.user(subject_id), FeedbackReceived(interview_id=given.interview_id))
    return _shown(session, settings, feedback.id)


def change(
    session: Session, settings: Settings, user_id: int, feedback_id: int, changes: FeedbackChanges
) -> FeedbackOut:
    """Change feedback I gave. Raises NotFound; FeedbackClosed after its time or once either can read the other's."""
    feedback = session.get(Feedback, feedback_id)
    if feedback is None or feedback.author_id != user_id:
        raise NotFound
    # The peer's feedback needs the same lock, so mine can't be changed in response to theirs.
    interview = _locked(session, feedback.interview_id)
    session.refresh(feedback)
    seen = _shown(session, settings, feedback_id)
    if interview is None or seen.visible or clock.now(session) > feedback.created_at + EDITABLE:
        raise FeedbackClosed
    roles = ratings.roles_of(session, interview, feedback.subject_id)
    given = {name: value for name, value in _plain(changes).items() if name in changes.model_fields_set}
    values = ratings.changed(roles, given, rates_interviewee=feedback.rates_interviewee)
    for name, value in values.items():
        setattr(feedback, name, value)
    feedback.edited_at = clock.now(session)
    session.flush()
    return _shown(session, settings, feedback_id)


def vote(session: Session, settings: Settings, user_id: int, feedback_id: int, *, helpful: bool) -> FeedbackOut:
    """Record whether feedback about me was helpful. Raises NotFound, even while I may not read it yet."""
    feedback = _on_me(session, settings, user_id, feedback_id)
    feedback.helpful = helpful
    session.flush()
    return _shown(session, settings, feedback_id)


def report(session: Session, settings: Settings, user_id: int, feedback_id: int, given: ReportText) -> ReportMade:
    """Report the author of feedback about me. Raises NotFound, even while I may not read it yet; AlreadyReported."""
    feedback = _on_me(session, settings, user_id, feedback_id)
    of = ReportIn(reason=given.reason, text=given.text, interview_id=feedback.interview_id)
    shown = _shown(session, settings, feedback_id).model_dump(mode="json")
    return reports.make(session, user_id, feedback.author_id, of, feedback=shown)


def _on_me(session: Session, settings: Settings, user_id: int, feedback_id: int) -> Feedback:
    feedback = session.get(Feedback, feedback_id, with_for_update=True)
    if feedback is None or feedback.subject_id != user_id or not _shown(session, settings, feedback_id).visible:
        raise NotFound
    return feedback


def received(session: Session, settings: Settings, user_id: int, query: PageQuery) -> FeedbackPage:
    """Return the feedback about me that I may read."""
    return _page(session, settings, query, Feedback.subject_id == user_id, feedback_view.visible(settings))


def given(session: Session, settings: Settings, user_id: int, query: PageQuery) -> FeedbackPage:
    """Return the feedback I gave."""
    return _page(session, settings, query, Feedback.author_id == user_id)


def _locked(session: Session, interview_id: UUID) -> Interview | None:
    return session.get(Interview, interview_id, with_for_update={"key_share": True}, populate_existing=True)


def _plain(given: FeedbackIn | FeedbackChanges) -> dict[str, Any]:
    """Return all fields, and of the ratings in a group only those that were given."""
    groups = {"rubric": given.rubric, "as_interviewer": given.as_interviewer}
    return given.model_dump(exclude=set(groups)) | {
        name: None if group is None else group.given for name, group in groups.items()
    }


def _shown(session: Session, settings: Settings, feedback_id: int) -> FeedbackOut:
    return feedback_view.shown(
        session.execute(feedback_view.statement(settings).where(Feedback.id == feedback_id)).one()
    )


def _page(
    session: Session, settings: Settings, query: PageQuery, *conditions: ColumnElement[bool] | Any
) -> FeedbackPage:
    statement = feedback_view.statement(settings).where(*conditions)
    rows, next_cursor = pagination.fetch(session, statement, _NEWEST, query)
    return FeedbackPage(items=[feedback_view.shown(row) for row in rows], next_cursor=next_cursor)
