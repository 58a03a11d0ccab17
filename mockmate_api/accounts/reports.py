"""Reporting a person to the administrators for what they did or wrote."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import Field
from sqlalchemy import select
from sqlalchemy.orm import Session

from mockmate_api.http.fields import Body
from shared.core import audit
from shared.core.errors import NotFound
from shared.core.integers import Id
from shared.core.view import Moment, View
from shared.models import AuditKind, Participant, Report, ReportReason, shared_alias


class ReportText(Body):
    """What is wrong, and why."""

    reason: Annotated[ReportReason, Field(strict=False)]
    text: str = Field(min_length=1, max_length=2000, description="In your words; only administrators read it.")


class ReportIn(ReportText):
    """What a person did."""

    interview_id: UUID | None = Field(None, description="Where it happened; one that you both took part in.")


class ReportMade(View):
    """A report that I made."""

    id: Id
    user_id: Id = Field(validation_alias="subject_id")
    interview_id: UUID | None
    reason: ReportReason
    text: str
    created_at: Moment
    resolved_at: Moment | None


_me, _them = shared_alias(Participant), shared_alias(Participant)


def make(session: Session, user_id: int, subject_id: int, given: ReportIn) -> ReportMade:
    """Store a report. Raises NotFound for people I was never matched with; the constraint raises AlreadyReported."""
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
    audit.note(session, AuditKind.REPORTED, user_id, subject_id, report_id=report.id)
    return ReportMade.model_validate(report)
