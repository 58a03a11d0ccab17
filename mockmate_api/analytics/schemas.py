"""Responses of /analytics/me; operator_schemas.py has the rest of /analytics."""

from __future__ import annotations

from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import Field
from typing_extensions import TypeAliasType

from shared.core.integers import Id
from shared.core.view import View
from shared.models import Difficulty, InterviewType

Dimension = TypeAliasType(
    "Dimension",
    Literal[
        "overall",
        "communication",
        "problem_solving",
        "technical",
        "structure",
        "ownership",
        "impact",
        "code",
        "testing",
    ],
)

InterviewerDimension = TypeAliasType(
    "InterviewerDimension", Literal["overall", "clarity", "hints", "listening", "fairness"]
)


class Ratings(View):
    """Some ratings, each from 1 to 5."""

    count: int
    mean: float | None = Field(description="Null without ratings.")
    spread: float | None = Field(description="Their standard deviation; null with fewer than two.")


class ComparedRatings(Ratings):
    """Ratings that are compared with others."""

    shrunk: float | None = Field(
        description="The mean, drawn toward that of the site the more, the fewer ratings there are. What stands out is"
        " chosen by it; it is not for showing."
    )


class WeekOfPractice(View):
    """My practice in one week."""

    week: date = Field(description="Its Monday.")
    interviews: int
    minutes: float


class WeekOfRatings(Ratings):
    """The ratings of one week's interviews."""

    week: date = Field(description="Its Monday.")


class DimensionRatings(ComparedRatings):
    """My ratings in one dimension, as interviewee.

    If a rubric and a plain rating share the name, the rubric's counts.
    """

    dimension: Dimension
    weeks: list[WeekOfRatings] = Field(description="Weeks with ratings, oldest first.")


class InterviewerDimensionRatings(ComparedRatings):
    """My ratings in one dimension as interviewer."""

    dimension: InterviewerDimension
    weeks: list[WeekOfRatings] = Field(description="Weeks with ratings, oldest first.")


class TagPractice(View):
    """Questions with one tag that I was asked."""

    tag: str
    interviews: int
    overall: ComparedRatings


class TopicPractice(View):
    """Questions on one topic that I was asked."""

    topic: str = Field(description="Its slug; /topics has its name.")
    interview_type: InterviewType
    interviews: int
    overall: ComparedRatings


class LevelPractice(View):
    """My interviews of one type for which I chose one difficulty."""

    interview_type: InterviewType
    difficulty: Difficulty
    interviews: int
    overall: Ratings
    would_pass: float | None = Field(description="The part of my peers who would let me pass, 0 to 1.")


class Streak(View):
    """Weeks in a row with at least one interview; a current streak may still lack this week."""

    current_weeks: int
    longest_weeks: int


class Evidence(View):
    """Feedback from one peer."""

    interview_id: UUID
    feedback_id: Id
    rating: int
    words: str


class Standout(View):
    """A dimension that stands out, and the feedback behind it."""

    dimension: Dimension
    mean: float
    count: int
    evidence: list[Evidence]


AdviceReason = TypeAliasType("AdviceReason", Literal["nothing_yet", "ready_for_harder", "too_hard_yet", "keep_going"])


class Advice(View):
    """What to practice next, and why."""

    interview_type: InterviewType
    difficulty: Difficulty
    tags: list[str]
    because: AdviceReason
    reason: str


class InterviewerAdvice(View):
    """What to work on as interviewer, and why."""

    dimension: InterviewerDimension
    mean: float
    count: int
    reason: str


class AsInterviewer(View):
    """How peers rated me as interviewer."""

    dimensions: list[InterviewerDimensionRatings]
    advice: InterviewerAdvice | None = Field(
        description="On the lowest mean of three or more ratings; null if each is 4 or more."
    )


class HelpfulFeedback(View):
    """What people said about the feedback that I gave them."""

    helpful: int = Field(description="How many of my feedbacks they found helpful.")
    votes: int = Field(description="Of how many they said whether it was.")
    shrunk: float = Field(
        description="The part found helpful, 0 to 1, drawn toward that of the site the more, the fewer votes there are."
    )


class InvitedPractice(View):
    """Interviews with people whom I invited, or who invited me: apart from all other figures."""

    interviews: int
    minutes: float
    overall: Ratings = Field(description="The overall ratings of me as interviewee.")


class MyAnalytics(View):
    """My progress. Weeks run from Monday to Sunday in my time zone; feedback counts once I may read it.

    All ratings but those in `as_interviewer` are of me as interviewee.
    """

    time_zone: str
    interviews: int = Field(description="Interviews that took place.")
    minutes: float
    would_pass: float | None = Field(description="The part of my peers who would let me pass, 0 to 1.")
    streak: Streak
    weeks: list[WeekOfPractice] = Field(description="From the first one on, the last 104 at most.")
    dimensions: list[DimensionRatings]
    tags: list[TagPractice] = Field(description="Most practiced first.")
    topics: list[TopicPractice] = Field(
        description="Most practiced first. A question may belong to several, or to none."
    )
    levels: list[LevelPractice]
    strongest: Standout | None = Field(description="Null until two dimensions with three ratings each differ.")
    weakest: Standout | None
    next: Advice
    as_interviewer: AsInterviewer
    feedback_given: HelpfulFeedback | None = Field(description="Null with fewer than five votes.")
    invited: InvitedPractice
