"""Takes the evidence of reports again once their interviews have ended, with what was written after the report."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from shared.core import parking
from shared.core.settings import Settings
from shared.models import Interview, Report, ReportEvidence
from shared.rooms import evidence

_BATCH = 10


def complete(session: Session, settings: Settings) -> int:
    """Take it again, once, some seconds after the end: by then all that was written is stored."""
    due = (
        select(ReportEvidence.report_id)
        .join(Report, Report.id == ReportEvidence.report_id)
        .join(Interview, Interview.id == Report.interview_id)
        .where(
            ReportEvidence.complete.is_(False),
            # The room of a decided report may have lost what a deleted person wrote.
            Report.resolved_at.is_(None),
            Interview.ended_at + evidence.SETTLED < func.clock_timestamp(),
            text(parking.is_free("complete_evidence", "CAST(report_evidence.report_id AS text)")),
        )
        .order_by(ReportEvidence.report_id)
        .limit(_BATCH)
        .with_for_update(skip_locked=True, of=ReportEvidence)
    )
    return parking.process(session, "complete_evidence", session.scalars(due).all(), partial(_complete, session))


def _complete(session: Session, report_ids: Sequence[int]) -> int:
    named = select(Report.id, Interview.id).join(Interview).where(Report.id.in_(report_ids))
    rows = session.execute(named).all()
    for report_id, interview_id in rows:
        evidence.take(session, report_id, interview_id)
    return len(rows)
