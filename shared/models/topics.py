"""What the questions of a type of interview may be about, for people to wish for."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, Text, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from shared.models.base import Base, CreatedAt, Key
from shared.models.enums import InterviewType, stored

BELONGS_TO_TOPIC = "(q.interview_type = t.interview_type AND (q.tags && t.tags OR q.kind = ANY(t.kinds)))"
"""SQL on a question `q` and a topic `t`: whether the question belongs to the topic."""


class Topic(Base):
    """A topic. A question of its type belongs to it that has one of its `tags`, or is of one of its `kinds`.

    A retired one can't be wished for any more; what was wished before keeps it.
    """

    __tablename__ = "topics"
    __table_args__ = (
        Index("topics_slug_key", "slug", unique=True),
        CheckConstraint("tags <> '{}' OR kinds <> '{}'", name="topics_has_questions"),
    )

    id: Mapped[Key]
    slug: Mapped[str]
    interview_type: Mapped[InterviewType] = mapped_column(stored(InterviewType, "topics_interview_type"))
    name: Mapped[str]
    position: Mapped[int] = mapped_column(server_default=text("0"))
    tags: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default=text("'{}'"))
    kinds: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default=text("'{}'"))
    retired_at: Mapped[datetime | None]
    created_at: Mapped[CreatedAt]
