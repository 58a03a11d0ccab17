"""What a deleted person wrote in rooms: their lines of chat and their runs are removed.

The document can't be taken apart: it stays with the peer, and names nobody. While a report on an interview is open, its
room stays whole; what is left of deleted people is removed once it is decided.
"""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.orm import Session

_REMOVE = """
    WITH rooms AS MATERIALIZED (
        SELECT p.interview_id, p.user_id, 'interview:' || p.interview_id AS stream
        FROM participants p JOIN users u ON u.id = p.user_id
        WHERE {whose} AND NOT EXISTS (
            SELECT FROM reports r WHERE r.interview_id = p.interview_id AND r.resolved_at IS NULL
        )
    ), lines AS (
        DELETE FROM chat_messages c USING rooms WHERE c.interview_id = rooms.interview_id AND c.user_id = rooms.user_id
        RETURNING c.id
    ), runs AS (
        DELETE FROM shared_runs s USING rooms WHERE s.interview_id = rooms.interview_id AND s.user_id = rooms.user_id
        RETURNING s.id
    ), told AS (
        DELETE FROM events e USING rooms
        WHERE e.stream = rooms.stream AND e.type IN ('chat.message', 'run.shared')
            AND CAST(e.data ->> 'user_id' AS bigint) = rooms.user_id
        RETURNING e."offset"
    )
    SELECT (SELECT count(*) FROM lines) + (SELECT count(*) FROM runs) + (SELECT count(*) FROM told)
"""
_OF_PERSON = text(_REMOVE.format(whose="p.user_id = :person"))
# Those whose report was open when the person left. An hour, since a decision may have its time before the deletion, and
# be committed only after it.
_LEFT_OVER = text(
    _REMOVE.format(
        whose="u.deleted_at IS NOT NULL AND p.interview_id IN"
        " (SELECT r.interview_id FROM reports r WHERE r.resolved_at > u.deleted_at - interval '1 hour')"
    )
)


def of_person(session: Session, user_id: int) -> int:
    """Remove what a person wrote in their rooms, which must be over. Returns how many rows."""
    return int(session.execute(_OF_PERSON, {"person": user_id}).scalar_one())


def left_over(session: Session) -> int:
    """Remove what was held back when people left, as far as it no longer is. Returns how many rows."""
    return int(session.execute(_LEFT_OVER).scalar_one())
