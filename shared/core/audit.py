"""The audit log: who did what to accounts, written in the transaction of what it is about.

It names people by their ids. No password, token or e-mail address belongs in `detail`, which also goes to the log.
"""

from __future__ import annotations

from contextvars import ContextVar
from datetime import timedelta
from typing import NamedTuple

import structlog
from sqlalchemy import text
from sqlalchemy.orm import Session

from shared.models import AuditEntry, AuditKind

log = structlog.get_logger(__name__)

KEPT = timedelta(days=365)

_ONCE = timedelta(minutes=1)


class Origin(NamedTuple):
    """Where the request at hand comes from."""

    address: str | None
    request_id: str | None


NOWHERE = Origin(None, None)

origin: ContextVar[Origin] = ContextVar("origin", default=NOWHERE)
"""Set by whoever takes requests in; entries carry it."""


def note(
    session: Session,
    kind: AuditKind,
    actor_id: int | None,
    subject_id: int | None = None,
    **detail: str | int | None,
) -> None:
    """Write an entry: `actor` did it, to `subject` if that is somebody else; both None when nobody knows who it was."""
    came_from = origin.get()
    entry = AuditEntry(
        kind=kind.value,
        actor_id=actor_id,
        subject_id=subject_id,
        address=came_from.address,
        request_id=came_from.request_id,
        detail=detail,
    )
    session.add(entry)
    log.info("audit.noted", kind=kind.value, actor_id=actor_id, subject_id=subject_id, **detail)


def note_once(session: Session, kind: AuditKind, actor_id: int, **detail: str | int | None) -> bool:
    """Write an entry unless the last minute has one like it: repeating it must not fill the table. Says whether."""
    repeated = session.scalar(
        text("SELECT EXISTS (SELECT FROM audit_log WHERE actor_id = :actor AND kind = :kind AND at > now() - :once)"),
        {"actor": actor_id, "kind": kind.value, "once": _ONCE},
    )
    if not repeated:
        note(session, kind, actor_id, None, **detail)
    return not repeated


def prune(session: Session) -> int:
    """Delete entries that are older than they are kept; returns how many."""
    gone = session.execute(text("DELETE FROM audit_log WHERE at < now() - :kept RETURNING id"), {"kept": KEPT})
    return len(gone.all())
