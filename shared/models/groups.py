"""Groups: a class, a club or a company that practices on its own, and who belongs to it."""

from __future__ import annotations

from datetime import datetime, time

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, SmallInteger, Text, Time, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from shared.models.base import Base, CreatedAt, Key
from shared.models.enums import InterviewType, stored


class Group(Base):
    """People who have rooms, slots and questions of their own, beside the public ones.

    Whoever has the link whose digest is `join_digest` may join, and people with a confirmed address of one of the
    `domains`. It can be used from `approved_at` until `archived_at`.
    """

    __tablename__ = "groups"
    __table_args__ = (
        Index("groups_join_digest_key", "join_digest", unique=True),
        Index("groups_domains_idx", "domains", postgresql_using="gin"),
        Index("groups_created_by_idx", "created_by"),
    )

    id: Mapped[Key]
    name: Mapped[str]
    about: Mapped[str] = mapped_column(server_default="")
    created_by: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    created_at: Mapped[CreatedAt]
    approved_at: Mapped[datetime | None]
    archived_at: Mapped[datetime | None]
    join_digest: Mapped[bytes] = mapped_column(LargeBinary)
    domains: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default=text("'{}'"))


class GroupMember(Base):
    """A person in a group. With `prefers_group` they are matched within it first, in public rooms too."""

    __tablename__ = "group_members"
    __table_args__ = (
        Index("group_members_user_id_idx", "user_id"),
        Index("group_members_prefers_idx", "user_id", postgresql_where=text("prefers_group")),
    )

    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id", ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    is_organizer: Mapped[bool] = mapped_column(server_default=text("false"))
    prefers_group: Mapped[bool] = mapped_column(server_default=text("false"))
    joined_at: Mapped[CreatedAt]


class GroupRemoval(Base):
    """A person whom an organizer removed. They can't join again until an organizer takes that back."""

    __tablename__ = "group_removals"
    __table_args__ = (Index("group_removals_user_id_idx", "user_id"),)

    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id", ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    removed_at: Mapped[CreatedAt]


class GroupTemplate(Base):
    """A weekly time with a slot of a group, like `SlotTemplate`.

    In a table of its own: the release before would make public slots of whatever it finds in the other.
    """

    __tablename__ = "group_templates"
    __table_args__ = (
        UniqueConstraint(
            *("group_id", "interview_type", "weekday", "local_time", "time_zone"), name="group_templates_once_key"
        ),
        CheckConstraint("weekday BETWEEN 1 AND 7", name="group_templates_weekday_range"),
        CheckConstraint("capacity > 0", name="group_templates_capacity_positive"),
    )

    id: Mapped[Key]
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id", ondelete="CASCADE"))
    interview_type: Mapped[InterviewType] = mapped_column(stored(InterviewType, "group_templates_interview_type"))
    weekday: Mapped[int] = mapped_column(SmallInteger)
    local_time: Mapped[time] = mapped_column(Time)
    time_zone: Mapped[str]
    capacity: Mapped[int]
    created_at: Mapped[CreatedAt]
