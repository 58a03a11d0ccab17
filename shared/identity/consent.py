"""What people agree to before their first room: that it is stored, for whom, and how long."""

from __future__ import annotations

from sqlalchemy.orm import Session

from shared.core import audit, clock
from shared.core.errors import ConsentRequired
from shared.core.settings import Settings
from shared.models import AuditKind, User

VERSION = 1
"""Of the text that the browser client shows. When more is stored, or for longer, it grows: people are asked again."""


def give(session: Session, user: User, version: int) -> None:
    """Note that a person has agreed to this version of the text. One that they agreed to before changes nothing."""
    if (user.consent_version or 0) >= version:
        return
    user.consented_at, user.consent_version = clock.now(session), version
    audit.note(session, AuditKind.CONSENTED, user.id, version=version)


def is_missing(settings: Settings, version: int | None) -> bool:
    """Whether someone who agreed to this version may not enter a room here."""
    return settings.require_consent == "on" and (version or 0) < VERSION


def require(session: Session, settings: Settings, user_id: int) -> None:
    """Raise ConsentRequired if the person has to agree first."""
    if settings.require_consent == "off":
        return
    user = session.get_one(User, user_id)
    if is_missing(settings, user.consent_version):
        raise ConsentRequired
