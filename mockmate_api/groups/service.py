"""Making, changing, joining, leaving and archiving groups."""

from __future__ import annotations

import secrets
from hashlib import sha256

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from mockmate_api.accounts import account_status
from mockmate_api.groups import domains, reading
from mockmate_api.groups.schemas import GroupChanges, GroupIn, GroupMade, GroupOut, GroupSeen, JoinLink
from mockmate_api.http.problems import NotOneself
from shared.core import audit, clock
from shared.core.errors import GroupsOff, Invalid, NotFound
from shared.core.settings import Settings
from shared.groups import membership, seats
from shared.matching import schedule
from shared.models import AuditKind, CancelledBy, Group, GroupMember, GroupRemoval, InterviewType, User


def make(session: Session, settings: Settings, user: User, given: GroupIn) -> GroupMade:
    """Make a group whose organizer the person is. Raises GroupsOff, TooManyGroups."""
    if settings.groups == "off":
        raise GroupsOff
    account_status.lock_user(session, user.id)  # so that no two requests take the last place
    membership.require_room_for(session, user.id)
    token = secrets.token_urlsafe(32)
    group = Group(name=given.name, about=given.about or "", created_by=user.id, join_digest=_digest(token))
    group.approved_at = clock.now(session) if settings.groups == "open" or user.is_admin else None
    session.add(group)
    session.flush()
    session.add(GroupMember(group_id=group.id, user_id=user.id, is_organizer=True))
    session.flush()
    open_rooms(session, group.id)
    return GroupMade(group=reading.one(session, user.id, group.id), url=_link(settings, token))


def open_rooms(session: Session, group_id: int) -> None:
    """Make a group's practice rooms, so that its members find them."""
    for interview_type in InterviewType:
        schedule.practice_room(session, interview_type, group_id)


def change(session: Session, user: User, group_id: int, changes: GroupChanges) -> GroupOut:
    """Change a group. Raises NotFound, Forbidden, Invalid."""
    group = membership.organized(session, user.id, group_id)
    for place, domain in enumerate(changes.domains or ()):
        if domain not in group.domains and not (user.email_verified and domain == domains.of(user.email)):
            raise Invalid("Only the domain of your own confirmed address can be added.", pointer=f"domains/{place}")
    for name, value in changes.given.items():
        setattr(group, name, list(dict.fromkeys(value)) if name == "domains" else value)
    session.flush()
    return reading.one(session, user.id, group_id)


def renew_link(session: Session, settings: Settings, user_id: int, group_id: int) -> JoinLink:
    """Return a new link to join; the one before stops working. Raises NotFound, Forbidden."""
    group = membership.organized(session, user_id, group_id)
    token = secrets.token_urlsafe(32)
    group.join_digest = _digest(token)
    session.flush()
    return JoinLink(url=_link(settings, token))


def look(session: Session, token: str) -> GroupSeen:
    """Return what whoever has the link sees. Raises NotFound, the same for all that can't be joined."""
    row = session.execute(select(Group, reading.member_count()).where(*_joinable(token))).one_or_none()
    if row is None:
        raise NotFound
    return GroupSeen(name=row[0].name, about=row[0].about, members=row[1])


def join_by_link(session: Session, user_id: int, token: str) -> GroupOut:
    """Join by the link. Raises NotFound, GroupFull, TooManyGroups."""
    account_status.lock_user(session, user_id)
    # Renewing the link changes the row: locked, it is looked at once more.
    group = session.scalar(select(Group).where(*_joinable(token)).with_for_update(key_share=True))
    if group is None:
        raise NotFound
    membership.join(session, group, user_id)
    return reading.one(session, user_id, group.id)


def join_by_address(session: Session, user: User, group_id: int) -> GroupOut:
    """Join with a confirmed address of one of the group's domains. Raises NotFound, GroupFull, TooManyGroups."""
    user_id = user.id
    account_status.lock_user(session, user_id)
    group = membership.lock(session, group_id)
    if session.scalar(select(Group.id).where(Group.id == group_id, reading.by_address(user))) is None:
        raise NotFound
    membership.join(session, group, user_id)
    return reading.one(session, user_id, group_id)


def leave(session: Session, settings: Settings, user_id: int, group_id: int) -> None:
    """Leave a group; bookings in its slots are canceled. Raises NotFound, LastOrganizer."""
    account_status.lock_user(session, user_id)
    group = membership.lock(session, group_id)
    mine = membership.require_member(session, user_id, group_id)
    membership.end(session, group, mine)
    seats.give_up(session, settings, group_id, CancelledBy.PERSON, user_id)


def remove(session: Session, settings: Settings, organizer_id: int, group_id: int, user_id: int) -> None:
    """Remove a member, who can't join again. Raises NotFound, Forbidden, NotOneself."""
    membership.require_organizer(session, organizer_id, group_id)
    if user_id == organizer_id:
        raise NotOneself("To leave the group, use POST /groups/{group_id}/leave.")
    if session.get(User, user_id) is None:
        raise NotFound
    account_status.lock(session, user_id)
    group = membership.organized(session, organizer_id, group_id)
    theirs = membership.require_member(session, user_id, group_id)
    membership.end(session, group, theirs)
    session.add(GroupRemoval(group_id=group_id, user_id=user_id))
    audit.note(session, AuditKind.GROUP_REMOVED, organizer_id, user_id, group_id=group_id)
    session.flush()
    seats.give_up(session, settings, group_id, CancelledBy.GROUP, user_id)


def readmit(session: Session, organizer_id: int, group_id: int, user_id: int) -> None:
    """Let a person who was removed join again. Raises NotFound, Forbidden."""
    membership.organized(session, organizer_id, group_id)
    removal = session.get(GroupRemoval, (group_id, user_id))
    if removal is None:
        raise NotFound
    session.delete(removal)


def appoint(session: Session, organizer_id: int, group_id: int, user_id: int, *, is_organizer: bool) -> None:
    """Make a member an organizer, or no longer one. Raises NotFound, Forbidden, LastOrganizer."""
    group = membership.organized(session, organizer_id, group_id)
    theirs = membership.require_member(session, user_id, group_id)
    membership.set_organizer(session, group, theirs, is_organizer=is_organizer)


def prefer(session: Session, user_id: int, group_id: int, *, prefers_group: bool) -> GroupOut:
    """Say whether I am to be matched within the group first. Raises NotFound."""
    mine = membership.require_member(session, user_id, group_id)
    mine.prefers_group = prefers_group
    session.flush()
    return reading.one(session, user_id, group_id)


def archive(session: Session, settings: Settings, group: Group) -> None:
    """Archive a group that is locked: nobody can join or book any more, and bookings to come are canceled."""
    if group.archived_at is None:
        group.archived_at = clock.now(session)
        session.flush()
        seats.give_up(session, settings, group.id, CancelledBy.GROUP)


def _joinable(token: str) -> tuple[ColumnElement[bool], ...]:
    return Group.join_digest == _digest(token), Group.approved_at.is_not(None), Group.archived_at.is_(None)


def _digest(token: str) -> bytes:
    return sha256(token.encode()).digest()


def _link(settings: Settings, token: str) -> str:
    # Behind the #, which browsers send to no server.
    return f"{settings.public_url.rstrip('/')}/join#{token}"
