"""Requests and responses of /admin."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from mockmate_api.accounts.profiles import BirthYear, TimeZone
from mockmate_api.http.fields import Body, Changes, InterviewTypeIn, LocalTime, MomentIn, Omittable, QueryId
from mockmate_api.http.pagination import OnePage, Page, PageQuery
from shared.core.integers import WHOLE, Id
from shared.core.view import Moment, View
from shared.events.schemas import Person
from shared.models import AuditKind, InterviewType, ReportReason, Resolution

Weekday = Annotated[int, Field(ge=1, le=7, description="1 (Monday) to 7 (Sunday)."), WHOLE]
Capacity = Annotated[int, Field(ge=1, le=100_000), WHOLE]


class GenerateIn(Body):
    """How many days ahead to create slots; the configured number unless given."""

    days: Annotated[int, Field(ge=1, le=60), WHOLE] | None = None


class GenerateOut(View):
    """How many missing slots were created."""

    created: int


class PassOut(View):
    """What one matching pass did."""

    pairs: int
    waiting: int = Field(description="How many people are present and still wait.")


class ReportQuery(PageQuery):
    """Which reports."""

    open: bool | None = Field(None, description="true: those to be looked at; false: those that are resolved.")


class ReportOut(View):
    """One person's report about another, and its outcome."""

    id: Id
    reporter: Person
    subject: Person
    interview_id: UUID | None
    reason: ReportReason
    text: str
    exited: bool = Field(description="Whether the reporter left the room by it; then they may have written nothing.")
    created_at: Moment
    resolved_at: Moment | None
    resolved_by: Id | None
    resolution: Resolution | None
    note: str | None


class ReportPage(Page[ReportOut]):
    """Reports, newest first."""


class ResolveIn(Body):
    """The decision on a report. It is only recorded; `POST /moderation/reports/{report_id}/resolve` also acts on it."""

    resolution: Annotated[Resolution, Field(strict=False)]
    note: str | None = Field(None, max_length=2000)


class SuspendIn(Body):
    """The reason for a suspension and when it ends; without an end it lasts until it is lifted."""

    reason: str = Field(min_length=1, max_length=500, description="They read it when they log in.")
    until: MomentIn | None = None


class BirthYearIn(Body):
    """A person's year of birth; with null they are asked again."""

    birth_year: BirthYear | None


class PeopleQuery(PageQuery):
    """Which people to find."""

    q: str | None = Field(
        None, min_length=1, max_length=254, description="Part of a username or name, a full email address, or an id."
    )
    suspended: bool | None = Field(None, description="true: only suspended people; false: only others.")


class AccountOut(View):
    """An account as administrators see it; the full address remains private."""

    id: Id
    username: str
    full_name: str | None
    is_admin: bool
    is_moderator: bool
    birth_year: int | None = Field(description="As they said it.")
    created_at: Moment
    suspended_at: Moment | None
    suspended_until: Moment | None = Field(description="Null for a suspension that ends when it is lifted.")
    suspension_reason: str | None
    practice_blocked_until: Moment | None = Field(description="May be a time that has passed.")
    has_keys: bool = Field(
        description="Whether they have a code app or passkeys, which an administrator can remove once they are lost."
    )


class AccountPage(Page[AccountOut]):
    """Accounts, newest first."""


class AuditQuery(PageQuery):
    """Which entries."""

    kind: AuditKind | None = None
    actor_id: QueryId | None = None
    subject_id: QueryId | None = None


class AuditOut(View):
    """An action by the actor, on the subject if that is someone else."""

    id: Id
    at: Moment
    kind: str
    actor_id: Id | None
    subject_id: Id | None
    address: str | None
    request_id: str | None
    detail: dict[str, Any]


class AuditPage(Page[AuditOut]):
    """Entries, newest first."""


class ParkedQuery(PageQuery):
    """Which parked items."""

    job: str | None = Field(None, min_length=1, max_length=100, description="Only those of this job.")


class ParkedOut(View):
    """An item that a background job could not process, and tries again later."""

    job: str
    item: str = Field(description="Its id; docs/operations.md says of what, by job.")
    error: str = Field(description="The kind of error and where it was raised. The log has the trace.")
    attempts: int
    parked_at: Moment
    retry_at: Moment


class ParkedPage(Page[ParkedOut]):
    """Parked items, by job and item."""


class RetryIn(Body):
    """Which parked items to try again now: all of them unless a job, or one item of it, is given."""

    job: Annotated[str, Field(min_length=1, max_length=100)] | None = None
    item: Annotated[str, Field(min_length=1, max_length=200)] | None = None


class RetryOut(View):
    """How many parked items are due now."""

    due: int


class TemplateIn(Body):
    """A weekly time with a slot, in the local time of a zone."""

    interview_type: InterviewTypeIn
    weekday: Weekday
    local_time: LocalTime
    time_zone: TimeZone
    capacity: Capacity | None = Field(None, description="As the settings say unless given.")


class TemplateChanges(Changes):
    """What to change of a template."""

    interview_type: Omittable[InterviewTypeIn] = None
    weekday: Omittable[Weekday] = None
    local_time: Omittable[LocalTime] = None
    time_zone: Omittable[TimeZone] = None
    capacity: Omittable[Capacity] = None


class TemplateOut(View):
    """A weekly time with a slot."""

    id: Id
    interview_type: InterviewType
    weekday: int
    local_time: LocalTime
    time_zone: str
    capacity: int


class TemplateList(OnePage):
    """Templates by type, day and time."""

    items: list[TemplateOut]


class SuggestedTemplate(View):
    """A weekly time at which people usually come, and at which there is no slot."""

    weekday: int
    local_time: LocalTime
    time_zone: str
    weeks: int = Field(description="In how many of the last weeks people came in the hour that begins then.")
    people: int = Field(description="How many different people came, in all these weeks.")


class IdleTemplate(View):
    """A template in whose slots nobody met in the last weeks."""

    template_id: Id
    slots: int = Field(description="How many slots there were.")
    booked: int = Field(description="How many bookings of them were not canceled.")


class TypeSuggestions(View):
    """What the last weeks suggest for one type of interview."""

    interview_type: InterviewType
    hourly: bool = Field(description="Whether it has no templates, and so a slot every hour until it gets one.")
    add: list[SuggestedTemplate] = Field(description="By weekday and time.")
    remove: list[IdleTemplate] = Field(description="By weekday and time.")


class TemplateSuggestions(OnePage):
    """What the last weeks suggest for the templates of each type."""

    of_weeks: int = Field(description="How many weeks were looked at.")
    items: list[TypeSuggestions]
