"""Reports and the audit log."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session

from mockmate_api.accounts import report_decisions
from mockmate_api.accounts.visible_reports import not_mine, tells_no_reporter
from mockmate_api.admin.schemas import AuditOut, AuditPage, AuditQuery, ReportOut, ReportPage, ReportQuery, ResolveIn
from mockmate_api.http import pagination
from mockmate_api.http.pagination import Keyset
from shared.core.errors import NotFound
from shared.events.schemas import Person
from shared.models import AuditEntry, Report, User, shared_alias

_NEWEST_REPORT = Keyset((Report.id,), descending=True)
_NEWEST_ENTRY = Keyset((AuditEntry.id,), descending=True)
_reporter, _subject = shared_alias(User), shared_alias(User)


def reports(session: Session, admin_id: int, query: ReportQuery) -> ReportPage:
    """Return a page of reports, without those by or about the administrator."""
    statement = _reports(admin_id)
    if query.open is not None:
        is_open = Report.resolved_at.is_(None)
        statement = statement.where(is_open if query.open else ~is_open)
    rows, next_cursor = pagination.fetch(session, statement, _NEWEST_REPORT, query)
    return ReportPage(items=[_shown(row) for row in rows], next_cursor=next_cursor)


def resolve(session: Session, admin_id: int, report_id: int, given: ResolveIn) -> ReportOut:
    """Store the decision on a report. Raises NotFound, also for one's own; AlreadyResolved."""
    if session.scalar(select(Report.id).where(Report.id == report_id, not_mine(admin_id))) is None:
        raise NotFound
    report = report_decisions.locked(session, report_id)
    report_decisions.close(session, admin_id, report, given.resolution, given.note)
    return _shown(session.execute(_reports(admin_id).where(Report.id == report_id)).one())


def _reports(admin_id: int) -> Select[*tuple[Any, ...]]:
    return (
        select(Report, _reporter, _subject)
        .join(_reporter, _reporter.id == Report.reporter_id)
        .join(_subject, _subject.id == Report.subject_id)
        .where(not_mine(admin_id))
    )


def _shown(row: Row[*tuple[Any, ...]]) -> ReportOut:
    report, reporter, subject = row[:3]
    columns = {name: getattr(report, name) for name in ReportOut.model_fields if name not in {"reporter", "subject"}}
    return ReportOut(reporter=_person(reporter), subject=_person(subject), **columns)


def _person(user: User) -> Person:
    return Person(id=user.id, username=user.username, full_name=user.full_name)


def audit_log(session: Session, admin_id: int, query: AuditQuery) -> AuditPage:
    """Return a page of the audit log, without what would tell the administrator who reported them."""
    statement = select(AuditEntry).where(tells_no_reporter(admin_id))
    if query.kind is not None:
        statement = statement.where(AuditEntry.kind == query.kind.value)
    if query.actor_id is not None:
        statement = statement.where(AuditEntry.actor_id == query.actor_id)
    if query.subject_id is not None:
        statement = statement.where(AuditEntry.subject_id == query.subject_id)
    rows, next_cursor = pagination.fetch(session, statement, _NEWEST_ENTRY, query)
    return AuditPage(items=[AuditOut.model_validate(row[0]) for row in rows], next_cursor=next_cursor)
