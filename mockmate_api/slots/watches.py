"""Watching a full slot, to be notified of a free seat."""

from __future__ import annotations

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from mockmate_api.accounts.account_status import lock_user
from shared.core import clock
from shared.core.errors import AlreadyBooked, NotFound, SlotClosed, TooManyWatches
from shared.matching import visibility
from shared.models import ACTIVE, Booking, Slot, SlotWatch

MAX_WATCHES = 50
"""How many upcoming slots one person may watch."""


def watch(session: Session, user_id: int, slot_id: int) -> None:
    """Watch a slot; repeating it has no effect. Raises NotFound, SlotClosed, AlreadyBooked, TooManyWatches.

    A practice room has no seats to wait for, so it raises NotFound.
    """
    lock_user(session, user_id)  # so that no two requests take the last watch
    visibility.require_bookable(session, user_id, slot_id)
    slot = session.get(Slot, slot_id)
    if slot is None or slot.starts_at is None or slot.is_private:
        raise NotFound
    if slot.starts_at <= clock.now(session):
        raise SlotClosed
    mine = select(Booking.id).where(Booking.user_id == user_id, Booking.slot_id == slot_id, Booking.status.in_(ACTIVE))
    if session.scalar(mine) is not None:
        raise AlreadyBooked
    others = (
        select(func.count())
        .select_from(SlotWatch)
        .join(Slot, Slot.id == SlotWatch.slot_id)
        .where(SlotWatch.user_id == user_id, SlotWatch.slot_id != slot_id, Slot.starts_at > func.now())
    )
    if session.execute(others).scalar_one() >= MAX_WATCHES:
        raise TooManyWatches
    session.execute(insert(SlotWatch).values(slot_id=slot_id, user_id=user_id).on_conflict_do_nothing())


def unwatch(session: Session, user_id: int, slot_id: int) -> None:
    """Stop watching a slot. Has no effect if it isn't watched."""
    session.execute(delete(SlotWatch).where(SlotWatch.slot_id == slot_id, SlotWatch.user_id == user_id))
