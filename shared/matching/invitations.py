"""Invitations: made by one person, accepted by another, who then have a private slot with a booking each.

`invitation_ends` has how they end otherwise.

Locks: the rows of both people by id, then the invitation, then their bookings.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from shared.core import ages, clock
from shared.core.database_errors import from_database
from shared.core.errors import (
    AgainNotAgreed,
    AlreadyInvited,
    BookingOverlap,
    Invalid,
    InvitationInvalid,
    InviterBusy,
    LoginRevoked,
    OwnInvitation,
    TooManyInvitations,
)
from shared.core.settings import Settings
from shared.events import event_log
from shared.events.types import InvitationAccepted, InvitationReceived
from shared.identity import invitation_links, logins
from shared.matching import bookings, schedule
from shared.models import (
    ACTIVE,
    Block,
    Booking,
    Difficulty,
    InterviewType,
    Invitation,
    InvitationProposal,
    InvitationStatus,
    Slot,
    User,
)

NOW_LASTS = timedelta(hours=2)
"""How long an invitation for now can be accepted: after that, nobody sits and waits for it."""
FARTHEST = timedelta(days=60)
"""How far ahead a time may be proposed."""
MOST_OPEN = 10
MAILS_A_DAY = 5
_DAY = timedelta(days=1)


class Offer(NamedTuple):
    """What a person invites to. Without `starts` it is for now; with an `invitee_id`, for that person only."""

    interview_type: InterviewType
    difficulty: Difficulty
    language: str
    starts: Sequence[datetime]
    note: str | None = None
    address: str | None = None
    topics: Sequence[str] = ()
    invitee_id: int | None = None


def make(session: Session, settings: Settings, inviter_id: int, offer: Offer) -> Invitation:
    """Store an invitation of a person, who must be locked, as must be whom it is for alone; they are told.

    Raises Invalid, BookingOverlap, TooManyInvitations; and AgainNotAgreed or AlreadyInvited if it is for one person.
    """
    now = clock.now(session)
    if offer.invitee_id is not None:
        _require_invitable(session, settings, inviter_id, offer.invitee_id, now)
    starts = sorted(set(offer.starts))
    if any(not now < one <= now + FARTHEST for one in starts):
        raise Invalid(f"Propose times within the next {FARTHEST.days} days.", pointer="proposals")
    length = schedule.duration(settings, offer.interview_type)
    if not all(_is_free(session, inviter_id, one, one + length) for one in starts):
        raise BookingOverlap
    _require_few(session, inviter_id, by_mail=offer.address is not None)
    invitation_id = uuid4()
    invitation = Invitation(
        id=invitation_id,
        inviter_id=inviter_id,
        digest=invitation_links.digest(invitation_links.token(settings, invitation_id)),
        by_mail=offer.address is not None,
        expires_at=starts[-1] if starts else now + NOW_LASTS,
        proposals=[InvitationProposal(starts_at=one) for one in starts],
        status=InvitationStatus.OPEN,
        created_at=now,
        **{name: value for name, value in offer._asdict().items() if name != "starts"},
    )
    session.add(invitation)
    session.flush()
    if offer.invitee_id is not None:
        received = InvitationReceived(invitation_id=invitation_id)
        event_log.append(session, event_log.user(offer.invitee_id), received)
    return invitation


def _require_invitable(session: Session, settings: Settings, inviter_id: int, invitee_id: int, now: datetime) -> None:
    people = _lock_people(session, (inviter_id, invitee_id))
    if len(people) < 2 or not _may_meet(session, settings, people[inviter_id], people[invitee_id], now):
        raise AgainNotAgreed
    mine = Invitation.inviter_id == inviter_id, Invitation.invitee_id == invitee_id
    if session.scalar(select(Invitation.id).where(*mine, _is_open()).limit(1)) is not None:
        raise AlreadyInvited


def _require_few(session: Session, inviter_id: int, *, by_mail: bool) -> None:
    mine = Invitation.inviter_id == inviter_id
    open_ones, mails = session.execute(
        select(
            func.count().filter(_is_open()),
            func.count().filter(Invitation.by_mail, Invitation.created_at > func.now() - _DAY),
        ).where(mine)
    ).one()
    if open_ones >= MOST_OPEN:
        raise TooManyInvitations(f"{MOST_OPEN} invitations of yours are open. Withdraw one first.")
    if by_mail and mails >= MAILS_A_DAY:
        raise TooManyInvitations(f"{MAILS_A_DAY} invitations a day go by email. You can still send the link yourself.")


def _is_open() -> ColumnElement[bool]:
    return and_(Invitation.status == InvitationStatus.OPEN, Invitation.expires_at > func.clock_timestamp())


def _is_free(session: Session, user_id: int, begin: datetime, end: datetime) -> bool:
    overlap = Booking.user_id == user_id, Booking.status.in_(ACTIVE), Booking.starts_at < end, Booking.ends_at > begin
    return session.scalar(select(Booking.id).where(*overlap).limit(1)) is None


def free_starts(session: Session, settings: Settings, invitation: Invitation) -> Sequence[datetime]:
    """Return the proposed times at which it can still be accepted, as far as the person who invites is concerned."""
    now = clock.now(session)
    length = schedule.duration(settings, invitation.interview_type)
    starts = [one.starts_at for one in invitation.proposals]
    return [one for one in starts if one > now and _is_free(session, invitation.inviter_id, one, one + length)]


def read(session: Session, token: str) -> Invitation:
    """Return an invitation that can still be accepted. Raises InvitationInvalid."""
    found = session.scalar(with_token(token).where(_is_open()))
    if found is None or _is_gone(session, found.inviter_id):
        raise InvitationInvalid
    return found


def for_person(invitation_id: UUID, user_id: int) -> Select[Invitation]:
    """Select an invitation that is for this person alone, or that they accepted."""
    return select(Invitation).where(Invitation.id == invitation_id, Invitation.invitee_id == user_id)


def with_token(token: str) -> Select[Invitation]:
    """Select the invitation of a link."""
    return select(Invitation).where(Invitation.digest == invitation_links.digest(token))


def _is_gone(session: Session, user_id: int) -> bool:
    gone = or_(User.deleted_at.is_not(None), logins.IS_SUSPENDED)
    return session.scalar(select(User.id).where(User.id == user_id, gone)) is not None


class Answer(NamedTuple):
    """How a person accepts: at one of the proposed times, or None for now; and at which level."""

    starts_at: datetime | None
    difficulty: Difficulty | None = None


def accept(session: Session, settings: Settings, chosen: Select[Invitation], user_id: int, answer: Answer) -> Booking:
    """Accept an invitation: both people have a booking in a private slot. Returns that of the person who accepts.

    `chosen` is `with_token` or `for_person`.

    Accepting again what one has accepted changes nothing. Raises OwnInvitation; InvitationInvalid, whatever the reason
    is for which it can't be accepted; Invalid for another time than those proposed; and BookingOverlap or InviterBusy.
    """
    found = session.scalar(chosen)
    if found is None:
        raise InvitationInvalid
    people = _lock_people(session, (found.inviter_id, user_id))
    invitation = session.get(Invitation, found.id, with_for_update=True, populate_existing=True)
    if invitation is None:
        raise InvitationInvalid
    if invitation.inviter_id == user_id:
        raise OwnInvitation
    if invitation.status is InvitationStatus.ACCEPTED and invitation.invitee_id == user_id:
        return _booked(session, invitation, user_id)
    now = clock.now(session)
    inviter, me = people.get(invitation.inviter_id), people.get(user_id)
    if me is None:
        raise LoginRevoked
    if inviter is None or not _may_accept(session, settings, invitation, inviter, me, now):
        raise InvitationInvalid
    return _arrange(session, settings, invitation, me.id, _start(invitation, answer, now), answer.difficulty)


def _lock_people(session: Session, user_ids: Sequence[int]) -> dict[int, User]:
    """Lock people whose accounts may be used, so that nobody books, blocks or leaves meanwhile."""
    rows = session.execute(
        select(User, logins.IS_SUSPENDED.label("suspended"))
        .where(User.id.in_(user_ids))
        .order_by(User.id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    return {user.id: user for user, suspended in rows if user.deleted_at is None and not suspended}


def _may_accept(
    session: Session, settings: Settings, invitation: Invitation, inviter: User, me: User, now: datetime
) -> bool:
    is_open = invitation.status is InvitationStatus.OPEN and invitation.expires_at > now
    is_for_me = invitation.invitee_id in (None, me.id)
    return is_open and is_for_me and _may_meet(session, settings, inviter, me, now)


def _may_meet(session: Session, settings: Settings, one: User, other: User, now: datetime) -> bool:
    circles = {ages.circle(settings, each.birth_year, now) for each in (one, other)}
    return len(circles) == 1 and not _is_blocked(session, one.id, other.id)


def _is_blocked(session: Session, one: int, other: int) -> bool:
    pair = (one, other)
    return (
        session.scalar(select(Block.blocker_id).where(Block.blocker_id.in_(pair), Block.blocked_id.in_(pair)))
        is not None
    )


def _start(invitation: Invitation, answer: Answer, now: datetime) -> datetime:
    starts = [one.starts_at for one in invitation.proposals]
    chosen = answer.starts_at
    if not starts and chosen is None:
        return now
    if chosen is None or chosen not in starts or chosen <= now:
        detail = "Choose one of the proposed times that is still to come." if starts else "It is for now."
        raise Invalid(detail, pointer="starts_at")
    return chosen


def _arrange(
    session: Session,
    settings: Settings,
    invitation: Invitation,
    user_id: int,
    starts_at: datetime,
    difficulty: Difficulty | None,
) -> Booking:
    ends_at = starts_at + schedule.duration(settings, invitation.interview_type)
    slot = Slot(
        interview_type=invitation.interview_type,
        starts_at=starts_at,
        ends_at=ends_at,
        capacity=2,
        invitation_id=invitation.id,
    )
    session.add(slot)
    session.flush()
    wish = invitation.language, invitation.topics
    try:
        with session.begin_nested():
            theirs = bookings.for_invited(invitation.inviter_id, slot, invitation.difficulty, *wish)
            session.add(theirs)
            session.flush()
    except IntegrityError as error:
        if isinstance(from_database(error), BookingOverlap):
            raise InviterBusy from error
        raise
    mine = bookings.for_invited(user_id, slot, difficulty or invitation.difficulty, *wish)
    session.add(mine)
    session.flush()
    bookings.tell_changed(session, [theirs, mine])
    invitation.invitee_id = user_id
    close(session, invitation, InvitationStatus.ACCEPTED)
    told = InvitationAccepted(invitation_id=invitation.id, slot_id=slot.id, starts_at=starts_at)
    event_log.append(session, event_log.user(invitation.inviter_id), told)
    return mine


def _booked(session: Session, invitation: Invitation, user_id: int) -> Booking:
    mine = select(Booking).join(Booking.slot).where(Slot.invitation_id == invitation.id, Booking.user_id == user_id)
    found = session.scalar(mine.order_by(Booking.id.desc()).limit(1))
    if found is None:
        raise InvitationInvalid
    return found


def close(session: Session, invitation: Invitation, status: InvitationStatus) -> None:
    """Note how an invitation, which is locked, was answered, and forget the address that it was mailed to."""
    invitation.status, invitation.address = status, None
    session.flush()
