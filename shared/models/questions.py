"""The question bank."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index, Text, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from shared.models.base import Base, CreatedAt, Key
from shared.models.enums import Difficulty, InterviewType, stored


class Question(Base):
    """What is asked. The interviewee sees title and prompt only; the rest is for the interviewer."""

    __tablename__ = "questions"
    __table_args__ = (
        Index("questions_slug_key", "slug", unique=True),
        Index(
            "questions_type_difficulty_idx", "interview_type", "difficulty", postgresql_where=text("retired_at IS NULL")
        ),
    )

    id: Mapped[Key]
    slug: Mapped[str]
    interview_type: Mapped[InterviewType] = mapped_column(stored(InterviewType, "questions_interview_type"))
    difficulty: Mapped[Difficulty] = mapped_column(stored(Difficulty, "questions_difficulty"))
    title: Mapped[str]
    prompt: Mapped[str]
    hints: Mapped[list[Any]]
    solution: Mapped[str]
    follow_ups: Mapped[list[Any]]
    tags: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default=text("'{}'"))
    retired_at: Mapped[datetime | None]
    created_at: Mapped[CreatedAt]
