"""Requests and responses of /admin/topics."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from mockmate_api.http.fields import Body, Changes, InterviewTypeIn, Omittable, TopicSlug
from mockmate_api.http.pagination import OnePage
from mockmate_api.reviews import question_tags
from mockmate_api.reviews.question_tags import QuestionTag
from shared.core.integers import WHOLE, Id
from shared.core.view import Moment, View
from shared.models import InterviewType, QuestionKind

TopicName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
TopicTags = Annotated[list[QuestionTag], Field(max_length=60, description="A question with one of them belongs to it.")]
TopicKinds = Annotated[
    list[Annotated[QuestionKind, Field(strict=False)]],
    Field(max_length=len(QuestionKind), description="A question of one of these kinds belongs to it."),
]
Position = Annotated[int, Field(ge=0, le=1000, description="Topics are offered in this order."), WHOLE]


class TopicIn(Body):
    """A topic, with tags or kinds of questions."""

    slug: TopicSlug
    interview_type: InterviewTypeIn
    name: TopicName
    position: Position | None = None
    tags: TopicTags | None = None
    kinds: TopicKinds | None = None

    @model_validator(mode="after")
    def _has_questions(self) -> Self:
        check(self.interview_type, self.tags or [], self.kinds or [])
        return self


class TopicChanges(Changes):
    """What to change of a topic. Its slug and its type identify it."""

    name: Omittable[TopicName] = None
    position: Omittable[Position] = None
    tags: Omittable[TopicTags] = None
    kinds: Omittable[TopicKinds] = None
    retired: Omittable[bool] = Field(None, description="true: it can't be wished for any more; false: it can again.")


def check(interview_type: InterviewType, tags: list[str], kinds: list[QuestionKind]) -> None:
    """Raise the error of a field unless questions may belong to such a topic."""
    if not tags and not kinds:
        raise PydanticCustomError("topic", "give tags or kinds, or no question belongs to it")
    foreign = sorted(set(tags) - question_tags.of_type(interview_type))
    if foreign:
        raise PydanticCustomError("topic", f"no {interview_type} question has these tags: " + ", ".join(foreign))


class LevelCounts(View):
    """How many questions can be asked, by level."""

    easy: int
    medium: int
    hard: int


class ManagedTopic(View):
    """A topic, as administrators see it."""

    id: Id
    slug: str
    interview_type: InterviewType
    name: str
    position: int
    tags: list[str]
    kinds: list[QuestionKind]
    questions: LevelCounts
    retired_at: Moment | None


class ManagedTopics(OnePage):
    """All topics, by type and in the order in which they are offered."""

    items: list[ManagedTopic]
