"""The first frame of a room's socket: the room as one user may see it, and which events that already includes."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from mockmate_ws.collab.allowed_content import MARK_KINDS
from mockmate_ws.presence import socket_registry
from mockmate_ws.presence.participants import ParticipantKey
from mockmate_ws.protocol import (
    InterviewSnapshot,
    InterviewSnapshotData,
    ParticipantView,
    Presence,
    SnapshotInterview,
    StreamPosition,
    WaitingRoomSnapshot,
    WaitingRoomSnapshotData,
)
from mockmate_ws.rooms import snapshot_log
from shared.core.settings import Settings
from shared.events import event_log, frame_sizes
from shared.events.event_log import Cursor
from shared.events.question_view import QuestionView
from shared.events.schemas import LiveInterview
from shared.matching import room_states
from shared.models import Interview, Participant, User
from shared.rooms import cameras, interview_view, pads


def waiting_room(
    session: Session, settings: Settings, user_id: int, slot_id: int, positions: Mapping[str, Cursor]
) -> WaitingRoomSnapshot:
    """Return a waiting room as one of its users may see it."""
    state = room_states.in_room(session, settings, user_id, slot_id)
    return WaitingRoomSnapshot(data=WaitingRoomSnapshotData(**state.model_dump(), as_of=_as_of(positions)))


def interview(
    session: Session, settings: Settings, participant: ParticipantKey, positions: Mapping[str, Cursor]
) -> InterviewSnapshot:
    """Return an interview's room as one participant may see it, as much as fits. Raises NotFound for other users."""
    seen = interview_view.live_view(session, settings, participant.interview_id, participant.user_id)
    interviewee = participant.user_id if seen.role == "interviewee" else seen.peer.id
    frame = InterviewSnapshot(
        data=InterviewSnapshotData(
            interview=_that_fits(seen),
            participants=_participants(session, settings, seen),
            chat=[],
            chat_before=None,
            language=pads.present(seen.pads, interviewee).language,
            runs=[],
            runs_before=None,
            marks=list(MARK_KINDS),
            as_of=_as_of(positions),
        )
    )
    snapshot_log.fill(session, participant.interview_id, frame)
    return frame


def _that_fits(seen: LiveInterview) -> SnapshotInterview:
    """Leave out what is too long for a snapshot, all of which GET /interview/{interview_id} has."""
    fields = dict(seen)
    if seen.question is not None:
        fields["question"] = QuestionView(**frame_sizes.shorten_question(seen.question.model_dump(mode="json")))
    if frame_sizes.json_bytes(seen.notes) > frame_sizes.MAX_NOTES_BYTES:
        fields["notes"] = None
    return SnapshotInterview(**fields)


def _as_of(positions: Mapping[str, Cursor]) -> dict[str, StreamPosition]:
    return {name: StreamPosition(epoch=one.epoch, offset=one.offset) for name, one in positions.items()}


def _participants(session: Session, settings: Settings, seen: LiveInterview) -> list[ParticipantView]:
    rows = session.execute(
        select(Participant, User.username, User.camera_start, Interview.interviewer_seat)
        .join(User, User.id == Participant.user_id)
        .join(Interview, Interview.id == Participant.interview_id)
        .where(Participant.interview_id == seen.id)
        .order_by(Participant.seat)
    ).all()
    here = socket_registry.connected(session, event_log.interview(seen.id), [one.user_id for one, *_ in rows])
    return [
        ParticipantView(
            user_id=one.user_id,
            username=username,
            seat=one.seat,
            role=interview_view.role_of(one.seat, interviewer_seat),
            ready=one.started_at is not None,
            presence=_presence(one),
            connected=one.user_id in here,
            cameras_agreed=seen.camera_allowed and cameras.has_agreed(settings, one, camera_start),
        )
        for one, username, camera_start, interviewer_seat in rows
    ]


def _presence(participant: Participant) -> Presence:
    if participant.joined_at is None:
        return "expected"
    return "here" if participant.left_at is None else "left"
