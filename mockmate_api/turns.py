"""One person's bookings are made one after the other, in `slots` as in `match`."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.models import User


def wait_for_my_turn(session: Session, user_id: int) -> None:
    """Hold back other requests of the same person that make or move a booking, until this transaction ends.

    The constraint against overlaps is right without it, but simultaneous inserts that overlap wait for each other:
    PostgreSQL finds a deadlock after a second, and all but one are run again in vain. Call it before locking slots.
    """
    # Key share is left free: rows that refer to the person can still be inserted by others, such as a match.
    session.execute(select(User.id).where(User.id == user_id).with_for_update(key_share=True))
