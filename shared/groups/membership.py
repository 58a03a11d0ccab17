"""Joining a group and leaving it: who its members and organizers are. The group's row is the lock on both.

Callers lock the person before they call: a booking of theirs is then made before they leave, or refused after it. See
docs/architecture.md, "Lock order".
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, delete, exists, func, select, update
from sqlalchemy.orm import Session

from shared.core import clock
from shared.core.errors import Forbidden, GroupFull, LastOrganizer, NotFound, TooManyGroups
from shared.models import Group, GroupMember, GroupRemoval, Slot, SlotWatch

MAX_MEMBERS = 1000
MAX_GROUPS = 20
"""How many groups one person may belong to."""


def lock(session: Session, group_id: int) -> Group:
    """Lock a group, and return it as it is then. Raises NotFound."""
    group = session.get(Group, group_id, with_for_update={"key_share": True}, populate_existing=True)
    if group is None:
        raise NotFound
    return group


def member(session: Session, group_id: int, user_id: int) -> GroupMember | None:
    """Return a person's membership, as it is now; None if they have none."""
    return session.get(GroupMember, (group_id, user_id), populate_existing=True)


def require_member(session: Session, user_id: int, group_id: int) -> GroupMember:
    """Return a person's membership. Raises NotFound: to everyone else, there is no such group."""
    mine = member(session, group_id, user_id)
    if mine is None:
        raise NotFound
    return mine


def require_organizer(session: Session, user_id: int, group_id: int) -> None:
    """Raise NotFound for people who aren't members, Forbidden for members who aren't organizers."""
    if not require_member(session, user_id, group_id).is_organizer:
        raise Forbidden


def organized(session: Session, user_id: int, group_id: int) -> Group:
    """Lock a group on behalf of one of its organizers. Raises NotFound, Forbidden."""
    require_member(session, user_id, group_id)  # before the lock, for which strangers must not queue
    group = lock(session, group_id)
    require_organizer(session, user_id, group_id)
    return group


def join(session: Session, group: Group, user_id: int) -> None:
    """Make a person a member of a group, which is locked; joining again has no effect.

    Raises NotFound if it can't be joined or an organizer has removed them, GroupFull, TooManyGroups.
    """
    if member(session, group.id, user_id) is not None:
        return
    removed = exists().where(GroupRemoval.group_id == group.id, GroupRemoval.user_id == user_id)
    if group.archived_at is not None or group.approved_at is None or session.scalar(select(removed)):
        raise NotFound
    if _count(session, GroupMember.group_id == group.id) >= MAX_MEMBERS:
        raise GroupFull
    require_room_for(session, user_id)
    session.add(GroupMember(group_id=group.id, user_id=user_id))
    session.flush()


def require_room_for(session: Session, user_id: int) -> None:
    """Raise TooManyGroups if a person can't belong to one more. Groups that are archived don't count."""
    active = select(Group.id).where(Group.archived_at.is_(None))
    if _count(session, GroupMember.user_id == user_id, GroupMember.group_id.in_(active)) >= MAX_GROUPS:
        raise TooManyGroups


def _count(session: Session, *conditions: ColumnElement[bool]) -> int:
    return session.execute(select(func.count()).select_from(GroupMember).where(*conditions)).scalar_one()


def end(session: Session, group: Group, mine: GroupMember) -> None:
    """End a membership in a group that is locked. Raises LastOrganizer if others would be left without one.

    A group whose last member leaves is archived: nobody could use it any more.
    """
    others = _others(session, mine)
    is_needed = mine.is_organizer and group.archived_at is None
    if others and is_needed and not any(one.is_organizer for one in others):
        raise LastOrganizer
    _remove(session, group, mine, others)


def end_all(session: Session, user_id: int) -> None:
    """End all memberships of a person whose account is deleted; where they were the last organizer, another takes over.

    It is the one who has been a member longest.
    """
    mine = select(GroupMember.group_id).where(GroupMember.user_id == user_id).order_by(GroupMember.group_id)
    for group_id in session.scalars(mine).all():
        group = lock(session, group_id)
        leaving = member(session, group_id, user_id)
        if leaving is None:  # removed at this very moment
            continue
        others = _others(session, leaving)
        if others and not any(one.is_organizer for one in others):
            others[0].is_organizer = True
        _remove(session, group, leaving, others)
    session.execute(delete(GroupRemoval).where(GroupRemoval.user_id == user_id))
    session.execute(update(Group).where(Group.created_by == user_id).values(created_by=None))


def _others(session: Session, mine: GroupMember) -> Sequence[GroupMember]:
    """Return the other members, whoever has been there longest first."""
    others = select(GroupMember).where(GroupMember.group_id == mine.group_id, GroupMember.user_id != mine.user_id)
    order = (GroupMember.joined_at, GroupMember.user_id)
    return session.scalars(others.order_by(*order).execution_options(populate_existing=True)).all()


def _remove(session: Session, group: Group, mine: GroupMember, others: Sequence[GroupMember]) -> None:
    session.delete(mine)
    theirs = select(Slot.id).where(Slot.group_id == group.id)
    session.execute(delete(SlotWatch).where(SlotWatch.user_id == mine.user_id, SlotWatch.slot_id.in_(theirs)))
    if not others and group.archived_at is None:
        group.archived_at = clock.now(session)
    session.flush()


def set_organizer(session: Session, group: Group, of: GroupMember, *, is_organizer: bool) -> None:
    """Make a member of a group, which is locked, an organizer or not. Raises LastOrganizer."""
    if of.is_organizer and not is_organizer and not any(one.is_organizer for one in _others(session, of)):
        raise LastOrganizer
    of.is_organizer = is_organizer
    session.flush()
