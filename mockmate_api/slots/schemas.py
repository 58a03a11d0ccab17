"""What /slots takes and answers."""

from __future__ import annotations

from typing import Annotated, Self
from uuid import UUID

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from mockmate_api.fields import (
    Body,
    Changes,
    DifficultyIn,
    Id,
    InterviewTypeIn,
    LanguageIn,
    MaxLevelGap,
    MomentIn,
    Omittable,
)
from mockmate_api.pagination import Page, PageQuery
from shared.models import BookingStatus, Difficulty, InterviewType
from shared.views import Moment, MyBooking, View

Note = Annotated[str, Field(max_length=500, description="For yourself; your peer doesn't see it.")]


class SlotQuery(PageQuery):
    """Which slots."""

    interview_type: InterviewTypeIn | None = None
    from_: MomentIn | None = Field(None, alias="from", description="Starting then or later; never before now.")
    to: MomentIn | None = Field(None, description="Starting before then.")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.from_ and self.to and self.from_ >= self.to:
            raise PydanticCustomError("order", "`from` must be before `to`")
        return self


class SlotOut(View):
    """A time at which people practise one type of interview."""

    id: int
    interview_type: InterviewType
    starts_at: Moment
    ends_at: Moment
    capacity: int
    booked: int = Field(description="How many seats are taken.")
    mine: MyBooking | None


class SlotPage(Page[SlotOut]):
    """Upcoming slots, soonest first."""


class BookingIn(Body):
    """A seat in a slot, and what you ask of your match."""

    slot_id: Id
    difficulty: DifficultyIn
    language: LanguageIn = "en"
    max_level_gap: MaxLevelGap = 2
    note: Note | None = None


class BookingChanges(Changes):
    """What to change of a booking; `slot_id` moves it."""

    slot_id: Omittable[Id] = None
    difficulty: Omittable[DifficultyIn] = None
    language: Omittable[LanguageIn] = None
    max_level_gap: Omittable[MaxLevelGap] = None
    note: Note | None = None


class BookingQuery(PageQuery):
    """Which of my bookings."""

    live: bool | None = Field(None, description="true: those still to come, soonest first; false: those that are over.")


class BookingOut(View):
    """My place in a slot."""

    id: int
    slot_id: int
    interview_type: InterviewType
    practice: bool
    starts_at: Moment
    ends_at: Moment
    room_opens_at: Moment | None = Field(description="When its waiting room opens; null for a practice room.")
    room_closes_at: Moment | None
    status: BookingStatus
    difficulty: Difficulty
    language: str
    max_level_gap: int
    note: str | None
    interview_id: UUID | None = Field(description="While it is matched: the interview.")
    created_at: Moment


class BookingPage(Page[BookingOut]):
    """My bookings."""
