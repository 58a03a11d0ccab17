"""Requests and responses of /analytics."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal, Self
from uuid import UUID

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError
from typing_extensions import TypeAliasType

from mockmate_api.http.fields import MomentIn, Query
from shared.core.integers import Id
from shared.core.view import Moment, View
from shared.events.schemas import Person
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


MOST_DAYS = 366


class OperatorQuery(Query):
    """The period; the last 30 days unless given."""

    from_: MomentIn | None = Field(None, alias="from", description="Unless given, 30 days before `to`.")
    to: MomentIn | None = Field(None, description="Unless given, now.")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.from_ and self.to and self.from_ >= self.to:
            raise PydanticCustomError("order", "`from` must be before `to`")
        if self.from_ and self.to and self.to - self.from_ > timedelta(days=MOST_DAYS):
            raise PydanticCustomError("too_long", "must cover at most a year")
        return self


class Gaps(View):
    """How many pairs had levels this far apart."""

    none: int
    one: int
    two: int


class Figures(View):
    """How matching went. Interviews count when they were matched, bookings when they were scheduled to start."""

    wait_p50_seconds: float | None = Field(description="Half of those who were matched waited no longer.")
    wait_p95_seconds: float | None
    came: int = Field(description="Bookings that waited until they were matched or the room closed.")
    matched: int = Field(description="Of these, matched.")
    match_rate: float | None
    level_gaps: Gaps
    no_shows: int
    no_show_rate: float | None = Field(description="Of bookings that ended as no-show or completed.")
    interviews: int
    ended: int
    abandoned: int
    completion_rate: float | None = Field(description="Of interviews that are over, those that took place.")
    feedbacks: int = Field(description="Feedback on these interviews.")
    helpful_votes: int = Field(description="Of these, those whose reader said whether they were helpful.")
    helpful: int = Field(description="Of these, those that were.")
    helpful_rate: float | None = Field(description="Of the votes; null with fewer than five.")


class TypeFigures(Figures):
    """The figures of one type."""

    interview_type: InterviewType


class DayFigures(TypeFigures):
    """The figures of one type on one UTC day."""

    day: date


class Now(View):
    """The current moment."""

    live_rooms: int
    starting_rooms: int = Field(description="Matched, and not started by both yet.")
    waiting: int = Field(description="People present in waiting rooms.")


class OperatorAnalytics(View):
    """How the platform performs."""

    now: Now
    total: Figures
    types: list[TypeFigures]
    days: list[DayFigures] = Field(description="Oldest first; without days on which nothing happened.")


FindingKind = TypeAliasType(
    "FindingKind", Literal["meets_often", "rates_each_other", "ends_at_once", "misses_much", "peers_leave"]
)


class Finding(View):
    """Something unusual about one person or a few: a reason to look, not a verdict.

    `count` and `of` are, by kind: `meets_often`, interviews that two people had with each other, of those of the one
    who had fewer; `rates_each_other`, ratings that a group exchanged, of all that they gave; `ends_at_once`, top
    ratings for interviews that ended within two minutes, of all ratings; `misses_much`, bookings missed, given up late
    or declined, of all; `peers_leave`, matches that the other person missed or declined, of all.
    """

    kind: FindingKind
    people: list[Person]
    count: int
    of: int
    mean_inside: float | None = Field(description="Of the ratings that a group exchanged; null for other kinds.")
    mean_outside: float | None = Field(description="Of the ratings that they gave to everybody else.")


class Integrity(View):
    """What is unusual in a period, by kind, the most first; at most 50 findings of a kind."""

    since: Moment
    until: Moment
    findings: list[Finding]


GroupKind = TypeAliasType("GroupKind", Literal["by_level", "by_language", "by_hour"])


class WaitOfGroup(View):
    """How one group of people waited for interviews of one type; rates and waits are null for fewer than five."""

    interview_type: InterviewType
    kind: GroupKind = Field(description="What the group has in common.")
    of: str | None = Field(
        description="The difficulty, the spoken language, or the UTC hour in two digits; null for all groups of fewer"
        " than five, together."
    )
    came: int = Field(description="Bookings that waited until they were matched or the room closed.")
    unmatched: int = Field(description="Of these, those that found nobody.")
    unmatched_rate: float | None
    wait_p50_seconds: float | None = Field(description="Half of those who were matched waited no longer.")
    wait_p95_seconds: float | None


class Fairness(View):
    """Whether everybody waits alike."""

    since: Moment
    until: Moment
    groups: list[WaitOfGroup] = Field(description="By type and kind; those of fewer than five together, last.")
