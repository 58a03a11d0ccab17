"""Removing what a person proves with who they are, when they have lost it."""

from __future__ import annotations

from sqlalchemy import delete
from sqlalchemy.orm import Session

from mockmate_api.accounts import second_steps
from shared.core import audit
from shared.identity import logins
from shared.mail import security_mail
from shared.models import AuditKind, Passkey, RecoveryCode, TotpSecret, User


def clear(session: Session, user: User) -> None:
    """Remove a person's code app, passkeys and recovery codes, and end the logins that wait for one of them."""
    for table in (Passkey, TotpSecret, RecoveryCode):
        session.execute(delete(table).where(table.user_id == user.id))
    user.passkey_is_second = False
    session.flush()
    second_steps.void(session, user.id)


def remove(session: Session, actor_id: int | None, user: User, **detail: str) -> None:
    """Remove a person's code app, passkeys and recovery codes, end their logins, and tell them by mail."""
    clear(session, user)
    logins.revoke_all(session, user.id, "second_factor_removed")
    audit.note(session, AuditKind.SECOND_FACTOR_REMOVED, actor_id, user.id, **detail)
    security_mail.tell(session, user, "second_factor_removed")
