"""What marks the people and the slots of a demo, so that they can be found again and nothing has to be remembered."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, Select, select, text
from sqlalchemy.orm import Session

from shared.models import User

DOMAIN = "demo.invalid"
"""Nobody can register with an address there, and no mail is sent to it: `.invalid` is reserved (RFC 2606)."""

MICROSECOND = 271
"""The slots of past interviews begin so far behind a full millisecond, as no planned slot does."""

IS_DEMO: ColumnElement[bool] = User.email.like(f"%@{DOMAIN}")
IS_DEMO_SLOT = text(f"CAST(extract(microseconds FROM starts_at) AS int) % 1000 = {MICROSECOND}")


def people() -> Select[User]:
    """Select the people of the demo."""
    return select(User).where(IS_DEMO).order_by(User.id)


def marked(moment: datetime, number: int = 0) -> datetime:
    """Return the second of a moment as the start of a demo's slot: the one of that number, of those in this second."""
    return moment.replace(microsecond=1000 * number + MICROSECOND)


def is_complete(session: Session) -> bool:
    """Whether a demo was made to its end. Its administrator is appointed last."""
    return session.scalar(select(User.id).where(IS_DEMO, User.is_admin).limit(1)) is not None
