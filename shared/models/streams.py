"""The event log: outbox, notification feed, room history, and the source that sockets resume from."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, SmallInteger, text
from sqlalchemy.orm import Mapped, mapped_column

from shared.models.base import Base, CreatedAt


class Stream(Base):
    """A gapless sequence of events, such as `user:17`. `epoch` changes if the sequence ever restarts."""

    __tablename__ = "streams"

    name: Mapped[str] = mapped_column(primary_key=True)
    epoch: Mapped[UUID] = mapped_column(server_default=text("gen_random_uuid()"))
    top: Mapped[int]


class Event(Base):
    """One event at one offset; offsets of a stream are 1, 2, 3 … without gaps."""

    __tablename__ = "events"
    __table_args__ = (Index("events_at_idx", "at", postgresql_using="brin"),)

    stream: Mapped[str] = mapped_column(ForeignKey("streams.name", ondelete="CASCADE"), primary_key=True)
    offset: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    type: Mapped[str]
    data: Mapped[dict[str, Any]]
    at: Mapped[datetime] = mapped_column(server_default=text("clock_timestamp()"))


class CommandReceipt(Base):
    """A client command that took effect: the same key again repeats the answer, not the effect."""

    __tablename__ = "idempotency_keys"
    __table_args__ = (Index("idempotency_keys_created_at_idx", "created_at"),)

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    route: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    created_at: Mapped[CreatedAt]
    fingerprint: Mapped[bytes | None] = mapped_column(LargeBinary)
    status: Mapped[int | None] = mapped_column(SmallInteger)
    answer: Mapped[str | None]
