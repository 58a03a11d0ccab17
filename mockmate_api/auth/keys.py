"""Turning second factors on and off, and what is known of them."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from mockmate_api.accounts import account_status, passkeys, recovery_codes, second_steps, totp, ways_in
from mockmate_api.accounts.passkeys import Purpose
from mockmate_api.auth.key_schemas import (
    KeysOut,
    PasskeyIn,
    PasskeyOut,
    PasskeyQuestion,
    RecoveryCodes,
    SecondStepIn,
    TotpStart,
)
from mockmate_api.http import transaction
from shared.core import audit
from shared.core.errors import CodeWrong, NotFound, NothingToAsk, PasskeyRefused, SecondFactorExpired, TooManyPasskeys
from shared.core.settings import Settings
from shared.identity import second_factors
from shared.mail import security_mail
from shared.models import AuditKind, Passkey, TotpSecret, User


def mine(session: Session, settings: Settings, user: User) -> KeysOut:
    """Return how a person proves who they are, beside their password."""
    passkeys = session.scalars(select(Passkey).where(Passkey.user_id == user.id).order_by(Passkey.id))
    return KeysOut(
        passkeys=[PasskeyOut.model_validate(one, extra="ignore") for one in passkeys],
        passkey_is_second=user.passkey_is_second,
        totp_since=session.scalar(select(TotpSecret.confirmed_at).where(TotpSecret.user_id == user.id)),
        recovery_codes_left=recovery_codes.left(session, user.id),
        second_step=bool(second_factors.methods(session, user)),
        second_step_required=user.is_admin and settings.admin_second_factor == "required",
    )


def take_second_step(session: Session, settings: Settings, given: SecondStepIn, place: str) -> User:
    """Return the person whose login this completes. Raises SecondFactorExpired, CodeWrong, PasskeyRefused."""
    user = second_steps.lock(session, settings, given.ticket, place)
    if given.passkey is not None:
        try:
            passkeys.check(session, settings, passkeys.for_ticket(given.ticket), given.passkey, user.id)
        except PasskeyRefused as refused:
            second_steps.refuse(session, user, refused)
    elif not _proves(session, settings, user, given):
        second_steps.refuse(session, user, CodeWrong())
    second_steps.redeem(session, settings, given.ticket, place)
    return user


def _proves(session: Session, settings: Settings, user: User, given: SecondStepIn) -> bool:
    if given.code is not None:
        return totp.takes(session, settings, user.id, given.code)
    if not recovery_codes.takes(session, settings, user.id, given.recovery_code or ""):
        return False
    security_mail.tell(session, user, "recovery_code_used")
    return True


def start_totp(session: Session, settings: Settings, user: User) -> TotpStart:
    """Give an app its secret. Raises TotpIsOn."""
    secret = totp.begin(session, settings, user)
    uri = totp.address(user, secret)
    size, path = totp.drawing(uri)
    return TotpStart(secret=secret, uri=uri, qr_size=size, qr_path=path)


def turn_totp_on(session: Session, settings: Settings, user: User, code: str) -> RecoveryCodes:
    """Ask for codes from now on. Raises CodeWrong, TotpIsOn, NothingToAsk."""
    totp.confirm(session, settings, user, code)
    audit.note(session, AuditKind.TOTP_ON, user.id)
    security_mail.tell(session, user, "totp_on")
    return RecoveryCodes(recovery_codes=recovery_codes.make(session, settings, user.id))


def turn_totp_off(session: Session, user: User) -> None:
    """Ask for no more codes. Repeating it has no effect."""
    if totp.remove(session, user.id):
        audit.note(session, AuditKind.TOTP_OFF, user.id)
        security_mail.tell(session, user, "totp_off")
    forget_useless_codes(session, user)


def renew_recovery_codes(session: Session, settings: Settings, user: User) -> RecoveryCodes:
    """Make new recovery codes. Raises NothingToAsk without a second factor."""
    if not second_factors.methods(session, user):
        raise NothingToAsk
    return RecoveryCodes(recovery_codes=recovery_codes.make(session, settings, user.id))


def forget_useless_codes(session: Session, user: User) -> None:
    """Remove the recovery codes of a person without a second factor."""
    if not second_factors.methods(session, user):
        recovery_codes.remove(session, user.id)


def ask_second_passkey(session: Session, settings: Settings, ticket: str, place: str) -> PasskeyQuestion:
    """Return the question for the second step. Raises SecondFactorExpired, NoPasskeysHere."""
    user_id = second_steps.owner(session, settings, ticket, place)
    if user_id is None:
        raise SecondFactorExpired
    return PasskeyQuestion(options=passkeys.ask(session, settings, passkeys.for_ticket(ticket), user_id))


def add_passkey(session: Session, settings: Settings, user: User, login_id: UUID, given: PasskeyIn) -> PasskeyOut:
    """Store a new passkey. Raises PasskeyRefused, PasskeyTaken, TooManyPasskeys."""
    account_status.lock(session, user.id)  # of two requests at once, the second counts the first's
    if len(_passkeys(session, user.id)) >= passkeys.MOST:
        raise TooManyPasskeys
    try:
        made = passkeys.read_new(session, settings, user.id, login_id, given.name, given.passkey)
    except PasskeyRefused:
        transaction.commit()  # the answer is a refusal, the challenge is used up
        raise
    session.add(made)
    session.flush()
    audit.note(session, AuditKind.PASSKEY_ADDED, user.id)
    security_mail.tell(session, user, "passkey_added")
    return PasskeyOut.model_validate(made, extra="ignore")


def find_passkey(session: Session, user_id: int, passkey_id: int) -> Passkey:
    """Return one of a person's passkeys. Raises NotFound."""
    found = session.get(Passkey, passkey_id)
    if found is None or found.user_id != user_id:
        raise NotFound
    return found


def remove_passkey(session: Session, user: User, passkey_id: int) -> None:
    """Remove a passkey; the last one takes the second step by passkey with it. Raises NotFound, LastWayIn."""
    account_status.lock(session, user.id)
    found = find_passkey(session, user.id, passkey_id)
    ways_in.require_another(session, user)
    session.delete(found)
    session.flush()
    if not _passkeys(session, user.id):
        user.passkey_is_second = False
        session.flush()
    forget_useless_codes(session, user)
    audit.note(session, AuditKind.PASSKEY_REMOVED, user.id)
    security_mail.tell(session, user, "passkey_removed")


def choose_second_step(session: Session, settings: Settings, user: User, *, passkey: bool) -> RecoveryCodes:
    """Ask for a passkey at logins by password, or no more. Returns new recovery codes if there are none.

    Raises NothingToAsk without a passkey.
    """
    account_status.lock(session, user.id)
    if passkey and not _passkeys(session, user.id):
        raise NothingToAsk
    if user.passkey_is_second is not passkey:
        user.passkey_is_second = passkey
        session.flush()
        audit.note(session, AuditKind.SECOND_STEP_CHANGED, user.id, passkey=int(passkey))
    forget_useless_codes(session, user)
    if not passkey or recovery_codes.left(session, user.id):
        return RecoveryCodes(recovery_codes=[])
    return RecoveryCodes(recovery_codes=recovery_codes.make(session, settings, user.id))


def log_in(session: Session, settings: Settings, answer: passkeys.Json) -> User:
    """Return the person whose passkey signed. It needs no second step: having it and the PIN or finger are two.

    Raises PasskeyRefused.
    """
    try:
        passkey = passkeys.check(session, settings, Purpose.LOGIN, answer)
    except PasskeyRefused:
        audit.note(session, AuditKind.PASSKEY_REFUSED, None)
        transaction.commit()  # the answer is a refusal, the entry stays and the challenge is used up
        raise
    return session.get_one(User, passkey.user_id)


def _passkeys(session: Session, user_id: int) -> list[Passkey]:
    return list(session.scalars(select(Passkey).where(Passkey.user_id == user_id)))
