"""Requests and responses of /slots."""

from __future__ import annotations

from typing import Annotated, Self
from uuid import UUID

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from mockmate_api.accounts.profiles import DeviceZone
from mockmate_api.http.fields import (
    Body,
    Changes,
    DayIn,
    Defaulted,
    DifficultyIn,
    InterviewTypeIn,
    LanguageIn,
    LocalTime,
    MaxLevelGap,
    MomentIn,
    Omittable,
    QueryId,
    TopicsIn,
)
from mockmate_api.http.pagination import Page, PageQuery
from shared.core.integers import Id, IdIn
from shared.core.view import Moment, View
from shared.events.schemas import GroupRef, MyBooking, Person
from shared.models import BookingStatus, CancelledBy, Difficulty, InterviewType

Note = Annotated[str, Field(max_length=500, description="For yourself; your peer doesn't see it.")]


class SlotQuery(PageQuery):
    """Which slots."""

    interview_type: InterviewTypeIn | None = None
    from_: MomentIn | None = Field(None, alias="from", description="Starting then or later; never before now.")
    to: MomentIn | None = Field(None, description="Starting before then.")
    day: DayIn | None = Field(None, description="Starting on this day, in `zone`.")
    from_time: LocalTime | None = Field(None, description="Starting at this time of the day or later, in `zone`.")
    to_time: LocalTime | None = Field(
        None,
        description="Starting before this time of the day, in `zone`; over midnight when it isn't behind the other.",
    )
    zone: DeviceZone | None = Field(
        None,
        description="The zone of `day` and the times; mine unless given. Of one that the server doesn't know, UTC.",
    )
    with_people: bool | None = Field(
        None, description="true: only those that somebody has booked, or that are popular; false: only the others."
    )
    group_id: QueryId | None = Field(None, description="Only those of this group of mine.")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.from_ and self.to and self.from_ >= self.to:
            raise PydanticCustomError("order", "`from` must be before `to`")
        return self


class SlotOut(View):
    """A time for practicing one type of interview."""

    id: Id
    interview_type: InterviewType
    starts_at: Moment
    ends_at: Moment
    capacity: int
    booked: int = Field(description="How many seats are taken.")
    popular: bool = Field(description="Whether many have booked it, or met at this time in the last four weeks.")
    watching: bool = Field(description="Whether I am told when a seat becomes free.")
    mine: MyBooking | None
    group: GroupRef | None = Field(description="The group whose slot it is; null for a public one.")


class SlotPage(Page[SlotOut]):
    """Upcoming slots, soonest first."""


class BookingIn(Body):
    """A slot to book, and your preferences for the match."""

    slot_id: IdIn
    difficulty: DifficultyIn
    language: Defaulted[LanguageIn] = "en"
    max_level_gap: Defaulted[MaxLevelGap] = 2
    topics: TopicsIn | None = None
    note: Note | None = None


class BookingChanges(Changes):
    """Changes to a booking; `slot_id` moves it."""

    slot_id: Omittable[IdIn] = None
    difficulty: Omittable[DifficultyIn] = None
    language: Omittable[LanguageIn] = None
    max_level_gap: Omittable[MaxLevelGap] = None
    topics: Omittable[TopicsIn] = None
    note: Note | None = None


class BookingQuery(PageQuery):
    """Which of my bookings."""

    live: bool | None = Field(None, description="true: those still to come, soonest first; false: those that are over.")


class BookingOut(View):
    """My booking of a slot."""

    id: Id
    slot_id: Id
    interview_type: InterviewType
    practice: bool
    group: GroupRef | None = Field(description="The group whose slot it is; null for a public one.")
    starts_at: Moment
    ends_at: Moment
    room_opens_at: Moment | None = Field(description="When its waiting room opens; null for a practice room.")
    room_closes_at: Moment | None
    status: BookingStatus
    cancelled_by: CancelledBy | None = Field(description="Who canceled it; null while it is not canceled.")
    difficulty: Difficulty
    language: str
    max_level_gap: int
    topics: list[str] = Field(description="What I wish for; any topic will do if there is none.")
    note: str | None
    free_until: Moment | None = Field(
        description="Until then it may be moved or canceled freely; later it is marked late. Null in a practice room, "
        "and if the two of you arranged it."
    )
    late: bool = Field(description="Whether it was canceled or moved late.")
    invited: bool = Field(description="Whether it was arranged by invitation: only the two of you see the slot.")
    peer: Person | None = Field(description="The other person of an invitation; null in other bookings.")
    interview_id: UUID | None = Field(description="While it is matched: the interview.")
    created_at: Moment


class BookingPage(Page[BookingOut]):
    """My bookings."""


class FeedOut(View):
    """The URL of my calendar."""

    url: str = Field(description="Secret: anyone who knows it sees my bookings. It is shown only now.")
