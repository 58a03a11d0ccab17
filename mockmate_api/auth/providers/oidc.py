"""OpenID Connect: the authorization code flow with PKCE, and what makes an ID token a proof."""

from __future__ import annotations

import time
from typing import Any, NamedTuple

import structlog
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet

from mockmate_api.auth.providers import asking, proof
from mockmate_api.auth.providers.proof import NotProven, Proof, Wanted
from shared.core import setting_providers
from shared.core.setting_providers import Provider

log = structlog.get_logger(__name__)

_ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
"""Signatures by a key of the provider alone: neither `none` nor one by a shared secret is a proof."""
_LEEWAY_SECONDS = 60
_KEPT_SECONDS = 3600.0
_BETWEEN_LOOKS = 60.0
_ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")


class _Known(NamedTuple):
    """What is known of a provider, and when it was asked."""

    metadata: dict[str, Any]
    keys: KeySet
    at: float


_known: dict[str, _Known] = {}


def reach(provider: Provider) -> None:
    """Ask a provider what it is, whatever is known of it. Raises ProviderAway."""
    _ask_about(provider, max_age=0)


def url(provider: Provider, wanted: Wanted, state: str) -> str:
    """Return where the browser goes. Raises ProviderAway."""
    metadata = _ask_about(provider).metadata
    return str(
        prepare_grant_uri(
            metadata["authorization_endpoint"],
            provider.client_id,
            "code",
            wanted.redirect_uri,
            provider.scopes,
            state,
            nonce=wanted.nonce,
            code_challenge=create_s256_code_challenge(wanted.verifier),
            code_challenge_method="S256",
        )
    )


def prove(provider: Provider, wanted: Wanted, code: str) -> Proof:
    """Exchange a code. Raises NotProven, ProviderAway."""
    known = _ask_about(provider)
    body = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": wanted.redirect_uri,
        "code_verifier": wanted.verifier,
    }
    with asking.turn(provider.name):
        try:
            tokens = asking.ask("POST", known.metadata["token_endpoint"], **_credentials(provider, known, body))
        except asking.Refused:
            raise NotProven from None
        if not isinstance(tokens, dict):
            raise TypeError("no tokens")
    claims = _verify(provider, known, wanted, tokens)
    if "email" not in claims and "userinfo_endpoint" in known.metadata:
        claims = {**_user_info(provider, known, tokens, claims), **claims}
    is_confirmed = claims.get("email_verified") is True
    return proof.make(
        provider.issuer, claims["sub"], claims.get("email"), claims.get("name"), is_confirmed=is_confirmed
    )


def _credentials(provider: Provider, known: _Known, body: dict[str, str]) -> dict[str, Any]:
    """Return how we say who we are at the token endpoint (RFC 6749, 2.3.1); basic is what is assumed."""
    if not provider.client_secret:
        return {"data": {**body, "client_id": provider.client_id}}
    methods = known.metadata.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
    if "client_secret_basic" in methods:
        quoted = (setting_providers.quoted(one) for one in (provider.client_id, provider.client_secret))
        return {"data": body, "auth": tuple(quoted)}
    return {"data": {**body, "client_id": provider.client_id, "client_secret": provider.client_secret}}


def _verify(provider: Provider, known: _Known, wanted: Wanted, tokens: dict[str, Any]) -> dict[str, Any]:
    try:
        token = _decode(provider, known, tokens.get("id_token"))
        claims = CodeIDToken(
            token.claims,
            token.header,
            {
                "iss": {"essential": True, "value": provider.issuer},
                "aud": {"essential": True, "value": provider.client_id},
            },
            {"nonce": wanted.nonce, "client_id": provider.client_id, "access_token": tokens.get("access_token")},
        )
        claims.validate(now=int(time.time()), leeway=_LEEWAY_SECONDS)
    except (JoseError, ValueError, TypeError, LookupError, AttributeError) as error:
        log.warning("provider.token_refused", provider=provider.name, error=type(error).__name__, detail=str(error))
        raise NotProven from None
    return dict(claims)


def _decode(provider: Provider, known: _Known, id_token: Any) -> jwt.Token:
    if not isinstance(id_token, str):
        raise TypeError("no ID token")
    try:
        return jwt.decode(id_token, known.keys, algorithms=_ALGORITHMS)
    except InvalidKeyIdError:
        # A key that we don't know: the provider may have changed them since.
        return jwt.decode(id_token, _ask_about(provider, max_age=_BETWEEN_LOOKS).keys, algorithms=_ALGORITHMS)


def _user_info(provider: Provider, known: _Known, tokens: dict[str, Any], claims: dict[str, Any]) -> dict[str, Any]:
    """Return what the provider says elsewhere; nothing unless it is about the person of the ID token."""
    with asking.turn(provider.name):
        try:
            headers = {"Authorization": f"Bearer {tokens['access_token']}"}
            told = asking.ask("GET", known.metadata["userinfo_endpoint"], headers=headers)
        except asking.Refused:
            return {}
    return told if isinstance(told, dict) and told.get("sub") == claims["sub"] else {}


def _ask_about(provider: Provider, max_age: float = _KEPT_SECONDS) -> _Known:
    known = _known.get(provider.issuer)
    if known is not None and time.monotonic() - known.at < max_age:
        return known
    with asking.turn(provider.name):
        try:
            place = f"{provider.issuer.rstrip('/')}/.well-known/openid-configuration"
            metadata = asking.ask("GET", place)
            if metadata["issuer"] != provider.issuer:
                log.error("provider.other_issuer", provider=provider.name, hint="OIDC_PROVIDERS must have it as it is.")
                raise ValueError("another issuer")
            if not all(setting_providers.is_safe(metadata[one]) for one in _ENDPOINTS):
                raise ValueError("an endpoint that anybody can read")
            keys = KeySet.import_key_set(asking.ask("GET", metadata["jwks_uri"]))
        except (asking.Refused, JoseError):
            raise ValueError("no metadata") from None
    _known[provider.issuer] = _Known(metadata, keys, time.monotonic())
    return _known[provider.issuer]
