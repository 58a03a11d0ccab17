"""POST /auth/register, /login, /refresh, /logout and /ws-ticket."""

from __future__ import annotations

from flask import Blueprint, request

from mockmate_api import limits
from mockmate_api.auth import service, sessions
from mockmate_api.auth.schemas import LoginIn, RegisterIn, SessionOut, TicketOut
from mockmate_api.contract import operation
from mockmate_api.extensions import db, settings
from mockmate_api.guards import Credential, current_claims, current_session_id, current_user
from shared import audit, logins, one_time_tokens
from shared.errors import BadCredentials, EmailTaken, RefreshTokenReused, Suspended, UsernameTaken
from shared.models import AuditKind

blueprint = Blueprint("auth", __name__, url_prefix="/auth")


@operation(
    blueprint,
    "POST",
    "/register",
    returns={201: SessionOut},
    errors=(EmailTaken, UsernameTaken),
    credential=Credential.NONE,
    limits=limits.REGISTER,
)
def register(body: RegisterIn) -> SessionOut:
    """Make an account and log in."""
    user = service.register(db.session(), settings(), body)
    return sessions.open_login(db.session(), settings(), user, request.user_agent.string)


@operation(
    blueprint,
    "POST",
    "/login",
    returns={200: SessionOut},
    errors=(BadCredentials, Suspended),
    credential=Credential.NONE,
    limits=limits.LOGIN,
)
def login(body: LoginIn) -> SessionOut:
    """Log in with e-mail address or username."""
    user = service.check_password(db.session(), settings(), body)
    return sessions.open_login(db.session(), settings(), user, request.user_agent.string)


@operation(
    blueprint,
    "POST",
    "/refresh",
    returns={200: SessionOut},
    errors=(RefreshTokenReused,),
    credential=Credential.REFRESH,
    limits=limits.REFRESH,
)
def refresh() -> SessionOut:
    """Exchange the refresh token for new tokens.

    Send the refresh token as the bearer token, and keep the one in the answer. Using an old one again ends the login.
    """
    return sessions.rotate(db.session(), settings(), current_user(), current_claims())


@operation(blueprint, "POST", "/logout", returns={204: None}, credential=Credential.EITHER)
def logout() -> None:
    """End this login: all its tokens stop working and its sockets close."""
    logins.revoke(db.session(), current_session_id(), "logout")
    audit.note(db.session(), AuditKind.LOGGED_OUT, current_user().id, login_id=str(current_session_id()))


@operation(blueprint, "POST", "/ws-ticket", returns={201: TicketOut}, limits=limits.WS_TICKET)
def ws_ticket() -> TicketOut:
    """Get a ticket that opens one socket."""
    ticket = one_time_tokens.issue(
        db.session(),
        one_time_tokens.WS_TICKET,
        current_user().id,
        one_time_tokens.TICKET_SECONDS,
        current_session_id(),
    )
    return TicketOut(ticket=ticket, expires_in=one_time_tokens.TICKET_SECONDS)
