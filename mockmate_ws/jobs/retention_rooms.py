"""Removes what was written in interviews once its time is over; that they took place stays.

An interview with an open report is left alone, with all its kinds: what is in it may still be looked at.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy import text
from sqlalchemy.orm import Session

from shared.core import parking
from shared.core.settings import Settings
from shared.models.interviews import HAS_CONTENT

_MOST = 50
"""Interviews that one run empties; a document of some hours has thousands of changes."""

# Documents take their changes along. Who swapped roles stays: it tells which questions people have met.
_REMOVE: Mapping[str, str] = {
    "chat": """
        rows AS (DELETE FROM chat_messages c USING due WHERE c.interview_id = due.id),
        wishes AS (DELETE FROM again_wishes w USING due WHERE w.interview_id = due.id),
        told AS (DELETE FROM events e USING due WHERE e.stream = due.stream AND e.type = 'chat.message')
    """,
    "document": """
        rows AS (DELETE FROM documents d USING due WHERE d.interview_id = due.id),
        told AS (
            DELETE FROM events e USING due
            WHERE e.stream = due.stream AND e.type NOT IN ('chat.message', 'run.shared', 'roles.swapped')
        )
    """,
    "runs": """
        rows AS (DELETE FROM shared_runs r USING due WHERE r.interview_id = due.id),
        told AS (DELETE FROM events e USING due WHERE e.stream = due.stream AND e.type = 'run.shared')
    """,
    "feedback": "rows AS (DELETE FROM feedback f USING due WHERE f.interview_id = due.id)",
}
_STATEMENTS = {
    kind: text(
        f"""
        WITH due AS MATERIALIZED (
            SELECT id, 'interview:' || id AS stream FROM interviews
            WHERE ended_at < now() - :kept AND {HAS_CONTENT} AND NOT removed ? '{kind}'
                AND NOT EXISTS (
                    SELECT FROM reports WHERE reports.interview_id = interviews.id AND resolved_at IS NULL
                )
            ORDER BY ended_at LIMIT {_MOST}
            FOR NO KEY UPDATE SKIP LOCKED
        ), {removing}
        UPDATE interviews SET removed = removed || jsonb_build_object('{kind}', now())
        FROM due WHERE interviews.id = due.id
        """  # noqa: S608 - ours
    )
    for kind, removing in _REMOVE.items()
}


def remove(session: Session, settings: Settings) -> int:
    """Remove each kind from interviews that ended long enough ago. Returns from how many, each kind counted.

    A kind in which that fails is parked by its name.
    """
    kinds = [kind for kind in parking.free(session, "empty_rooms", list(_REMOVE)) if _kept(settings, kind)]
    return parking.process(
        session,
        "empty_rooms",
        kinds,
        lambda names: sum(_remove(session, kind, _kept(settings, kind)) for kind in names),
        are_found=False,
    )


def _kept(settings: Settings, kind: str) -> timedelta:
    return timedelta(days=getattr(settings, f"keep_{kind}_days"))


def _remove(session: Session, kind: str, kept: timedelta) -> int:
    return session.execute(_STATEMENTS[kind], {"kept": kept}).rowcount  # type: ignore[attr-defined,no-any-return]
