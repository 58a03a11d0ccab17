"""Requests and responses of /feedback."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from mockmate_api.http.fields import Body, Changes, Omittable
from mockmate_api.http.pagination import Page
from mockmate_api.reviews.feedback_view import FeedbackOut
from shared.core.integers import WHOLE

Rating = Annotated[int, Field(ge=1, le=5, description="1 (poor) to 5 (excellent)."), WHOLE]
GoodMatch = Annotated[int, Field(ge=1, le=5, description="How well you two were matched."), WHOLE]
Words = Annotated[str, Field(min_length=1, max_length=4000, pattern=r"\S", description="More than blanks.")]


class FeedbackRubric(Body):
    """Finer ratings, all optional.

    Behavioral: structure, ownership, impact, communication. Technical: problem_solving, code, communication, testing.
    """

    structure: Rating | None = None
    ownership: Rating | None = None
    impact: Rating | None = None
    communication: Rating | None = None
    problem_solving: Rating | None = None
    code: Rating | None = None
    testing: Rating | None = None

    @property
    def given(self) -> dict[str, int]:
        """The ratings given, by dimension."""
        return self.model_dump(exclude_none=True)


class InterviewerRubric(Body):
    """Ratings of my peer as interviewer. Only `overall` has to be given."""

    overall: Rating
    clarity: Rating | None = Field(None, description="How clearly they asked.")
    hints: Rating | None = Field(None, description="Whether they helped at the right moment.")
    listening: Rating | None = None
    fairness: Rating | None = Field(None, description="Whether they were fair and respectful.")
    words: Words | None = Field(None, description="About them as interviewer.")

    @property
    def given(self) -> dict[str, int | str]:
        """What was given, by name."""
        return self.model_dump(exclude_none=True)


QuestionRubric = Annotated[
    dict[str, Rating],
    Field(max_length=20, description="By the dimensions of the rubric of the question that my peer was asked."),
]


class FeedbackIn(Body):
    """Feedback on a peer. `problem_solving` and `technical` are for technical interviews.

    `communication`, `overall` and `would_pass` are about my peer as interviewee, and required. Only of a peer who was
    the interviewer throughout, `as_interviewer` may be given in their place.
    """

    interview_id: UUID
    communication: Rating | None = None
    problem_solving: Rating | None = None
    technical: Rating | None = None
    overall: Rating | None = None
    did_well: Words
    to_improve: Words
    would_pass: bool | None = Field(None, description="Whether you would let them pass.")
    good_match: GoodMatch
    rubric: FeedbackRubric | None = None
    question_rubric: QuestionRubric | None = None
    as_interviewer: InterviewerRubric | None = Field(None, description="Only if my peer was the interviewer at times.")


class FeedbackChanges(Changes):
    """Changes to feedback I gave; a `rubric`, `question_rubric` or `as_interviewer` replaces the previous one."""

    model_config = ConfigDict(json_schema_extra={"minProperties": 1})

    communication: Omittable[Rating] = None
    problem_solving: Rating | None = None
    technical: Rating | None = None
    overall: Omittable[Rating] = None
    did_well: Omittable[Words] = None
    to_improve: Omittable[Words] = None
    would_pass: Omittable[bool] = None
    good_match: Omittable[GoodMatch] = None
    rubric: FeedbackRubric | None = None
    question_rubric: QuestionRubric | None = None
    as_interviewer: InterviewerRubric | None = None

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
