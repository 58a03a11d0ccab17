"""An interview, its two participants and their chat, notes and shared runs."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    SmallInteger,
    Text,
    UniqueConstraint,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from shared.models.base import Base, Key
from shared.models.enums import DeclineReason, Difficulty, InterviewStatus, InterviewType, stored
from shared.models.users import User

HAS_CONTENT = "NOT removed ?& ARRAY['chat', 'document', 'runs', 'feedback']"
"""SQL: something of what was written may still be stored. It must match the index's condition for plans to use it."""


class Interview(Base):
    """Two people matched in one slot. Roles follow from `interviewer_seat`, so there is always exactly one of each.

    `removed` tells when each kind of its content was removed, as `shared.core.retention` says.
    """

    __tablename__ = "interviews"
    __table_args__ = (
        CheckConstraint("interviewer_seat IN (1, 2)", name="interviews_interviewer_seat_range"),
        CheckConstraint("level_gap BETWEEN 0 AND 2", name="interviews_level_gap_range"),
        CheckConstraint("status <> 'live' OR started_at IS NOT NULL", name="interviews_live_has_started"),
        Index("interviews_slot_id_idx", "slot_id"),
        Index("interviews_type_matched_at_idx", "interview_type", "matched_at"),
        Index("interviews_ends_at_idx", "ends_at", postgresql_where=text("status = 'live'")),
        Index("interviews_start_by_idx", "start_by", postgresql_where=text("status = 'matched'")),
        Index("interviews_with_content_idx", "ended_at", postgresql_where=text(HAS_CONTENT)),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=text("gen_random_uuid()"))
    slot_id: Mapped[int] = mapped_column(ForeignKey("slots.id"))
    interview_type: Mapped[InterviewType] = mapped_column(stored(InterviewType, "interviews_interview_type"))
    status: Mapped[InterviewStatus] = mapped_column(
        stored(InterviewStatus, "interviews_status"), server_default="matched"
    )
    interviewer_seat: Mapped[int] = mapped_column(SmallInteger, server_default=text("1"))
    level_gap: Mapped[int] = mapped_column(SmallInteger)
    met_before: Mapped[bool]
    matched_at: Mapped[datetime]
    start_by: Mapped[datetime]
    started_at: Mapped[datetime | None]
    ends_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    half_told_at: Mapped[datetime | None]
    ending_told_at: Mapped[datetime | None]
    extensions: Mapped[int] = mapped_column(SmallInteger, server_default=text("0"))
    extension_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    extension_until: Mapped[datetime | None]
    removed: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'"))
    topics: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default=text("'{}'"))
    """What both agreed on; any topic will do if there is none."""

    participants: Mapped[list[Participant]] = relationship(order_by="Participant.seat", lazy="raise")


class Participant(Base):
    """One of the two people. `is_open` while the interview is matched or live; at most one open one per booking.

    `question_id` is the question they are asked on their turn; `asked_at` is when that turn first began. `declined_at`
    is set if it was they who declined the match. `camera_agreed` is null until they say whether cameras may be on.
    """

    __tablename__ = "participants"
    __table_args__ = (
        UniqueConstraint("interview_id", "user_id", name="participants_interview_user_key"),
        Index("participants_booking_live_key", "booking_id", unique=True, postgresql_where=text("live")),
        Index("participants_user_id_idx", "user_id"),
        Index("participants_declined_idx", "user_id", "declined_at", postgresql_where=text("declined_at IS NOT NULL")),
        Index("participants_present_until_idx", "present_until", postgresql_where=text("live AND left_at IS NULL")),
        ForeignKeyConstraint(["booking_id", "user_id"], ["bookings.id", "bookings.user_id"]),
        CheckConstraint("seat IN (1, 2)", name="participants_seat_range"),
    )

    interview_id: Mapped[UUID] = mapped_column(ForeignKey("interviews.id", ondelete="CASCADE"), primary_key=True)
    seat: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    booking_id: Mapped[int]
    difficulty: Mapped[Difficulty] = mapped_column(stored(Difficulty, "participants_difficulty"))
    waited_seconds: Mapped[int]
    question_id: Mapped[int | None] = mapped_column(ForeignKey("questions.id"))
    asked_at: Mapped[datetime | None]
    started_at: Mapped[datetime | None]
    joined_at: Mapped[datetime | None]
    present_until: Mapped[datetime | None]
    left_at: Mapped[datetime | None]
    declined_at: Mapped[datetime | None]
    decline_reason: Mapped[DeclineReason | None] = mapped_column(stored(DeclineReason, "participants_decline_reason"))
    camera_agreed: Mapped[bool | None]
    is_open: Mapped[bool] = mapped_column("live", server_default=text("true"))

    user: Mapped[User] = relationship(lazy="raise", foreign_keys=[user_id], viewonly=True)


class ChatMessage(Base):
    """One line of chat. `client_id` identifies a resent line."""

    __tablename__ = "chat_messages"
    __table_args__ = (UniqueConstraint("interview_id", "user_id", "client_id", name="chat_messages_client_id_key"),)

    id: Mapped[Key]
    interview_id: Mapped[UUID] = mapped_column(ForeignKey("interviews.id", ondelete="CASCADE"))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    client_id: Mapped[str]
    text: Mapped[str]
    sent_at: Mapped[datetime]


class Note(Base):
    """A participant's private notes."""

    __tablename__ = "notes"
    __table_args__ = (Index("notes_saved_at_idx", "saved_at", postgresql_using="brin"),)

    interview_id: Mapped[UUID] = mapped_column(ForeignKey("interviews.id", ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    text: Mapped[str]
    saved_at: Mapped[datetime] = mapped_column(server_default=func.clock_timestamp())


class SharedRun(Base):
    """The output of a run, shown to both people. `client_id` identifies a resent one.

    `question_id` is the question that it belongs to; null for runs from before the column existed. So are `stdin` and
    `results`, whose members are those of CaseView.
    """

    __tablename__ = "shared_runs"
    __table_args__ = (UniqueConstraint("interview_id", "user_id", "client_id", name="shared_runs_client_id_key"),)

    id: Mapped[Key]
    interview_id: Mapped[UUID] = mapped_column(ForeignKey("interviews.id", ondelete="CASCADE"))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    client_id: Mapped[str]
    language: Mapped[str]
    stdout: Mapped[str]
    stderr: Mapped[str]
    status: Mapped[str]
    ms: Mapped[int]
    passed: Mapped[int | None]
    total: Mapped[int | None]
    truncated: Mapped[bool]
    question_id: Mapped[int | None]
    stdin: Mapped[str | None]
    exit_code: Mapped[int | None]
    results: Mapped[list[dict[str, Any]] | None] = mapped_column(JSONB(none_as_null=True))
    shared_at: Mapped[datetime] = mapped_column(server_default=text("clock_timestamp()"))
