"""The audit log: who did what to accounts, written in the same transaction as the change it records.

It identifies people by their ids. Never put a password, token or email address in `detail`, which is also logged.
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

_ONCE = timedelta(minutes=1)


class Origin(NamedTuple):
    """Where the current request came from."""

    address: str | None
    request_id: str | None


NOWHERE = Origin(None, None)

origin: ContextVar[Origin] = ContextVar("origin", default=NOWHERE)
"""Set by the code that accepts a request; audit entries include it."""


def note(
    session: Session,
    kind: AuditKind,
    actor_id: int | None,
    subject_id: int | None = None,
    **detail: str | int | None,
) -> None:
    """Write an entry: `actor` acted on `subject` (None if it is the actor; both are None if the actor is unknown)."""
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
    """Write an entry unless a similar one was written in the last minute. Returns whether it wrote one.

    This keeps repeated attempts from filling the table.
    """
    repeated = session.scalar(
        text("SELECT EXISTS (SELECT FROM audit_log WHERE actor_id = :actor AND kind = :kind AND at > now() - :once)"),
        {"actor": actor_id, "kind": kind.value, "once": _ONCE},
    )
    if not repeated:
        note(session, kind, actor_id, None, **detail)
    return not repeated
