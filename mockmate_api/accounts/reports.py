"""Reporting a person to the moderators for what they did or wrote."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from pydantic import Field
from sqlalchemy import select
from sqlalchemy.orm import Session

from mockmate_api.http.fields import Body, Changes, Omittable
from mockmate_api.http.problems import AlreadyResolved
from shared.core import audit
from shared.core.errors import NotFound
from shared.core.integers import Id
from shared.core.view import Moment, View
from shared.models import AuditKind, Participant, Report, ReportReason, shared_alias
from shared.rooms import evidence


class ReportText(Body):
    """What is wrong, and why."""

    reason: Annotated[ReportReason, Field(strict=False)]
    text: str = Field(min_length=1, max_length=2000, description="In your words; only moderators read it.")


class ReportIn(ReportText):
    """What a person did."""

    interview_id: UUID | None = Field(None, description="Where it happened; one that you both took part in.")


class ReportChanges(Changes):
    """What I want to say instead."""

    reason: Omittable[Annotated[ReportReason, Field(strict=False)]] = None
    text: Omittable[Annotated[str, Field(max_length=4000)]] = None


class ReportMade(View):
    """A report that I made."""

    id: Id
    user_id: Id = Field(validation_alias="subject_id")
    interview_id: UUID | None
    reason: ReportReason
    text: str
    exited: bool = Field(description="Whether I left the room by it, or later added to it in that way.")
    created_at: Moment
    resolved_at: Moment | None


_me, _them = shared_alias(Participant), shared_alias(Participant)


def make(
    session: Session, user_id: int, subject_id: int, given: ReportIn, *, feedback: dict[str, Any] | None = None
) -> ReportMade:
    """Store a report, with its evidence if it names an interview. `feedback` is what is reported, if it is feedback.

    Raises NotFound for people I was never matched with; the constraint raises AlreadyReported.
    """
    met = (
        select(_me.interview_id)
        .join(_them, _them.interview_id == _me.interview_id)
        .where(_me.user_id == user_id, _them.user_id == subject_id, _them.user_id != user_id)
    )
    if given.interview_id is not None:
        met = met.where(_me.interview_id == given.interview_id)
    if session.scalar(met.limit(1)) is None:
        raise NotFound
    report = Report(reporter_id=user_id, subject_id=subject_id, **given.model_dump())
    session.add(report)
    session.flush()
    if given.interview_id is not None:
        evidence.take(session, report.id, given.interview_id, feedback)
    audit.note(session, AuditKind.REPORTED, user_id, subject_id, report_id=report.id)
    return ReportMade.model_validate(report)


def change(session: Session, user_id: int, report_id: int, changes: ReportChanges) -> ReportMade:
    """Change the reason and the words of my report while it is open. Raises NotFound, AlreadyResolved."""
    report = session.get(Report, report_id, with_for_update=True, populate_existing=True)
    if report is None or report.reporter_id != user_id:
        raise NotFound
    if report.resolved_at is not None:
        raise AlreadyResolved
    for name, value in changes.given.items():
        setattr(report, name, value)
    session.flush()
    return ReportMade.model_validate(report)
