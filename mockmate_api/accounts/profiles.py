"""A person's own profile: its representation and the rules for its fields, shared by registering and editing."""

from __future__ import annotations

import re
from functools import cache
from typing import Annotated
from zoneinfo import available_timezones

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from mockmate_api.http.fields import LanguageIn
from shared.core import names, ui_languages
from shared.core.integers import WHOLE, Id
from shared.core.ui_languages import UiLanguage
from shared.core.view import Moment, View
from shared.events.schemas import Reliability
from shared.rooms import cameras
from shared.rooms.cameras import CameraStart

GONE = "deleted-"
"""The prefix of a deleted account's username."""


ChosenLanguage = Annotated[
    UiLanguage | None,
    Field(description="The language of pages and mails; with null, pages have that of the browser, and mails English."),
]


BirthYear = Annotated[
    int,
    Field(
        ge=1900, le=2100, description="The year in which I was born. Only an administrator can change it afterwards."
    ),
    WHOLE,
]


ChosenStart = Annotated[
    CameraStart | None,
    Field(
        description="How my camera begins: off or blurred until both people agree, or on; null: as GET /config says."
    ),
]


class Profile(View):
    """An account, as its owner sees it."""

    id: Id
    email: str
    email_verified: bool
    has_password: bool = Field(description="Whether I can log in with a password; a mailed link sets the first one.")
    username: str
    full_name: str | None
    time_zone: str
    languages: list[str]
    ui_language: Annotated[ChosenLanguage, BeforeValidator(ui_languages.known)]
    birth_year: int | None = Field(description="Null until it is said; only a year is kept.")
    is_admin: bool
    is_moderator: bool
    created_at: Moment


class MyProfile(Profile):
    """A profile with the settings of a logged-in person and their booking record."""

    camera_start: Annotated[ChosenStart, BeforeValidator(cameras.known)]
    consented_at: Moment | None = Field(description="When I agreed to what is stored of an interview; null if never.")
    consent_version: int | None = Field(description="The version of the text that I agreed to.")
    blocks: list[Id] = Field(description="Ids of people I am never paired with, nor they with me.")
    reliability: Reliability
    practice_blocked_until: Moment | None
    is_minor: bool = Field(description="Whether I am paired only with minors, and without cameras.")


_LIKE_A_ZONE = re.compile(r"[A-Z][A-Za-z_]*(/[A-Z][A-Za-z0-9_+-]*){1,2}", re.ASCII)


@cache
def _time_zones() -> frozenset[str]:
    # These three are files on the machine, not zones.
    return frozenset(available_timezones()) - {"Factory", "localtime", "posixrules"}


def _known_zone(value: str) -> str:
    if value not in _time_zones():
        raise PydanticCustomError("time_zone", "must be an IANA time zone, such as Europe/Berlin")
    return value


def _known_zone_or_utc(value: str) -> str:
    return "UTC" if value not in _time_zones() and _LIKE_A_ZONE.fullmatch(value) else _known_zone(value)


def is_reserved(username: str) -> bool:
    """Whether a name is reserved for deleted accounts."""
    return username.lower().startswith(GONE)


def _not_reserved(value: str) -> str:
    if is_reserved(value):
        raise PydanticCustomError("reserved", "can't start like the name of a deleted account")
    return value


def _unique(values: list[str]) -> list[str]:
    if len(set(values)) < len(values):
        raise PydanticCustomError("unique", "must not list a language twice")
    return values


Username = Annotated[
    str, Field(min_length=2, max_length=30, pattern=r"^[A-Za-z0-9_.-]+$"), AfterValidator(_not_reserved)
]


def _readable(value: str) -> str:
    if problem := names.problem(value):
        raise PydanticCustomError("name", "{problem}", {"problem": problem})
    return value


_CONTROL = r"\x00-\x1f\x7f-\x9f"
FullName = Annotated[
    str,
    Field(
        max_length=100,
        # No control characters anywhere, and no whitespace at either end.
        pattern=rf"^[^\s{_CONTROL}]([^{_CONTROL}]*[^\s{_CONTROL}])?$",
        examples=["Ada Lovelace"],
        description="One line of visible characters: nothing that is invisible or turns the reading direction.",
    ),
    AfterValidator(_readable),
]
TimeZone = Annotated[str, Field(max_length=64, examples=["Europe/Berlin"]), AfterValidator(_known_zone)]
DeviceZone = Annotated[
    str,
    Field(
        max_length=64,
        examples=["Europe/Berlin"],
        description="An IANA time zone. UTC takes the place of one that the server doesn't know, such as Etc/Unknown.",
    ),
    AfterValidator(_known_zone_or_utc),
]
"""What a device says of itself. It may have newer time zone data than the server, or not know its zone."""
Languages = Annotated[
    list[LanguageIn],
    Field(min_length=1, max_length=10, json_schema_extra={"uniqueItems": True}),
    AfterValidator(_unique),
]
