"""What people see of groups and their members."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, exists, func, literal, or_, select
from sqlalchemy.orm import Session, aliased

from mockmate_api.groups import domains
from mockmate_api.groups.schemas import (
    AdminGroupOut,
    AdminGroupPage,
    GroupList,
    GroupOut,
    MemberOut,
    MemberPage,
    RemovalList,
    RemovalOut,
)
from mockmate_api.http import pagination
from mockmate_api.http.pagination import Keyset, PageQuery
from shared.core.errors import NotFound
from shared.events.schemas import Person
from shared.models import (
    Booking,
    BookingStatus,
    Group,
    GroupMember,
    GroupRemoval,
    Interview,
    Participant,
    Slot,
    User,
)

_FIRST = Keyset((GroupMember.joined_at, GroupMember.user_id))
_NEWEST = Keyset((Group.id,), descending=True)
_MOST_REMOVALS = 200


def mine(session: Session, user: User) -> GroupList:
    """Return a person's groups by name, archived ones last, and then those that they can join with their address."""
    can_join = by_address(user) & ~_is_removed(user.id)
    rows = session.execute(
        _groups(user.id)
        .where(or_(GroupMember.user_id.is_not(None), can_join))
        .order_by(GroupMember.user_id.is_(None), Group.archived_at.is_not(None), func.lower(Group.name), Group.id)
    )
    return GroupList(items=[_shown(*row) for row in rows])


def one(session: Session, user_id: int, group_id: int) -> GroupOut:
    """Return a group to one of its members. Raises NotFound for everyone else."""
    row = session.execute(_groups(user_id).where(Group.id == group_id, GroupMember.user_id.is_not(None))).one_or_none()
    if row is None:
        raise NotFound
    return _shown(*row)


def by_address(user: User) -> ColumnElement[bool]:
    """Return the condition for groups that this person can join with their address.

    The domain counts while an organizer has a confirmed address of it, too.
    """
    if not user.email_verified:
        return literal(False)
    domain = domains.of(user.email)
    organizer, account = aliased(GroupMember), aliased(User)
    is_vouched_for = exists().where(
        organizer.group_id == Group.id,
        organizer.is_organizer,
        account.id == organizer.user_id,
        account.email_verified_at.is_not(None),
        func.lower(func.split_part(account.email, "@", 2)) == domain,
    )
    is_open = Group.approved_at.is_not(None) & Group.archived_at.is_(None)
    return and_(Group.domains.contains([domain]), is_open, is_vouched_for)


def _is_removed(user_id: int) -> ColumnElement[bool]:
    return exists().where(GroupRemoval.group_id == Group.id, GroupRemoval.user_id == user_id)


def member_count() -> ScalarSelect[int]:
    """Return how many members a group of the enclosing statement has."""
    anyone = aliased(GroupMember)
    return select(func.count()).where(anyone.group_id == Group.id).correlate(Group).scalar_subquery()


def _groups(user_id: int) -> Select[*tuple[Any, ...]]:
    is_me = and_(GroupMember.group_id == Group.id, GroupMember.user_id == user_id)
    found = select(Group, GroupMember, member_count()).outerjoin(GroupMember, is_me)
    return found.execution_options(populate_existing=True)


def _shown(group: Group, me: GroupMember | None, members: int) -> GroupOut:
    return GroupOut(
        id=group.id,
        name=group.name,
        about=group.about,
        domains=group.domains,
        approved=group.approved_at is not None,
        archived=group.archived_at is not None,
        members=members,
        member=me is not None,
        organizer=me is not None and me.is_organizer,
        prefers_group=me is not None and me.prefers_group,
        created_at=group.created_at,
    )


def members(session: Session, group_id: int, query: PageQuery, *, counts: bool) -> MemberPage:
    """Return the members of a group; with `counts`, how often each came and didn't.

    Only what happened in the group's own slots counts: what people do elsewhere is not the organizers' business.
    """
    counted: list[ColumnElement[Any]] = [_interviews(), _no_shows()] if counts else [literal(None), literal(None)]
    theirs = (
        select(User, GroupMember, *counted)
        .join(GroupMember, GroupMember.user_id == User.id)
        .where(GroupMember.group_id == group_id)
    )
    rows, next_cursor = pagination.fetch(session, theirs, _FIRST, query)
    items = [
        MemberOut(
            user=_person(user), organizer=one.is_organizer, joined_at=one.joined_at, interviews=met, no_shows=missed
        )
        for user, one, met, missed, *_ in rows
    ]
    return MemberPage(items=items, next_cursor=next_cursor)


def _interviews() -> ScalarSelect[int]:
    """Count the live interviews of a member in the group's slots."""
    return (
        select(func.count())
        .select_from(Participant)
        .join(Interview, Interview.id == Participant.interview_id)
        .join(Slot, Slot.id == Interview.slot_id)
        .where(
            Participant.user_id == GroupMember.user_id,
            Slot.group_id == GroupMember.group_id,
            Interview.started_at.is_not(None),
        )
        .correlate(GroupMember)
        .scalar_subquery()
    )


def _no_shows() -> ScalarSelect[int]:
    return (
        select(func.count())
        .select_from(Booking)
        .join(Slot, Slot.id == Booking.slot_id)
        .where(
            Booking.user_id == GroupMember.user_id,
            Slot.group_id == GroupMember.group_id,
            Booking.status == BookingStatus.NO_SHOW,
        )
        .correlate(GroupMember)
        .scalar_subquery()
    )


def removals(session: Session, group_id: int) -> RemovalList:
    """Return who was removed from a group, newest first."""
    rows = session.execute(
        select(User, GroupRemoval)
        .join(GroupRemoval, GroupRemoval.user_id == User.id)
        .where(GroupRemoval.group_id == group_id)
        .order_by(GroupRemoval.removed_at.desc(), GroupRemoval.user_id)
        .limit(_MOST_REMOVALS)
    )
    return RemovalList(items=[RemovalOut(user=_person(user), removed_at=one.removed_at) for user, one in rows])


def for_administrators(session: Session, query: PageQuery, *, waiting: bool | None) -> AdminGroupPage:
    """Return all groups, newest first, or those that wait, or don't, for approval."""
    found = _with_creator()
    if waiting is not None:
        is_waiting = Group.approved_at.is_(None) & Group.archived_at.is_(None)
        found = found.where(is_waiting if waiting else ~is_waiting)
    rows, next_cursor = pagination.fetch(session, found, _NEWEST, query)
    return AdminGroupPage(items=[_for_administrators(*row[:3]) for row in rows], next_cursor=next_cursor)


def for_administrator(session: Session, group: Group) -> AdminGroupOut:
    """Return a group as administrators see it."""
    return _for_administrators(*session.execute(_with_creator().where(Group.id == group.id)).one())


def _with_creator() -> Select[*tuple[Any, ...]]:
    return select(Group, User, member_count()).outerjoin(User, User.id == Group.created_by)


def _for_administrators(group: Group, creator: User | None, count: int) -> AdminGroupOut:
    return AdminGroupOut(
        id=group.id,
        name=group.name,
        about=group.about,
        domains=group.domains,
        created_by=None if creator is None else _person(creator),
        created_at=group.created_at,
        approved_at=group.approved_at,
        archived_at=group.archived_at,
        members=count,
    )


def _person(user: User) -> Person:
    return Person(id=user.id, username=user.username, full_name=user.full_name)
