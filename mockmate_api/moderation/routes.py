"""/moderation/…: the queue of reports, decisions, and appeals."""

from __future__ import annotations

from flask import Blueprint

from mockmate_api.http.authentication import Credential
from mockmate_api.http.caller import current_user
from mockmate_api.http.extensions import db, settings
from mockmate_api.http.operation import operation
from mockmate_api.http.problems import AlreadyResolved, NotOneself
from mockmate_api.moderation import appeals, decisions, evidences, queue, returning
from mockmate_api.moderation.schemas import (
    AnswerIn,
    AppealPage,
    AppealQuery,
    AppealSeen,
    DecisionIn,
    Queue,
    QueueQuery,
    ReportDetail,
    Returning,
)
from shared.core.errors import OwnDecision
from shared.rooms.evidence import KeptEvidence

blueprint = Blueprint("moderation", __name__, url_prefix="/moderation")


@operation(blueprint, "GET", "/reports", returns={200: Queue}, credential=Credential.MODERATOR)
def list_queue(query: QueueQuery) -> Queue:
    """List reports about people: open ones by severity and age. Those by or about me are not in it."""
    return queue.page(db.session(), current_user().id, query)


@operation(blueprint, "GET", "/reports/<id:report_id>", returns={200: ReportDetail}, credential=Credential.MODERATOR)
def read_report(report_id: int) -> ReportDetail:
    """Get a report with the history of both people. The first look counts as its first answer."""
    return decisions.look(db.session(), current_user().id, report_id)


@operation(
    blueprint,
    "GET",
    "/reports/<id:report_id>/evidence",
    returns={200: KeptEvidence},
    credential=Credential.MODERATOR,
)
def read_evidence(report_id: int) -> KeptEvidence:
    """Get what was written and drawn in the interview of a report. The audit log records each look."""
    return evidences.look(db.session(), current_user().id, report_id)


@operation(
    blueprint,
    "DELETE",
    "/reports/<id:report_id>/picture",
    returns={204: None},
    credential=Credential.MODERATOR,
)
def remove_reported_picture(report_id: int) -> None:
    """Remove the picture of the person whom a report is about, who gets a mail. The evidence keeps a copy.

    Repeating it has no effect.
    """
    evidences.remove_picture(db.session(), settings(), current_user().id, report_id)


@operation(
    blueprint,
    "POST",
    "/reports/<id:report_id>/resolve",
    returns={200: ReportDetail},
    errors=(AlreadyResolved,),
    credential=Credential.MODERATOR,
)
def decide_report(report_id: int, body: DecisionIn) -> ReportDetail:
    """Decide on a report: dismiss it, or warn, restrict or suspend the person, who is told why.

    The person who made the report learns that there is a decision, and not which.
    """
    return decisions.decide(db.session(), settings(), current_user(), report_id, body)


@operation(
    blueprint,
    "POST",
    "/measures/<id:measure_id>/lift",
    returns={204: None},
    errors=(NotOneself,),
    credential=Credential.MODERATOR,
)
def lift_measure(measure_id: int) -> None:
    """End a person's restriction or suspension before its time. Repeating it has no effect."""
    decisions.lift(db.session(), current_user(), measure_id)


@operation(blueprint, "GET", "/returning", returns={200: Returning}, credential=Credential.MODERATOR)
def list_returning() -> Returning:
    """List accounts that were made after a suspension on a device of the suspended person: a reason to look."""
    return returning.page(db.session(), current_user().id)


@operation(blueprint, "GET", "/appeals", returns={200: AppealPage}, credential=Credential.MODERATOR)
def list_appeals(query: AppealQuery) -> AppealPage:
    """List appeals: open ones oldest first. Those of mine are not in it."""
    return appeals.page(db.session(), current_user().id, query)


@operation(
    blueprint,
    "POST",
    "/appeals/<id:appeal_id>/answer",
    returns={200: AppealSeen},
    errors=(AlreadyResolved, OwnDecision),
    credential=Credential.MODERATOR,
)
def answer_appeal(appeal_id: int, body: AnswerIn) -> AppealSeen:
    """Answer an appeal: the measure stays, or is lifted. Those who decided or reported can't while others can."""
    return appeals.answer(db.session(), current_user(), appeal_id, body)
