"""What /interview takes and answers."""

from __future__ import annotations

from typing import Self
from uuid import UUID

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from mockmate_api.fields import Body, DifficultyIn, InterviewTypeIn, MomentIn, QueryId
from mockmate_api.pagination import Page, PageQuery
from mockmate_api.reviews import FeedbackOut
from shared.models import Difficulty
from shared.views import InterviewSeen, Role, View


class StartIn(Body):
    """Which interview you are ready for."""

    interview_id: UUID


class EndIn(Body):
    """What to do next."""

    requeue: bool = Field(default=False, description="Go to the practice room at once, asking for the same as before.")


class HistoryQuery(PageQuery):
    """Which of my past interviews."""

    interview_type: InterviewTypeIn | None = None
    difficulty: DifficultyIn | None = Field(None, description="Mine.")
    from_: MomentIn | None = Field(None, alias="from", description="Matched then or later.")
    to: MomentIn | None = Field(None, description="Matched before then.")
    peer: QueryId | None = Field(None, description="The id of the person I met.")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.from_ and self.to and self.from_ >= self.to:
            raise PydanticCustomError("order", "`from` must be before `to`")
        return self


class QuestionAsked(View):
    """A question that was put to one of the two."""

    id: int
    title: str
    difficulty: Difficulty
    tags: list[str]
    of_me: bool = Field(description="Whether I was asked it; otherwise I asked it.")


class PastInterview(InterviewSeen):
    """An interview that is over, with the feedback on it."""

    roles: list[Role] = Field(description="The roles I played; none when it never began.")
    questions: list[QuestionAsked]
    duration_seconds: int | None = Field(description="From start to end; null when it never began.")
    feedback_given: FeedbackOut | None = Field(description="Mine on my peer.")
    feedback_received: FeedbackOut | None = Field(description="My peer's on me; null until I may read it.")
    replay: str = Field(description="Path of its recording.")


class HistoryPage(Page[PastInterview]):
    """My past interviews, newest first."""
