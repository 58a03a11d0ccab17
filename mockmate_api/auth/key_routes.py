"""/auth/keys, /auth/totp, /auth/recovery-codes: second factors."""

from __future__ import annotations

from flask import Blueprint

from mockmate_api.accounts import confirming
from mockmate_api.auth import keys, limits
from mockmate_api.auth.key_schemas import CodeIn, KeysOut, RecoveryCodes, TotpStart
from mockmate_api.http.caller import current_session_id, current_user
from mockmate_api.http.extensions import db, settings
from mockmate_api.http.operation import operation
from shared.core.errors import CodeWrong, ConfirmationRequired, NothingToAsk, TotpIsOn

blueprint = Blueprint("keys", __name__, url_prefix="/auth")


@operation(blueprint, "GET", "/keys", returns={200: KeysOut})
def read_keys() -> KeysOut:
    """Read how I prove who I am, beside my password."""
    return keys.mine(db.session(), current_user())


@operation(
    blueprint,
    "POST",
    "/totp",
    returns={201: TotpStart},
    errors=(ConfirmationRequired, TotpIsOn),
    limits=limits.KEYS,
)
def start_totp() -> TotpStart:
    """Get a secret for an app that computes codes. Each call makes a new one, until one is confirmed."""
    confirming.require(db.session(), current_session_id())
    return keys.start_totp(db.session(), settings(), current_user())


@operation(
    blueprint,
    "POST",
    "/totp/confirm",
    returns={200: RecoveryCodes},
    errors=(ConfirmationRequired, CodeWrong, NothingToAsk, TotpIsOn),
    limits=limits.CODE,
)
def confirm_totp(body: CodeIn) -> RecoveryCodes:
    """Show that the app knows the secret. From then on a login by password asks for a code."""
    confirming.require(db.session(), current_session_id())
    return keys.turn_totp_on(db.session(), settings(), current_user(), body.code)


@operation(blueprint, "DELETE", "/totp", returns={204: None}, errors=(ConfirmationRequired,), limits=limits.KEYS)
def remove_totp() -> None:
    """Ask for no more codes of an app. Repeating it has no effect."""
    confirming.require(db.session(), current_session_id())
    keys.turn_totp_off(db.session(), current_user())


@operation(
    blueprint,
    "POST",
    "/recovery-codes",
    returns={201: RecoveryCodes},
    errors=(ConfirmationRequired, NothingToAsk),
    limits=limits.KEYS,
)
def renew_codes() -> RecoveryCodes:
    """Get ten new recovery codes; those before stop working."""
    confirming.require(db.session(), current_session_id())
    return keys.renew_recovery_codes(db.session(), settings(), current_user())
