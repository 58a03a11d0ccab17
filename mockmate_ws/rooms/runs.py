"""Runs of the code that a participant shares with the peer: stored, sent once, shortened if they are too long."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from mockmate_ws.protocol import RunData
from shared.core.errors import CommandIdReused
from shared.events import event_log
from shared.events.types import RunShared
from shared.models import Interview, Participant, SharedRun
from shared.rooms import interview_view, room_log

MAX_BYTES = 16 * 1024
"""The most bytes kept of stdout, and of stderr."""


def share(session: Session, interview_id: UUID, user_id: int, client_id: str, run: RunData) -> None:
    """Store and publish the output of a run. A repeated `client_id` has no effect.

    Raises NotFound for users who are not participants, InterviewOver, CommandIdReused for an id used with another run.
    """
    interview_view.require_open(session, interview_id, user_id)
    values = run.model_dump()
    values |= {name: _shorten(values[name]) for name in ("stdout", "stderr")}
    values["truncated"] = any(values[name] != getattr(run, name) for name in ("stdout", "stderr"))
    stream = event_log.interview(interview_id)
    event_log.lock_stream(session, stream)
    keys = {"interview_id": interview_id, "user_id": user_id, "client_id": client_id}
    asked = (
        select(Participant.question_id)
        .join(Interview, Interview.id == Participant.interview_id)
        .where(Interview.id == interview_id, Participant.seat != Interview.interviewer_seat)
    )
    row = session.scalar(
        insert(SharedRun)
        .values(**keys, **values, question_id=asked.scalar_subquery())
        .on_conflict_do_nothing(constraint="shared_runs_client_id_key")
        .returning(SharedRun)
    )
    if row is not None:
        event_log.append(session, stream, RunShared(**room_log.shared_run(row).model_dump()))
        return
    before = session.scalars(select(SharedRun).filter_by(**keys)).one()
    if any(getattr(before, name) != value for name, value in values.items()):
        raise CommandIdReused


def _shorten(text: str) -> str:
    written = text.encode()
    if len(written) <= MAX_BYTES:
        return text
    kept = written[:MAX_BYTES].decode(errors="ignore")
    return f"{kept}\n… {len(written) - len(kept.encode())} more bytes were cut off here."
