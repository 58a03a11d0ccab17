"""Live interviews whose time is up."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from mockmate_ws.presence import participants
from shared.core import parking
from shared.core.settings import Settings
from shared.matching import interviews
from shared.models import Interview, InterviewStatus

_BATCH = 50
_INTERVIEW = "CAST(interviews.id AS text)"


def end_interviews(session: Session, settings: Settings) -> int:
    """End live interviews whose time is up."""
    overdue = (
        select(Interview.id)
        .where(
            Interview.status == InterviewStatus.LIVE,
            Interview.ends_at < text("now()"),
            text(parking.is_free("end_interviews", _INTERVIEW)),
        )
        .order_by(Interview.ends_at)
        .limit(_BATCH)
        .with_for_update(skip_locked=True)
    )
    found = session.scalars(overdue).all()
    return parking.process(session, "end_interviews", found, partial(_finish, session))


def _finish(session: Session, interview_ids: Sequence[UUID]) -> int:
    for interview_id in interview_ids:
        interview = session.get_one(Interview, interview_id, populate_existing=True)
        people = participants.lock(session, interview_id)
        interviews.finish(session, interview, people.values(), reason="time_is_up")
    return len(interview_ids)
