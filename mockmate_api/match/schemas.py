"""Requests and responses of /match."""

from __future__ import annotations

from typing import Self

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from mockmate_api.http.fields import (
    Body,
    DifficultyIn,
    InterviewTypeIn,
    LanguageIn,
    MaxLevelGap,
    Query,
    QueryId,
)
from mockmate_api.http.pagination import OnePage
from shared.core.integers import IdIn
from shared.events.schemas import Room


class PairIn(Body):
    """Either the `slot_id` of a slot you booked or, to practice now, `interview_type` and `difficulty`.

    To practice now, `language` (en) and `max_level_gap` (2) may be given too.
    """

    slot_id: IdIn | None = None
    interview_type: InterviewTypeIn | None = None
    difficulty: DifficultyIn | None = None
    language: LanguageIn | None = None
    max_level_gap: MaxLevelGap | None = None

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        practice = (self.interview_type, self.difficulty, self.language, self.max_level_gap)
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
