"""Locking a slot for one person, the first half of taking a seat."""

from __future__ import annotations

from sqlalchemy import bindparam, select, true
from sqlalchemy.orm import Session

from mockmate_api.accounts import account_status
from shared.core.errors import LoginRevoked, NotFound
from shared.core.prepared import prepared
from shared.matching import visibility
from shared.matching.bookings import LockedSlot
from shared.models import IS_PUBLIC, Slot, User

# Rows are locked in the order of the tables in FOR UPDATE: first the person, as in `lock_user`, then the slot.
_LOCK = prepared(
    select(
        *account_status.COLUMNS,
        Slot.id,
        Slot.interview_type,
        Slot.starts_at,
        Slot.ends_at,
        Slot.capacity,
        Slot.group_id,
    )
    .join_from(User, Slot, true())
    .where(User.id == bindparam("user_id"), Slot.id == bindparam("slot_id"), IS_PUBLIC)
    .with_for_update(key_share=True, of=(User, Slot))
)


def lock_slot(session: Session, user_id: int, slot_id: int) -> LockedSlot:
    """Lock this person's row, then the slot, and the group whose slot it is, of which they must be a member.

    Raises NotFound, also for a private slot, and LoginRevoked as `lock_user` does.
    """
    row = session.execute(_LOCK, {"user_id": user_id, "slot_id": slot_id}).one_or_none()
    if row is None:
        raise NotFound
    if row.gone or row.suspended:
        raise LoginRevoked
    visibility.require_member(session, user_id, row.group_id)
    return LockedSlot(row.id, row.interview_type, row.starts_at, row.ends_at, row.capacity, row.group_id)
