"""A seat in a slot: its person and its slot are locked, one look says whether it can be had, and then it is taken.

Booking is what everybody does at once when slots are opened, so it is two statements here, in SQL.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Row, bindparam, select, text, true
from sqlalchemy.orm import Session

from mockmate_api.accounts import account_status
from mockmate_api.slots.schemas import BookingIn
from shared.core.errors import AlreadyBooked, Conflict, LoginRevoked, NotFound, SlotClosed, SlotFull
from shared.core.prepared import prepared
from shared.core.settings import Settings
from shared.matching import schedule
from shared.models import IS_LIVE, InterviewType, Slot, User


class LockedSlot(NamedTuple):
    """A slot whose row is locked, so that nobody else takes its last seat meanwhile."""

    id: int
    interview_type: InterviewType
    starts_at: datetime | None
    ends_at: datetime | None
    capacity: int | None

    @property
    def practice(self) -> bool:
        """Whether it is a practice room."""
        return self.starts_at is None


# Rows are locked in the order in which they are named: the person's, as `lock_user` does, then the slot's.
_HOLD = prepared(
    select(*account_status.COLUMNS, Slot.id, Slot.interview_type, Slot.starts_at, Slot.ends_at, Slot.capacity)
    .join_from(User, Slot, true())
    .where(User.id == bindparam("user_id"), Slot.id == bindparam("slot_id"))
    .with_for_update(key_share=True, of=(User, Slot))
)

# Counted behind the lock, in a statement of its own: one that waits for a lock counts what it saw before it waited.
_SEEN = (
    "SELECT clock_timestamp() AS at, count(*) AS taken, coalesce(bool_or(user_id = :user_id), false) AS mine"  # noqa: S608 - ours
    f" FROM bookings WHERE slot_id = :slot_id AND {IS_LIVE}"
)
_LOOK = text(_SEEN)
_TAKE = prepared(
    text(
        f"WITH seen AS MATERIALIZED ({_SEEN}), took AS ("  # noqa: S608 - ours
        " INSERT INTO bookings (user_id, slot_id, difficulty, language, max_level_gap, note, starts_at, ends_at)"
        " SELECT :user_id, :slot_id, :difficulty, :language, :max_level_gap, :note,"
        " coalesce(CAST(:starts_at AS timestamptz), at), coalesce(CAST(:ends_at AS timestamptz), at + :duration)"
        " FROM seen WHERE NOT mine AND (CAST(:capacity AS bigint) IS NULL OR taken < :capacity)"
        " AND (CAST(:starts_at AS timestamptz) IS NULL OR at < :starts_at)"
        " RETURNING id, starts_at, ends_at, created_at"
        "), unwatched AS ("
        " DELETE FROM slot_watches USING took WHERE slot_watches.slot_id = :slot_id AND user_id = :user_id"
        ") SELECT seen.*, took.* FROM seen LEFT JOIN took ON true"
    )
)


def lock_slot(session: Session, user_id: int, slot_id: int) -> LockedSlot:
    """Wait for this person's turn, and lock the slot. Raises NotFound, and LoginRevoked as `lock_user` does."""
    row = session.execute(_HOLD, {"user_id": user_id, "slot_id": slot_id}).one_or_none()
    if row is None:
        raise NotFound
    if row.gone or row.suspended:
        raise LoginRevoked
    return LockedSlot(row.id, row.interview_type, row.starts_at, row.ends_at, row.capacity)


def insert_booking(
    session: Session, settings: Settings, user_id: int, slot: LockedSlot, wanted: BookingIn
) -> Row[*tuple[Any, ...]]:
    """Take a seat and stop watching for one. Raises SlotClosed, AlreadyBooked, SlotFull; overlaps are the constraint's.

    Returns (id, starts_at, ends_at, created_at) of the booking.
    """
    given = {**wanted.model_dump(), "difficulty": wanted.difficulty.value, "user_id": user_id}
    times = {"starts_at": slot.starts_at, "ends_at": slot.ends_at, "capacity": slot.capacity}
    duration = schedule.duration(settings, slot.interview_type)
    row = session.execute(_TAKE, {**given, **times, "duration": duration}).one()
    if row.id is None:
        raise _refusal(slot, row) or SlotFull
    return row


def check_bookable(session: Session, user_id: int, slot: LockedSlot) -> None:
    """See that a seat could be taken. Raises as `take` does."""
    refusal = _refusal(slot, session.execute(_LOOK, {"user_id": user_id, "slot_id": slot.id}).one())
    if refusal is not None:
        raise refusal


def _refusal(slot: LockedSlot, seen: Row[*tuple[Any, ...]]) -> type[Conflict] | None:
    if slot.starts_at is not None and slot.starts_at <= seen.at:
        return SlotClosed
    if seen.mine:
        return AlreadyBooked
    return SlotFull if slot.capacity is not None and seen.taken >= slot.capacity else None
