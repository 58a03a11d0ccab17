"""Meeting the same person again: what people said who wait, and after an interview."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, false, text
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


class AgainWish(Base):
    """What a participant says after an interview: whether they would practice again, and how the peer can reach them.

    The peer is shown neither before they have said as much. `agreed_told_at` and `contacts_told_at` are set once both
    were told that they agree.
    """

    __tablename__ = "again_wishes"
    __table_args__ = (CheckConstraint("char_length(contact) BETWEEN 1 AND 200", name="again_wishes_contact_length"),)

    interview_id: Mapped[UUID] = mapped_column(ForeignKey("interviews.id", ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    again: Mapped[bool] = mapped_column(server_default=false())
    contact: Mapped[str | None]
    agreed_told_at: Mapped[datetime | None]
    contacts_told_at: Mapped[datetime | None]
    saved_at: Mapped[datetime] = mapped_column(server_default=text("clock_timestamp()"))
