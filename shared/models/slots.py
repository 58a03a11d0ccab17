"""When interviews take place: scheduled slots, and one always-open practice room per type."""

from __future__ import annotations

from datetime import datetime, time

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, Time, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from shared.models.base import Base, CreatedAt, Key
from shared.models.enums import InterviewType, stored


class Slot(Base):
    """A time for practicing one type of interview. A practice room has no times and no capacity.

    With a `group_id` it is that group's, and only its members see it.
    """

    __tablename__ = "slots"
    __table_args__ = (
        # NULLS NOT DISTINCT (PostgreSQL 15): at most one public slot of a type at a time, and one room without a start.
        UniqueConstraint(
            *("interview_type", "starts_at", "group_id"),
            name="slots_type_starts_at_key",
            postgresql_nulls_not_distinct=True,
        ),
        CheckConstraint(
            "(starts_at IS NULL AND ends_at IS NULL) OR (ends_at > starts_at) IS TRUE", name="slots_times_come_together"
        ),
        CheckConstraint("capacity > 0", name="slots_capacity_positive"),
        Index("slots_group_id_idx", "group_id", postgresql_where=text("group_id IS NOT NULL")),
    )

    id: Mapped[Key]
    interview_type: Mapped[InterviewType] = mapped_column(stored(InterviewType, "slots_interview_type"))
    starts_at: Mapped[datetime | None]
    ends_at: Mapped[datetime | None]
    capacity: Mapped[int | None]
    group_id: Mapped[int | None] = mapped_column(ForeignKey("groups.id"))
    created_at: Mapped[CreatedAt]

    @property
    def practice(self) -> bool:
        """Whether this is an always-open practice room."""
        return self.starts_at is None


class SlotTemplate(Base):
    """A weekly time with a slot: `weekday` is 1 (Monday) to 7, in the local time of `time_zone`."""

    __tablename__ = "slot_templates"
    __table_args__ = (
        UniqueConstraint(
            "interview_type", "weekday", "local_time", "time_zone", name="slot_templates_type_weekday_time_key"
        ),
        CheckConstraint("weekday BETWEEN 1 AND 7", name="slot_templates_weekday_range"),
        CheckConstraint("capacity > 0", name="slot_templates_capacity_positive"),
    )

    id: Mapped[Key]
    interview_type: Mapped[InterviewType] = mapped_column(stored(InterviewType, "slot_templates_interview_type"))
    weekday: Mapped[int] = mapped_column(SmallInteger)
    local_time: Mapped[time] = mapped_column(Time)
    time_zone: Mapped[str]
    capacity: Mapped[int]
    created_at: Mapped[CreatedAt]


class SlotWatch(Base):
    """A person who wants to hear when a full slot has a free seat; `told` until the slot is full again."""

    __tablename__ = "slot_watches"
    __table_args__ = (Index("slot_watches_user_id_idx", "user_id"),)

    slot_id: Mapped[int] = mapped_column(ForeignKey("slots.id", ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    told: Mapped[bool] = mapped_column(server_default=text("false"))
    created_at: Mapped[CreatedAt]
