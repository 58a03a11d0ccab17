"""The caller, as authenticated before the view started."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from flask import g

from mockmate_api.http.extensions import settings
from shared.core.errors import EmailNotVerified
from shared.identity import tokens
from shared.models import User


def current_user() -> User:
    """Return the caller. Only for routes that require a credential."""
    return cast(User, g.user)


def current_claims() -> tokens.Claims:
    """Return the claims of the caller's token."""
    return cast(tokens.Claims, g.claims)


def current_session_id() -> UUID:
    """Return the id of the caller's login."""
    return current_claims().login_id


def require_verified_email() -> None:
    """Refuse callers without a confirmed address, if the settings require one. Raises EmailNotVerified."""
    if settings().needs_verified_email and not current_user().email_verified:
        raise EmailNotVerified
