"""Requests and responses of /groups."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from mockmate_api.accounts.profiles import TimeZone
from mockmate_api.groups.domains import Domain
from mockmate_api.http.fields import Body, Changes, InterviewTypeIn, LocalTime, MomentIn, Omittable
from mockmate_api.http.pagination import OnePage, Page
from shared.core import names
from shared.core.integers import WHOLE, Id
from shared.core.view import Moment, View
from shared.events.schemas import Person
from shared.models import InterviewType


def _readable(value: str) -> str:
    if problem := names.problem(value):
        raise PydanticCustomError("name", "{problem}", {"problem": problem})
    return value


def _storable(value: str) -> str:
    if re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]", value):
        raise PydanticCustomError("characters", "must not have control, direction or invisible characters")
    return value


GroupName = Annotated[str, Field(min_length=1, max_length=80, examples=["Interview club"]), AfterValidator(_readable)]
GroupAbout = Annotated[
    str,
    StringConstraints(strip_whitespace=True),
    Field(max_length=1000, description="What the group is for; whoever has the link reads it."),
    AfterValidator(_storable),
]
GroupCapacity = Annotated[int, Field(ge=2, le=1000), WHOLE]
Token = Annotated[str, Field(min_length=1, max_length=200, description="Behind the # of the link.")]


class GroupIn(Body):
    """A group to make."""

    name: GroupName
    about: GroupAbout | None = None


class GroupChanges(Changes):
    """Changes to a group.

    People with a confirmed address of one of the `domains` can join without a link. Add one only if your own confirmed
    address is of it; public mail providers are refused. It counts as long as an organizer has such an address.
    """

    name: Omittable[GroupName] = None
    about: Omittable[GroupAbout] = None
    domains: Omittable[Annotated[list[Domain], Field(max_length=5)]] = None


class JoinTokenIn(Body):
    """The token of a link to join a group."""

    token: Token


class MembershipChanges(Changes):
    """My wishes in a group."""

    prefers_group: Omittable[bool] = None


class MemberChanges(Changes):
    """What a member may do."""

    organizer: Omittable[bool] = None


class GroupOut(View):
    """A group, as I see it: one that I am in, or can join with my address."""

    id: Id
    name: str
    about: str
    domains: list[str] = Field(description="People with a confirmed address of one of these can join without a link.")
    approved: bool = Field(description="false: an administrator has yet to look at it, and nobody can use it.")
    archived: bool
    members: int
    member: bool = Field(description="false: I can join it with my address.")
    organizer: bool
    prefers_group: bool = Field(description="Whether I am matched within the group first, also in public rooms.")
    created_at: Moment


class GroupList(OnePage):
    """My groups by name, then those that I can join with my address."""

    items: list[GroupOut]


class JoinLink(View):
    """The link with which people join a group."""

    url: str = Field(description="Secret: anyone who has it can join. It is shown only now; a new one ends it.")


class GroupMade(View):
    """A new group, and the link with which people join it."""

    group: GroupOut
    url: str = Field(description="Secret: anyone who has it can join. It is shown only now; a new one ends it.")


class GroupSeen(View):
    """What people with the link see of a group before they join."""

    name: str
    about: str
    members: int


class MemberOut(View):
    """A member of a group."""

    user: Person
    organizer: bool
    joined_at: Moment
    interviews: int | None = Field(description="How many they have begun in the group's slots; for organizers only.")
    no_shows: int | None = Field(description="How many they missed there; for organizers only.")


class MemberPage(Page[MemberOut]):
    """Members, whoever joined first first."""


class RemovalOut(View):
    """A person who was removed, and can't join again."""

    user: Person
    removed_at: Moment


class RemovalList(OnePage):
    """People who were removed, newest first."""

    items: list[RemovalOut]


class GroupSlotIn(Body):
    """A slot to add to a group."""

    interview_type: InterviewTypeIn
    starts_at: MomentIn
    capacity: GroupCapacity | None = Field(None, description="100 unless given.")


class GroupSlotOut(View):
    """A slot of a group."""

    id: Id
    interview_type: InterviewType
    starts_at: Moment
    ends_at: Moment
    capacity: int


class GroupTemplateIn(Body):
    """A weekly time with a slot, in the local time of a zone."""

    interview_type: InterviewTypeIn
    weekday: Annotated[int, Field(ge=1, le=7, description="1 (Monday) to 7 (Sunday)."), WHOLE]
    local_time: LocalTime
    time_zone: TimeZone
    capacity: GroupCapacity | None = Field(None, description="100 unless given.")


class GroupTemplateOut(View):
    """A weekly time of a group."""

    id: Id
    interview_type: InterviewType
    weekday: int
    local_time: LocalTime
    time_zone: str
    capacity: int


class GroupTemplateList(OnePage):
    """Weekly times by type, day and time."""

    items: list[GroupTemplateOut]


class AdminGroupOut(View):
    """A group as administrators see it: not who is in it."""

    id: Id
    name: str
    about: str
    domains: list[str]
    created_by: Person | None
    created_at: Moment
    approved_at: Moment | None
    archived_at: Moment | None
    members: int


class AdminGroupPage(Page[AdminGroupOut]):
    """Groups, newest first."""
