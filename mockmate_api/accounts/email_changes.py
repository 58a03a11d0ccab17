"""Changing one's email address: confirmed at the new one, told to the old one, which can take it back for a week."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from mockmate_api.accounts import lost_factors, suspended_addresses
from mockmate_api.accounts.passwords import nobodys_hash
from shared.core import audit, clock, setting_providers
from shared.core.errors import EmailTaken, LinkInvalid, RegistrationClosed
from shared.core.settings import Settings
from shared.identity import logins, one_time_tokens
from shared.mail import email_change_mail, outbox
from shared.models import AuditKind, EmailChange, Identity, User

_CAN_BE_TAKEN_BACK = timedelta(seconds=one_time_tokens.KEEP_EMAIL_SECONDS)


def require_free(session: Session, address: str, *, but: int | None = None) -> None:
    """Raise EmailTaken for an address whose owner can still take a change back: else that could be prevented."""
    found = select(EmailChange.user_id).where(
        func.lower(EmailChange.old_email) == func.lower(address),
        EmailChange.changed_at.is_not(None),
        EmailChange.expires_at > func.now(),
        EmailChange.user_id.is_distinct_from(but),
    )
    if session.scalar(found.limit(1)) is not None:
        raise EmailTaken


def ask(session: Session, settings: Settings, user: User, address: str) -> None:
    """Ask for another address, in place of one asked for before. Raises EmailTaken, RegistrationClosed, Suspended."""
    names_domains = bool(setting_providers.domains(settings.registration))
    if names_domains and not setting_providers.may_register(settings.registration, address):
        raise RegistrationClosed("Only addresses of some domains are taken here; ask the people who run this site.")
    suspended_addresses.require_none(session, settings, address)
    _lock(session, user.id)
    if session.scalar(select(User.id).where(func.lower(User.email) == func.lower(address))) is not None:
        raise EmailTaken
    require_free(session, address, but=user.id)
    change = session.get(EmailChange, user.id) or EmailChange(user_id=user.id, old_email=user.email)
    if change.changed_at is None:
        change.old_email = user.email
    # Else the first address stays the one that can take it back, however often it was changed since.
    change.new_email, change.asked_at = address, clock.now(session)
    change.expires_at = change.asked_at + _CAN_BE_TAKEN_BACK
    session.add(change)
    one_time_tokens.void(session, user.id, one_time_tokens.CHANGE_EMAIL)
    outbox.enqueue(session, address, email_change_mail.TO_THE_NEW, user_id=str(user.id))
    if user.email_verified:  # else it may be a stranger's, whom a typing error must not give the account
        outbox.enqueue(session, user.email, email_change_mail.TO_THE_OLD, user_id=str(user.id))
    audit.note(session, AuditKind.EMAIL_CHANGE_ASKED, user.id)


def confirm(session: Session, settings: Settings, token: str) -> None:
    """Take the new address, for whoever reads its mail. Raises LinkInvalid, EmailTaken, Suspended."""
    user, change = _spend(session, one_time_tokens.CHANGE_EMAIL, token)
    if user.email == change.new_email:
        raise LinkInvalid
    suspended_addresses.require_none(session, settings, change.new_email)
    require_free(session, change.new_email, but=user.id)
    user.email, user.email_verified_at = change.new_email, clock.now(session)
    change.changed_at = clock.now(session)
    change.expires_at = change.changed_at + _CAN_BE_TAKEN_BACK
    # Links that lie in the old mailbox.
    for purpose in (one_time_tokens.RESET_PASSWORD, one_time_tokens.VERIFY_EMAIL):
        one_time_tokens.void(session, user.id, purpose)
    session.flush()
    audit.note(session, AuditKind.EMAIL_CHANGED, user.id)


def keep(session: Session, settings: Settings, token: str) -> None:
    """Keep the old address, or take it back, for whoever reads its mail. Raises LinkInvalid.

    Somebody else has been in, so every login ends and no way in stays but the mailbox.
    """
    user, change = _spend(session, one_time_tokens.KEEP_EMAIL, token)
    if change.changed_at is not None:
        user.email, user.email_verified_at = change.old_email, clock.now(session)
    one_time_tokens.void(session, user.id, one_time_tokens.CHANGE_EMAIL)
    session.delete(change)
    session.flush()
    user.password_hash = nobodys_hash(settings)
    session.execute(delete(Identity).where(Identity.user_id == user.id))
    lost_factors.clear(session, user)
    logins.revoke_all(session, user.id, "email_change_stopped")
    outbox.enqueue(session, user.email, "reset_password")
    audit.note(session, AuditKind.EMAIL_CHANGE_STOPPED, user.id)


def _spend(session: Session, purpose: str, token: str) -> tuple[User, EmailChange]:
    user_id = one_time_tokens.owner(session, purpose, token)
    user = None if user_id is None else _lock(session, user_id)
    if user is None or one_time_tokens.spend(session, purpose, token) is None:
        raise LinkInvalid
    change = session.get(EmailChange, user.id, populate_existing=True)
    if change is None or change.expires_at <= clock.now(session):
        raise LinkInvalid
    return user, change


def _lock(session: Session, user_id: int) -> User | None:
    locked = select(User).where(User.id == user_id, User.deleted_at.is_(None)).with_for_update(key_share=True)
    return session.scalar(locked.execution_options(populate_existing=True))
