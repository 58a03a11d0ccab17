"""The PASSWORD_PEPPER that this database's passwords were hashed with."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, SmallInteger
from sqlalchemy.orm import Mapped, mapped_column

from shared.models.base import Base, CreatedAt


class PepperFingerprint(Base):
    """The only row: a well-known password, hashed like all others and therefore with the pepper."""

    __tablename__ = "pepper_fingerprints"
    __table_args__ = (CheckConstraint("id = 1", name="pepper_fingerprints_single"),)

    id: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    fingerprint: Mapped[str]
    created_at: Mapped[CreatedAt]
