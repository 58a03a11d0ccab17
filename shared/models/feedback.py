"""One participant's feedback on the other after an interview."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, UniqueConstraint, true
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from shared.models.base import Base, CreatedAt, Key

_RATINGS = ("communication", "problem_solving", "technical", "overall", "good_match")


class Feedback(Base):
    """Ratings are 1 to 5; ratings that don't apply to the interview's type are null.

    `rubric` holds finer ratings by dimension; `question_rubric` those by the rubric of the question that the subject
    was asked; `as_interviewer` those of the subject as interviewer, and words. Without `rates_interviewee` only that
    counts: `communication`, `overall` and `would_pass` then repeat it, for releases and clients that need them.
    `helpful` is the vote of the person the feedback is about.
    """

    __tablename__ = "feedback"
    __table_args__ = (
        UniqueConstraint("interview_id", "author_id", name="feedback_interview_author_key"),
        Index("feedback_author_id_idx", "author_id", "id"),
        Index("feedback_subject_id_idx", "subject_id", "id"),
        *(CheckConstraint(f"{rating} BETWEEN 1 AND 5", name=f"feedback_{rating}_range") for rating in _RATINGS),
        CheckConstraint("jsonb_typeof(question_rubric) = 'object'", name="feedback_question_rubric_object"),
        CheckConstraint(
            "as_interviewer IS NULL OR jsonb_typeof(as_interviewer) = 'object'"
            " AND coalesce(CAST(as_interviewer ->> 'overall' AS smallint) BETWEEN 1 AND 5, false)",
            name="feedback_as_interviewer_rated",
        ),
        CheckConstraint("rates_interviewee OR as_interviewer IS NOT NULL", name="feedback_rates_someone"),
    )

    id: Mapped[Key]
    interview_id: Mapped[UUID] = mapped_column(ForeignKey("interviews.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    subject_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    communication: Mapped[int] = mapped_column(SmallInteger)
    problem_solving: Mapped[int | None] = mapped_column(SmallInteger)
    technical: Mapped[int | None] = mapped_column(SmallInteger)
    overall: Mapped[int] = mapped_column(SmallInteger)
    did_well: Mapped[str]
    to_improve: Mapped[str]
    would_pass: Mapped[bool]
    good_match: Mapped[int] = mapped_column(SmallInteger)
    rubric: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    rates_interviewee: Mapped[bool] = mapped_column(server_default=true())
    question_rubric: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    as_interviewer: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    helpful: Mapped[bool | None]
    edited_at: Mapped[datetime | None]
    created_at: Mapped[CreatedAt]
