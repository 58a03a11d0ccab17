"""Requests and responses of /match."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from mockmate_api.http.fields import (
    Body,
    DifficultyIn,
    InterviewTypeIn,
    LanguageIn,
    MaxLevelGap,
    MomentIn,
    Query,
    QueryId,
    TopicsIn,
)
from mockmate_api.http.pagination import OnePage
from shared.core.integers import IdIn
from shared.core.view import Moment, View
from shared.events.schemas import Room
from shared.models import InterviewType


class PairIn(Body):
    """Either the `slot_id` of a slot you booked or, to practice now, `interview_type` and `difficulty`.

    To practice now, `language` (en), `max_level_gap` (2) and `topics` (any) may be given too, and with `group_id` it is
    the room of a group of yours.
    """

    slot_id: IdIn | None = None
    interview_type: InterviewTypeIn | None = None
    difficulty: DifficultyIn | None = None
    language: LanguageIn | None = None
    max_level_gap: MaxLevelGap | None = None
    topics: TopicsIn | None = None
    group_id: IdIn | None = None

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        practice = (
            self.interview_type,
            self.difficulty,
            self.language,
            self.max_level_gap,
            self.topics,
            self.group_id,
        )
        if self.slot_id is not None and any(value is not None for value in practice):
            raise PydanticCustomError("one_way", "give either slot_id, or interview_type and difficulty")
        if self.slot_id is None and (self.interview_type is None or self.difficulty is None):
            raise PydanticCustomError("one_way", "give slot_id, or both interview_type and difficulty")
        return self


class SlotChoice(Query):
    """One slot, or all of them."""

    slot_id: QueryId | None = None


class LeaveIn(Body):
    """The waiting room to leave; all of mine unless given."""

    slot_id: IdIn | None = None


class ReunionIn(Body):
    """The question, by the `reunion.id` of my state, and whether I would."""

    offer_id: IdIn
    again: bool


class RoomList(OnePage):
    """Waiting rooms: practice rooms first, then open ones, then those that open soon."""

    items: list[Room]


class BusyHoursQuery(Query):
    """Which type of interview; both unless given."""

    interview_type: InterviewTypeIn | None = None


class BusyHoursOfCalendar(BusyHoursQuery):
    """Which of the hours that `GET /match/busy-hours` lists."""

    starts_at: MomentIn | None = Field(None, description="The one that starts then; all of them unless given.")


class BusyHour(View):
    """An hour of the coming week in which people usually come."""

    interview_type: InterviewType
    starts_at: Moment
    ends_at: Moment
    weeks: int = Field(description="In how many of the last weeks people came at this hour.")
    people: int = Field(description="How many different people came, in all these weeks.")


class BusyHours(OnePage):
    """The next hours in which people usually come, up to three of each type, soonest first; none if little is known."""

    of_weeks: int = Field(description="How many weeks were looked at.")
    items: list[BusyHour]
