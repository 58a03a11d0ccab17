"""Making, listing, reading and accepting invitations."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from mockmate_api.accounts import blocking
from mockmate_api.accounts.account_status import lock_user
from mockmate_api.http import pagination
from mockmate_api.http.pagination import Keyset, PageQuery
from mockmate_api.invitations.schemas import (
    AcceptanceIn,
    AcceptedOut,
    InvitationIn,
    InvitationOut,
    InvitationPage,
    InvitationState,
    LookOut,
    ProposalOut,
)
from mockmate_api.reviews import again
from shared.core import ages, clock, names
from shared.core.errors import BirthYearMissing, NotFound
from shared.core.settings import Settings
from shared.events.schemas import Person
from shared.identity import consent, invitation_links
from shared.mail import invitation_mail
from shared.matching import invitations, schedule, topics
from shared.matching.invitations import Answer, Offer
from shared.models import Invitation, InvitationStatus, Slot, User, shared_alias

_NEWEST = Keyset((Invitation.created_at, Invitation.id), descending=True)


def make(session: Session, settings: Settings, user: User, wanted: InvitationIn) -> InvitationOut:
    """Make an invitation, and queue its mail. Raises BirthYearMissing, ConsentRequired and those of the core."""
    require_fit(session, settings, user)
    invitee_id = None
    if wanted.interview_id is None:
        lock_user(session, user.id)
    else:
        invitee_id = again.agreed_peer(session, settings, wanted.interview_id, user.id)
        blocking.lock(session, [user.id, invitee_id])
        # Until then, either may have blocked the other, or taken it back.
        again.agreed_peer(session, settings, wanted.interview_id, user.id)
    offer = Offer(
        wanted.interview_type,
        wanted.difficulty,
        wanted.language,
        wanted.proposals,
        note=wanted.note,
        address=wanted.email,
        topics=topics.wished(session, wanted.interview_type, wanted.topics),
        invitee_id=invitee_id,
    )
    invitation = invitations.make(session, settings, user.id, offer)
    invitation_mail.queue(session, invitation)
    return read(session, settings, user.id, invitation.id)


def require_fit(session: Session, settings: Settings, user: User) -> None:
    """Require what meeting somebody needs of an account. Raises BirthYearMissing, ConsentRequired."""
    if ages.is_missing(settings, user.birth_year):
        raise BirthYearMissing
    consent.require(session, settings, user.id)


def page(session: Session, settings: Settings, user_id: int, query: PageQuery) -> InvitationPage:
    """Return my invitations, newest first."""
    rows, next_cursor = pagination.fetch(session, _mine(user_id), _NEWEST, query)
    items = [_shown(session, settings, user_id, *row[:4]) for row in rows]
    return InvitationPage(items=items, next_cursor=next_cursor)


def read(session: Session, settings: Settings, user_id: int, invitation_id: UUID) -> InvitationOut:
    """Return one of my invitations. Raises NotFound."""
    row = session.execute(_mine(user_id).where(Invitation.id == invitation_id)).one_or_none()
    if row is None:
        raise NotFound
    return _shown(session, settings, user_id, *row)


_inviter, _invitee = shared_alias(User), shared_alias(User)


def _mine(user_id: int) -> Select[*tuple[Any, ...]]:
    return (
        select(Invitation, _inviter, _invitee, Slot)
        .join(_inviter, _inviter.id == Invitation.inviter_id)
        .outerjoin(_invitee, _invitee.id == Invitation.invitee_id)
        .outerjoin(Slot, Slot.invitation_id == Invitation.id)
        .where(or_(Invitation.inviter_id == user_id, Invitation.invitee_id == user_id))
        .execution_options(populate_existing=True)
    )


def _shown(
    session: Session, settings: Settings, user_id: int, invitation: Invitation, inviter: User, invitee: User | None,
    slot: Slot | None,
) -> InvitationOut:  # fmt: skip
    is_mine = invitation.inviter_id == user_id
    peer = invitee if is_mine else inviter
    status = _state(session, invitation)
    is_open = is_mine and status == "open"
    has_link = is_open and invitee is None
    return InvitationOut(
        id=invitation.id,
        is_mine=is_mine,
        status=status,
        interview_type=invitation.interview_type,
        difficulty=invitation.difficulty if is_mine else None,
        language=invitation.language,
        topics=invitation.topics,
        proposals=[one.starts_at for one in invitation.proposals],
        note=invitation.note,
        email=invitation.address if is_open else None,
        peer=None if peer is None else Person(id=peer.id, username=peer.username, full_name=peer.full_name),
        url=invitation_links.url(settings, invitation.id) if has_link else None,
        expires_at=invitation.expires_at,
        created_at=invitation.created_at,
        slot_id=None if slot is None else slot.id,
        starts_at=None if slot is None else slot.starts_at,
    )


def _state(session: Session, invitation: Invitation) -> InvitationState:
    if invitation.status is InvitationStatus.OPEN and invitation.expires_at <= clock.now(session):
        return "expired"
    return invitation.status.value


def look(session: Session, settings: Settings, token: str) -> LookOut:
    """Return what an invitation is about. Raises InvitationInvalid."""
    invitation = invitations.read(session, token)
    inviter = session.get_one(User, invitation.inviter_id)
    free = invitations.free_starts(session, settings, invitation)
    return LookOut(
        inviter=names.shown(inviter.full_name or "") or inviter.username,
        interview_type=invitation.interview_type,
        language=invitation.language,
        topics=invitation.topics,
        minutes=round(schedule.duration(settings, invitation.interview_type).total_seconds() / 60),
        note=invitation.note,
        proposals=[ProposalOut(starts_at=one.starts_at, is_free=one.starts_at in free) for one in invitation.proposals],
        expires_at=invitation.expires_at,
    )


def accept(
    session: Session, settings: Settings, user: User, chosen: Select[Invitation], given: AcceptanceIn
) -> AcceptedOut:
    """Accept an invitation. Raises BirthYearMissing, ConsentRequired and the errors of `invitations.accept`."""
    require_fit(session, settings, user)
    answer = Answer(given.starts_at, given.difficulty)
    booking = invitations.accept(session, settings, chosen, user.id, answer)
    return AcceptedOut(slot_id=booking.slot_id, booking_id=booking.id, starts_at=booking.starts_at)
