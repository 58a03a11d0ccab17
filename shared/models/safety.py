"""Safety: the audit log, and reports about people."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, false, text
from sqlalchemy.orm import Mapped, mapped_column

from shared.models.base import Base, CreatedAt, Key
from shared.models.enums import ReportReason, Resolution, stored


class AuditEntry(Base):
    """An action: by `actor`, on `subject` if that is someone else. Written in the same transaction as the action."""

    __tablename__ = "audit_log"
    __table_args__ = (
        Index("audit_log_actor_id_idx", "actor_id", "id"),
        Index("audit_log_subject_id_idx", "subject_id", "id"),
        Index("audit_log_kind_idx", "kind", "id"),
        Index("audit_log_at_idx", "at", postgresql_using="brin"),
    )

    id: Mapped[Key]
    at: Mapped[datetime] = mapped_column(server_default=text("clock_timestamp()"))
    # No constraint lists the kinds, so a new one needs no migration, and old ones stay readable.
    kind: Mapped[str]
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    subject_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    address: Mapped[str | None]
    request_id: Mapped[str | None]
    detail: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'"))


class Report(Base):
    """One person's report about a person they met, and its outcome. Each pair has at most one open report.

    `exited` if it was made, or added to, by leaving the room for safety; then `text` may be empty.
    `subject_digest` is that of the person's address if they delete their account while it is open.
    """

    __tablename__ = "reports"
    __table_args__ = (
        CheckConstraint("reporter_id <> subject_id", name="reports_not_oneself"),
        CheckConstraint(
            "(resolved_at IS NULL) = (resolution IS NULL) AND (resolved_at IS NULL) = (resolved_by IS NULL)",
            name="reports_resolved_whole",
        ),
        Index(
            "reports_open_key", "reporter_id", "subject_id", unique=True, postgresql_where=text("resolved_at IS NULL")
        ),
        Index("reports_open_idx", "id", postgresql_where=text("resolved_at IS NULL")),
        Index("reports_subject_id_idx", "subject_id"),
    )

    id: Mapped[Key]
    reporter_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    subject_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    interview_id: Mapped[UUID | None] = mapped_column(ForeignKey("interviews.id", ondelete="SET NULL"))
    reason: Mapped[ReportReason] = mapped_column(stored(ReportReason, "reports_reason"))
    text: Mapped[str]
    exited: Mapped[bool] = mapped_column(server_default=false())
    created_at: Mapped[CreatedAt]
    # When a moderator first looked at it, or decided.
    first_answer_at: Mapped[datetime | None]
    resolved_at: Mapped[datetime | None]
    resolved_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    resolution: Mapped[Resolution | None] = mapped_column(stored(Resolution, "reports_resolution"))
    note: Mapped[str | None]
    subject_digest: Mapped[str | None]


class ReportEvidence(Base):
    """What a room held when a report was made, and once more after it had ended; then it is `complete`."""

    __tablename__ = "report_evidence"
    __table_args__ = (Index("report_evidence_incomplete_idx", "report_id", postgresql_where=text("NOT complete")),)

    report_id: Mapped[int] = mapped_column(ForeignKey("reports.id", ondelete="CASCADE"), primary_key=True)
    taken_at: Mapped[datetime]
    complete: Mapped[bool] = mapped_column(server_default=false())
    content: Mapped[dict[str, Any]]
