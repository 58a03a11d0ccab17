"""The rate limits of /auth/…, and how attempts are grouped."""

from __future__ import annotations

from flask import request

from mockmate_api.accounts import lookup, second_steps
from mockmate_api.http import transaction
from mockmate_api.http.extensions import db, settings
from mockmate_api.http.rate_limits import HOUR, MINUTE, QUARTER_HOUR, Body, Limit, address, by_address, by_person
from shared.identity import devices


def by_account_at_address(body: Body) -> str:
    """Count attempts on one account (the body's `name`) from one network; others don't affect the owner.

    All spellings of the account count together. A name without an account is counted in the same way, so the refusal
    after the last attempt does not reveal which names exist.
    """
    return account_at_address(body.name)


def account_at_address(name: str) -> str:
    """Return the key under which attempts on the account with this name are counted."""
    found = lookup.find(db.session(), name)
    transaction.commit()  # give the connection back: Redis may take long
    who = f"account {found.id}" if found else f"name {lookup.spelling(name).lower()}"
    return f"{who} {address()}"


def by_email_at_address(body: Body) -> str:
    """Count requests for one email address from one network as `by_account_at_address` does."""
    return account_at_address(body.email)


def place() -> str:
    """Return where a login is made: the device, if it says which it is, or else the network."""
    device = devices.digest(settings(), request.headers.get(devices.HEADER))
    return f"device {device}" if device else f"network {address()}"


def by_ticket(body: Body) -> str:
    """Count second steps by account, from wherever they come: the password is known, and codes are short."""
    user_id = second_steps.owner(db.session(), settings(), body.ticket, place())
    transaction.commit()  # give the connection back: Redis may take long
    return f"account {user_id}" if user_id else f"network {address()}"


# The limits by address come first, and leave room for a class or a meet-up behind one address. A request that they
# refuse is not counted under an account name, which the client may have made up.
REGISTER = (Limit("register", 60, HOUR, by_address),)
FIRST_ADMINISTRATOR = (Limit("first-administrator", 20, HOUR, by_address),)
LOGIN = (
    Limit("login at address", 300, QUARTER_HOUR, by_address),
    Limit("login", 10, QUARTER_HOUR, by_account_at_address),
)
SECOND_STEP = (
    Limit("second step at address", 300, QUARTER_HOUR, by_address),
    Limit("second step", 10, QUARTER_HOUR, by_ticket),
)
ASK_PASSKEY = (Limit("ask passkey", 300, QUARTER_HOUR, by_address),)
LOGIN_BY_PASSKEY = (Limit("login by passkey", 300, QUARTER_HOUR, by_address),)
KEYS = (Limit("keys", 30, QUARTER_HOUR, by_person),)
CODE = (Limit("code", 10, QUARTER_HOUR, by_person),)
REFRESH = (Limit("refresh", 60, MINUTE, by_person),)
WS_TICKET = (Limit("ws-ticket", 60, MINUTE, by_person),)
FORGOT_PASSWORD = (
    Limit("forgot-password at address", 30, HOUR, by_address),
    Limit("forgot-password", 5, HOUR, by_email_at_address),
)
RESET_PASSWORD = (Limit("reset-password", 30, HOUR, by_address),)
VERIFY_EMAIL = (Limit("verify-email", 30, HOUR, by_address),)
RESEND_VERIFICATION = (Limit("verify-email resend", 5, HOUR, by_person),)
