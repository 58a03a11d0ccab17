"""Deny by default: every route requires a valid access token of an active login unless it declares otherwise."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any, Literal, NoReturn, TypeVar, cast

from flask import Flask, current_app, g, request

from mockmate_api.http import transaction
from mockmate_api.http.extensions import db, jwt, settings
from shared.core import audit
from shared.core.errors import Forbidden, LoginRevoked, SecondFactorSetupRequired, TokenInvalid, Unauthenticated
from shared.identity import logins, one_time_tokens, second_factors, tokens
from shared.models import AuditKind, User

View = TypeVar("View", bound=Callable[..., Any])


CHECKS_LOGIN = "__checks_login__"
"""Marks a view that checks the caller's login itself, in a statement that it needs anyway."""


class Credential(Enum):
    """The credential that a route requires."""

    NONE = "nothing"
    ACCESS = "an access token"
    ADMIN = "an administrator's access token"
    MODERATOR = "a moderator's or an administrator's access token"
    REFRESH = "a refresh token"
    EITHER = "an access or a refresh token"
    APPEAL = "an access token, or the appeal token of a refused login"


_OF_ROLES = {Credential.ADMIN, Credential.MODERATOR}


def needs(credential: Credential) -> Callable[[View], View]:
    """Declare the credential a view requires; an undeclared view requires an access token."""

    def mark(view: View) -> View:
        view.__credential__ = credential  # type: ignore[attr-defined]
        return view

    return mark


def credential_of(view: Callable[..., Any]) -> Credential:
    """Return the credential a view requires."""
    return cast(Credential, getattr(view, "__credential__", Credential.ACCESS))


def install(app: Flask) -> None:
    """Guard every route of the app."""
    app.config.update(
        JWT_SECRET_KEY=app.extensions["mockmate.settings"].jwt_secret.get_secret_value(),
        JWT_ALGORITHM=tokens.ALGORITHM,
        JWT_DECODE_ALGORITHMS=[tokens.ALGORITHM],
        JWT_ENCODE_ISSUER=tokens.ISSUER,
        JWT_DECODE_ISSUER=tokens.ISSUER,
        JWT_ENCODE_AUDIENCE=tokens.AUDIENCE,
        JWT_DECODE_AUDIENCE=tokens.AUDIENCE,
        JWT_DECODE_LEEWAY=tokens.LEEWAY_SECONDS,
        JWT_ENCODE_NBF=False,
        JWT_TOKEN_LOCATION=["headers"],
        JWT_COOKIE_CSRF_PROTECT=False,  # headers only; a random claim would make every token different
    )
    jwt.init_app(app)
    app.before_request(_admit)


def _admit() -> None:
    # No rule: an unknown path or a wrong method; Flask returns 404 or 405 after this hook.
    if request.url_rule is None:
        return
    view = current_app.view_functions[request.url_rule.endpoint]
    credential = credential_of(view)
    if credential is Credential.NONE:
        return
    if credential is Credential.APPEAL and _admit_by_appeal_token():
        return
    g.claims = _read_token(credential)
    if getattr(view, CHECKS_LOGIN, False):
        return
    check_login()
    if not _has_role(g.user, credential):
        _deny(g.user)
    if credential in _OF_ROLES:
        _require_second_factor(g.user)


def _admit_by_appeal_token() -> bool:
    """Admit a suspended person by the token of their refused login; it is spent when the appeal is stored."""
    token = _bearer()
    if "." in token:  # one of ours has none, and all others do
        return False
    user_id = one_time_tokens.owner(db.session(), one_time_tokens.APPEAL, token)
    if user_id is None:
        raise TokenInvalid
    g.user, g.appeal_token = db.session.get_one(User, user_id), token
    return True


def spend_appeal_token() -> None:
    """Use up the token by which the caller was admitted, if it was one for an appeal. Raises TokenInvalid."""
    token = g.get("appeal_token")
    if token is not None and one_time_tokens.spend(db.session(), one_time_tokens.APPEAL, token) is None:
        raise TokenInvalid


def check_login() -> None:
    """Find the caller by the claims of their token, unless that is done. Raises LoginRevoked."""
    if "user" in g:
        return
    g.user = logins.find(db.session(), g.claims.login_id, g.claims.user_id)
    if g.user is None:
        refuse_login()


def refuse_login() -> NoReturn:
    """Raise LoginRevoked for the caller, whose login has ended."""
    # Clients say why a login ended; logging in again tells the reason.
    raise LoginRevoked(suspended=logins.is_suspended(db.session(), g.claims.user_id))


def _has_role(user: User, credential: Credential) -> bool:
    match credential:
        case Credential.ADMIN:
            return user.is_admin
        case Credential.MODERATOR:
            return user.is_admin or user.is_moderator
        case _:
            return True


def _require_second_factor(user: User) -> None:
    """Refuse administrators without a second factor where one is required. Raises SecondFactorSetupRequired."""
    if not user.is_admin or settings().admin_second_factor != "required":
        return
    if not second_factors.methods(db.session(), user):
        raise SecondFactorSetupRequired


def _deny(user: User) -> NoReturn:
    """Refuse a caller without the role that the route is for, and record the attempt."""
    if audit.note_once(db.session(), AuditKind.ADMIN_DENIED, user.id, rule=str(request.url_rule)):
        transaction.commit()
    raise Forbidden


def _read_token(credential: Credential) -> tokens.Claims:
    """Verify the Authorization header. Raises a subclass of Unauthenticated for any fault.

    It uses the same function as the sockets, and decodes once: Flask-JWT-Extended, which creates our tokens, decodes
    twice.
    """
    claims = tokens.verify(settings(), _bearer())
    return tokens.check(claims, _expected_type(credential, claims))


def _bearer() -> str:
    """Return the token of the Authorization header. Raises Unauthenticated."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        raise Unauthenticated
    return token.strip()


def _expected_type(credential: Credential, claims: Mapping[str, Any]) -> Literal["access", "refresh"]:
    if credential is Credential.REFRESH:
        return "refresh"
    if credential is Credential.EITHER and claims.get("type") == "refresh":
        return "refresh"
    return "access"


@jwt.decode_key_loader
def _key(_header: Mapping[str, Any], claims: Mapping[str, Any]) -> str:
    """Return the key only for tokens with all claims; later, Flask-JWT-Extended would fill in a missing type or jti."""
    if any(name not in claims for name in tokens.REQUIRED):
        raise TokenInvalid
    return settings().jwt_secret.get_secret_value()


@jwt.token_verification_loader
def _verify(_header: Mapping[str, Any], claims: Mapping[str, Any]) -> bool:
    """Accept exactly the tokens that the socket service accepts, even where a view uses `jwt_required` directly."""
    tokens.check(claims, _expected_type(Credential.EITHER, claims))
    return True
