"""When interviews happen: scheduled slots, and the one always-open practice room of each type."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from shared.models.base import Base, CreatedAt, Key
from shared.models.enums import InterviewType, stored


class Slot(Base):
    """A time at which people practise one type of interview. A practice room has no times and no capacity."""

    __tablename__ = "slots"
    __table_args__ = (
        # NULLS NOT DISTINCT (PostgreSQL 15): at most one room without a start for each type.
        UniqueConstraint(
            "interview_type", "starts_at", name="slots_type_starts_at_key", postgresql_nulls_not_distinct=True
        ),
        CheckConstraint(
            "(starts_at IS NULL AND ends_at IS NULL) OR (ends_at > starts_at) IS TRUE", name="slots_times_come_together"
        ),
        CheckConstraint("capacity > 0", name="slots_capacity_positive"),
    )

    id: Mapped[Key]
    interview_type: Mapped[InterviewType] = mapped_column(stored(InterviewType, "slots_interview_type"))
    starts_at: Mapped[datetime | None]
    ends_at: Mapped[datetime | None]
    capacity: Mapped[int | None]
    created_at: Mapped[CreatedAt]

    @property
    def practice(self) -> bool:
        """Whether this is an always-open practice room."""
        return self.starts_at is None
