"""The configuration that every client gets before login."""

from __future__ import annotations

from typing import Literal

from pydantic import Field
from typing_extensions import TypeAliasType

from shared.core.view import View
from shared.rooms.cameras import CameraStart

RegistrationSetting = TypeAliasType("RegistrationSetting", Literal["open", "domains", "closed"])
GroupsSetting = TypeAliasType("GroupsSetting", Literal["open", "approval", "off"])


class LawLinks(View):
    """Pages of this site's operator; null where there is none."""

    privacy: str | None
    terms: str | None
    imprint: str | None


class SignInProvider(View):
    """Where people can sign in with: POST /auth/providers/{name}/start."""

    name: str
    label: str


class ClientConfig(View):
    """What differs between deployments."""

    sockets_url: str = Field(description="Where the sockets are: append a path such as /ws/match.")
    version: str = Field(description="The version of the API, as in `info.version` of its document.")
    minimum_client_version: str = Field(
        description="The oldest version of the API that clients may be written for: an older one asks to be updated."
    )
    law: LawLinks
    birth_year_required: bool = Field(description="Whether people have to say in which year they were born.")
    adult_age: int = Field(description="Until the year in which they turn this ends, people are minors.")
    minimum_age: int = Field(description="Until the year in which they turn this ends, they are refused; 0 for no one.")
    retention: dict[str, int] = Field(description="How many days each kind of data is kept; 0 for good.")
    camera_start: CameraStart = Field(
        description="How the cameras begin of people who chose nothing else: off or blurred until both agree, or on."
    )
    consent_required: bool = Field(description="Whether only those may enter a room who agreed to what is stored.")
    consent_version: int = Field(description="The version of the text on what is stored; PUT /users/me/consent.")
    push_key: str | None = Field(
        description="What a browser subscribes to push with, its `applicationServerKey`; null where there is no push."
    )
    registration: RegistrationSetting = Field(
        description="Who can make an account: everybody (`open`), people with an address at one of "
        "`registration_domains` (`domains`), or nobody (`closed`)."
    )
    registration_domains: list[str]
    providers: list[SignInProvider] = Field(description="Where people can sign in with, in the order to show.")
    passkey_domain: str | None = Field(
        description="The domain that passkeys are for: pages there can ask for them. Null: the site has only a number."
    )
    groups: GroupsSetting = Field(
        description="Whether people can make groups: `open`, after an administrator's `approval`, or not (`off`)."
    )
