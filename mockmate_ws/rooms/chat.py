"""The room's chat: each line is stored, and sent once and in order."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from shared.core import clock
from shared.core.errors import CommandIdReused
from shared.core.prepared import prepared
from shared.events import event_log
from shared.events.schemas import ChatLine
from shared.events.types import ChatMessage as ChatMessageEvent
from shared.models import ChatMessage
from shared.rooms import interview_view

HISTORY = 200


_STORE = prepared(
    insert(ChatMessage)
    .values({name: bindparam(name) for name in ("interview_id", "user_id", "client_id", "text", "sent_at")})
    .on_conflict_do_nothing(constraint="chat_messages_client_id_key")
    .returning(ChatMessage.id)
)


def send(session: Session, interview_id: UUID, user_id: int, client_id: str, line: str) -> None:
    """Store a line of chat and send it to both participants as `chat.message`. A repeated `client_id` has no effect.

    Raises NotFound for users who are not participants, InterviewOver, CommandIdReused for an id used with other text.
    """
    interview_view.require_open(session, interview_id, user_id)
    stream = event_log.interview(interview_id)
    event_log.lock_stream(session, stream)
    sent_at = clock.now(session)
    given = {"interview_id": interview_id, "user_id": user_id, "client_id": client_id, "text": line, "sent_at": sent_at}
    stored = session.scalar(_STORE, given)
    if stored is None:
        _require_same(session, interview_id, user_id, client_id, line)
        return
    message = ChatMessageEvent(id=client_id, user_id=user_id, text=line, at=sent_at)
    event_log.append(session, stream, message)


def _require_same(session: Session, interview_id: UUID, user_id: int, client_id: str, line: str) -> None:
    before = session.scalar(
        select(ChatMessage.text).where(
            ChatMessage.interview_id == interview_id,
            ChatMessage.user_id == user_id,
            ChatMessage.client_id == client_id,
        )
    )
    if before != line:
        raise CommandIdReused


def history(session: Session, interview_id: UUID) -> list[ChatLine]:
    """Return the last lines of an interview, oldest first."""
    rows = session.scalars(
        select(ChatMessage)
        .where(ChatMessage.interview_id == interview_id)
        .order_by(ChatMessage.id.desc())
        .limit(HISTORY)
    ).all()
    return [ChatLine(id=row.client_id, user_id=row.user_id, text=row.text, at=row.sent_at) for row in reversed(rows)]
