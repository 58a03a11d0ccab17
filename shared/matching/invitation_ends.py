"""How invitations end, if not by being accepted: declined, withdrawn, or because the two part."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import Session

from shared.core import clock
from shared.core.errors import InvitationAnswered, InvitationInvalid, NotFound
from shared.events import event_log
from shared.events.types import InvitationDeclined, InvitationWithdrawn
from shared.matching import bookings
from shared.matching.invitations import close
from shared.models import Booking, CancelledBy, Invitation, InvitationStatus, Slot


def decline(session: Session, chosen: Select[Invitation]) -> None:
    """Decline an invitation, `with_token` or `for_person`; doing so again has no effect. Raises InvitationInvalid."""
    invitation = session.scalar(chosen.with_for_update().execution_options(populate_existing=True))
    if invitation is not None and invitation.status is InvitationStatus.DECLINED:
        return
    if invitation is None or invitation.status is not InvitationStatus.OPEN or _is_over(session, invitation):
        raise InvitationInvalid
    close(session, invitation, InvitationStatus.DECLINED)
    told = InvitationDeclined(invitation_id=invitation.id)
    event_log.append(session, event_log.user(invitation.inviter_id), told)


def _is_over(session: Session, invitation: Invitation) -> bool:
    return invitation.expires_at <= clock.now(session)


def withdraw(session: Session, invitation_id: UUID, user_id: int) -> None:
    """Withdraw my invitation; nothing happens if it was declined or withdrawn. Raises NotFound, InvitationAnswered."""
    invitation = session.get(Invitation, invitation_id, with_for_update=True, populate_existing=True)
    if invitation is None or invitation.inviter_id != user_id:
        raise NotFound
    if invitation.status is InvitationStatus.ACCEPTED:
        raise InvitationAnswered
    _withdraw(session, [invitation])


def _withdraw(session: Session, found: Sequence[Invitation]) -> None:
    for invitation in found:
        if invitation.status is not InvitationStatus.OPEN:
            continue
        close(session, invitation, InvitationStatus.WITHDRAWN)
        told = InvitationWithdrawn(invitation_id=invitation.id)
        people = sorted({invitation.inviter_id, invitation.invitee_id or invitation.inviter_id})
        event_log.append_many(session, [(event_log.user(one), told) for one in people])


def withdraw_all(session: Session, user_id: int) -> None:
    """Withdraw what a person invited to, and what they alone are invited to: their account can't be used any more."""
    _withdraw(session, _open_ones(session, or_(Invitation.inviter_id == user_id, Invitation.invitee_id == user_id)))


def part(session: Session, one: int, other: int) -> None:
    """Withdraw what is between two people of whom one blocks the other, and cancel what they had arranged."""
    pair = (one, other)
    _withdraw(session, _open_ones(session, Invitation.inviter_id.in_(pair), Invitation.invitee_id.in_(pair)))
    arranged = select(Invitation.id).where(
        Invitation.inviter_id.in_(pair), Invitation.invitee_id.in_(pair), Invitation.status == InvitationStatus.ACCEPTED
    )
    mine = (
        select(Booking)
        .join(Booking.slot)
        .where(Slot.invitation_id.in_(arranged), Booking.user_id == one, Booking.status.in_(bookings.CANCELABLE))
        .order_by(Booking.id)
        .with_for_update(of=Booking)
        .execution_options(populate_existing=True)
    )
    bookings.cancel(session, session.scalars(mine).all(), CancelledBy.PERSON)


def _open_ones(session: Session, *conditions: ColumnElement[bool]) -> Sequence[Invitation]:
    return session.scalars(
        select(Invitation)
        .where(Invitation.status == InvitationStatus.OPEN, *conditions)
        .order_by(Invitation.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()
