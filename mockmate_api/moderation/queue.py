"""The reports, as moderators see them. A moderator never sees those that they made, or that are about them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, Select, case, func, select
from sqlalchemy.orm import Session

from mockmate_api.accounts.visible_reports import not_mine
from mockmate_api.http import pagination
from mockmate_api.http.pagination import Keyset
from mockmate_api.moderation import evidences
from mockmate_api.moderation.schemas import SEVERITIES, Queue, QueuedReport, QueueQuery, Severity
from shared.core.errors import NotFound
from shared.events.schemas import Person
from shared.models import Report, User, shared_alias

_reporter, _subject, _moderator = shared_alias(User), shared_alias(User), shared_alias(User)
_other = shared_alias(Report)
_RANK = case(
    {reason: list(Severity).index(severity) for reason, severity in SEVERITIES.items()}, value=Report.reason
).label("rank")
_URGENT = Keyset((_RANK, Report.id))
_NEWEST = Keyset((Report.id,), descending=True)


def page(session: Session, moderator_id: int, query: QueueQuery) -> Queue:
    """Return a page of reports."""
    is_open = Report.resolved_at.is_(None)
    statement = _statement(moderator_id).where(is_open if query.open else ~is_open)
    rows, next_cursor = pagination.fetch(session, statement, _URGENT if query.open else _NEWEST, query)
    return Queue(items=_shown(session, rows), next_cursor=next_cursor)


def one(session: Session, moderator_id: int, report_id: int) -> QueuedReport:
    """Return a report. Raises NotFound, also for a moderator's own."""
    rows = session.execute(
        _statement(moderator_id).where(Report.id == report_id), execution_options={"populate_existing": True}
    ).all()
    if not rows:
        raise NotFound
    return _shown(session, rows)[0]


def person(user: User) -> Person:
    """Return what everyone sees of a person."""
    return Person(id=user.id, username=user.username, full_name=user.full_name)


def _statement(moderator_id: int) -> Select[*tuple[Any, ...]]:
    about = select(func.count()).where(_other.subject_id == Report.subject_id, _other.resolved_at.is_(None))
    return (
        select(Report, _reporter, _subject, _moderator, about.scalar_subquery())
        .join(_reporter, _reporter.id == Report.reporter_id)
        .join(_subject, _subject.id == Report.subject_id)
        .outerjoin(_moderator, _moderator.id == Report.resolved_by)
        .where(not_mine(moderator_id))
    )


_PLAIN = (
    *("id", "interview_id", "reason", "text", "exited", "created_at", "first_answer_at"),
    *("resolved_at", "resolution", "note"),
)


def _shown(session: Session, rows: Sequence[Row[*tuple[Any, ...]]]) -> list[QueuedReport]:
    with_evidence = evidences.among(session, [row[0].id for row in rows])
    return [
        QueuedReport(
            reporter=person(reporter),
            subject=person(subject),
            severity=SEVERITIES[report.reason],
            has_evidence=report.id in with_evidence,
            open_about_subject=about,
            resolved_by=moderator and person(moderator),
            **{name: getattr(report, name) for name in _PLAIN},
        )
        for report, reporter, subject, moderator, about in (row[:5] for row in rows)
    ]
