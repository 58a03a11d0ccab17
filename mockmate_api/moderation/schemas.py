"""Requests and responses of /moderation."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from mockmate_api.http.fields import Body, MomentIn
from mockmate_api.http.pagination import OnePage, Page, PageQuery
from shared.core.integers import Id
from shared.core.view import Moment, View
from shared.events.schemas import Person
from shared.models import AppealOutcome, MeasureKind, ReportReason, Resolution

Words = Annotated[str, Field(min_length=1, max_length=2000)]


class Severity(StrEnum):
    """How urgent a report is, by its reason."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


SEVERITIES: dict[ReportReason, Severity] = {
    ReportReason.HARASSMENT: Severity.HIGH,
    ReportReason.INAPPROPRIATE: Severity.HIGH,
    ReportReason.OTHER: Severity.MEDIUM,  # it may be anything
    ReportReason.CHEATING: Severity.MEDIUM,
    ReportReason.SPAM: Severity.LOW,
}


class QueueQuery(PageQuery):
    """Which reports."""

    open: bool = Field(True, description="false: those that are decided, newest first.")


class QueuedReport(View):
    """A report, and what helps to choose which one to look at."""

    id: Id
    reporter: Person
    subject: Person
    interview_id: UUID | None
    reason: ReportReason
    severity: Severity
    text: str
    exited: bool = Field(description="Whether they left the interview by reporting.")
    created_at: Moment
    first_answer_at: Moment | None = Field(description="When a moderator first looked at it.")
    has_evidence: bool
    open_about_subject: int = Field(description="How many open reports about the same person there are, with this one.")
    resolved_at: Moment | None
    resolved_by: Person | None
    resolution: Resolution | None
    note: str | None


class Queue(Page[QueuedReport]):
    """Open reports, the most severe first, and of these the oldest."""


class PastReport(View):
    """Another report that a person made, or that was made about them."""

    id: Id
    other: Person = Field(description="Whom it is about, or who made it.")
    reason: ReportReason
    created_at: Moment
    resolved_at: Moment | None
    resolution: Resolution | None


class MeasureOut(View):
    """What was decided about a person."""

    id: Id
    kind: MeasureKind
    text: str = Field(description="What they were told.")
    decided_at: Moment
    decided_by: Person | None
    until: Moment | None
    lifted_at: Moment | None
    lasts: bool = Field(description="Whether it is a restriction or a suspension that applies now.")


class History(View):
    """What is known of a person. Lists have the newest fifty."""

    person: Person
    created_at: Moment
    deleted_at: Moment | None
    reports_about: list[PastReport]
    reports_by: list[PastReport]
    measures: list[MeasureOut]
    blocks_against: int = Field(description="How many people block them.")
    same_device: list[Person] = Field(
        description="Suspended people whose device this later account has used. Schools and families share computers."
    )


class ReportDetail(QueuedReport):
    """A report, and the history of both people."""

    reporter_history: History
    subject_history: History


class ReturningPerson(View):
    """An account that was made after a suspension, on a device that the suspended person had used."""

    person: Person
    created_at: Moment
    suspended: list[Person]


class Returning(OnePage):
    """People who may have returned, the newest accounts first; at most fifty."""

    items: list[ReturningPerson]


class DecisionIn(Body):
    """The decision on a report, which is carried out at once."""

    resolution: Annotated[Resolution, Field(strict=False)]
    text: Words | None = Field(None, description="What the person is told; needed unless the report is dismissed.")
    until: MomentIn | None = Field(
        None, description="When a restriction or suspension ends; without it, it lasts until it is lifted."
    )
    note: str | None = Field(None, max_length=2000, description="For other moderators.")

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.resolution is not Resolution.DISMISSED and self.text is None:
            raise PydanticCustomError("text_needed", "give the words that the person is told, as `text`")
        if self.until is not None and self.resolution not in {Resolution.RESTRICTED, Resolution.SUSPENDED}:
            raise PydanticCustomError("no_end", "only a restriction or a suspension has an end")
        return self


class AppealQuery(PageQuery):
    """Which appeals."""

    open: bool = Field(True, description="false: those that are answered, newest first.")


class AppealSeen(View):
    """An appeal, and what it is against."""

    id: Id
    person: Person
    measure: MeasureOut
    report_id: Id | None
    text: str
    created_at: Moment
    may_answer: bool = Field(description="Whether I may: I neither decided nor reported, or no other moderator can.")
    answered_at: Moment | None
    answered_by: Person | None
    outcome: AppealOutcome | None
    answer: str | None


class AppealPage(Page[AppealSeen]):
    """Appeals; open ones oldest first."""


class AnswerIn(Body):
    """The answer to an appeal."""

    outcome: Annotated[AppealOutcome, Field(strict=False)]
    text: Words = Field(description="What the person is told.")
