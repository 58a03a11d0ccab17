"""The timers of live interviews: each is announced once, whichever process comes first and however late."""

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


def announce(session: Session) -> int:
    """Announce half-time and the approaching end of interviews. Returns how many events."""
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
        # Another process skips the locked ones, and finds them announced afterwards.
        .with_for_update(skip_locked=True)
    )
    return parking.process(session, "tell_time", session.scalars(due).all(), partial(_announce, session))


def _announce(session: Session, interview_ids: Sequence[UUID]) -> int:
    due = (
        select(Interview, _IS_HALF.label("half"), _IS_ENDING.label("ending"))
        .where(Interview.id.in_(interview_ids))
        .execution_options(populate_existing=True)
    )
    due_events: list[tuple[str, Event]] = []
    for interview, is_half, is_ending in session.execute(due).all():
        assert interview.ends_at is not None  # noqa: S101 - it is live
        stream = event_log.interview(interview.id)
        if is_half:
            interview.half_told_at = clock.now(session)
            due_events.append((stream, TimerHalf(ends_at=interview.ends_at)))
        if is_ending:
            interview.ending_told_at = clock.now(session)
            due_events.append((stream, TimerEnding(ends_at=interview.ends_at)))
    if due_events:
        session.flush()
        event_log.append_many(session, due_events)
    return len(due_events)
