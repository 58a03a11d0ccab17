"""/auth/keys, /auth/passkeys, /auth/totp, /auth/recovery-codes: what I prove with who I am, beside my password."""

from __future__ import annotations

from flask import Blueprint

from mockmate_api.accounts import confirming, passkeys
from mockmate_api.auth import keys, limits
from mockmate_api.auth.key_schemas import (
    CodeIn,
    KeysOut,
    PasskeyChanges,
    PasskeyIn,
    PasskeyOut,
    PasskeyQuestion,
    RecoveryCodes,
    SecondStepChoice,
    TotpStart,
)
from mockmate_api.http.caller import current_session_id, current_user
from mockmate_api.http.extensions import db, settings
from mockmate_api.http.operation import operation
from shared.core.errors import (
    CodeWrong,
    ConfirmationRequired,
    LastWayIn,
    NoPasskeysHere,
    NothingToAsk,
    PasskeyRefused,
    PasskeyTaken,
    TooManyPasskeys,
    TotpIsOn,
)

blueprint = Blueprint("keys", __name__, url_prefix="/auth")


@operation(blueprint, "GET", "/keys", returns={200: KeysOut})
def read_keys() -> KeysOut:
    """Read how I prove who I am, beside my password."""
    return keys.mine(db.session(), settings(), current_user())


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


@operation(
    blueprint,
    "POST",
    "/passkeys/options",
    returns={200: PasskeyQuestion},
    errors=(ConfirmationRequired, NoPasskeysHere),
    limits=limits.KEYS,
)
def ask_new_passkey() -> PasskeyQuestion:
    """Get what the browser needs to make a passkey. It is good for one answer, in five minutes."""
    confirming.require(db.session(), current_session_id())
    return PasskeyQuestion(options=passkeys.ask_to_add(db.session(), settings(), current_user(), current_session_id()))


@operation(
    blueprint,
    "POST",
    "/passkeys",
    returns={201: PasskeyOut},
    errors=(ConfirmationRequired, NoPasskeysHere, PasskeyRefused, PasskeyTaken, TooManyPasskeys),
    limits=limits.KEYS,
)
def add_passkey(body: PasskeyIn) -> PasskeyOut:
    """Add the passkey that the browser has made. It logs me in from then on."""
    confirming.require(db.session(), current_session_id())
    return keys.add_passkey(db.session(), settings(), current_user(), current_session_id(), body)


@operation(blueprint, "PATCH", "/passkeys/<id:passkey_id>", returns={200: PasskeyOut})
def rename_passkey(passkey_id: int, body: PasskeyChanges) -> PasskeyOut:
    """Call one of my passkeys something else."""
    found = keys.find_passkey(db.session(), current_user().id, passkey_id)
    if body.name is not None:
        found.name = body.name
    return PasskeyOut.model_validate(found, extra="ignore")


@operation(
    blueprint,
    "DELETE",
    "/passkeys/<id:passkey_id>",
    returns={204: None},
    errors=(ConfirmationRequired, LastWayIn),
    limits=limits.KEYS,
)
def remove_passkey(passkey_id: int) -> None:
    """Remove one of my passkeys: it no longer logs me in."""
    found = keys.find_passkey(db.session(), current_user().id, passkey_id)
    confirming.require(db.session(), current_session_id())
    keys.remove_passkey(db.session(), current_user(), found.id)


@operation(
    blueprint,
    "PUT",
    "/second-step",
    returns={200: RecoveryCodes},
    errors=(ConfirmationRequired, NothingToAsk),
    limits=limits.KEYS,
)
def choose_step(body: SecondStepChoice) -> RecoveryCodes:
    """Choose whether a login by password asks for one of my passkeys too.

    The answer has recovery codes if there were none; else none.
    """
    confirming.require(db.session(), current_session_id())
    return keys.choose_second_step(db.session(), settings(), current_user(), passkey=body.passkey)
