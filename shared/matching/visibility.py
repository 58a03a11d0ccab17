"""Which slots a person may see: the public ones, and the private ones of which they have been one of the two people.

For all others, administrators included, a private slot does not exist. Nobody books, watches or moves to it: both its
seats are taken when the invitation is accepted.
"""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.core.errors import NotFound
from shared.models import Booking, Slot, is_active, is_public


def is_listed(alias: str, user_id: str) -> str:
    """Return SQL for whether lists show a slot to a person: a private one while they hold a seat in it."""
    return f"({is_public(alias)} OR {_booked(alias, user_id)} AND {is_active('seat')}))"


def is_visible(alias: str, user_id: str) -> str:
    """Return SQL for whether a person may see a slot: a private one also after their booking in it is over."""
    return f"({is_public(alias)} OR {_booked(alias, user_id)}))"


def _booked(alias: str, user_id: str) -> str:
    return f"EXISTS (SELECT FROM bookings seat WHERE seat.slot_id = {alias}.id AND seat.user_id = {user_id}"


def require_visible(session: Session, user_id: int, slot_id: int) -> None:
    """Raise NotFound unless this person may see the slot."""
    slot = session.get(Slot, slot_id)
    mine = select(Booking.id).where(Booking.slot_id == slot_id, Booking.user_id == user_id).limit(1)
    if slot is None or (slot.is_private and session.scalar(mine) is None):
        raise NotFound
