"""What /admin takes and answers."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from pydantic import Field, WithJsonSchema

from mockmate_api.accounts.profiles import TimeZone
from mockmate_api.http.fields import Body, Changes, InterviewTypeIn, LocalTime, MomentIn, Omittable, QueryId
from mockmate_api.http.pagination import Page, PageQuery
from shared.core.view import Moment, View
from shared.events.schemas import Person
from shared.models import AuditKind, InterviewType, ReportReason, Resolution

# Written out: a parameter of a query can't refer to a schema that stands beside it.
AuditKindIn = Annotated[
    AuditKind, WithJsonSchema({"type": "string", "enum": [kind.value for kind in AuditKind]}, mode="validation")
]

Weekday = Annotated[int, Field(ge=1, le=7, description="1 (Monday) to 7 (Sunday).")]
Capacity = Annotated[int, Field(ge=1, le=100_000)]


class GenerateIn(Body):
    """How far ahead slots are wanted; as far as the settings say unless given."""

    days: Annotated[int, Field(ge=1, le=60)] | None = None


class GenerateOut(View):
    """How many slots were missing and have been made."""

    created: int


class PassOut(View):
    """What one matching pass did."""

    pairs: int
    waiting: int = Field(description="How many people are present and still wait.")


class ReportQuery(PageQuery):
    """Which reports."""

    open: bool | None = Field(None, description="true: those to be looked at; false: those that are resolved.")


class ReportOut(View):
    """What one person says of another, and what became of it."""

    id: int
    reporter: Person
    subject: Person
    interview_id: UUID | None
    reason: ReportReason
    text: str
    created_at: Moment
    resolved_at: Moment | None
    resolved_by: int | None
    resolution: Resolution | None
    note: str | None


class ReportPage(Page[ReportOut]):
    """Reports, newest first."""


class ResolveIn(Body):
    """What became of a report. It records a decision; suspending somebody is a request of its own."""

    resolution: Annotated[Resolution, Field(strict=False)]
    note: str | None = Field(None, max_length=2000)


class SuspendIn(Body):
    """Why somebody may not come in, and until when; until it is lifted unless given."""

    reason: str = Field(min_length=1, max_length=500, description="They read it when they log in.")
    until: MomentIn | None = None


class PeopleQuery(PageQuery):
    """Whom to look for."""

    q: str | None = Field(
        None, min_length=1, max_length=254, description="Part of a username or name, a whole e-mail address, or an id."
    )
    suspended: bool | None = Field(None, description="true: only who is suspended; false: only who is not.")


class AccountOut(View):
    """An account, as far as administrators must see it; the address stays its owner's."""

    id: int
    username: str
    full_name: str | None
    is_admin: bool
    created_at: Moment
    suspended_at: Moment | None
    suspended_until: Moment | None = Field(description="Null for a suspension that ends when it is lifted.")
    suspension_reason: str | None
    practice_blocked_until: Moment | None = Field(description="May be a time that has passed.")


class AccountPage(Page[AccountOut]):
    """Accounts, newest first."""


class AuditQuery(PageQuery):
    """Which entries."""

    kind: AuditKindIn | None = None
    actor_id: QueryId | None = None
    subject_id: QueryId | None = None


class AuditOut(View):
    """Something that was done: by the actor, to the subject where that is somebody else."""

    id: int
    at: Moment
    kind: str
    actor_id: int | None
    subject_id: int | None
    address: str | None
    request_id: str | None
    detail: dict[str, Any]


class AuditPage(Page[AuditOut]):
    """Entries, newest first."""


class TemplateIn(Body):
    """A time of the week at which there is a slot, by the clocks of a zone."""

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
    """A time of the week at which there is a slot."""

    id: int
    interview_type: InterviewType
    weekday: int
    local_time: LocalTime
    time_zone: str
    capacity: int


class TemplateList(View):
    """Templates by type, day and time."""

    items: list[TemplateOut]
    next_cursor: None = Field(None, description="There is one page only.")
