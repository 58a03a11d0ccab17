"""Requests and responses of /feedback."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from mockmate_api.http.fields import Body, Changes, Omittable
from mockmate_api.http.pagination import Page
from mockmate_api.reviews.feedback_view import FeedbackOut

Rating = Annotated[int, Field(ge=1, le=5, description="1 (poor) to 5 (excellent).")]
GoodMatch = Annotated[int, Field(ge=1, le=5, description="How well you two were matched.")]
Words = Annotated[str, Field(min_length=1, max_length=4000, pattern=r"\S", description="More than blanks.")]


class Rubric(Body):
    """Finer ratings, all optional.

    Behavioral: structure, ownership, impact, communication. Technical: problem_solving, code, communication, testing.
    """

    structure: Omittable[Rating] = None
    ownership: Omittable[Rating] = None
    impact: Omittable[Rating] = None
    communication: Omittable[Rating] = None
    problem_solving: Omittable[Rating] = None
    code: Omittable[Rating] = None
    testing: Omittable[Rating] = None

    @property
    def given(self) -> dict[str, int]:
        """The ratings given, by dimension."""
        return self.model_dump(exclude_none=True)


class FeedbackIn(Body):
    """Feedback on a peer. `problem_solving` and `technical` are for technical interviews."""

    interview_id: UUID
    communication: Rating
    problem_solving: Rating | None = None
    technical: Rating | None = None
    overall: Rating
    did_well: Words
    to_improve: Words
    would_pass: bool = Field(description="Whether you would let them pass.")
    good_match: GoodMatch
    rubric: Rubric | None = None


class FeedbackChanges(Changes):
    """Changes to feedback I gave; a `rubric` replaces the previous one."""

    communication: Omittable[Rating] = None
    problem_solving: Rating | None = None
    technical: Rating | None = None
    overall: Omittable[Rating] = None
    did_well: Omittable[Words] = None
    to_improve: Omittable[Words] = None
    would_pass: Omittable[bool] = None
    good_match: Omittable[GoodMatch] = None
    rubric: Rubric | None = None

    @model_validator(mode="after")
    def _something(self) -> FeedbackChanges:
        if not self.model_fields_set:
            raise PydanticCustomError("empty", "name at least one field to change")
        return self


class HelpfulIn(Body):
    """Whether the feedback was helpful."""

    helpful: bool


class FeedbackPage(Page[FeedbackOut]):
    """Feedback, newest first."""
