"""Requests and responses of /auth."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self
from uuid import UUID

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from mockmate_api.accounts.lookup import Email
from mockmate_api.accounts.passwords import LONGEST, SHORTEST, is_common
from mockmate_api.accounts.profiles import BirthYear, ChosenLanguage, DeviceZone, FullName, Profile, Username
from mockmate_api.http.fields import Body, Defaulted
from mockmate_api.http.pagination import OnePage
from shared.core.view import Moment, View


def _uncommon(value: str) -> str:
    if is_common(value):
        raise PydanticCustomError("common_password", "is too easy to guess; choose another one")
    return value


NewPassword = Annotated[
    str,
    Field(
        min_length=SHORTEST,
        max_length=LONGEST,
        description="8 to 128 characters of any kind; the most common passwords are refused.",
    ),
    AfterValidator(_uncommon),
]
KnownPassword = Annotated[str, Field(max_length=LONGEST)]
LinkToken = Annotated[str, Field(min_length=1, max_length=100, description="What stands behind `#token=` in the link.")]

_BIRTH_YEAR = Field(None, description="The year in which I was born: required where `/config` says so.")


class RegisterIn(Body):
    """A new account. Without a username, one is derived from the address."""

    email: Email
    password: NewPassword
    username: Username | None = None
    full_name: FullName | None = None
    time_zone: Defaulted[DeviceZone] = "UTC"
    ui_language: ChosenLanguage = None
    birth_year: BirthYear | None = _BIRTH_YEAR


class FirstAdministratorIn(Body):
    """The account of the first administrator, and the token of the link that the server printed."""

    token: LinkToken
    email: Email
    password: NewPassword
    full_name: FullName | None = None
    time_zone: Defaulted[DeviceZone] = "UTC"
    ui_language: ChosenLanguage = None
    birth_year: BirthYear | None = _BIRTH_YEAR


class LoginIn(Body):
    """The password, and exactly one of `login`, `email` and `username`."""

    login: str | None = Field(None, max_length=254, description="Email address or username.")
    email: str | None = Field(None, max_length=254)
    username: str | None = Field(None, max_length=254)
    password: KnownPassword

    @model_validator(mode="after")
    def _one_name(self) -> Self:
        if sum(name is not None for name in (self.login, self.email, self.username)) != 1:
            raise PydanticCustomError("one_name", "give exactly one of login, email, and username")
        return self

    @property
    def name(self) -> str:
        """Whichever of the three was given."""
        return self.login or self.email or self.username or ""


class EmailIn(Body):
    """The address of an account whose password was forgotten."""

    email: Email


class ResetIn(Body):
    """A new password and the mailed token."""

    token: LinkToken
    password: NewPassword


class PasswordChange(Body):
    """The current password and the new one."""

    current_password: KnownPassword
    new_password: NewPassword


class ConfirmIn(Body):
    """What proves that it is me: exactly one of the three."""

    password: KnownPassword | None = None
    code: str | None = Field(None, min_length=1, max_length=40, description="A code of the app.")
    passkey: dict[str, Any] | None = Field(None, description="The answer to POST /auth/confirm/options.")

    @model_validator(mode="after")
    def _one_proof(self) -> Self:
        if sum(proof is not None for proof in (self.password, self.code, self.passkey)) != 1:
            raise PydanticCustomError("one_proof", "give exactly one of password, code, and passkey")
        return self


class TokenIn(Body):
    """A mailed token."""

    token: LinkToken


class LoginSeen(View):
    """One of my logins. `last_used_at` is when it last got new tokens."""

    id: UUID
    current: bool = Field(description="Whether it is the one that asks.")
    user_agent: str | None = Field(description="What the client called itself when it logged in.")
    created_at: Moment
    last_used_at: Moment
    expires_at: Moment


class LoginList(OnePage):
    """My logins, most recently used first."""

    items: list[LoginSeen]


class SessionOut(View):
    """A login's tokens. Every refresh changes the refresh token; keep the newest."""

    access_token: str
    refresh_token: str
    token_type: Literal["Bearer"] = "Bearer"  # noqa: S105 - a scheme, not a secret
    expires_in: int = Field(description="Seconds that the access token is good for.")
    user: Profile


class TicketOut(View):
    """A ticket that opens one socket, once; for browsers, whose sockets can't send headers."""

    ticket: str
    expires_in: int = Field(description="Seconds.")
