"""What one participant takes home of a finished interview: as much as they may see, for as long as it is kept."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from mockmate_api.interview import replay
from mockmate_api.interview.schemas import RoomExport
from mockmate_api.reviews import feedback_view, pads_kept, turns
from shared.core import clock
from shared.core.errors import InterviewNotEnded
from shared.core.settings import Settings
from shared.events.schemas import Person
from shared.models import ChatMessage, SharedRun
from shared.rooms import evidence, interview_view, notes, pad_texts, room_log


def everything(session: Session, settings: Settings, interview_id: UUID, user_id: int) -> RoomExport:
    """Return what a participant may see. Raises NotFound for anyone else, and InterviewNotEnded."""
    seen = interview_view.view_by_id(session, interview_id, user_id)
    if seen.status not in interview_view.OVER:
        raise InterviewNotEnded
    lines = session.scalars(room_log.chat_of(interview_id).order_by(ChatMessage.id))
    runs = session.scalars(room_log.runs_of(interview_id).order_by(SharedRun.id))
    return RoomExport(
        exported_at=clock.now(session),
        # Asked before the rest is read, so that it holds for that.
        complete=evidence.is_settled(session, interview_id),
        id=interview_id,
        interview_type=seen.interview_type,
        role=seen.role,
        difficulty=seen.my_difficulty,
        peer=Person(id=seen.peer.id, username=seen.peer.username, full_name=seen.peer.full_name),
        matched_at=seen.matched_at,
        started_at=seen.started_at,
        ended_at=seen.ended_at,
        turns=turns.shown(session, interview_id, user_id).items,
        pads=pads_kept.of_many(session, interview_view.load(session, [interview_id]))[interview_id],
        board=pad_texts.board(session, interview_id),
        chat=[room_log.chat_line(one) for one in lines],
        runs=[room_log.shared_run(one) for one in runs],
        notes=notes.read(session, interview_id, user_id),
        feedback=feedback_view.readable_by(session, settings, user_id, interview_id),
        removed=replay.removed(session, interview_id),
    )
