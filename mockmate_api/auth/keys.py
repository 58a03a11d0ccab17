"""Turning second factors on and off, and what is known of them."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from mockmate_api.accounts import recovery_codes, second_steps, totp
from mockmate_api.auth.key_schemas import KeysOut, RecoveryCodes, SecondStepIn, TotpStart
from shared.core import audit
from shared.core.errors import CodeWrong, NothingToAsk
from shared.core.settings import Settings
from shared.identity import second_factors
from shared.mail import security_mail
from shared.models import AuditKind, TotpSecret, User


def mine(session: Session, user: User) -> KeysOut:
    """Return how a person proves who they are, beside their password."""
    return KeysOut(
        totp_since=session.scalar(select(TotpSecret.confirmed_at).where(TotpSecret.user_id == user.id)),
        recovery_codes_left=recovery_codes.left(session, user.id),
        second_step=bool(second_factors.methods(session, user)),
        second_step_required=False,
    )


def take_second_step(session: Session, settings: Settings, given: SecondStepIn, place: str) -> User:
    """Return the person whose login this completes. Raises SecondFactorExpired, CodeWrong."""
    user = second_steps.lock(session, settings, given.ticket, place)
    if not _proves(session, settings, user, given):
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
