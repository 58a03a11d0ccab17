"""The life of an interview from matched to ended: the changes that both services can make.

Locks are always taken in this order: the interview, its participants, their bookings, the streams.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Literal
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.core import clock
from shared.core.errors import AlreadyStarted, InterviewNotLive, InterviewOver, NotFound
from shared.core.settings import Settings
from shared.events import event_log
from shared.events.schemas import InterviewView, LiveInterview
from shared.events.types import (
    Event,
    InterviewEnded,
    InterviewStarted,
    MatchDeclined,
    PeerReady,
    QuestionAssigned,
    RolesSwapped,
)
from shared.identity import consent
from shared.matching import bookings, declines, schedule, waiting_room
from shared.matching.declines import Declined
from shared.models import (
    Booking,
    CancelledBy,
    DeclineReason,
    Interview,
    InterviewStatus,
    Participant,
    Question,
    Slot,
)
from shared.rooms import assignment, interview_view, pads

EndReason = Literal["ended", "time_is_up", "abandoned"]

OVER = (InterviewStatus.ENDED, InterviewStatus.ABANDONED)


def start(session: Session, settings: Settings, interview_id: UUID, user_id: int) -> LiveInterview:
    """Mark this person as ready; the interview goes live when both are. Calling it again has no effect.

    Raises NotFound if the person is not a participant, InterviewOver if the interview has ended or was abandoned, and
    ConsentRequired if this deployment lets nobody begin who has not agreed to what is stored.
    """
    interview = locked(session, interview_id)
    participants = participants_of(session, interview_id)
    me = participants.get(user_id)
    if me is None:
        raise NotFound
    if interview.status in OVER:
        raise InterviewOver
    consent.require(session, settings, user_id)
    if me.started_at is None:
        me.started_at = clock.now(session)
        session.flush()
        tell(session, interview_id, list(participants), PeerReady(interview_id=interview_id, user_id=user_id))
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
    tell(session, interview.id, list(participants), started)
    _begin_turn(session, interview, participants.values())


def _begin_turn(session: Session, interview: Interview, participants: Iterable[Participant]) -> None:
    """Record that the interviewee is now asked their question, and send both people the part they may see."""
    both = list(participants)
    asked = next(one for one in both if one.seat != interview.interviewer_seat)
    if asked.asked_at is None:
        if any(one.asked_at for one in both):
            pads.open_second(session, interview.id)
        asked.asked_at = clock.now(session)
    session.flush()
    pad = pads.present_pad(session, interview.id)
    question = session.get(Question, asked.question_id or 0)
    shown = interview_view.question_for(question, "interviewee") if question else None
    event = QuestionAssigned(user_id=asked.user_id, question=shown, pad=pad.name, language=pad.language)
    event_log.append(session, event_log.interview(interview.id), event)


def swap_roles(
    session: Session, interview_id: UUID, user_id: int, interviewer_seat: int | None = None
) -> InterviewView:
    """Swap interviewer and interviewee; the new interviewee is asked their question.

    `interviewer_seat` names the seat that should interview. If it already does, nothing changes, so two people who
    click at the same time swap once. Raises NotFound, InterviewNotLive, InterviewOver.
    """
    interview = locked(session, interview_id)
    participants = participants_of(session, interview_id)
    require_live(interview, participants, user_id)
    if interviewer_seat != interview.interviewer_seat:
        interview.interviewer_seat = 3 - interview.interviewer_seat
        session.flush()
        interviewer = next(one for one in participants.values() if one.seat == interview.interviewer_seat)
        swapped = RolesSwapped(
            interview_id=interview_id, interviewer_id=interviewer.user_id, interviewer_seat=interviewer.seat, by=user_id
        )
        tell(session, interview_id, list(participants), swapped)
        _begin_turn(session, interview, participants.values())
    return interview_view.view_by_id(session, interview_id, user_id)


def require_live(interview: Interview, participants: Mapping[int, Participant], user_id: int) -> None:
    """Require a live interview and one of its participants. Raises NotFound, InterviewOver, InterviewNotLive."""
    if user_id not in participants:
        raise NotFound
    if interview.status in OVER:
        raise InterviewOver
    if interview.status is not InterviewStatus.LIVE:
        raise InterviewNotLive


def end(
    session: Session,
    settings: Settings,
    interview_id: UUID,
    user_id: int,
    *,
    requeue: bool = False,
    cancelled_by: CancelledBy = CancelledBy.PERSON,
) -> InterviewView:
    """End an interview for both people. If it was not live yet, that declines it: the peer waits again.

    With `requeue`, the person who ends it enters the practice room at once with the same preferences. Ending an
    interview twice has no effect. Raises NotFound if the person is not a participant; with `requeue` also
    PracticeBlocked, BirthYearMissing, and BookingOverlap (from the database) if practice now would overlap another
    booking. Then the interview does not end.
    """
    interview = locked(session, interview_id)
    participants = participants_of(session, interview_id)
    if user_id not in participants:
        raise NotFound
    if interview.status is InterviewStatus.LIVE:
        finish(session, interview, participants.values(), reason="ended", by=user_id)
    elif interview.status is InterviewStatus.MATCHED:
        declined = (
            declines.record(
                session, participants[user_id], DeclineReason.NOT_NOW, invited=_is_invited(session, interview)
            )
            if cancelled_by is CancelledBy.PERSON
            else Declined(user_id, cancelled_by=cancelled_by)
        )
        abandon(session, settings, interview, participants, declined=declined)
    else:
        return interview_view.view_by_id(session, interview_id, user_id)
    if requeue:
        before = session.get_one(Booking, participants[user_id].booking_id, populate_existing=True)
        waiting_room.practice_again(session, settings, before, interview.interview_type)
    return interview_view.view_by_id(session, interview_id, user_id)


def decline(
    session: Session,
    settings: Settings,
    interview_id: UUID,
    user_id: int,
    reason: DeclineReason = DeclineReason.NOT_NOW,
) -> InterviewView:
    """Decline a match that this person has not started: the peer waits again and keeps their place.

    `declines.record` says what it costs. Declining an interview twice has no effect. Raises NotFound if the person is
    not a participant, AlreadyStarted, InterviewOver.
    """
    interview = locked(session, interview_id)
    participants = participants_of(session, interview_id)
    me = participants.get(user_id)
    if me is None:
        raise NotFound
    if me.declined_at is None:
        if interview.status in OVER:
            raise InterviewOver
        if me.started_at is not None:
            raise AlreadyStarted
        declined = declines.record(session, me, reason, invited=_is_invited(session, interview))
        abandon(session, settings, interview, participants, declined=declined)
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
    declined: Declined | None = None,
) -> None:
    """Close a matched interview that never went live.

    Users in `absent` become no-shows, and `declined` says what becomes of the person who declined. Everyone else
    returns to the waiting room and keeps their original waiting time.
    """
    _close(session, interview, participants.values(), InterviewStatus.ABANDONED)
    present_until = clock.now(session) + timedelta(seconds=settings.presence_seconds)
    booked = _locked_bookings(session, participants.values())
    bookings.abandon(session, booked, present_until, absent=absent, declined=declined)
    by = None if declined is None else declined.user_id
    _tell_ended(session, interview, list(participants), "abandoned", by)
    if by is not None:
        told = MatchDeclined(interview_id=interview.id, by=by, waiting_again=not _is_invited(session, interview))
        event_log.append_many(session, [(event_log.user(one), told) for one in participants if one != by])


def _is_invited(session: Session, interview: Interview) -> bool:
    return session.get_one(Slot, interview.slot_id).is_private


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
    tell(session, interview.id, user_ids, ended)


def tell(session: Session, interview_id: UUID, user_ids: Sequence[int], event: Event) -> None:
    """Append an event to the interview's stream and to both people's streams: whatever `InterviewView` shows."""
    names = [event_log.interview(interview_id), *(event_log.user(user_id) for user_id in sorted(user_ids))]
    event_log.append_many(session, [(name, event) for name in names])


def locked(session: Session, interview_id: UUID) -> Interview:
    """Lock an interview and read it again. Raises NotFound."""
    interview = session.get(Interview, interview_id, with_for_update=True, populate_existing=True)
    if interview is None:
        raise NotFound
    return interview


def participants_of(session: Session, interview_id: UUID) -> dict[int, Participant]:
    """Lock both participants, after their interview, and return them by user."""
    rows = session.scalars(
        select(Participant)
        .where(Participant.interview_id == interview_id)
        .order_by(Participant.seat)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return {participant.user_id: participant for participant in rows}
