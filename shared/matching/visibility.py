"""Which slots a person may see and book: the public ones, those of their groups, and private ones that are theirs.

For everyone else, administrators included, other slots do not exist. Nobody books, watches or moves to a private slot:
both its seats are taken when the invitation is accepted. After a person has left a group, lists show a slot of it as
long as they are still in an interview there, and they may ask how their booking in it ended.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import text
from sqlalchemy.orm import Session

from shared.core.errors import NotFound
from shared.core.prepared import prepared
from shared.models import Slot, is_active, is_public


def is_in_reach(alias: str, user_id: str) -> str:
    """Return SQL for whether a person may book a slot."""
    is_open = f"({alias}.group_id IS NULL OR {alias}.group_id = ANY(ARRAY({_groups_of(user_id)})))"
    return f"({is_public(alias)} AND {is_open})"


def is_listed(alias: str, user_id: str) -> str:
    """Return SQL for whether lists show a slot to a person: those that they may book, or in which they hold a seat."""
    return f"({is_in_reach(alias, user_id)} OR {_booked(alias, user_id)} AND {is_active('seat')}))"


def is_visible(alias: str, user_id: str) -> str:
    """Return SQL for whether a person may ask where they stand in a slot: also after their booking in it is over."""
    return f"({is_in_reach(alias, user_id)} OR {_booked(alias, user_id)}))"


def _groups_of(user_id: str) -> str:
    return f"""
        SELECT m.group_id FROM group_members m JOIN groups g ON g.id = m.group_id
        WHERE m.user_id = {user_id} AND g.approved_at IS NOT NULL AND g.archived_at IS NULL
    """  # noqa: S608 - ours


def _booked(alias: str, user_id: str) -> str:
    return f"EXISTS (SELECT FROM bookings seat WHERE seat.slot_id = {alias}.id AND seat.user_id = {user_id}"


_VISIBLE = prepared(text(f"SELECT id FROM slots WHERE id = :slot AND {is_visible('slots', ':user')}"))  # noqa: S608


def require_visible(session: Session, user_id: int, slot_id: int) -> None:
    """Raise NotFound unless this person may see the slot."""
    if session.scalar(_VISIBLE, {"slot": slot_id, "user": user_id}) is None:
        raise NotFound


# The lock lets no one archive the group before the booking is there to be canceled with the others.
_MEMBERS = prepared(
    text(
        """
        SELECT m.user_id FROM groups g JOIN group_members m ON m.group_id = g.id
        WHERE g.id = :group AND m.user_id = ANY(:users) AND g.approved_at IS NOT NULL AND g.archived_at IS NULL
        FOR SHARE OF g
        """
    )
)


def lock_members(session: Session, group_id: int, user_ids: Sequence[int]) -> set[int]:
    """Return which of these people, who are locked, may book a group's slots, and keep the group as it is."""
    return set(session.scalars(_MEMBERS, {"group": group_id, "users": list(user_ids)}))


def require_bookable(session: Session, user_id: int, slot_id: int) -> None:
    """Raise NotFound unless this person, who is locked, may book the slot."""
    slot = session.get(Slot, slot_id)
    if slot is None:
        raise NotFound
    require_member(session, user_id, slot.group_id)


def require_member(session: Session, user_id: int, group_id: int | None) -> None:
    """Raise NotFound unless this person, who is locked, may book the slots of a group, if it is one's."""
    if group_id is not None and not lock_members(session, group_id, [user_id]):
        raise NotFound
