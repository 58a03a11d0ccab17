"""The link that makes the first administrator: whoever reads what the server prints, and nobody once there is one."""

from __future__ import annotations

import hashlib
import hmac

from sqlalchemy import exists, func, select, text
from sqlalchemy.orm import Session

from shared.core import audit, clock
from shared.core.errors import SetupLinkInvalid
from shared.core.settings import Settings
from shared.models import AuditEntry, AuditKind, User

SECONDS = 24 * 60 * 60
_LOCK = text("SELECT pg_advisory_xact_lock(hashtext('mockmate.first_administrator'))")


def link(session: Session, settings: Settings) -> str | None:
    """Return a link that is good for a day and for one account; None if there is an administrator.

    Nothing is stored: the token is its time of expiry and a signature. So an old log is of no use to anybody.
    """
    if _is_there(session):
        return None
    expires = str(int(clock.now(session).timestamp()) + SECONDS)
    return f"{settings.public_url.rstrip('/')}/setup#token={expires}.{_signature(session, settings, expires)}"


def check(session: Session, settings: Settings, token: str) -> None:
    """Raise SetupLinkInvalid unless the token is ours, is not expired or used, and there is no administrator."""
    expires, _, signature = token.partition(".")
    if not hmac.compare_digest(signature.encode(), _signature(session, settings, expires).encode()):
        raise SetupLinkInvalid
    if int(expires) <= clock.now(session).timestamp() or _is_there(session):
        raise SetupLinkInvalid


def appoint(session: Session, settings: Settings, user: User, token: str) -> None:
    """Make the person the first administrator. Raises SetupLinkInvalid if another request was faster."""
    session.execute(_LOCK)  # of two requests, the second sees what the first has committed
    check(session, settings, token)
    user.is_admin = True
    audit.note(session, AuditKind.PROMOTED, user.id, user.id, by="setup link")


def _is_there(session: Session) -> bool:
    return bool(session.scalar(select(exists().where(User.is_admin))))


def _signature(session: Session, settings: Settings, expires: str) -> str:
    # With the last promotion in it, a link ends with the administrator that comes after it, even if that one goes.
    promoted = session.scalar(select(func.max(AuditEntry.id)).where(AuditEntry.kind == AuditKind.PROMOTED.value))
    key = settings.jwt_secret.get_secret_value().encode()
    return hmac.new(key, f"mockmate.first_administrator {expires} {promoted}".encode(), hashlib.sha256).hexdigest()
