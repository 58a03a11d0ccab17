"""Reports on questions: what people found wrong with one, and what came of it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from shared.models.base import Base, CreatedAt, Key
from shared.models.enums import QuestionReportReason, QuestionReportResolution, stored


class QuestionReport(Base):
    """One person's report on a question they met in an interview. Each person has at most one open one per question.

    `was_asked` tells whether the question was asked of them, or by them. Deleting the account clears who it was and
    where; the report still counts.
    """

    __tablename__ = "question_reports"
    __table_args__ = (
        CheckConstraint(
            "(resolved_at IS NULL) = (resolution IS NULL) AND (resolved_at IS NULL) = (resolved_by IS NULL)",
            name="question_reports_resolved_whole",
        ),
        Index(
            "question_reports_open_key",
            "reporter_id",
            "question_id",
            unique=True,
            postgresql_where=text("resolved_at IS NULL"),
        ),
        Index("question_reports_question_id_idx", "question_id"),
        Index("question_reports_open_idx", "id", postgresql_where=text("resolved_at IS NULL")),
    )

    id: Mapped[Key]
    question_id: Mapped[int] = mapped_column(ForeignKey("questions.id"))
    reporter_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    interview_id: Mapped[UUID | None] = mapped_column(ForeignKey("interviews.id", ondelete="SET NULL"))
    was_asked: Mapped[bool]
    reason: Mapped[QuestionReportReason] = mapped_column(stored(QuestionReportReason, "question_reports_reason"))
    text: Mapped[str]
    created_at: Mapped[CreatedAt]
    resolved_at: Mapped[datetime | None]
    resolved_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    resolution: Mapped[QuestionReportResolution | None] = mapped_column(
        stored(QuestionReportResolution, "question_reports_resolution")
    )
    note: Mapped[str | None]
