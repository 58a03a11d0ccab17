"""GET and POST /invitations, one of mine, and answering one by its link: /invitations/look, /accept and /decline."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response

from mockmate_api.http import rate_limits
from mockmate_api.http.authentication import Credential
from mockmate_api.http.caller import current_user, require_verified_email
from mockmate_api.http.extensions import db, settings
from mockmate_api.http.operation import operation
from mockmate_api.http.pagination import PageQuery
from mockmate_api.invitations import refusals, service
from mockmate_api.invitations.schemas import (
    AcceptanceIn,
    AcceptedOut,
    AcceptIn,
    InvitationIn,
    InvitationOut,
    InvitationPage,
    InvitationTokenIn,
    LookOut,
)
from shared.core.errors import (
    AgainNotAgreed,
    AlreadyInvited,
    BirthYearMissing,
    BookingOverlap,
    ConsentRequired,
    EmailNotVerified,
    InterviewNotEnded,
    InvitationAnswered,
    InvitationInvalid,
    InviterBusy,
    NotFound,
    OwnInvitation,
    TooManyInvitations,
)
from shared.matching import invitation_ends
from shared.matching.invitations import for_person, with_token

blueprint = Blueprint("invitations", __name__, url_prefix="/invitations")

_FIT = (EmailNotVerified, BirthYearMissing, ConsentRequired)


@operation(
    blueprint,
    "POST",
    "",
    returns={201: InvitationOut},
    errors=(*_FIT, BookingOverlap, TooManyInvitations, NotFound, InterviewNotEnded, AgainNotAgreed, AlreadyInvited),
    limits=rate_limits.INVITE,
)
def make_invitation(body: InvitationIn) -> tuple[InvitationOut, int]:
    """Invite one person to practice with me: send them the `url`, or have it mailed to them.

    Mail needs a confirmed address of mine, and goes to a few people a day. With an `interview_id` after which both
    would meet again, it is for that person alone: `invitation.received` tells them, and there is no link.
    """
    require_verified_email()
    if body.email is not None and not current_user().email_verified:
        raise EmailNotVerified
    return service.make(db.session(), settings(), current_user(), body), 201


@operation(blueprint, "GET", "", returns={200: InvitationPage})
def list_invitations(query: PageQuery) -> InvitationPage:
    """List the invitations that I made, and those that I accepted or that are for me alone, newest first."""
    return service.page(db.session(), settings(), current_user().id, query)


@operation(blueprint, "GET", "/<uuid:invitation_id>", returns={200: InvitationOut}, errors=(NotFound,))
def read_invitation(invitation_id: UUID) -> InvitationOut:
    """Read one of them."""
    return service.read(db.session(), settings(), current_user().id, invitation_id)


@operation(blueprint, "DELETE", "/<uuid:invitation_id>", returns={204: None}, errors=(NotFound, InvitationAnswered))
def withdraw_invitation(invitation_id: UUID) -> None:
    """Withdraw an invitation of mine: its link stops working. Repeating it has no effect."""
    invitation_ends.withdraw(db.session(), invitation_id, current_user().id)


@operation(
    blueprint,
    "POST",
    "/look",
    returns={200: LookOut},
    errors=(InvitationInvalid,),
    credential=Credential.NONE,
    limits=rate_limits.ANSWER_INVITATION,
)
def look_invitation(body: InvitationTokenIn) -> LookOut:
    """See what an invitation is about. Nobody needs to be logged in; who has the link may know."""
    return service.look(db.session(), settings(), body.token)


@operation(
    blueprint,
    "POST",
    "/accept",
    returns={200: AcceptedOut},
    errors=(*_FIT, InvitationInvalid, OwnInvitation, BookingOverlap, InviterBusy),
    limits=rate_limits.ANSWER_INVITATION,
)
def accept_invitation(body: AcceptIn) -> AcceptedOut:
    """Accept an invitation: both of us have a booking in a slot that nobody else sees. Repeating it has no effect."""
    require_verified_email()
    return service.accept(db.session(), settings(), current_user(), with_token(body.token), body)


@operation(
    blueprint,
    "POST",
    "/decline",
    returns={204: None},
    errors=(InvitationInvalid,),
    credential=Credential.NONE,
    limits=rate_limits.ANSWER_INVITATION,
)
def decline_invitation(body: InvitationTokenIn) -> None:
    """Decline an invitation; the person who invites is told. It needs no account, and repeating it has no effect."""
    invitation_ends.decline(db.session(), with_token(body.token))


@operation(
    blueprint,
    "POST",
    "/<uuid:invitation_id>/accept",
    returns={200: AcceptedOut},
    errors=(*_FIT, InvitationInvalid, BookingOverlap, InviterBusy),
    limits=rate_limits.ANSWER_INVITATION,
)
def accept_received(invitation_id: UUID, body: AcceptanceIn) -> AcceptedOut:
    """Accept an invitation that is for me alone, as with a link. Repeating it has no effect."""
    require_verified_email()
    mine = for_person(invitation_id, current_user().id)
    return service.accept(db.session(), settings(), current_user(), mine, body)


@operation(
    blueprint,
    "POST",
    "/<uuid:invitation_id>/decline",
    returns={204: None},
    errors=(InvitationInvalid,),
    limits=rate_limits.ANSWER_INVITATION,
)
def decline_received(invitation_id: UUID) -> None:
    """Decline an invitation that is for me alone; the person who invites is told. Repeating it has no effect."""
    invitation_ends.decline(db.session(), for_person(invitation_id, current_user().id))


@operation(blueprint, "GET", "/refuse/<string:token>", returns={200: "text/html"}, credential=Credential.NONE)
def show_refusal(token: str) -> Response:
    """Show the page behind the link in a mailed invitation that stops all such mail: it asks first."""
    return refusals.question(settings(), token)


@operation(blueprint, "POST", "/refuse/<string:token>", returns={200: "text/html"}, credential=Credential.NONE)
def refuse_invitations(token: str) -> Response:
    """Send no invitations by mail to this address any more. It needs no account, and repeating it has no effect."""
    return refusals.refuse(db.session(), settings(), token)
