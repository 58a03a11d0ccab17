"""The clock of running interviews: each moment is told once, whichever process looks first and however late."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from uuid import UUID

from sqlalchemy import and_, func, or_, select, text
from sqlalchemy.orm import Session

from shared.core import clock, parking
from shared.events import event_log
from shared.events.types import Event, TimerEnding, TimerHalf
from shared.models import Interview, InterviewStatus

ENDING = timedelta(minutes=5)
_BATCH = 50
_NOW = func.clock_timestamp()
_IS_HALF = and_(Interview.half_told_at.is_(None), _NOW - Interview.started_at >= Interview.ends_at - _NOW)
_IS_ENDING = and_(Interview.ending_told_at.is_(None), Interview.ends_at - ENDING <= _NOW)


def tell_time(session: Session) -> int:
    """Tell the rooms that are at their half, or near their end. Returns how many."""
    due = (
        select(Interview.id)
        .where(
            Interview.status == InterviewStatus.LIVE,
            Interview.ends_at > _NOW,
            or_(_IS_HALF, _IS_ENDING),
            text(parking.is_free("tell_time", "CAST(interviews.id AS text)")),
        )
        .order_by(Interview.ends_at)
        .limit(_BATCH)
        # Who else looks at this moment leaves these to us, and finds them told afterwards.
        .with_for_update(skip_locked=True)
    )
    return parking.process(session, "tell_time", session.scalars(due).all(), partial(_tell, session))


def _tell(session: Session, interview_ids: Sequence[UUID]) -> int:
    due = (
        select(Interview, _IS_HALF.label("half"), _IS_ENDING.label("ending"))
        .where(Interview.id.in_(interview_ids))
        .execution_options(populate_existing=True)
    )
    told: list[tuple[str, Event]] = []
    for interview, is_half, is_ending in session.execute(due).all():
        assert interview.ends_at is not None  # noqa: S101 - it is live
        stream = event_log.interview(interview.id)
        if is_half:
            interview.half_told_at = clock.now(session)
            told.append((stream, TimerHalf(ends_at=interview.ends_at)))
        if is_ending:
            interview.ending_told_at = clock.now(session)
            told.append((stream, TimerEnding(ends_at=interview.ends_at)))
    if told:
        session.flush()
        event_log.append_many(session, told)
    return len(told)
