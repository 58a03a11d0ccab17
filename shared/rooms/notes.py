"""A participant's private notes; no one else can read them."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from shared.core.errors import NotFound
from shared.models import Note, Participant, User


def save(session: Session, interview_id: UUID, user_id: int, text: str) -> None:
    """Replace a participant's notes on an interview; allowed even after it has ended. Raises NotFound."""
    mine = (
        select(Participant.seat)
        .join(User, User.id == Participant.user_id)
        .where(Participant.interview_id == interview_id, Participant.user_id == user_id, User.deleted_at.is_(None))
        # A deletion of the account waits, and then removes these notes too; after it, there are none to save.
        .with_for_update(read=True, of=User)
    )
    if session.scalar(mine) is None:
        raise NotFound
    row = insert(Note).values(interview_id=interview_id, user_id=user_id, text=text)
    kept = {"text": row.excluded.text, "saved_at": func.clock_timestamp()}
    session.execute(row.on_conflict_do_update(index_elements=["interview_id", "user_id"], set_=kept))


def read(session: Session, interview_id: UUID, user_id: int) -> str:
    """Return a participant's notes on an interview, or "" if there are none."""
    found = session.scalar(select(Note.text).where(Note.interview_id == interview_id, Note.user_id == user_id))
    return found or ""
