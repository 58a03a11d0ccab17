"""Reporting a person, to administrators alone."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from mockmate_api.users.schemas import ReportIn, ReportMade
from shared import audit
from shared.errors import NotFound
from shared.models import AuditKind, Participant, Report

_me, _them = aliased(Participant), aliased(Participant)


def make(session: Session, user_id: int, subject_id: int, given: ReportIn) -> ReportMade:
    """Store a report. Raises NotFound for people I was never matched with; AlreadyReported by the constraint."""
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
