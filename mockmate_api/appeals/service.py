"""Appealing against a decision about oneself, once."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from mockmate_api.appeals.schemas import AppealIn
from shared.core import audit
from shared.core.errors import AlreadyAppealed, NotFound
from shared.models import Appeal, AuditKind, Measure


def make(session: Session, user_id: int, given: AppealIn) -> None:
    """Store an appeal. Raises NotFound for what was lifted, or isn't about this person; AlreadyAppealed."""
    mine = select(Measure.id).where(Measure.user_id == user_id, Measure.lifted_at.is_(None))
    if given.measure_id is None:
        is_new = ~select(Appeal.id).where(Appeal.measure_id == Measure.id).exists()
        mine = mine.where(is_new).order_by(Measure.id.desc()).limit(1)
    else:
        mine = mine.where(Measure.id == given.measure_id)
    measure_id = session.scalar(mine)
    if measure_id is None:
        raise NotFound
    added = insert(Appeal).values(measure_id=measure_id, text=given.text).on_conflict_do_nothing()
    if session.scalar(added.returning(Appeal.id)) is None:
        raise AlreadyAppealed
    audit.note(session, AuditKind.APPEALED, user_id, measure_id=measure_id)
