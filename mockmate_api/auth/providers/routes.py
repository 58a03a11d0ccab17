"""/auth/providers and /auth/identities: signing in with what people have elsewhere."""

from __future__ import annotations

from flask import Blueprint, Response, request

from mockmate_api.accounts import confirming
from mockmate_api.auth.providers import attempts, limits, service
from mockmate_api.auth.providers.attempts import Who
from mockmate_api.auth.providers.schemas import FinishIn, IdentityList, JoinIn, MemberIn, SignedIn, SignInPage
from mockmate_api.auth.schemas import SessionOut
from mockmate_api.http import rate_limits, transaction
from mockmate_api.http.authentication import Credential, needs
from mockmate_api.http.caller import current_session_id, current_user
from mockmate_api.http.extensions import db, settings
from mockmate_api.http.operation import operation
from shared.core.errors import (
    BadCredentials,
    Busy,
    ConfirmationRequired,
    EmailNotVerified,
    EmailTaken,
    IdentityTaken,
    LastWayIn,
    LoginRevoked,
    NotFound,
    ProviderAway,
    ProviderEmailUnconfirmed,
    RegistrationClosed,
    SecondFactorRequired,
    SignInExpired,
    Suspended,
    TooYoung,
    UsernameTaken,
)

blueprint = Blueprint("providers", __name__, url_prefix="/auth")


@operation(
    blueprint,
    "POST",
    "/providers/<string:provider>/start",
    returns={200: SignInPage},
    errors=(NotFound, ProviderAway),
    credential=Credential.NONE,
    limits=limits.SIGN_IN,
)
def start_sign_in(provider: str) -> Response:
    """Begin to sign in at a provider: for browsers, which get a cookie and go to the page in the answer."""
    return _start(provider, Who())


@operation(
    blueprint,
    "POST",
    "/providers/<string:provider>/link",
    returns={200: SignInPage},
    errors=(NotFound, ProviderAway, ConfirmationRequired),
    limits=limits.SIGN_IN,
)
def link_identity(provider: str) -> Response:
    """Begin to add a provider to my account, as one more way in."""
    confirming.require(db.session(), current_session_id())
    return _start(provider, Who(current_user().id, current_session_id()))


def _start(provider: str, who: Who) -> Response:
    page, (name, value) = service.begin(db.session(), settings(), provider, who)
    response = Response(page.model_dump_json(), mimetype="application/json")
    return attempts.set_cookie(settings(), response, name, value)


@blueprint.get("/providers/<string:provider>/callback")
@needs(Credential.NONE)
def return_from_provider(provider: str) -> Response:
    """Come back from a provider, which sends browsers here; leads to the page /signed-in.

    It is in no document of the API: programs have no use for it.
    """
    rate_limits.enforce(limits.SIGN_IN, None)
    return transaction.run(None, lambda: _lead_on(provider))


def _lead_on(provider: str) -> Response:
    place = service.come_back(db.session(), settings(), provider, request.args.to_dict())
    return Response(status=303, headers={"Location": place, "Cache-Control": "no-store"})


@operation(
    blueprint,
    "POST",
    "/providers/finish",
    returns={200: SignedIn},
    errors=(
        *(SignInExpired, IdentityTaken, EmailNotVerified, ProviderEmailUnconfirmed, RegistrationClosed),
        *(LoginRevoked, Suspended, SecondFactorRequired),
    ),
    credential=Credential.NONE,
    limits=limits.SIGN_IN,
)
def finish_sign_in(body: FinishIn) -> SignedIn:
    """Log in, add the provider to my account, or learn what is missing; in the browser that began."""
    return service.finish(db.session(), settings(), body.code)


@operation(
    blueprint,
    "POST",
    "/providers/register",
    returns={201: SessionOut},
    errors=(SignInExpired, EmailTaken, UsernameTaken, IdentityTaken, TooYoung, RegistrationClosed, Suspended),
    credential=Credential.NONE,
    limits=limits.REGISTER,
)
def register_member(body: MemberIn) -> SessionOut:
    """Create an account without a password, for the person whom the provider knows, and log in."""
    return service.register(db.session(), settings(), body)


@operation(
    blueprint,
    "POST",
    "/providers/join",
    returns={200: SessionOut},
    errors=(SignInExpired, BadCredentials, Busy, IdentityTaken, Suspended, SecondFactorRequired),
    credential=Credential.NONE,
    limits=limits.JOIN,
)
def join_account(body: JoinIn) -> SessionOut:
    """Sign in to the account that has my address from now on with the provider, given its password, and log in."""
    return service.join(db.session(), settings(), body)


@operation(blueprint, "GET", "/identities", returns={200: IdentityList})
def list_identities() -> IdentityList:
    """List where I can sign in with."""
    return service.mine(db.session(), settings(), current_user().id)


@operation(
    blueprint,
    "DELETE",
    "/identities/<id:identity_id>",
    returns={204: None},
    errors=(LastWayIn, ConfirmationRequired),
)
def remove_identity(identity_id: int) -> None:
    """Stop signing in with a provider. Logins go on; the last way in stays."""
    confirming.require(db.session(), current_session_id())
    service.remove(db.session(), settings(), current_user(), identity_id)
