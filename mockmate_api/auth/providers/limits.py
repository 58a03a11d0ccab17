"""The rate limits of /auth/providers."""

from __future__ import annotations

from mockmate_api.auth import limits
from mockmate_api.auth.providers import attempts
from mockmate_api.http.extensions import db
from mockmate_api.http.rate_limits import QUARTER_HOUR, Body, Limit, by_address
from shared.core.errors import SignInExpired


def by_ticket_at_address(body: Body) -> str:
    """Count with the logins to the account that has the address of a ticket."""
    try:
        proven = attempts.proof_of(attempts.look(db.session(), body.ticket))
    except SignInExpired:
        proven = None
    return limits.account_at_address(proven.email if proven and proven.email else "")


# Enough for a class behind one address: each person asks three times.
SIGN_IN = (Limit("sign in elsewhere", 600, QUARTER_HOUR, by_address),)
REGISTER = limits.REGISTER
JOIN = (
    Limit("login at address", 300, QUARTER_HOUR, by_address),
    Limit("login", 10, QUARTER_HOUR, by_ticket_at_address),
)
