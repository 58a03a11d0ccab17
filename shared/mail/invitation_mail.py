"""The mail that carries the link of an invitation, to an address that may belong to no account.

It says nothing in the words of the person who invites except what they are called, so that it can't carry somebody's
advertising. Whoever gets it can stop all such mail, with a link that needs no account.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from shared.core import email_addresses, ui_languages
from shared.core.settings import Settings
from shared.identity import invitation_links, logins
from shared.mail.people import name_of
from shared.mail.words import Words, words_for
from shared.models import Block, Invitation, InvitationRefusal, InvitationStatus, OutgoingMail, User

LETTER = "invitation"


class InvitationLetter(NamedTuple):
    """To whom a mail goes and in which language, what its template needs, and its headers."""

    recipient: str
    say: Words
    values: Mapping[str, Any]
    headers: Mapping[str, str]


def queue(session: Session, invitation: Invitation) -> None:
    """Queue the mail of a new invitation, if it is to be mailed."""
    if invitation.address is not None:
        data = {"invitation_id": str(invitation.id)}
        session.add(OutgoingMail(recipient=invitation.address, letter=LETTER, data=data))


def letter(session: Session, settings: Settings, mail: OutgoingMail) -> InvitationLetter | None:
    """Return what a queued mail says now, or None if it is not to be sent."""
    invitation = session.get(Invitation, UUID(mail.data["invitation_id"]), populate_existing=True)
    if invitation is None or not _can_be_accepted(session, invitation):
        return None
    if not _is_wanted(session, settings, mail.recipient):
        return None
    inviter = session.get_one(User, invitation.inviter_id)
    known = session.scalar(select(User).where(func.lower(User.email) == func.lower(mail.recipient)))
    if known is not None and (known.id == inviter.id or _is_blocked(session, known.id, inviter.id)):
        return None
    # Of somebody who has no account nothing is known: the person who invites probably shares a language with them.
    say = words_for(known) if known else Words(ui_languages.of(inviter.ui_language), inviter.time_zone)
    values = {
        "inviter": name_of(inviter),
        "interview_type": say.interview_type(invitation.interview_type),
        "language": say.spoken_language(invitation.language),
        "proposals": [say.moment(one.starts_at) for one in invitation.proposals],
        "expires_at": say.moment(invitation.expires_at),
        "link": invitation_links.url(settings, invitation.id),
        "stop": _stop(settings, mail.recipient),
    }
    headers = {"List-Unsubscribe": f"<{values['stop']}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    # As its owner spelled it.
    return InvitationLetter(known.email if known else mail.recipient, say, values, headers)


def _can_be_accepted(session: Session, invitation: Invitation) -> bool:
    usable = User.deleted_at.is_(None), ~logins.IS_SUSPENDED, User.email_verified_at.is_not(None)
    is_open = (
        select(Invitation.id)
        .join(User, User.id == Invitation.inviter_id)
        .where(Invitation.id == invitation.id, Invitation.status == InvitationStatus.OPEN)
        .where(Invitation.expires_at > func.clock_timestamp(), *usable)
    )
    return session.scalar(is_open) is not None


def _is_wanted(session: Session, settings: Settings, address: str) -> bool:
    refused = session.get(InvitationRefusal, invitation_links.address_digest(settings, address))
    return refused is None and not email_addresses.is_nowhere(address)


def _is_blocked(session: Session, one: int, other: int) -> bool:
    pair = (one, other)
    found = select(Block.blocker_id).where(Block.blocker_id.in_(pair), Block.blocked_id.in_(pair))
    return session.scalar(found.limit(1)) is not None


def _stop(settings: Settings, address: str) -> str:
    return f"{settings.public_url.rstrip('/')}/invitations/refuse/{invitation_links.refusal_token(settings, address)}"
