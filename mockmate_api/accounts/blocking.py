"""Blocking people: nobody whom one blocks is met again, by the matcher, by an invitation, or since both would."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from shared.matching import invitation_ends
from shared.models import AgainWish, Block, Participant, User


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
    _forget_again(session, user_id, blocked)


def _forget_again(session: Session, user_id: int, others: Sequence[int]) -> None:
    """Remove what a person and others said about meeting each other again."""
    mine, theirs = select(Participant.interview_id), select(Participant.interview_id)
    between = AgainWish.interview_id.in_(mine.where(Participant.user_id == user_id)) & AgainWish.interview_id.in_(
        theirs.where(Participant.user_id.in_(list(others)))
    )
    session.execute(delete(AgainWish).where(between).execution_options(synchronize_session=False))
