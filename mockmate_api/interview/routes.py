"""POST /interview/start, GET /interview/history and /interview/{id}, and the changes to a running one."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint

from mockmate_api.contract import operation
from mockmate_api.extensions import db, settings
from mockmate_api.guards import current_user
from mockmate_api.interview import history
from mockmate_api.interview.schemas import EndIn, HistoryPage, HistoryQuery, StartIn
from shared import interviews, sides
from shared.errors import BookingOverlap, InterviewNotLive, InterviewOver, NotFound, PracticeBlocked
from shared.views import InterviewSeen, LiveInterview

blueprint = Blueprint("interview", __name__, url_prefix="/interview")


@operation(blueprint, "POST", "/start", returns={200: LiveInterview}, errors=(NotFound, InterviewOver), idempotent=True)
def start_interview(body: StartIn) -> LiveInterview:
    """Say that I am ready. The interview is live once both have said so; calling it again is harmless."""
    return interviews.start(db.session(), settings(), body.interview_id, current_user().id)


@operation(blueprint, "GET", "/history", returns={200: HistoryPage})
def interview_history(query: HistoryQuery) -> HistoryPage:
    """List my past interviews, newest first, with the feedback on them."""
    return history.page(db.session(), settings(), current_user().id, query)


@operation(blueprint, "GET", "/<uuid:interview_id>", returns={200: InterviewSeen})
def read_interview(interview_id: UUID) -> InterviewSeen:
    """Read one of my interviews."""
    return sides.seen_by(db.session(), interview_id, current_user().id)


@operation(
    blueprint,
    "POST",
    "/<uuid:interview_id>/swap-roles",
    returns={200: InterviewSeen},
    errors=(InterviewNotLive, InterviewOver),
)
def swap_roles(interview_id: UUID) -> InterviewSeen:
    """Let interviewer and interviewee change places."""
    return interviews.swap_roles(db.session(), interview_id, current_user().id)


@operation(
    blueprint,
    "POST",
    "/<uuid:interview_id>/end",
    returns={200: InterviewSeen},
    errors=(BookingOverlap, PracticeBlocked),
)
def end_interview(interview_id: UUID, body: EndIn = EndIn()) -> InterviewSeen:  # noqa: B008 - frozen
    """End the interview for both; maybe go back to the practice room at once. Ending it again changes nothing."""
    return interviews.end(db.session(), settings(), interview_id, current_user().id, requeue=body.requeue)
