"""Who is calling, as the guards found out before the view began."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from flask import g

from mockmate_api.http.extensions import settings
from shared.core.errors import EmailNotVerified
from shared.identity import tokens
from shared.models import User


def current_user() -> User:
    """Return who is calling. Only in routes that need a credential."""
    return cast(User, g.user)


def current_claims() -> tokens.Claims:
    """Return what the caller's token says."""
    return cast(tokens.Claims, g.claims)


def current_session_id() -> UUID:
    """Return the id of the caller's login."""
    return current_claims().login_id


def require_verified_email() -> None:
    """Let nobody on who hasn't confirmed their address, where the deployer wants that. Raises EmailNotVerified."""
    if settings().require_verified_email and not current_user().email_verified:
        raise EmailNotVerified
