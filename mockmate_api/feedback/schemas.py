"""What /feedback takes and answers."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import Field

from mockmate_api.fields import Body
from mockmate_api.pagination import Page
from mockmate_api.reviews import FeedbackOut

Rating = Annotated[int, Field(ge=1, le=5, description="1 (poor) to 5 (excellent).")]
Words = Annotated[str, Field(min_length=1, max_length=4000)]


class FeedbackIn(Body):
    """What you say of your peer. `problem_solving` and `technical` are for technical interviews."""

    interview_id: UUID
    communication: Rating
    problem_solving: Rating | None = None
    technical: Rating | None = None
    overall: Rating
    did_well: Words
    to_improve: Words
    would_pass: bool = Field(description="Whether you would let them pass.")
    good_match: Annotated[int, Field(ge=1, le=5, description="How well you two were matched.")]


class FeedbackPage(Page[FeedbackOut]):
    """Feedback, newest first."""
