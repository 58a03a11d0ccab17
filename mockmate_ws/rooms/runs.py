"""Runs of the code that a participant shares with the peer: stored, sent once, shortened if they are too long."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from mockmate_ws.protocol import RunData
from shared.core.errors import CommandIdReused
from shared.events import event_log, frame_sizes
from shared.events.types import RunShared
from shared.models import Interview, Participant, SharedRun
from shared.rooms import interview_view, room_log

_MOST = {"stdout": 16 * 1024, "stderr": 16 * 1024, "stdin": 4 * 1024}
"""The most bytes kept of each text."""
_MOST_OF_CASE = 2_000
"""The most characters kept of each text of a test case."""


def share(session: Session, interview_id: UUID, user_id: int, client_id: str, run: RunData) -> None:
    """Store and publish the output of a run. A repeated `client_id` has no effect.

    Raises NotFound for users who are not participants, InterviewOver, CommandIdReused for an id used with another run.
    """
    interview_view.require_open(session, interview_id, user_id)
    values = run.model_dump(exclude={"question_id"})
    given = dict(values)
    values |= {name: _shorten(values[name], most) for name, most in _MOST.items()}
    values["results"] = _that_fit(values["results"])
    values["truncated"] = values != given
    # As runs have it that were stored before there was stdin: the same one may be sent again.
    values["stdin"] = values["stdin"] or None
    stream = event_log.interview(interview_id)
    event_log.lock_stream(session, stream)
    keys = {"interview_id": interview_id, "user_id": user_id, "client_id": client_id}
    asked = (
        select(Participant.question_id)
        .join(Interview, Interview.id == Participant.interview_id)
        .where(Interview.id == interview_id, Participant.seat != Interview.interviewer_seat)
    )
    named = select(func.min(Participant.question_id)).where(
        Participant.interview_id == interview_id, Participant.question_id == run.question_id
    )
    row = session.scalar(
        insert(SharedRun)
        .values(**keys, **values, question_id=func.coalesce(named.scalar_subquery(), asked.scalar_subquery()))
        .on_conflict_do_nothing(constraint="shared_runs_client_id_key")
        .returning(SharedRun)
    )
    if row is not None:
        event_log.append(session, stream, RunShared(**room_log.shared_run(row).model_dump()))
        return
    before = session.scalars(select(SharedRun).filter_by(**keys)).one()
    if any(getattr(before, name) != value for name, value in values.items()):
        raise CommandIdReused


def _that_fit(results: list[dict[str, Any]] | None) -> list[dict[str, Any]] | None:
    """Return as many results as may be kept, in their order; failed ones come before others."""
    if results is None:
        return None
    kept: list[dict[str, Any]] = []
    room = frame_sizes.MAX_RESULTS_BYTES
    for one in sorted(results, key=lambda one: one["passed"] is not False):
        short = {name: _shorten_value(value) if isinstance(value, str) else value for name, value in one.items()}
        room -= frame_sizes.json_bytes(short) + 1
        if room < 0:
            break
        kept.append(short)
    return sorted(kept, key=lambda one: one["index"])


def _shorten_value(text: str) -> str:
    return text if len(text) <= _MOST_OF_CASE else f"{text[:_MOST_OF_CASE]} … ({len(text)} characters)"


def _shorten(text: str, most: int) -> str:
    written = text.encode()
    if len(written) <= most:
        return text
    kept = written[:most].decode(errors="ignore")
    return f"{kept}\n… {len(written) - len(kept.encode())} more bytes were cut off here."
