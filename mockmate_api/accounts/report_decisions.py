"""Closing a report, once, and telling the person who made it."""

from __future__ import annotations

from sqlalchemy.orm import Session

from mockmate_api.http.problems import AlreadyResolved
from shared.core import audit, clock
from shared.core.errors import NotFound
from shared.events import event_log
from shared.events.types import ReportAnswered
from shared.models import AuditKind, Report, Resolution


def locked(session: Session, report_id: int) -> Report:
    """Lock a report that is open. Raises NotFound, AlreadyResolved."""
    report = session.get(Report, report_id, with_for_update=True, populate_existing=True)
    if report is None:
        raise NotFound
    if report.resolved_at is not None:
        raise AlreadyResolved
    return report


def close(session: Session, actor_id: int, report: Report, resolution: Resolution, note: str | None) -> None:
    """Store the decision on a locked report. Its reporter learns that there is one, and not which."""
    report.resolved_at = clock.now(session)
    report.resolved_by, report.resolution, report.note = actor_id, resolution, note
    report.first_answer_at = report.first_answer_at or report.resolved_at
    report.subject_digest = None
    audit.note(
        session,
        AuditKind.REPORT_RESOLVED,
        actor_id,
        report.subject_id,
        report_id=report.id,
        resolution=resolution.value,
    )
    event_log.append(session, event_log.user(report.reporter_id), ReportAnswered(report_id=report.id))
    session.flush()
