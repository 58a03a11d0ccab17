"""POST /feedback/submit, GET /feedback/received and /feedback/given, and changing, voting on or reporting feedback."""

from __future__ import annotations

from flask import Blueprint

from mockmate_api.accounts.reports import ReportMade, ReportText
from mockmate_api.feedback import service
from mockmate_api.feedback.schemas import FeedbackChanges, FeedbackIn, FeedbackPage, HelpfulIn
from mockmate_api.http import rate_limits
from mockmate_api.http.caller import current_user
from mockmate_api.http.extensions import db, settings
from mockmate_api.http.operation import operation
from mockmate_api.http.pagination import PageQuery
from mockmate_api.reviews.feedback_view import FeedbackOut
from shared.core.errors import AlreadyReported, FeedbackClosed, FeedbackGiven, InterviewNotEnded, NotFound

blueprint = Blueprint("feedback", __name__, url_prefix="/feedback")


@operation(
    blueprint,
    "POST",
    "/submit",
    returns={201: FeedbackOut},
    errors=(NotFound, InterviewNotEnded, FeedbackGiven, FeedbackClosed),
    idempotent=True,
)
def submit_feedback(body: FeedbackIn) -> FeedbackOut:
    """Give feedback on my peer. They can read it once they have given theirs, or after three days."""
    return service.submit(db.session(), settings(), current_user().id, body)


@operation(blueprint, "GET", "/received", returns={200: FeedbackPage})
def list_received_feedback(query: PageQuery) -> FeedbackPage:
    """List the feedback about me that I may read, newest first."""
    return service.received(db.session(), settings(), current_user().id, query)


@operation(blueprint, "GET", "/given", returns={200: FeedbackPage})
def list_given_feedback(query: PageQuery) -> FeedbackPage:
    """List the feedback I gave, newest first."""
    return service.given(db.session(), settings(), current_user().id, query)


@operation(blueprint, "PATCH", "/<id:feedback_id>", returns={200: FeedbackOut}, errors=(FeedbackClosed,))
def change_feedback(feedback_id: int, body: FeedbackChanges) -> FeedbackOut:
    """Change feedback I gave: within 15 minutes, while neither of us can read the other's."""
    return service.change(db.session(), settings(), current_user().id, feedback_id, body)


@operation(blueprint, "PUT", "/<id:feedback_id>/helpful", returns={200: FeedbackOut})
def vote_on_feedback(feedback_id: int, body: HelpfulIn) -> FeedbackOut:
    """Vote on whether feedback about me was helpful. Voting again replaces the vote."""
    return service.vote(db.session(), settings(), current_user().id, feedback_id, helpful=body.helpful)


@operation(
    blueprint,
    "POST",
    "/<id:feedback_id>/report",
    returns={201: ReportMade},
    errors=(AlreadyReported,),
    limits=rate_limits.REPORT,
)
def report_feedback(feedback_id: int, body: ReportText) -> ReportMade:
    """Report abusive feedback about me. The author is not notified."""
    return service.report(db.session(), settings(), current_user().id, feedback_id, body)
