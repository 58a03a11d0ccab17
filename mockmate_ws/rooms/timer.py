"""The clock of running interviews: each moment is told once, whichever process looks first and however late."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from shared import clock, streams
from shared.events import Event, TimerEnding, TimerHalf
from shared.models import Interview, InterviewStatus

ENDING = timedelta(minutes=5)
_BATCH = 50


def tell_time(session: Session) -> int:
    """Tell the rooms that are at their half, or near their end. Returns how many."""
    now = func.clock_timestamp()
    half = and_(Interview.half_told_at.is_(None), now - Interview.started_at >= Interview.ends_at - now)
    ending = and_(Interview.ending_told_at.is_(None), now >= Interview.ends_at - ENDING)
    due = (
        select(Interview, half.label("half"), ending.label("ending"))
        .where(Interview.status == InterviewStatus.LIVE, Interview.ends_at > now, or_(half, ending))
        .order_by(Interview.ends_at)
        .limit(_BATCH)
        # Who else looks at this moment leaves these to us, and finds them told afterwards.
        .with_for_update(skip_locked=True)
    )
    told: list[tuple[str, Event]] = []
    for interview, is_half, is_ending in session.execute(due).all():
        assert interview.ends_at is not None  # noqa: S101 - it is live
        stream = streams.interview(interview.id)
        if is_half:
            interview.half_told_at = clock.now(session)
            told.append((stream, TimerHalf(ends_at=interview.ends_at)))
        if is_ending:
            interview.ending_told_at = clock.now(session)
            told.append((stream, TimerEnding(ends_at=interview.ends_at)))
    if told:
        session.flush()
        streams.append_many(session, told)
    return len(told)
