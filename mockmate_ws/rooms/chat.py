"""The room's chat: each line is stored, and sent once and in order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.orm import Session

from mockmate_ws.rooms import command_dedup
from shared.core.errors import CommandIdReused, InterviewOver
from shared.core.prepared import prepared
from shared.events import event_log
from shared.events.types import ChatMessage as ChatMessageEvent
from shared.rooms import interview_view


class Line(NamedTuple):
    """A line to be sent: `client_id` is the sender's own id of it, `request_id` that of the sender's socket."""

    interview_id: UUID
    user_id: int
    client_id: str
    text: str
    request_id: str = ""

    @property
    def stream(self) -> str:
        """The stream that brings it to both participants."""
        return event_log.interview(self.interview_id)

    @property
    def key(self) -> tuple[UUID, int, str]:
        """What tells it from every other line."""
        return self[:3]


# The locks of `require_open` and `lock_stream`. What is locked at this moment is left out, so that it holds up no other
# room.
_LOCK = prepared(
    text(
        """
        SELECT i.id, p.user_id, i.status
        FROM unnest(CAST(CAST(:interviews AS text[]) AS uuid[]), CAST(:users AS bigint[]), CAST(:streams AS text[]))
            AS sent(interview_id, user_id, stream)
        JOIN participants p USING (interview_id, user_id)
        JOIN interviews i ON i.id = interview_id
        JOIN streams s ON s.name = stream
        FOR SHARE OF i SKIP LOCKED
        FOR UPDATE OF s SKIP LOCKED
        """
    )
)
_STORE = prepared(
    text(
        f"""
        INSERT INTO chat_messages (interview_id, user_id, client_id, text, sent_at)
        SELECT interview_id, user_id, client_id, text, clock_timestamp()
        FROM unnest(
            CAST(CAST(:interviews AS text[]) AS uuid[]),
            CAST(:users AS bigint[]),
            CAST(:ids AS text[]),
            CAST(:texts AS text[])
        ) WITH ORDINALITY AS sent(interview_id, user_id, client_id, text, position)
        WHERE NOT {command_dedup.IS_CLAIMED}
        ORDER BY position
        ON CONFLICT ON CONSTRAINT chat_messages_client_id_key DO NOTHING
        RETURNING interview_id, user_id, client_id, sent_at
        """  # noqa: S608 - ours
    )
)
_TEXTS = text(
    """
    SELECT interview_id, user_id, client_id, text
    FROM unnest(CAST(CAST(:interviews AS text[]) AS uuid[]), CAST(:users AS bigint[]), CAST(:ids AS text[]))
        AS sent(interview_id, user_id, client_id)
    JOIN chat_messages USING (interview_id, user_id, client_id)
    """
)


def send_many(session: Session, lines: Sequence[Line]) -> list[bool | Exception]:
    """Store lines of chat of many rooms and send each to both participants as `chat.message`, in order.

    A repeated `client_id` has no effect. Returns for each line True, InterviewOver, CommandIdReused for an id used with
    other text or for another command, or False if the room could not be locked at once or is not the user's: `send`
    that line.
    """
    given = {
        "interviews": [str(one.interview_id) for one in lines],
        "users": [one.user_id for one in lines],
        "streams": [one.stream for one in lines],
    }
    status = {(row.id, row.user_id): row.status for row in session.execute(_LOCK, given)}
    found = [status.get(one.key[:2]) for one in lines]
    can_be_sent = [state is not None and state not in interview_view.OVER for state in found]
    stored = iter(_store(session, [one for one, can in zip(lines, can_be_sent, strict=True) if can]))
    return [
        next(stored) if can else InterviewOver() if state is not None else False
        for can, state in zip(can_be_sent, found, strict=True)
    ]


def send(session: Session, line: Line) -> None:
    """Send one line as `send_many` does, but wait for its room.

    Raises NotFound for users who are not participants, InterviewOver, CommandIdReused.
    """
    interview_view.require_open(session, line.interview_id, line.user_id)
    event_log.lock_stream(session, line.stream)
    (result,) = _store(session, [line])
    if isinstance(result, Exception):
        raise result


def _store(session: Session, lines: Sequence[Line]) -> list[bool | Exception]:
    if not lines:
        return []
    given = _keys(lines) | {"texts": [one.text for one in lines]}
    sent_at = {(row.interview_id, row.user_id, row.client_id): row.sent_at for row in session.execute(_STORE, given)}
    events, causes, repeated, texts = [], [], [], {}
    for line in lines:
        at = sent_at.pop(line.key, None)
        if at is None:
            repeated.append(line)
        else:
            message = ChatMessageEvent(id=line.client_id, user_id=line.user_id, text=line.text, at=at)
            events.append((line.stream, message))
            causes.append(line.request_id)
            texts[line.key] = line.text
    if events:
        event_log.append_many(session, events, causes)
    if repeated:
        texts |= _texts(session, repeated)
    return [texts.get(one.key) == one.text or CommandIdReused() for one in lines]


def _texts(session: Session, lines: Sequence[Line]) -> dict[tuple[UUID, int, str], str]:
    rows = session.execute(_TEXTS, _keys(lines))
    return {(row.interview_id, row.user_id, row.client_id): row.text for row in rows}


def _keys(lines: Sequence[Line]) -> dict[str, list[str] | list[int]]:
    return {
        "interviews": [str(one.interview_id) for one in lines],
        "users": [one.user_id for one in lines],
        "ids": [one.client_id for one in lines],
    }
