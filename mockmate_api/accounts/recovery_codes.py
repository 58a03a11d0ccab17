"""Recovery codes: each of ten takes the place of a lost second factor once. They are shown when they are made."""

from __future__ import annotations

import hmac
import secrets

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from shared.core import audit
from shared.core.settings import Settings
from shared.models import AuditKind, RecoveryCode

COUNT = 10
# Without those that look alike on paper.
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
_HALF = 5


def make(session: Session, settings: Settings, user_id: int) -> list[str]:
    """Return new codes, in place of those before."""
    remove(session, user_id)
    codes = [f"{_letters()}-{_letters()}" for _ in range(COUNT)]
    session.add_all(RecoveryCode(user_id=user_id, digest=_digest(settings, user_id, code)) for code in codes)
    session.flush()
    audit.note(session, AuditKind.RECOVERY_CODES_MADE, user_id)
    return codes


def takes(session: Session, settings: Settings, user_id: int, code: str) -> bool:
    """Whether a code is the person's and was not used yet, which it then is."""
    mine = RecoveryCode.user_id == user_id, RecoveryCode.digest == _digest(settings, user_id, code)
    used = update(RecoveryCode).where(*mine, RecoveryCode.used_at.is_(None)).values(used_at=func.now())
    if session.scalar(used.returning(RecoveryCode.user_id)) is None:
        return False
    audit.note(session, AuditKind.RECOVERY_CODE_USED, user_id)
    return True


def left(session: Session, user_id: int) -> int:
    """Return how many codes have not been used."""
    unused = RecoveryCode.user_id == user_id, RecoveryCode.used_at.is_(None)
    return session.execute(select(func.count()).select_from(RecoveryCode).where(*unused)).scalar_one()


def remove(session: Session, user_id: int) -> None:
    """Remove all codes."""
    session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user_id))


def _letters() -> str:
    return "".join(secrets.choice(_ALPHABET) for _ in range(_HALF))


def _digest(settings: Settings, user_id: int, code: str) -> bytes:
    """Return what is kept of a code, in any spelling. Keyed, so that a copy of the table tells nothing."""
    plain = "".join(letter for letter in code.lower() if letter.isalnum())
    key = settings.password_pepper.get_secret_value().encode()
    return hmac.digest(key, f"recovery {user_id} {plain}".encode(), "sha256")
