"""Releases parked items of work that has no query to find them: rows that are read, what is open in a process."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial

from sqlalchemy import text
from sqlalchemy.orm import Session

from mockmate_ws.collab.replica import require_readable
from mockmate_ws.collab.setbacks import STORE_JOB
from mockmate_ws.collab.stored import READ_JOB
from mockmate_ws.delivery import hub
from mockmate_ws.presence import participants
from shared.core import parking
from shared.events import event_log
from shared.matching import candidates, pairing, waiting_room
from shared.rooms import documents

# A person's lease, a document or a pass over a room is tried again within seconds, or no process has it any more.
_TRIED_WITHIN = timedelta(seconds=15)
_TRIED_BY_PROCESSES = (
    pairing.ROOM_JOB,
    candidates.PEOPLE_JOB,
    participants.RENEW_JOB,
    participants.REJOIN_JOB,
    waiting_room.RENEW_JOB,
    STORE_JOB,
)
_BATCH = 20


def recheck_parked(session: Session) -> int:
    """Release what can be read again, and what was not parked again though it was due. Returns how many."""
    released = session.execute(
        text("DELETE FROM parked_items WHERE job = ANY(:jobs) AND retry_at < now() - :within RETURNING item"),
        {"jobs": list(_TRIED_BY_PROCESSES), "within": _TRIED_WITHIN},
    ).all()
    checked = sum(_recheck(session, job, check) for job, check in _CHECKS.items())
    return len(released) + checked


def _recheck(session: Session, job: str, check: Callable[[Session, str], None]) -> int:
    due = session.scalars(
        text(
            "SELECT item FROM parked_items WHERE job = :job AND retry_at <= now()"
            " ORDER BY retry_at LIMIT :batch FOR UPDATE SKIP LOCKED"
        ),
        {"job": job, "batch": _BATCH},
    ).all()
    return parking.process(session, job, due, partial(_each, session, check), are_found=False)


def _each(session: Session, check: Callable[[Session, str], None], items: Sequence[str]) -> int:
    for item in items:
        check(session, item)
    return len(items)


def _check_change(session: Session, item: str) -> None:
    data = documents.read_parked(session, item)
    if data is not None:
        require_readable(bytes(data))


def _check_event(session: Session, item: str) -> None:
    stream, _, offset = item.rpartition("/")
    event_log.read(session, stream, int(offset) - 1, 1)


_CHECKS = {READ_JOB: _check_change, hub.READ_JOB: _check_event}
