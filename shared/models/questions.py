"""The question bank."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, Text, false, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from shared.models.base import Base, CreatedAt, Key
from shared.models.enums import Comparison, Difficulty, InterviewType, QuestionKind, QuestionSource, stored


class Question(Base):
    """A question. The interviewee sees only the title and the statement; the rest is for the interviewer."""

    __tablename__ = "questions"
    __table_args__ = (
        Index("questions_slug_key", "slug", unique=True),
        Index(
            "questions_type_difficulty_idx",
            "interview_type",
            "difficulty",
            postgresql_where=text("retired_at IS NULL AND NOT draft"),
        ),
        Index("questions_group_id_idx", "group_id", postgresql_where=text("group_id IS NOT NULL")),
    )

    id: Mapped[Key]
    slug: Mapped[str]
    interview_type: Mapped[InterviewType] = mapped_column(stored(InterviewType, "questions_interview_type"))
    kind: Mapped[QuestionKind] = mapped_column(
        stored(QuestionKind, "questions_kind"), server_default=text("'function'")
    )
    draft: Mapped[bool] = mapped_column(server_default=false())
    """Whether it is not to be asked yet; a draft may lack most of its parts."""
    difficulty: Mapped[Difficulty] = mapped_column(stored(Difficulty, "questions_difficulty"))
    title: Mapped[str]
    prompt: Mapped[str]
    examples: Mapped[str | None]
    constraints: Mapped[str | None]
    hints: Mapped[list[Any]] = mapped_column(server_default=text("'[]'"))
    solution: Mapped[str | None]
    follow_ups: Mapped[list[Any]] = mapped_column(server_default=text("'[]'"))
    rubric: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    function: Mapped[str | None]
    starter_code: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    test_cases: Mapped[list[Any] | None] = mapped_column(JSONB(none_as_null=True))
    compare: Mapped[Comparison | None] = mapped_column(stored(Comparison, "questions_compare"))
    details: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'"))
    """The parts of some kinds: parameters, requirements, estimates, tables, code, slow_solution, tolerance, and besides
    source_url, license, and the order of the rubric's `dimensions`, which JSONB doesn't keep."""
    tags: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default=text("'{}'"))
    companies: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default=text("'{}'"))
    source: Mapped[QuestionSource] = mapped_column(
        stored(QuestionSource, "questions_source"), server_default=text("'bank'")
    )
    file_hash: Mapped[str | None]
    """SHA-256 of the bank's file when it was last loaded; an administrator's edit lasts until the file changes."""
    retired_at: Mapped[datetime | None]
    replaced_by: Mapped[int | None] = mapped_column(ForeignKey("questions.id"))
    """The question asked in place of this retired one. Whoever met this one counts as having met that one."""
    group_id: Mapped[int | None] = mapped_column(ForeignKey("groups.id"))
    """The group whose question it is: it is asked in that group's slots only."""
    created_at: Mapped[CreatedAt]
    updated_at: Mapped[CreatedAt]

    @property
    def statement(self) -> str:
        """The text for the interviewee as Markdown: the prompt, its examples and its constraints."""
        parts = [self.prompt]
        if self.examples:
            parts.append(f"### Examples\n\n{self.examples}")
        if self.constraints:
            parts.append(f"### Constraints\n\n{self.constraints}")
        return "\n\n".join(parts)

    @property
    def rubric_in_order(self) -> dict[str, Any] | None:
        """The rubric with its dimensions in the order in which they were written."""
        if self.rubric is None:
            return None
        order = [name for name in self.details.get("dimensions", ()) if name in self.rubric]
        return {name: self.rubric[name] for name in dict.fromkeys([*order, *self.rubric])}
