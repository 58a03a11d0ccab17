"""The newest chat and runs that a snapshot has room for, and where older ones begin over REST."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar
from uuid import UUID

from sqlalchemy.orm import Session

from mockmate_ws.protocol import InterviewSnapshot, encode
from shared.core.cursors import encode_cursor
from shared.core.view import View
from shared.events import frame_sizes
from shared.events.schemas import SharedRunView
from shared.models import ChatMessage, SharedRun
from shared.rooms import room_log

MOST_LINES, MOST_RUNS = 200, 20

_RUNS_BYTES = 6 * 1024
"""Kept free of chat, if there are runs that need it."""
_CURSOR_BYTES = len(encode_cursor(2**63 - 1)) + 2

V = TypeVar("V", bound=View)
R = TypeVar("R", ChatMessage, SharedRun)


def fill(session: Session, interview_id: UUID, frame: InterviewSnapshot) -> None:
    """Add to a snapshot without chat and runs the newest that fit."""
    room = frame_sizes.MAX_TEXT_BYTES - len(encode(frame).encode()) - 2 * _CURSOR_BYTES
    lines = session.scalars(room_log.chat_of(interview_id).order_by(ChatMessage.id.desc()).limit(MOST_LINES + 1)).all()
    runs = session.scalars(room_log.runs_of(interview_id).order_by(SharedRun.id.desc()).limit(MOST_RUNS + 1)).all()
    shown_runs, needed = _newest(runs, MOST_RUNS, _run, room)
    data = frame.data
    data.chat, taken = _newest(lines, MOST_LINES, room_log.chat_line, room - min(needed, _RUNS_BYTES))
    data.runs, _ = _newest(runs, len(shown_runs), _run, room - taken)
    data.chat_before, data.runs_before = _before(lines, len(data.chat)), _before(runs, len(data.runs))


def _run(row: SharedRun) -> SharedRunView:
    seen = room_log.shared_run(row)
    return seen.model_copy(update=frame_sizes.shortened_run(seen.model_dump()))


def _newest(rows: Sequence[R], most: int, show: Callable[[R], V], room: int) -> tuple[list[V], int]:
    """Return the newest of these rows that fit, oldest first, and how many bytes they take."""
    shown: list[V] = []
    taken = 0
    for row in rows[:most]:
        view = show(row)
        size = len(view.model_dump_json().encode()) + 1
        if taken + size > room:
            break
        shown.insert(0, view)
        taken += size
    return shown, taken


def _before(rows: Sequence[ChatMessage] | Sequence[SharedRun], shown: int) -> str | None:
    if shown == len(rows):
        return None
    # A page begins behind its cursor, which needs no row of its own.
    return encode_cursor(rows[shown].id + 1)
