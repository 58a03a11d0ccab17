"""The mail outbox: written in the transaction that causes a mail, rendered and sent afterwards."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Index, SQLColumnExpression, func, literal_column, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from shared.models.base import Base, CreatedAt, Key


def mailbox_of(address: SQLColumnExpression[str]) -> ColumnElement[str]:
    """Return the mailbox that an address belongs to, in lower case: without what follows `+`."""
    # As literals, for an index is used only where its whole expression stands in the statement.
    return func.lower(func.regexp_replace(address, literal_column(r"'(.)\+.*@'"), literal_column(r"'\1@'")))


class OutgoingMail(Base):
    """A mail to send, or already sent: its letter, recipient and data. Secrets are created when it is sent.

    `topic` names what the mail is about, such as one booking: of the mails of a topic only the newest is sent. While
    `claimed_at` is set and `due_at` lies ahead, a process is sending it. `refused` says that the mail server refuses
    us. `headers` and `calendar` are those of mails that earlier releases queued. After an account is deleted,
    `recipient` is a pseudonym for a day.
    """

    __tablename__ = "outgoing_mails"
    __table_args__ = (
        Index("outgoing_mails_due_idx", "due_at", postgresql_where=text("sent_at IS NULL AND given_up_at IS NULL")),
        Index("outgoing_mails_created_at_idx", "created_at"),
        Index("outgoing_mails_topic_idx", "topic", "id", postgresql_where=text("topic IS NOT NULL")),
        Index("outgoing_mails_mailbox_idx", mailbox_of(literal_column("recipient")), "created_at"),
    )

    id: Mapped[Key]
    recipient: Mapped[str]
    letter: Mapped[str]
    data: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'"))
    headers: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    calendar: Mapped[str | None]
    topic: Mapped[str | None]
    created_at: Mapped[CreatedAt]
    due_at: Mapped[datetime] = mapped_column(server_default=text("now()"))
    claimed_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(server_default=text("0"))
    last_error: Mapped[str | None]
    refused: Mapped[bool] = mapped_column(server_default=text("false"))
    sent_at: Mapped[datetime | None]
    given_up_at: Mapped[datetime | None]
