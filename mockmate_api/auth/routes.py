"""/auth/…: accounts, logins, passwords, confirming an address."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint

from mockmate_api.accounts import confirming, email_changes, passkeys, second_steps
from mockmate_api.accounts.passkeys import Purpose
from mockmate_api.auth import keys, limits, recovery, service, sessions
from mockmate_api.auth.key_schemas import PasskeyLoginIn, PasskeyQuestion, SecondStepIn, TicketIn
from mockmate_api.auth.providers import service as providers
from mockmate_api.auth.schemas import (
    ConfirmIn,
    EmailIn,
    FirstAdministratorIn,
    LoginIn,
    LoginList,
    PasswordChange,
    RegisterIn,
    ResetIn,
    SessionOut,
    TicketOut,
    TokenIn,
)
from mockmate_api.http import rate_limits
from mockmate_api.http.authentication import Credential
from mockmate_api.http.caller import current_claims, current_session_id, current_user
from mockmate_api.http.extensions import db, settings
from mockmate_api.http.operation import operation
from shared.core import audit
from shared.core.errors import (
    BadCredentials,
    Busy,
    CodeWrong,
    EmailTaken,
    IdentityTaken,
    LinkInvalid,
    NoPasskeysHere,
    PasskeyRefused,
    PasswordWrong,
    RefreshTokenReused,
    RegistrationClosed,
    SecondFactorExpired,
    SecondFactorRequired,
    SetupLinkInvalid,
    Suspended,
    TooYoung,
    UsernameTaken,
)
from shared.identity import logins, one_time_tokens
from shared.mail import outbox
from shared.models import AuditKind

blueprint = Blueprint("auth", __name__, url_prefix="/auth")


@operation(
    blueprint,
    "POST",
    "/register",
    returns={201: SessionOut},
    errors=(EmailTaken, UsernameTaken, TooYoung, RegistrationClosed, Busy, Suspended),
    credential=Credential.NONE,
    limits=limits.REGISTER,
)
def register_account(body: RegisterIn) -> SessionOut:
    """Create an account and log in."""
    user = service.register(db.session(), settings(), body)
    return sessions.open_here(user)


@operation(
    blueprint,
    "POST",
    "/first-administrator",
    returns={201: SessionOut},
    errors=(SetupLinkInvalid, EmailTaken, UsernameTaken, TooYoung, Busy, Suspended),
    credential=Credential.NONE,
    limits=limits.FIRST_ADMINISTRATOR,
)
def register_first_administrator(body: FirstAdministratorIn) -> SessionOut:
    """Create the account of the first administrator and log in.

    The server prints the link with the token when it starts, as long as there is no administrator.
    """
    user = service.register_first_administrator(db.session(), settings(), body)
    return sessions.open_here(user)


@operation(
    blueprint,
    "POST",
    "/login",
    returns={200: SessionOut},
    errors=(BadCredentials, SecondFactorRequired, Busy, Suspended),
    credential=Credential.NONE,
    limits=limits.LOGIN,
)
def log_in(body: LoginIn) -> SessionOut:
    """Log in with an email address or a username.

    If the person has a second factor, the answer is `second_factor_required`, with a `ticket` for this device or
    network, how many seconds it lasts (`expires_in`), and by what (`methods`) POST /auth/login/second goes on.
    """
    user = service.check_password(db.session(), settings(), body)
    second_steps.ask(db.session(), settings(), user, limits.place())
    return sessions.open_here(user)


@operation(
    blueprint,
    "POST",
    "/login/second",
    returns={200: SessionOut},
    errors=(SecondFactorExpired, CodeWrong, PasskeyRefused, NoPasskeysHere, Suspended, BadCredentials, IdentityTaken),
    credential=Credential.NONE,
    limits=limits.SECOND_STEP,
)
def complete_login(body: SecondStepIn) -> SessionOut:
    """Take the second step of a login, with the ticket of the first, which may add a provider to the account."""
    user = keys.take_second_step(db.session(), settings(), body, limits.place())
    return providers.complete(db.session(), settings(), user, body.ticket)


@operation(
    blueprint,
    "POST",
    "/login/second/options",
    returns={200: PasskeyQuestion},
    errors=(SecondFactorExpired, NoPasskeysHere),
    credential=Credential.NONE,
    limits=limits.ASK_PASSKEY,
)
def ask_second_passkey(body: TicketIn) -> PasskeyQuestion:
    """Get what the browser needs to ask for a passkey as the second step."""
    return keys.ask_second_passkey(db.session(), settings(), body.ticket, limits.place())


@operation(
    blueprint,
    "POST",
    "/passkeys/login/options",
    returns={200: PasskeyQuestion},
    errors=(NoPasskeysHere,),
    credential=Credential.NONE,
    limits=limits.ASK_PASSKEY,
)
def ask_passkey() -> PasskeyQuestion:
    """Get what the browser needs to ask for any passkey of this site, to log in with it."""
    return PasskeyQuestion(options=passkeys.ask(db.session(), settings(), Purpose.LOGIN))


@operation(
    blueprint,
    "POST",
    "/passkeys/login",
    returns={200: SessionOut},
    errors=(PasskeyRefused, NoPasskeysHere, Suspended, BadCredentials),
    credential=Credential.NONE,
    limits=limits.LOGIN_BY_PASSKEY,
)
def log_in_with_passkey(body: PasskeyLoginIn) -> SessionOut:
    """Log in with a passkey, which says whose it is."""
    user = keys.log_in(db.session(), settings(), body.passkey)
    return sessions.open_here(user)


@operation(
    blueprint,
    "POST",
    "/refresh",
    returns={200: SessionOut},
    errors=(RefreshTokenReused,),
    credential=Credential.REFRESH,
    limits=limits.REFRESH,
)
def refresh_session() -> SessionOut:
    """Exchange the refresh token for new tokens.

    Send the refresh token as the bearer token, and keep the one in the response. Reusing an old one ends the login.
    """
    return sessions.rotate(db.session(), settings(), current_user(), current_claims())


@operation(blueprint, "POST", "/logout", returns={204: None}, credential=Credential.EITHER)
def log_out() -> None:
    """End this login: all its tokens stop working and its sockets close."""
    logins.revoke(db.session(), current_session_id(), "logout")
    audit.note(db.session(), AuditKind.LOGGED_OUT, current_user().id, login_id=str(current_session_id()))


@operation(blueprint, "GET", "/sessions", returns={200: LoginList})
def list_sessions() -> LoginList:
    """List my logins."""
    return sessions.mine(db.session(), current_user().id, current_session_id())


@operation(blueprint, "DELETE", "/sessions/<uuid:session_id>", returns={204: None})
def end_session(session_id: UUID) -> None:
    """End one of my logins: all its tokens stop working and its sockets close."""
    sessions.end(db.session(), current_user().id, session_id)


@operation(
    blueprint,
    "POST",
    "/forgot-password",
    returns={202: None},
    credential=Credential.NONE,
    limits=limits.FORGOT_PASSWORD,
)
def request_password_reset(body: EmailIn) -> None:
    """Get a mail with a link for choosing a new password.

    The response is the same whether or not the account exists. The link works once, for 10 minutes. An address gets at
    most one a minute and 20 a day.
    """
    recovery.forget_password(db.session(), body.email)


@operation(
    blueprint,
    "POST",
    "/reset-password",
    returns={204: None},
    errors=(LinkInvalid, Busy),
    credential=Credential.NONE,
    limits=limits.RESET_PASSWORD,
)
def reset_password(body: ResetIn) -> None:
    """Choose a new password with a mailed token.

    Every login ends, and all other such links stop working.
    """
    recovery.reset_password(db.session(), settings(), body.token, body.password)


@operation(
    blueprint,
    "POST",
    "/change-password",
    returns={204: None},
    errors=(PasswordWrong, Busy),
    limits=rate_limits.PASSWORD_AGAIN,
)
def change_password(body: PasswordChange) -> None:
    """Choose a new password, given the current one; all other logins end."""
    recovery.change_password(db.session(), settings(), current_user(), current_session_id(), body)


@operation(
    blueprint,
    "POST",
    "/confirm",
    returns={204: None},
    errors=(PasswordWrong, CodeWrong, PasskeyRefused, NoPasskeysHere, Busy),
    limits=rate_limits.PASSWORD_AGAIN,
)
def confirm_identity(body: ConfirmIn) -> None:
    """Prove that it is me, for ten minutes in this login: routes that ask for it answer `confirmation_required`."""
    whose = (db.session(), settings(), current_user(), current_session_id())
    if body.password is not None:
        confirming.by_password(*whose, body.password)
    elif body.code is not None:
        confirming.by_code(*whose, body.code)
    elif body.passkey is not None:
        confirming.by_passkey(*whose, body.passkey)


@operation(
    blueprint,
    "POST",
    "/confirm/options",
    returns={200: PasskeyQuestion},
    errors=(NoPasskeysHere,),
    limits=limits.KEYS,
)
def ask_own_passkey() -> PasskeyQuestion:
    """Get what the browser needs to ask for one of my passkeys, to confirm that it is me."""
    question = passkeys.ask(db.session(), settings(), Purpose.CONFIRM, current_user().id, current_session_id())
    return PasskeyQuestion(options=question)


@operation(
    blueprint,
    "POST",
    "/verify-email",
    returns={204: None},
    errors=(LinkInvalid,),
    credential=Credential.NONE,
    limits=limits.VERIFY_EMAIL,
)
def verify_email(body: TokenIn) -> None:
    """Confirm my address with a mailed token."""
    recovery.verify_email(db.session(), body.token)


@operation(
    blueprint,
    "POST",
    "/change-email",
    returns={204: None},
    errors=(LinkInvalid, EmailTaken, Suspended),
    credential=Credential.NONE,
    limits=limits.VERIFY_EMAIL,
)
def change_email(body: TokenIn) -> None:
    """Take the email address that I asked for, with the token of the mail to it."""
    email_changes.confirm(db.session(), settings(), body.token)


@operation(
    blueprint,
    "POST",
    "/keep-email",
    returns={204: None},
    errors=(LinkInvalid,),
    credential=Credential.NONE,
    limits=limits.VERIFY_EMAIL,
)
def keep_email(body: TokenIn) -> None:
    """Keep my email address, or take it back, with the token of the mail that told of a new one.

    Somebody else has been in: every login ends, providers are removed, and the password no longer counts. A mail brings
    a link for choosing a new one.
    """
    email_changes.keep(db.session(), settings(), body.token)


@operation(blueprint, "POST", "/verify-email/resend", returns={202: None}, limits=limits.RESEND_VERIFICATION)
def resend_verification() -> None:
    """Get another mail with a link that confirms my address.

    At most one a minute and 10 a day, and none once it is confirmed. Until then, no other mail is sent to the address.
    """
    outbox.enqueue(db.session(), current_user().email, "verify_email")


@operation(blueprint, "POST", "/ws-ticket", returns={201: TicketOut}, limits=limits.WS_TICKET)
def create_socket_ticket() -> TicketOut:
    """Get a ticket that opens one socket."""
    ticket = one_time_tokens.issue(
        db.session(),
        one_time_tokens.WS_TICKET,
        current_user().id,
        one_time_tokens.TICKET_SECONDS,
        current_session_id(),
    )
    return TicketOut(ticket=ticket, expires_in=one_time_tokens.TICKET_SECONDS)
