"""Requests and responses of /invitations."""

from __future__ import annotations

from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import Field, model_validator
from typing_extensions import TypeAliasType

from mockmate_api.accounts.lookup import Email
from mockmate_api.http.fields import (
    Body,
    Defaulted,
    DifficultyIn,
    InterviewTypeIn,
    LanguageIn,
    MomentIn,
    TopicsIn,
)
from mockmate_api.http.pagination import Page
from shared.core.integers import Id
from shared.core.view import Moment, View
from shared.events.schemas import Person
from shared.models import Difficulty, InterviewType

MOST_PROPOSALS = 3
InvitationState = TypeAliasType("InvitationState", Literal["open", "accepted", "declined", "withdrawn", "expired"])
Token = Annotated[str, Field(min_length=1, max_length=100, description="What follows the # in the link.")]


class InvitationIn(Body):
    """What I would like to practice, and when."""

    interview_type: InterviewTypeIn
    difficulty: DifficultyIn = Field(description="Of the question that I am asked. The other person chooses their own.")
    language: Defaulted[LanguageIn] = "en"
    proposals: Defaulted[Annotated[list[MomentIn], Field(max_length=MOST_PROPOSALS)]] = Field(
        [], description="Times of which the other person picks one. Without any, it begins when it is accepted."
    )
    topics: TopicsIn | None = None
    note: Annotated[str, Field(max_length=500)] | None = Field(None, description="Shown to whoever opens the link.")
    email: Email | None = Field(
        None, description="Where to mail the link, without the note. You hear nothing of who this address belongs to."
    )
    interview_id: UUID | None = Field(
        None,
        description="An interview after which both of us said that we would practice together again: then the "
        "invitation is for that person alone. They are told, and there is no link.",
    )

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if self.interview_id is not None and self.email is not None:
            raise ValueError("give an email address or an interview, not both")
        return self


class InvitationOut(View):
    """An invitation that I made, or that is or was for me."""

    id: UUID
    is_mine: bool = Field(description="Whether I am the person who invites.")
    status: InvitationState
    interview_type: InterviewType
    difficulty: Difficulty | None = Field(description="That of the person who invites; null if that is not me.")
    language: str
    topics: list[str] = Field(description="What to practice; any topic will do if there is none.")
    proposals: list[Moment] = Field(description="The times proposed; none if it is for now.")
    note: str | None
    email: str | None = Field(description="Where the link is mailed, while it is open; null if that is not mine.")
    peer: Person | None = Field(description="The other person: who accepted it, or whom it is for or from.")
    url: str | None = Field(
        description="The link, while it is open. Whoever has it can accept: send it to one person. Null if it is for "
        "`peer` alone."
    )
    expires_at: Moment
    created_at: Moment
    slot_id: Id | None = Field(description="Once it is accepted: the slot that both have a booking in.")
    starts_at: Moment | None = Field(description="Once it is accepted: when it begins.")


class InvitationPage(Page[InvitationOut]):
    """Invitations of the last weeks, newest first."""


class InvitationTokenIn(Body):
    """The secret part of a link."""

    token: Token


class ProposalOut(View):
    """A time that is proposed."""

    starts_at: Moment
    is_free: bool = Field(description="Whether it is still to come, and the person who invites has nothing else then.")


class LookOut(View):
    """What an invitation is about, for whoever has the link."""

    inviter: str = Field(description="What the person who invites is called.")
    interview_type: InterviewType
    language: str
    topics: list[str] = Field(description="What to practice; any topic will do if there is none.")
    minutes: int = Field(description="How long it takes.")
    note: str | None
    proposals: list[ProposalOut] = Field(description="The times to choose from; none if it begins when it is accepted.")
    expires_at: Moment


class AcceptanceIn(Body):
    """How I accept."""

    starts_at: MomentIn | None = Field(None, description="One of the proposed times; null if it is for now.")
    difficulty: DifficultyIn | None = Field(None, description="Of my question; theirs unless given.")


class AcceptIn(AcceptanceIn):
    """The secret part of a link, and how I accept."""

    token: Token


class AcceptedOut(View):
    """What both have now."""

    slot_id: Id
    booking_id: Id = Field(description="Mine.")
    starts_at: Moment
