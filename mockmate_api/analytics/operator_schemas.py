"""Requests and responses of /analytics for operators: figures of matching, what is unusual, and who waits longer."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError
from typing_extensions import TypeAliasType

from mockmate_api.http.fields import MomentIn, Query
from shared.core.view import Moment, View
from shared.events.schemas import Person
from shared.models import InterviewType, ReportReason

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
    """How matching went. Interviews count when they were matched, bookings when they were scheduled to start.

    Waits and rates are null where there are fewer than five of what they are of.
    """

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
    helpful_rate: float | None = Field(description="Of the votes.")


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
    waiting: int = Field(
        description="People present in waiting rooms, except those who wait for the one whom they arranged to meet."
    )


class OperatorAnalytics(View):
    """How the platform performs."""

    now: Now
    total: Figures
    types: list[TypeFigures]
    days: list[DayFigures] = Field(description="Oldest first; without days on which nothing happened.")
    invited: int = Field(
        description="How many interviews took place that people arranged by invitation. No figure of a period has them."
    )


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
    """How one group of people waited for interviews of one type.

    The rate is null for fewer than five, and so are waits if fewer than five were matched.
    """

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


class OpenReports(View):
    """The reports that nobody has decided yet, whenever they were made."""

    reports: int
    oldest_seconds: int | None = Field(description="The age of the oldest one.")


class ReasonFigures(View):
    """The reports of a period for one reason, and what became of them."""

    reason: ReportReason
    made: int
    undecided: int
    dismissed: int
    warned: int
    restricted: int
    suspended: int


class AppealFigures(View):
    """The appeals of a period."""

    made: int
    unanswered: int
    upheld: int = Field(description="The decision stayed.")
    lifted: int = Field(description="The decision was lifted.")


class ModerationFigures(View):
    """How moderation performs. Reports and appeals count on the day they were made."""

    now: OpenReports
    reasons: list[ReasonFigures] = Field(description="One for each reason, also without reports.")
    first_answer_p50_seconds: int | None = Field(description="Half of the reports that were looked at waited so long.")
    decision_p50_seconds: int | None = Field(description="Half of the decided reports waited so long.")
    appeals: AppealFigures
