"""Signed tokens that stop one kind of mail to one person, for one-click unsubscribing in mail programs."""

from __future__ import annotations

from typing import cast

import jwt

from shared.core.errors import NotFound
from shared.core.settings import Settings
from shared.identity.tokens import ALGORITHM, ISSUER
from shared.mail.preferences import KINDS, NotificationKind

# A different audience from access tokens, so that neither can be used as the other.
_AUDIENCE = "mockmate-unsubscribe"


def headers(settings: Settings, user_id: int, kind: NotificationKind) -> dict[str, str]:
    """Return the RFC 2369 and RFC 8058 headers for a mail of this kind."""
    url = f"{settings.public_url.rstrip('/')}/notifications/unsubscribe/{token(settings, user_id, kind)}"
    return {"List-Unsubscribe": f"<{url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


def token(settings: Settings, user_id: int, kind: NotificationKind) -> str:
    """Return a token for a mail. It doesn't expire, since people keep mail for years."""
    claims = {"sub": str(user_id), "kind": kind, "iss": ISSUER, "aud": _AUDIENCE}
    return jwt.encode(claims, settings.jwt_secret.get_secret_value(), ALGORITHM)


def read(settings: Settings, given: str) -> tuple[int, NotificationKind]:
    """Return the person and the kind of mail that a token stops. Raises NotFound if it is invalid."""
    try:
        claims = jwt.decode(
            given,
            settings.jwt_secret.get_secret_value(),
            algorithms=[ALGORITHM],
            audience=_AUDIENCE,
            issuer=ISSUER,
            options={"require": ["sub", "kind"]},
        )
        user_id, kind = int(claims["sub"]), claims["kind"]
    except (jwt.InvalidTokenError, ValueError, TypeError, RecursionError):
        raise NotFound from None
    if kind not in KINDS:
        raise NotFound
    return user_id, cast(NotificationKind, kind)
