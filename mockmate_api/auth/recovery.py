"""Choosing a new password and confirming an address."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from mockmate_api.accounts import lost_factors, second_steps
from mockmate_api.accounts.passwords import hash_password, verify_password
from mockmate_api.auth.schemas import PasswordChange
from mockmate_api.http import transaction
from shared.core import audit
from shared.core.errors import LinkInvalid, PasswordWrong
from shared.core.settings import Settings
from shared.identity import logins, one_time_tokens
from shared.mail import outbox
from shared.models import AuditKind, User

# The reasons sent to the sockets of ended logins.
_REASONS = {AuditKind.PASSWORD_RESET: "password_reset", AuditKind.PASSWORD_CHANGED: "password_changed"}


def forget_password(session: Session, email: str) -> None:
    """Request a link for choosing a new password.

    Whether the account exists is checked when the mail is rendered, so neither the response nor its timing reveals it.
    """
    outbox.enqueue(session, email, "reset_password")


def reset_password(session: Session, settings: Settings, token: str, password: str) -> None:
    """Set a new password with a mailed token; every login ends. Raises LinkInvalid, Busy."""
    user_id = one_time_tokens.owner(session, one_time_tokens.RESET_PASSWORD, token)
    if user_id is None:
        raise LinkInvalid
    transaction.commit()  # give the connection back: hashing takes long
    password_hash = hash_password(settings, password)
    user = _lock(session, user_id)
    if user is None or one_time_tokens.spend(session, one_time_tokens.RESET_PASSWORD, token) is None:
        raise LinkInvalid
    # A person who can read the mail owns the address.
    if not user.email_verified:
        user.email_verified_at = session.scalar(select(func.now()))
        # Somebody else may have made the account before, and kept another way in.
        lost_factors.clear(session, user)
    _set_password(session, user, password_hash, AuditKind.PASSWORD_RESET)


def change_password(session: Session, settings: Settings, user: User, login_id: UUID, given: PasswordChange) -> None:
    """Replace the current password; all other logins end. Raises PasswordWrong, Busy."""
    user_id, stored = user.id, user.password_hash
    transaction.commit()  # give the connection back: hashing takes long
    if not verify_password(settings, given.current_password, stored):
        raise PasswordWrong
    password_hash = hash_password(settings, given.new_password)
    locked = _lock(session, user_id)
    if locked is None or locked.password_hash != stored:
        raise PasswordWrong
    _set_password(session, locked, password_hash, AuditKind.PASSWORD_CHANGED, but=login_id)


def verify_email(session: Session, token: str) -> None:
    """Record that the person's address is confirmed. Raises LinkInvalid."""
    spent = one_time_tokens.spend(session, one_time_tokens.VERIFY_EMAIL, token)
    if spent is None:
        raise LinkInvalid
    user = session.get_one(User, spent.user_id)
    user.email_verified_at = user.email_verified_at or session.scalar(select(func.now()))


def _lock(session: Session, user_id: int) -> User | None:
    """Lock the person before their tokens, so that two links of one person can't deadlock."""
    return session.scalar(
        select(User).where(User.id == user_id).with_for_update(key_share=True).execution_options(populate_existing=True)
    )


def _set_password(session: Session, user: User, password_hash: str, kind: AuditKind, but: UUID | None = None) -> None:
    user.password_hash = password_hash
    session.flush()
    second_steps.void(session, user.id)
    logins.revoke_all(session, user.id, _REASONS[kind], but)
    audit.note(session, kind, user.id)
    outbox.enqueue(session, user.email, "password_changed", name=user.username)
