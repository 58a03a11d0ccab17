"""The shared document of an interview: its changes in order, and a snapshot of them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column

from shared.models.base import Base


class Document(Base):
    """The head of a document. `snapshot` holds all changes up to `snapshot_offset`, so that it opens quickly.

    `language` is that of the text `code`, `second_language` that of `code2`: null until the second question is asked.
    """

    __tablename__ = "documents"

    interview_id: Mapped[UUID] = mapped_column(ForeignKey("interviews.id", ondelete="CASCADE"), primary_key=True)
    language: Mapped[str] = mapped_column(server_default="python")
    second_language: Mapped[str | None]
    top: Mapped[int] = mapped_column(server_default=text("0"))
    snapshot: Mapped[bytes | None] = mapped_column(LargeBinary)
    snapshot_offset: Mapped[int] = mapped_column(server_default=text("0"))
    logged_bytes: Mapped[int] = mapped_column(server_default=text("0"))


class DocumentUpdate(Base):
    """One change in Yjs's encoding. Offsets are 1, 2, 3 …; the oldest may have been compacted into one."""

    __tablename__ = "document_updates"

    interview_id: Mapped[UUID] = mapped_column(
        ForeignKey("documents.interview_id", ondelete="CASCADE"), primary_key=True
    )
    offset: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    data: Mapped[bytes] = mapped_column(LargeBinary)
    at: Mapped[datetime] = mapped_column(server_default=text("clock_timestamp()"))
