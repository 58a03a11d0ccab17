"""What /admin takes and answers."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from mockmate_api.fields import Body, Changes, InterviewTypeIn, LocalTime, Omittable
from mockmate_api.profiles import TimeZone
from shared.models import InterviewType
from shared.views import View

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
