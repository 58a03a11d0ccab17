"""Requests and responses of /solo."""

from __future__ import annotations

from pydantic import Field

from mockmate_api.http.fields import Body, DifficultyIn, InterviewTypeIn, TopicsIn
from shared.core.integers import Id
from shared.core.view import Moment, View
from shared.events.question_view import QuestionView
from shared.models import InterviewType


class SoloIn(Body):
    """What to practice alone."""

    interview_type: InterviewTypeIn
    difficulty: DifficultyIn
    topics: TopicsIn | None = None


class SoloTurnView(View):
    """A question that I practice alone. There is nobody to ask me, so I have all of it: also hints and solution."""

    id: Id
    interview_type: InterviewType
    began_at: Moment
    minutes: int = Field(description="How long a turn takes in an interview: half of its time.")
    met_before: bool = Field(
        description="Whether I had met the question before, since none of this type and level was new."
    )
    question: QuestionView
