"""Meeting the same person again: what people who wait answered when they were asked."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, text
from sqlalchemy.orm import Mapped, mapped_column

from shared.models.base import Base


class ReunionAnswer(Base):
    """Whether the owner of a waiting booking would practice again with that of another one, whom they met lately.

    It counts only while both wait as they did then: a later wait of either asks again.
    """

    __tablename__ = "reunion_answers"

    booking_id: Mapped[int] = mapped_column(ForeignKey("bookings.id", ondelete="CASCADE"), primary_key=True)
    peer_booking_id: Mapped[int] = mapped_column(ForeignKey("bookings.id", ondelete="CASCADE"), primary_key=True)
    again: Mapped[bool]
    answered_at: Mapped[datetime] = mapped_column(server_default=text("clock_timestamp()"))
