"""The frames with which a client authenticates, and the base of all that it sends."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from shared.core.integers import OffsetIn


class ClientFrame(BaseModel):
    """The base of all client frames, which refuse unknown fields."""

    model_config = ConfigDict(extra="forbid", frozen=True)


CommandId = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[\x21-\x7e]+$")]


class ResumePoint(ClientFrame):
    """The last event of a stream that the client has seen."""

    epoch: Annotated[str, Field(max_length=64)]
    offset: OffsetIn


class AuthData(ClientFrame):
    """A ticket, for clients without an Authorization header, and the streams to resume."""

    ticket: Annotated[str, Field(min_length=1, max_length=200)] | None = None
    resume: dict[Annotated[str, Field(max_length=100)], ResumePoint] = Field(default_factory=dict, max_length=8)


class Auth(ClientFrame):
    """The first frame: authenticates, and says where to resume."""

    type: Literal["auth"]
    id: CommandId | None = None
    data: AuthData


class ReauthData(ClientFrame):
    """A fresh access token or a ticket, exactly one of them."""

    ticket: Annotated[str, Field(min_length=1, max_length=200)] | None = None
    token: Annotated[str, Field(min_length=1, max_length=4000)] | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> ReauthData:
        if (self.ticket is None) == (self.token is None):
            raise ValueError("give either ticket or token")
        return self


class Reauth(ClientFrame):
    """Stay connected: send fresh credentials of the same user before the old ones expire, to extend the socket."""

    type: Literal["reauth"]
    id: CommandId
    data: ReauthData
