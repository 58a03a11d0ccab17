"""Blocking people: nobody whom one blocks is met again, by the matcher or by an invitation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from shared.matching import invitation_ends
from shared.models import Block, User


def lock(session: Session, people: Iterable[int]) -> None:
    """Lock these people, before anything else: none of them accepts an invitation of another meanwhile."""
    rows = select(User.id).where(User.id.in_(list(people))).order_by(User.id)
    session.execute(rows.with_for_update(key_share=True))


def block(session: Session, user_id: int, blocked: Sequence[int]) -> None:
    """Block people, all of them locked, and end what was arranged with them. Repeating it has no effect."""
    if blocked:
        rows = [{"blocker_id": user_id, "blocked_id": one} for one in sorted(blocked)]
        session.execute(insert(Block).values(rows).on_conflict_do_nothing())
    for one in sorted(blocked):
        invitation_ends.part(session, user_id, one)
