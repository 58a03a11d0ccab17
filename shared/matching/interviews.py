"""The life of an interview from matched to ended: the changes that both services can make.

Locks are always taken in this order: the interview, its participants, their bookings, the streams.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Literal
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from shared.core import clock
from shared.core.errors import InterviewNotLive, InterviewOver, NoMoreTime, NotFound
from shared.core.settings import Settings
from shared.events import event_log
from shared.events.schemas import InterviewView, LiveInterview
from shared.events.types import (
    Event,
    ExtensionProposed,
    InterviewEnded,
    InterviewExtended,
    InterviewStarted,
    PeerReady,
    QuestionAssigned,
    RolesSwapped,
)
from shared.matching import bookings, schedule, waiting_room
from shared.models import (
    Booking,
    CancelledBy,
    Interview,
    InterviewStatus,
    Participant,
    Question,
)
from shared.rooms import assignment, interview_view

EndReason = Literal["ended", "time_is_up", "abandoned"]

OVER = (InterviewStatus.ENDED, InterviewStatus.ABANDONED)


def start(session: Session, settings: Settings, interview_id: UUID, user_id: int) -> LiveInterview:
    """Mark this person as ready; the interview goes live when both are. Calling it again has no effect.

    Raises NotFound if the person is not a participant, InterviewOver if the interview has ended or was abandoned.
    """
    interview = _locked(session, interview_id)
    participants = _participants(session, interview_id)
    me = participants.get(user_id)
    if me is None:
        raise NotFound
    if interview.status in OVER:
        raise InterviewOver
    if me.started_at is None:
        me.started_at = clock.now(session)
        session.flush()
        _tell(session, interview_id, list(participants), PeerReady(interview_id=interview_id, user_id=user_id))
    if interview.status is InterviewStatus.MATCHED and all(one.started_at for one in participants.values()):
        _go_live(session, settings, interview, participants)
    return interview_view.live_view(session, settings, interview_id, user_id)


def _go_live(
    session: Session, settings: Settings, interview: Interview, participants: Mapping[int, Participant]
) -> None:
    started_at = clock.now(session)
    interview.status = InterviewStatus.LIVE
    interview.started_at = started_at
    interview.ends_at = started_at + schedule.duration(settings, interview.interview_type)
    session.flush()
    started = InterviewStarted(interview_id=interview.id, started_at=started_at, ends_at=interview.ends_at)
    assignment.assign(session, interview)
    _tell(session, interview.id, list(participants), started)
    _begin_turn(session, interview, participants.values())


def _begin_turn(session: Session, interview: Interview, participants: Iterable[Participant]) -> None:
    """Record that the interviewee is now asked their question, and send both people the part they may see."""
    asked = next(one for one in participants if one.seat != interview.interviewer_seat)
    asked.asked_at = asked.asked_at or clock.now(session)
    session.flush()
    question = session.get(Question, asked.question_id or 0)
    shown = interview_view.question_for(question, "interviewee") if question else None
    event_log.append(
        session, event_log.interview(interview.id), QuestionAssigned(user_id=asked.user_id, question=shown)
    )


def swap_roles(
    session: Session, interview_id: UUID, user_id: int, interviewer_seat: int | None = None
) -> InterviewView:
    """Swap interviewer and interviewee; the new interviewee is asked their question.

    `interviewer_seat` names the seat that should interview. If it already does, nothing changes, so two people who
    click at the same time swap once. Raises NotFound, InterviewNotLive, InterviewOver.
    """
    interview = _locked(session, interview_id)
    participants = _participants(session, interview_id)
    _require_live(interview, participants, user_id)
    if interviewer_seat != interview.interviewer_seat:
        interview.interviewer_seat = 3 - interview.interviewer_seat
        session.flush()
        interviewer = next(one for one in participants.values() if one.seat == interview.interviewer_seat)
        swapped = RolesSwapped(
            interview_id=interview_id, interviewer_id=interviewer.user_id, interviewer_seat=interviewer.seat, by=user_id
        )
        _tell(session, interview_id, list(participants), swapped)
        _begin_turn(session, interview, participants.values())
    return interview_view.view_by_id(session, interview_id, user_id)


def _require_live(interview: Interview, participants: Mapping[int, Participant], user_id: int) -> None:
    if user_id not in participants:
        raise NotFound
    if interview.status in OVER:
        raise InterviewOver
    if interview.status is not InterviewStatus.LIVE:
        raise InterviewNotLive


AGREE_WITHIN = timedelta(seconds=60)


def extend(session: Session, settings: Settings, interview_id: UUID, user_id: int) -> LiveInterview:
    """Propose more time, or accept the peer's proposal, which moves the end by ten minutes.

    Proposing again while a proposal is open has no effect. Raises NotFound, InterviewNotLive, InterviewOver,
    NoMoreTime, and BookingOverlap (from the database) if either person has another booking at that time.
    """
    interview = _locked(session, interview_id)
    participants = _participants(session, interview_id)
    _require_live(interview, participants, user_id)
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
    session.execute(
        update(Booking)
        .where(Booking.id.in_([one.booking_id for one in participants.values()]), Booking.ends_at < interview.ends_at)
        .values(ends_at=interview.ends_at)
        .execution_options(synchronize_session=False)
    )
    left = interview_view.MAX_EXTENSIONS - interview.extensions
    extended = InterviewExtended(interview_id=interview.id, ends_at=interview.ends_at, extensions_left=left)
    _tell(session, interview.id, list(participants), extended)


def end(
    session: Session,
    settings: Settings,
    interview_id: UUID,
    user_id: int,
    *,
    requeue: bool = False,
    cancelled_by: CancelledBy = CancelledBy.PERSON,
) -> InterviewView:
    """End an interview for both people. If it was not live yet, it is abandoned and the peer waits again.

    With `requeue`, the person who ends it enters the practice room at once with the same preferences. Ending an
    interview twice has no effect. Raises NotFound if the person is not a participant; with `requeue` also
    PracticeBlocked, and BookingOverlap (from the database) if practice now would overlap another booking. Then the
    interview does not end.
    """
    interview = _locked(session, interview_id)
    participants = _participants(session, interview_id)
    if user_id not in participants:
        raise NotFound
    if interview.status is InterviewStatus.LIVE:
        finish(session, interview, participants.values(), reason="ended", by=user_id)
    elif interview.status is InterviewStatus.MATCHED:
        abandon(session, settings, interview, participants, by=user_id, cancelled_by=cancelled_by)
    else:
        return interview_view.view_by_id(session, interview_id, user_id)
    if requeue:
        before = session.get_one(Booking, participants[user_id].booking_id, populate_existing=True)
        waiting_room.practice_again(session, settings, before, interview.interview_type)
    return interview_view.view_by_id(session, interview_id, user_id)


def finish(
    session: Session,
    interview: Interview,
    participants: Iterable[Participant],
    *,
    reason: EndReason,
    by: int | None = None,
) -> None:
    """Close a live interview as completed. `reason` is `ended` or `time_is_up`."""
    both = list(participants)
    _close(session, interview, both, InterviewStatus.ENDED)
    bookings.complete(session, _locked_bookings(session, both))
    _tell_ended(session, interview, [participant.user_id for participant in both], reason, by)


def abandon(
    session: Session,
    settings: Settings,
    interview: Interview,
    participants: dict[int, Participant],
    *,
    absent: Collection[int] = (),
    by: int | None = None,
    cancelled_by: CancelledBy = CancelledBy.PERSON,
) -> None:
    """Close a matched interview that never went live.

    Users in `absent` become no-shows, and the booking of user `by` is cancelled. Everyone else returns to the waiting
    room and keeps their original waiting time.
    """
    _close(session, interview, participants.values(), InterviewStatus.ABANDONED)
    present_until = clock.now(session) + timedelta(seconds=settings.presence_seconds)
    booked = _locked_bookings(session, participants.values())
    declined = () if by is None else (by,)
    bookings.abandon(session, booked, present_until, absent=absent, declined=declined, cancelled_by=cancelled_by)
    _tell_ended(session, interview, list(participants), "abandoned", by)


def _locked_bookings(session: Session, participants: Iterable[Participant]) -> Sequence[Booking]:
    return session.scalars(
        select(Booking)
        .where(Booking.id.in_([participant.booking_id for participant in participants]))
        .order_by(Booking.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()


def _close(
    session: Session, interview: Interview, participants: Iterable[Participant], status: InterviewStatus
) -> None:
    interview.status = status
    interview.ended_at = clock.now(session)
    for participant in participants:
        participant.is_open = False
    session.flush()


def _tell_ended(
    session: Session, interview: Interview, user_ids: Sequence[int], reason: EndReason, by: int | None
) -> None:
    ended = InterviewEnded.model_validate(
        {
            "interview_id": interview.id,
            "status": interview.status.value,
            "reason": reason,
            "by": by,
            "ended_at": interview.ended_at,
        }
    )
    _tell(session, interview.id, user_ids, ended)


def _tell(session: Session, interview_id: UUID, user_ids: Sequence[int], event: Event) -> None:
    """Append an event to the interview's stream and to both people's streams: whatever `InterviewView` shows."""
    names = [event_log.interview(interview_id), *(event_log.user(user_id) for user_id in sorted(user_ids))]
    event_log.append_many(session, [(name, event) for name in names])


def _locked(session: Session, interview_id: UUID) -> Interview:
    interview = session.get(Interview, interview_id, with_for_update=True, populate_existing=True)
    if interview is None:
        raise NotFound
    return interview


def _participants(session: Session, interview_id: UUID) -> dict[int, Participant]:
    rows = session.scalars(
        select(Participant)
        .where(Participant.interview_id == interview_id)
        .order_by(Participant.seat)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return {participant.user_id: participant for participant in rows}
