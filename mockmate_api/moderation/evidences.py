"""The evidence of reports: which have some, and looking at it, which the audit log records; removing a picture."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from mockmate_api.accounts import pictures
from mockmate_api.accounts.visible_reports import not_mine
from shared.core import audit
from shared.core.errors import NotFound
from shared.core.settings import Settings
from shared.mail import letters
from shared.models import AuditKind, Report, ReportEvidence, User
from shared.rooms import evidence
from shared.rooms.evidence import KeptEvidence


def among(session: Session, report_ids: Sequence[int]) -> set[int]:
    """Return those of these reports that have evidence."""
    return set(session.scalars(select(ReportEvidence.report_id).where(ReportEvidence.report_id.in_(report_ids))))


def remove_picture(session: Session, settings: Settings, moderator_id: int, report_id: int) -> None:
    """Remove the picture of the person whom a report is about, and tell them by mail.

    Raises NotFound, also for a moderator's own report.
    """
    about = not_mine(moderator_id) & (Report.id == report_id)
    subject = session.scalar(select(User).join(Report, Report.subject_id == User.id).where(about))
    if subject is None:
        raise NotFound
    if pictures.remove(session, subject.id):
        audit.note(session, AuditKind.PICTURE_REMOVED, moderator_id, subject.id, report_id=report_id)
        session.add(letters.removed_picture(settings, subject))


def look(session: Session, moderator_id: int, report_id: int) -> KeptEvidence:
    """Return the evidence of a report. Raises NotFound if it has none, also for a moderator's own report."""
    visible = not_mine(moderator_id) & (Report.id == report_id)
    subject_id = session.scalar(select(Report.subject_id).where(visible))
    found = evidence.read(session, report_id) if subject_id is not None else None
    if found is None:
        raise NotFound
    audit.note(session, AuditKind.EVIDENCE_SEEN, moderator_id, subject_id, report_id=report_id)
    return found
