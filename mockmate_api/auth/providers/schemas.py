"""Requests and responses of /auth/providers and /auth/identities."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from mockmate_api.accounts.profiles import BirthYear, ChosenLanguage, DeviceZone, FullName, Username
from mockmate_api.auth.schemas import KnownPassword, SessionOut
from mockmate_api.http.fields import Body, Defaulted
from mockmate_api.http.pagination import OnePage
from shared.core.integers import Id
from shared.core.view import Moment, View

_Secret = Annotated[str, Field(min_length=1, max_length=100)]


class SignInPage(View):
    """Where the browser goes next: a page of the provider."""

    url: str


class FinishIn(Body):
    """What stands behind `#code=` in the address of the page that the provider's answer led to."""

    code: _Secret


class MemberIn(Body):
    """A new account for a person whom a provider knows. Without a username, one is derived from the address."""

    ticket: _Secret
    username: Username | None = None
    full_name: FullName | None = None
    time_zone: Defaulted[DeviceZone] = "UTC"
    ui_language: ChosenLanguage = None
    birth_year: BirthYear | None = Field(
        None, description="The year in which I was born: required where `/config` says so."
    )


class JoinIn(Body):
    """The password of the account that has the address."""

    ticket: _Secret
    password: KnownPassword


class SignInOutcome(StrEnum):
    """What follows from signing in at a provider.

    logged_in: there is a login. linked: my account has one more way in. new_person: POST /auth/providers/register with
    the ticket makes an account. known_address: an account has this address; POST /auth/providers/join with the ticket
    and its password lets people sign in to it from here.
    """

    LOGGED_IN = "logged_in"
    LINKED = "linked"
    NEW_PERSON = "new_person"
    KNOWN_ADDRESS = "known_address"


class SignedIn(View):
    """What follows from signing in at a provider, and what the next step needs."""

    outcome: SignInOutcome
    session: SessionOut | None = Field(None, description="With `logged_in`.")
    ticket: str | None = Field(None, description="For the next step, for twenty minutes in the same browser.")
    email: str | None = Field(None, description="The address that the provider has confirmed; with a ticket.")
    full_name: str | None = Field(None, description="What the provider calls me, if it does; with a ticket.")


class IdentitySeen(View):
    """Somewhere I can sign in with. `provider` is null for one that this site no longer has."""

    id: Id
    provider: str | None
    label: str
    email: str | None = Field(description="My confirmed address there, when I last signed in.")
    created_at: Moment
    last_used_at: Moment


class IdentityList(OnePage):
    """Where I can sign in with, oldest first."""

    items: list[IdentitySeen]
