"""The ways in which a person can log in, of which one has to stay."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from shared.core.errors import LastWayIn
from shared.models import Identity, Passkey, User


def require_another(session: Session, user: User) -> None:
    """Raise LastWayIn if the person has one way in, and no other. Their row is locked, so that it stays true."""
    locked = select(User).where(User.id == user.id).with_for_update(key_share=True)
    session.scalar(locked.execution_options(populate_existing=True))
    others = [
        session.scalar(select(func.count()).where(table.user_id == user.id)) or 0 for table in (Identity, Passkey)
    ]
    if user.has_password + sum(others) < 2:
        raise LastWayIn
