"""An interview as each of its two participants sees it. No one else can see it or act on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Row, Uuid, any_, bindparam, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Session

from shared.core import clock
from shared.core.errors import InterviewOver, NotFound
from shared.core.prepared import prepared
from shared.core.settings import Settings
from shared.events.question_view import QuestionView, plain_cases
from shared.events.schemas import (
    Extension,
    InterviewView,
    LiveInterview,
    Peer,
    Reliability,
    Role,
    WebRtcVideo,
    Why,
    ZegoVideo,
)
from shared.models import Booking, Interview, InterviewStatus, Participant, Question, Slot, User, shared_alias
from shared.rooms import cameras, notes, pads, reliability, restrictions, video

MAX_EXTENSIONS = 2
EXTENSION = timedelta(minutes=10)
OVER = (InterviewStatus.ENDED, InterviewStatus.ABANDONED)

_one, _two, _user_one, _user_two = (
    shared_alias(Participant),
    shared_alias(Participant),
    shared_alias(User),
    shared_alias(User),
)

# One row per interview with both seats, so that one statement serves a single reader as well as a whole pass.
_BOTH_SIDES = prepared(
    select(
        Interview.__table__,
        # Both booked in it: see `matching`.
        select(Booking.language).where(Booking.id == _one.booking_id).scalar_subquery().label("spoken_language"),
        select(Slot.invitation_id.is_not(None)).where(Slot.id == Interview.slot_id).scalar_subquery().label("invited"),
        *(
            column.label(f"{name}_{seat}")
            for seat, participant, user in ((1, _one, _user_one), (2, _two, _user_two))
            for name, column in (
                ("user_id", participant.user_id),
                ("difficulty", participant.difficulty),
                ("waited_seconds", participant.waited_seconds),
                ("participant_started_at", participant.started_at),
                ("question_id", participant.question_id),
                ("participant_asked_at", participant.asked_at),
                ("username", user.username),
                ("full_name", user.full_name),
                ("is_text_only", restrictions.is_text_only(user)),
                ("birth_year", user.birth_year),
            )
        ),
    )
    .join(_one, (_one.interview_id == Interview.id) & (_one.seat == 1))
    .join(_two, (_two.interview_id == Interview.id) & (_two.seat == 2))
    .join(_user_one, _user_one.id == _one.user_id)
    .join(_user_two, _user_two.id == _two.user_id)
    .where(Interview.id == any_(bindparam("interviews", type_=ARRAY(Uuid))))
)


class Sides(NamedTuple):
    """Both participants' sides of one interview, as read by `load`."""

    row: Row[Any]
    reliability: Mapping[int, Reliability]


def load(session: Session, interview_ids: Iterable[UUID]) -> dict[UUID, Sides]:
    """Return both sides of each of these interviews. Two statements for any number of interviews."""
    rows = session.execute(_BOTH_SIDES, {"interviews": list(interview_ids)}).all()
    people = {user_id for row in rows for user_id in (row.user_id_1, row.user_id_2)}
    known = reliability.of(session, sorted(people)) if people else {}
    return {row.id: Sides(row, known) for row in rows}


def view_for(sides: Sides, user_id: int) -> InterviewView:
    """Show an interview to one of its participants. Raises NotFound for anyone else."""
    return InterviewView(**_fields(sides, user_id))


def _fields(sides: Sides, user_id: int) -> dict[str, Any]:
    row = sides.row
    side, other = seats(row, user_id)
    of = row._mapping  # noqa: SLF001 - SQLAlchemy's documented name for access by string
    return {
        "id": row.id,
        "slot_id": row.slot_id,
        "interview_type": row.interview_type,
        "status": row.status,
        "role": role_of(side, row.interviewer_seat),
        "my_difficulty": of[f"difficulty_{side}"],
        "peer": Peer(
            id=of[f"user_id_{other}"],
            username=of[f"username_{other}"],
            full_name=of[f"full_name_{other}"],
            reliability=sides.reliability[of[f"user_id_{other}"]],
        ),
        "level_gap": row.level_gap,
        "why": Why(
            same_level=row.level_gap == 0,
            waited_seconds=of[f"waited_seconds_{side}"],
            peer_waited_seconds=of[f"waited_seconds_{other}"],
            met_before=row.met_before,
            invited=row.invited,
        ),
        "topics": row.topics,
        "matched_at": row.matched_at,
        "start_by": row.start_by,
        "i_started": of[f"participant_started_at_{side}"] is not None,
        "peer_started": of[f"participant_started_at_{other}"] is not None,
        "started_at": row.started_at,
        "ends_at": row.ends_at,
        "ended_at": row.ended_at,
    }


def seats(row: Row[Any], user_id: int) -> tuple[int, int]:
    """Return (own seat, peer's seat). Raises NotFound if the person is not a participant."""
    if user_id == row.user_id_1:
        return 1, 2
    if user_id == row.user_id_2:
        return 2, 1
    raise NotFound


def role_of(seat: int, interviewer_seat: int) -> Role:
    """Return the current role of a seat."""
    return "interviewer" if seat == interviewer_seat else "interviewee"


def view_by_id(session: Session, interview_id: UUID, user_id: int) -> InterviewView:
    """Show an interview to one of its participants. Raises NotFound for anyone else."""
    return view_for(_sides(session, interview_id), user_id)


def live_view(session: Session, settings: Settings, interview_id: UUID, user_id: int) -> LiveInterview:
    """Show an interview with everything needed inside the room: question, video, socket."""
    sides = _sides(session, interview_id)
    row = sides.row
    side, other = seats(row, user_id)
    interviewee = other if side == row.interviewer_seat else side
    question = session.get(Question, row._mapping[f"question_id_{interviewee}"] or 0)  # noqa: SLF001
    now = clock.now(session)
    proposed = row.extension_until is not None and row.extension_until > now and row.status == InterviewStatus.LIVE
    return LiveInterview(
        **_fields(sides, user_id),
        question=question_for(question, role_of(side, row.interviewer_seat)) if question else None,
        no_question=question is None and row.started_at is not None,
        video=_video(settings, row, side, now),
        camera_allowed=cameras.are_allowed(settings, (row.birth_year_1, row.birth_year_2), now),
        spoken_language=row.spoken_language,
        notes=notes.read(session, interview_id, user_id),
        extensions_left=MAX_EXTENSIONS - row.extensions,
        extension=Extension(by=row.extension_by, until=row.extension_until) if proposed else None,
        socket=f"/ws/interview/live?interview_id={interview_id}",
        pads=pads.views(pads.seats_of(row), row.interviewer_seat, pads.languages(session, interview_id)),
    )


def _video(settings: Settings, row: Row[Any], side: int, now: datetime) -> WebRtcVideo | ZegoVideo:
    of = row._mapping  # noqa: SLF001
    if row.is_text_only_1 or row.is_text_only_2:
        return video.by_text(side)
    user_id = of[f"user_id_{side}"]
    until = _latest_end(settings, row)
    if settings.uses_zego:
        is_live = row.status == InterviewStatus.LIVE
        return video.zego(settings, row.id, user_id, of[f"username_{side}"], now, until if is_live else None)
    return video.webrtc(settings, user_id, side, None if row.status in OVER else until)


def _latest_end(settings: Settings, row: Row[Any]) -> datetime:
    """Return when an interview ends if it starts as late and is extended as often as it can be."""
    longest = timedelta(minutes=max(settings.behavioral_minutes, settings.technical_minutes))
    end: datetime = row.ends_at or row.start_by + longest
    left: int = MAX_EXTENSIONS - row.extensions
    return end + left * EXTENSION


def question_for(question: Question, role: Role) -> QuestionView:
    """Show the parts of a question that a role may see."""
    details = question.details
    shown = QuestionView(
        id=question.id,
        title=question.title,
        kind=question.kind,
        prompt=question.statement,
        difficulty=question.difficulty,
        tags=question.tags,
        parameters=details.get("parameters"),
        requirements=details.get("requirements"),
        tables=details.get("tables"),
        code=details.get("code"),
        function=question.function,
        starter_code=question.starter_code,
        test_cases=plain_cases(question.test_cases),
        cases=question.test_cases,
        compare=question.compare,
        tolerance=details.get("tolerance"),
    )
    if role == "interviewer":
        shown.hints, shown.solution, shown.follow_ups = question.hints, question.solution, question.follow_ups
        shown.rubric, shown.estimates = question.rubric_in_order, details.get("estimates")
        shown.slow_solution = details.get("slow_solution")
    return shown


_STATUS = prepared(
    select(Interview.status)
    .join(Participant, Participant.interview_id == Interview.id)
    .where(Interview.id == bindparam("interview"), Participant.user_id == bindparam("user"))
    .with_for_update(read=True, of=Interview)
)


def require_open(session: Session, interview_id: UUID, user_id: int) -> None:
    """Check that a participant may act in the room, and keep it open until the transaction ends.

    Raises NotFound if the person is not a participant, and InterviewOver.
    """
    # A shared lock: the peer may act as well, but the interview cannot end before this transaction does.
    status = session.scalar(_STATUS, {"interview": interview_id, "user": user_id})
    if status is None:
        raise NotFound
    if status in OVER:
        raise InterviewOver


def _sides(session: Session, interview_id: UUID) -> Sides:
    found = load(session, [interview_id]).get(interview_id)
    if found is None:
        raise NotFound
    return found
