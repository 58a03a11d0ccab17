"""What was said and run in an interview's room, newest first, as clients see it."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Select, select

from shared.events.schemas import ChatLine, SharedRunView
from shared.models import ChatMessage, SharedRun


def chat_of(interview_id: UUID) -> Select[ChatMessage]:
    """Select the chat of an interview."""
    return select(ChatMessage).where(ChatMessage.interview_id == interview_id)


def runs_of(interview_id: UUID) -> Select[SharedRun]:
    """Select the shared runs of an interview."""
    return select(SharedRun).where(SharedRun.interview_id == interview_id)


def chat_line(row: ChatMessage) -> ChatLine:
    """Show one line of chat."""
    return ChatLine(id=row.client_id, user_id=row.user_id, text=row.text, at=row.sent_at)


def shared_run(row: SharedRun) -> SharedRunView:
    """Show one run, with all that is stored of its output."""
    return SharedRunView.model_validate(
        {
            "id": row.client_id,
            "user_id": row.user_id,
            "language": row.language,
            "stdout": row.stdout,
            "stderr": row.stderr,
            "status": row.status,
            "ms": row.ms,
            "passed": row.passed,
            "total": row.total,
            "truncated": row.truncated,
            "question_id": row.question_id,
            "stdin": row.stdin or "",
            "exit_code": row.exit_code,
            "results": row.results,
            "at": row.shared_at,
        }
    )
