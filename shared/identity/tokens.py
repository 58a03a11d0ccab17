"""What a token must contain, so that both services accept exactly the same tokens."""

from __future__ import annotations

import hmac
import json
import re
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any, Literal, NamedTuple
from uuid import UUID

import jwt

from shared.core.errors import TokenExpired, TokenInvalid
from shared.core.settings import Settings

ISSUER = "mockmate"
AUDIENCE = "mockmate"
ALGORITHM = "HS256"
LEEWAY_SECONDS = 65
"""How far the clock of a process may differ from the database's, by which tokens are issued: a minute, and the whole
seconds of a token. An expired token is accepted for as long where only the process's clock is asked."""

REQUIRED = ("sub", "sid", "jti", "iat", "exp", "iss", "aud", "type")

TokenType = Literal["access", "refresh"]


# RFC 7515: three parts in base64url without padding. PyJWT would accept padding as well.
_COMPACT = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+")


class Claims(NamedTuple):
    """What a valid token states about its bearer."""

    user_id: int
    login_id: UUID
    jti: UUID
    expires_at: datetime


def secrets(settings: Settings) -> tuple[str, ...]:
    """Return the secrets that verify signatures; the first one signs."""
    previous = settings.jwt_secret_previous.get_secret_value()
    return (settings.jwt_secret.get_secret_value(), *([previous] if previous else []))


def check(claims: Mapping[str, Any], type_: TokenType) -> Claims:
    """Return the claims of a token whose signature, issuer, audience and expiry have been verified.

    Raises TokenInvalid if a claim is missing or malformed, or if the token is of another type.
    """
    if any(name not in claims for name in REQUIRED) or claims["type"] != type_:
        raise TokenInvalid
    subject = claims["sub"]
    if not isinstance(subject, str) or not subject.isdecimal() or not subject.isascii() or len(subject) > 18:
        raise TokenInvalid
    try:
        expires_at = datetime.fromtimestamp(claims["exp"], UTC)
        return Claims(int(subject), UUID(claims["sid"]), UUID(claims["jti"]), expires_at)
    except (TypeError, ValueError, AttributeError, OverflowError, OSError):
        raise TokenInvalid from None


def read(settings: Settings, token: str, type_: TokenType) -> Claims:
    """Verify an encoded token and return its claims. Raises TokenExpired or TokenInvalid."""
    return check(verify(settings, token), type_)


def verify(settings: Settings, token: str) -> Mapping[str, Any]:
    """Verify a token and return its payload, for `check`. Raises TokenExpired or TokenInvalid."""
    if not _COMPACT.fullmatch(token):
        raise TokenInvalid
    try:
        return _decode(settings, token)
    except jwt.ExpiredSignatureError:
        raise TokenExpired from None
    # ValueError: text that can't be encoded. RecursionError: a header of deeply nested JSON.
    except (jwt.InvalidTokenError, ValueError, RecursionError):
        raise TokenInvalid from None


def _decode(settings: Settings, token: str) -> Mapping[str, Any]:
    *others, last = secrets(settings)
    for secret in others:
        with suppress(jwt.InvalidSignatureError):
            return _decode_with(secret, token)
    return _decode_with(last, token)


def _decode_with(secret: str, token: str) -> Mapping[str, Any]:
    claims = _decode_plain(secret, token)
    return _decode_any(secret, token) if claims is None else claims


_HEADER = jwt.encode({}, "only its header is used, whatever the key", ALGORITHM).partition(".")[0]


def _decode_plain(secret: str, token: str) -> Mapping[str, Any] | None:
    """Return the payload of a valid token that looks as we write tokens; None leaves the verdict to PyJWT.

    It runs with every request. PyJWT takes many times as long, since it looks at each character in Python.
    """
    signed, _, signature = token.rpartition(".")
    header, _, payload = signed.partition(".")
    expected = urlsafe_b64encode(hmac.digest(secret.encode(), signed.encode(), "sha256")).rstrip(b"=")
    if header != _HEADER or not hmac.compare_digest(expected, signature.encode()):
        return None
    claims = json.loads(urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    if not isinstance(claims, dict) or "nbf" in claims or any(name not in claims for name in REQUIRED):
        return None
    now, issued_at, expires_at = time.time(), claims["iat"], claims["exp"]
    is_current = (
        type(issued_at) is type(expires_at) is int
        and issued_at <= now + LEEWAY_SECONDS
        and expires_at > now - LEEWAY_SECONDS
    )
    is_ours = claims["iss"] == ISSUER and claims["aud"] == AUDIENCE
    has_names = isinstance(claims["sub"], str) and isinstance(claims["jti"], str)
    return claims if is_current and is_ours and has_names else None


def _decode_any(secret: str, token: str) -> Mapping[str, Any]:
    claims: Mapping[str, Any] = jwt.decode(
        token,
        secret,
        algorithms=[ALGORITHM],
        audience=AUDIENCE,
        issuer=ISSUER,
        leeway=LEEWAY_SECONDS,
        options={"require": list(REQUIRED)},
    )
    return claims
