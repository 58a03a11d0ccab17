"""Pages of a room's chat and shared runs, newest first, while the interview runs and after it."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from mockmate_api.http import pagination
from mockmate_api.http.pagination import Keyset, PageQuery
from mockmate_api.interview.schemas import ChatPage, RunPage
from shared.models import ChatMessage, SharedRun
from shared.rooms import interview_view, room_log

_NEWEST_LINE = Keyset((ChatMessage.id,), descending=True)
_NEWEST_RUN = Keyset((SharedRun.id,), descending=True)


def chat(session: Session, interview_id: UUID, user_id: int, query: PageQuery) -> ChatPage:
    """Return a page of the chat. Raises NotFound for anyone but the two participants."""
    interview_view.view_by_id(session, interview_id, user_id)
    rows, next_cursor = pagination.fetch(session, room_log.chat_of(interview_id), _NEWEST_LINE, query)
    return ChatPage(items=[room_log.chat_line(row[0]) for row in rows], next_cursor=next_cursor)


def runs(session: Session, interview_id: UUID, user_id: int, query: PageQuery) -> RunPage:
    """Return a page of the shared runs. Raises NotFound for anyone but the two participants."""
    interview_view.view_by_id(session, interview_id, user_id)
    rows, next_cursor = pagination.fetch(session, room_log.runs_of(interview_id), _NEWEST_RUN, query)
    return RunPage(items=[room_log.shared_run(row[0]) for row in rows], next_cursor=next_cursor)
