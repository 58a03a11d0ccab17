"""A person's notification preferences and read position, and the state of mailing the event log."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, SmallInteger, Time, text
from sqlalchemy.orm import Mapped, mapped_column

from shared.models.base import Base, CreatedAt


class NotificationSettings(Base):
    """A person's preferences. `channels` and `push` hold what differs from the defaults; quiet hours are local.

    `calendar_alarm_minutes` is how long before the start the events of calendar files ring; null for no alarm.
    """

    __tablename__ = "notification_settings"
    __table_args__ = (
        CheckConstraint("(quiet_from IS NULL) = (quiet_to IS NULL)", name="notification_settings_quiet_hours_whole"),
        Index(
            "notification_settings_summary_idx", "next_summary_at", postgresql_where=text("next_summary_at IS NOT NULL")
        ),
    )

    user_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    read_up_to: Mapped[int] = mapped_column(server_default=text("0"))
    channels: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'"))
    quiet_from: Mapped[time | None] = mapped_column(Time)
    quiet_to: Mapped[time | None] = mapped_column(Time)
    next_summary_at: Mapped[datetime | None]
    calendar_alarm_minutes: Mapped[int | None] = mapped_column(SmallInteger)
    # Apart from `channels`, all of whose parts earlier releases have to know.
    push: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'"))


class UnsubscribeLink(Base):
    """The token in the links that stop one kind of mail to one person."""

    __tablename__ = "unsubscribe_links"
    __table_args__ = (Index("unsubscribe_links_token_key", "token", unique=True),)

    user_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    kind: Mapped[str] = mapped_column(primary_key=True)
    token: Mapped[str]


class MailedNews(Base):
    """An event that was already considered for mail and is not considered again."""

    __tablename__ = "mailed_news"
    __table_args__ = (Index("mailed_news_at_idx", "at"),)

    stream: Mapped[str] = mapped_column(primary_key=True)
    offset: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]


class MailCursor(Base):
    """How far the event log has been considered for mail; there is one row."""

    __tablename__ = "mail_cursors"

    name: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]


class CalendarFeed(Base):
    """The secret URL of a person's calendar, stored as its SHA-256.

    `content` is the SHA-256 of the text that was served last, and `changed_at` when that text differed for the first
    time from the one before.
    """

    __tablename__ = "calendar_feeds"
    __table_args__ = (Index("calendar_feeds_digest_key", "digest", unique=True),)

    user_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    digest: Mapped[bytes] = mapped_column(LargeBinary)
    content: Mapped[bytes | None] = mapped_column(LargeBinary)
    changed_at: Mapped[datetime | None]
    created_at: Mapped[CreatedAt]
