"""Questions that people practice alone, while nobody else is there."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, func
from sqlalchemy.orm import Mapped, mapped_column

from shared.models.base import Base, Key


class SoloTurn(Base):
    """A question that a person took alone. They have seen all of it: it isn't asked of them while others are new."""

    __tablename__ = "solo_turns"
    __table_args__ = (Index("solo_turns_user_id_idx", "user_id"),)

    id: Mapped[Key]
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    question_id: Mapped[int] = mapped_column(ForeignKey("questions.id"))
    met_before: Mapped[bool]
    began_at: Mapped[datetime] = mapped_column(server_default=func.clock_timestamp())
