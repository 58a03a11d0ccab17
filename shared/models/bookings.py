"""A person's booking of a slot, from booked to completed, and their preferences for the match."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    SmallInteger,
    Text,
    UniqueConstraint,
    func,
    literal_column,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, ExcludeConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from shared.models.base import Base, CreatedAt, Key
from shared.models.enums import BookingStatus, CancelledBy, Difficulty, stored
from shared.models.slots import Slot

ACTIVE = (BookingStatus.BOOKED, BookingStatus.WAITING, BookingStatus.MATCHED)
"""The statuses in which a booking occupies a seat and its owner's time."""

_IS_ACTIVE = "status IN ({})".format(", ".join(f"'{status.value}'" for status in ACTIVE))
IS_ACTIVE = text(_IS_ACTIVE)
"""The same in SQL, where `bookings` is the only table. It must match the indexes' condition for plans to use them."""


def is_active(alias: str) -> str:
    """Return the same condition for `bookings` under another name."""
    return f"{alias}.{_IS_ACTIVE}"


class Booking(Base):
    """One person in one slot. `present_until` is a lease: a person past it is not paired.

    `cancelled_by` is null for bookings cancelled before the column existed. `revision` counts the changes that
    calendars must follow; `invited_sequence` is the last SEQUENCE that was mailed, and `invited_starts_at`,
    `invited_difficulty` and `invited_language` are what that mail said.
    """

    __tablename__ = "bookings"
    __table_args__ = (
        UniqueConstraint("id", "user_id", name="bookings_id_user_id_key"),
        Index("bookings_user_slot_live_key", "user_id", "slot_id", unique=True, postgresql_where=IS_ACTIVE),
        Index("bookings_user_id_idx", "user_id", "starts_at"),
        Index("bookings_starts_at_idx", "starts_at"),
        Index("bookings_note_idx", "ends_at", postgresql_where=text("note IS NOT NULL")),
        Index("bookings_slot_id_idx", "slot_id", postgresql_where=IS_ACTIVE),
        Index("bookings_waiting_idx", "slot_id", "waiting_since", "id", postgresql_where=text("status = 'waiting'")),
        CheckConstraint("max_level_gap BETWEEN 0 AND 2", name="bookings_max_level_gap_range"),
        CheckConstraint("ends_at > starts_at", name="bookings_times_in_order"),
        CheckConstraint(
            "status <> 'waiting' OR (waiting_since IS NOT NULL AND present_until IS NOT NULL)",
            name="bookings_waiting_has_times",
        ),
        # No two active bookings of one person overlap. Ranges on both sides, since btree_gist may be missing.
        ExcludeConstraint(
            (func.int8range(literal_column("user_id"), literal_column("user_id"), literal_column("'[]'")), "&&"),
            (func.tstzrange(literal_column("starts_at"), literal_column("ends_at")), "&&"),
            where=IS_ACTIVE,
            name="bookings_no_overlap",
            using="gist",
        ),
    )

    id: Mapped[Key]
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    slot_id: Mapped[int] = mapped_column(ForeignKey("slots.id"))
    difficulty: Mapped[Difficulty] = mapped_column(stored(Difficulty, "bookings_difficulty"))
    language: Mapped[str] = mapped_column(server_default="en")
    max_level_gap: Mapped[int] = mapped_column(SmallInteger, server_default=text("2"))
    note: Mapped[str | None]
    topics: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default=text("'{}'"))
    """What the person wishes for; any topic will do if there is none."""
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    status: Mapped[BookingStatus] = mapped_column(stored(BookingStatus, "bookings_status"), server_default="booked")
    waiting_since: Mapped[datetime | None]
    present_until: Mapped[datetime | None]
    cancelled_by: Mapped[CancelledBy | None] = mapped_column(stored(CancelledBy, "bookings_cancelled_by"))
    cancelled_late: Mapped[bool] = mapped_column(server_default=text("false"))
    moved_late_at: Mapped[datetime | None]
    revision: Mapped[int] = mapped_column(server_default=text("0"))
    revised_at: Mapped[CreatedAt]
    invited_sequence: Mapped[int | None]
    invited_starts_at: Mapped[datetime | None]
    invited_difficulty: Mapped[str | None]
    invited_language: Mapped[str | None]
    created_at: Mapped[CreatedAt]

    slot: Mapped[Slot] = relationship()


class BookingReminder(Base):
    """A reminder that was sent: one per start of a booking and lead time."""

    __tablename__ = "booking_reminders"
    __table_args__ = (Index("booking_reminders_starts_at_idx", "starts_at"),)

    booking_id: Mapped[int] = mapped_column(ForeignKey("bookings.id", ondelete="CASCADE"), primary_key=True)
    starts_at: Mapped[datetime] = mapped_column(primary_key=True)
    minutes: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    created_at: Mapped[CreatedAt]
