"""When interviews take place: scheduled slots, and one always-open practice room per type."""

from __future__ import annotations

from datetime import datetime, time
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, Time, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from shared.models.base import Base, CreatedAt, Key
from shared.models.enums import InterviewType, stored


def is_private(alias: str) -> str:
    """Return SQL for whether a slot is that of an invitation, which only its two people see."""
    return f"{alias}.invitation_id IS NOT NULL"


def is_public(alias: str) -> str:
    """Return SQL for whether a slot is not an invitation's: it can be booked and watched, and counts in figures."""
    return f"{alias}.invitation_id IS NULL"


def is_for_everybody(alias: str) -> str:
    """Return SQL for whether a slot is neither an invitation's nor a group's: planned for whoever comes."""
    return f"({is_public(alias)} AND {alias}.group_id IS NULL)"


def was_invited(alias: str) -> str:
    """Return SQL for whether a booking or an interview is in such a slot: arranged by its two people themselves.

    All figures about people and about matching leave these out, so that friends can't change them.
    """
    return f"EXISTS (SELECT FROM slots own WHERE own.id = {alias}.slot_id AND {is_private('own')})"


class Slot(Base):
    """A time for practicing one type of interview. A practice room has no times and no capacity.

    With an `invitation_id` it is private: made for the two people of that invitation, which may be gone by now. With a
    `group_id` it is that group's, and only its members see it.
    """

    __tablename__ = "slots"
    __table_args__ = (
        # NULLS NOT DISTINCT (PostgreSQL 15): at most one public slot of a type at a time, and one room without a start.
        UniqueConstraint(
            *("interview_type", "starts_at", "invitation_id", "group_id"),
            name="slots_type_starts_at_key",
            postgresql_nulls_not_distinct=True,
        ),
        Index("slots_invitation_id_idx", "invitation_id", postgresql_where=text("invitation_id IS NOT NULL")),
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
    invitation_id: Mapped[UUID | None]
    group_id: Mapped[int | None] = mapped_column(ForeignKey("groups.id"))
    created_at: Mapped[CreatedAt]

    @property
    def is_private(self) -> bool:
        """Whether only the two people of an invitation see it."""
        return self.invitation_id is not None

    @property
    def practice(self) -> bool:
        """Whether this is an always-open practice room."""
        return self.starts_at is None


IS_PUBLIC = Slot.invitation_id.is_(None)
"""The same as `is_public` where `slots` is a model."""


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
