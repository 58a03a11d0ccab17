"""More time: to begin, for whoever needs it; for a live interview, if one proposes it and the other accepts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from shared.core import clock
from shared.core.errors import AlreadyStarted, InterviewOver, NoLongerWait, NoMoreTime, NotFound
from shared.core.settings import Settings
from shared.events import event_log
from shared.events.schemas import LiveInterview
from shared.events.types import ExtensionProposed, InterviewExtended, InterviewHeld
from shared.matching import interviews, schedule
from shared.models import Booking, Interview, InterviewStatus, Participant
from shared.rooms import interview_view

AGREE_WITHIN = timedelta(seconds=60)
HOLD = timedelta(minutes=2)
MOST_HELD = timedelta(minutes=12)


def hold(session: Session, settings: Settings, interview_id: UUID, user_id: int) -> LiveInterview:
    """Give both people two more minutes to begin, up to twelve in all.

    Raises NotFound, InterviewOver, AlreadyStarted, NoLongerWait, and BookingOverlap (from the database) if either
    person has another booking at the time when the interview would then end.
    """
    interview = interviews.locked(session, interview_id)
    participants = interviews.participants_of(session, interview_id)
    if user_id not in participants:
        raise NotFound
    if interview.status in interviews.OVER:
        raise InterviewOver
    if interview.status is not InterviewStatus.MATCHED:
        raise AlreadyStarted
    latest = interview.matched_at + timedelta(seconds=settings.start_grace_seconds) + MOST_HELD
    if interview.start_by + HOLD > latest:
        raise NoLongerWait
    interview.start_by += HOLD
    session.flush()
    _book_until(session, participants, interview.start_by + schedule.duration(settings, interview.interview_type))
    held = InterviewHeld(interview_id=interview_id, start_by=interview.start_by, by=user_id)
    interviews.tell(session, interview_id, list(participants), held)
    return interview_view.live_view(session, settings, interview_id, user_id)


def extend(session: Session, settings: Settings, interview_id: UUID, user_id: int) -> LiveInterview:
    """Propose more time, or accept the peer's proposal, which moves the end by ten minutes.

    Proposing again while a proposal is open has no effect. Raises NotFound, InterviewNotLive, InterviewOver,
    NoMoreTime, and BookingOverlap (from the database) if either person has another booking at that time.
    """
    interview = interviews.locked(session, interview_id)
    participants = interviews.participants_of(session, interview_id)
    interviews.require_live(interview, participants, user_id)
    if interview.extensions >= interview_view.MAX_EXTENSIONS:
        raise NoMoreTime
    now = clock.now(session)
    is_proposed = interview.extension_until is not None and interview.extension_until > now
    if not is_proposed:
        interview.extension_by, interview.extension_until = user_id, now + AGREE_WITHIN
        session.flush()
        proposed = ExtensionProposed(by=user_id, until=interview.extension_until)
        event_log.append(session, event_log.interview(interview_id), proposed)
    elif interview.extension_by != user_id:
        _prolong(session, interview, participants)
    return interview_view.live_view(session, settings, interview_id, user_id)


def _prolong(session: Session, interview: Interview, participants: Mapping[int, Participant]) -> None:
    assert interview.ends_at is not None  # noqa: S101 - it is live
    interview.ends_at += interview_view.EXTENSION
    interview.extensions += 1
    interview.extension_by = interview.extension_until = interview.ending_told_at = None
    session.flush()
    _book_until(session, participants, interview.ends_at)
    left = interview_view.MAX_EXTENSIONS - interview.extensions
    extended = InterviewExtended(interview_id=interview.id, ends_at=interview.ends_at, extensions_left=left)
    interviews.tell(session, interview.id, list(participants), extended)


def _book_until(session: Session, participants: Mapping[int, Participant], ends_at: datetime) -> None:
    session.execute(
        update(Booking)
        .where(Booking.id.in_([one.booking_id for one in participants.values()]), Booking.ends_at < ends_at)
        .values(ends_at=ends_at)
        .execution_options(synchronize_session=False)
    )
