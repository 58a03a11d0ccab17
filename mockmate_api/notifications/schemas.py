"""Requests and responses of /notifications."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError
from typing_extensions import TypeAliasType

from mockmate_api.http.fields import DIGITS, Body, Defaulted, LocalTime
from mockmate_api.http.pagination import Page, PageQuery
from shared.core.integers import WHOLE, IdIn, Offset, OffsetIn
from shared.core.view import Moment, View
from shared.mail.preferences import NotificationKind


class NotificationQuery(PageQuery):
    """Which notifications."""

    after: Annotated[OffsetIn, DIGITS] | None = Field(None, description="An offset; only what came behind it.")


NotificationState = TypeAliasType("NotificationState", Literal["open", "locked", "over"])


class NotificationOut(View):
    """A notification. `kind` determines the shape of `data`, as in the frame of that type."""

    offset: Offset = Field(description="Its place in my stream: the same as in the frame.")
    kind: NotificationKind
    at: Moment
    read: bool
    data: dict[str, Any]
    state: NotificationState | None = Field(
        description="What is true now of what it told. `open`: the room can be entered, the seat booked, the feedback"
        " read; the booking is still to come; I still wait. `locked`: the feedback can be read once I have given mine."
        " `over`: none of these. Null for the kinds that tell only what happened."
    )


class NotificationPage(Page[NotificationOut]):
    """Notifications, newest first."""

    unread: int = Field(description="How many I have not read, on all pages.")
    read_up_to: Offset = Field(description="The offset up to which I have read.")


class ReadIn(Body):
    """How far I have read."""

    up_to: IdIn = Field(description="The offset of the newest notification that I have seen.")


class ReadOut(View):
    """What is left."""

    unread: int
    read_up_to: Offset


AlarmMinutes = Annotated[
    int, Field(ge=1, le=1440, description="Minutes before the start at which calendar programs ring."), WHOLE
]


class ChannelChoice(Body):
    """Where notifications of one kind go."""

    in_app: bool
    email: bool
    push: bool | None = Field(None, description="To my devices. Left out, it stays as it is.")


class QuietTime(Body):
    """When mail and push wait, in my time zone; past midnight if `from` is later than `to`."""

    from_: LocalTime = Field(alias="from")
    to: LocalTime

    @model_validator(mode="after")
    def _differ(self) -> QuietTime:
        if self.from_ == self.to:
            raise PydanticCustomError("same", "`from` and `to` must differ; omit quiet hours to have none")
        return self


class PreferencesIn(Body):
    """All my preferences, replacing the previous ones. Kinds that are left out return to the defaults.

    Decisions about the account, and answers to appeals, can't be turned off.
    """

    kinds: Defaulted[dict[NotificationKind, ChannelChoice]] = Field(default_factory=dict)
    quiet_hours: QuietTime | None = None
    calendar_alarm_minutes: AlarmMinutes | None = Field(
        None, description="Adds an alarm to the events of my calendar feed and files. Null for none."
    )
    time_zone: str | None = Field(
        None, description="Only as GET returns it, so that its answer can be sent back; PATCH /users/me changes it."
    )


class ChannelsOut(View):
    """Where notifications of one kind go."""

    in_app: bool
    email: bool
    push: bool = Field(description="To my devices: see /notifications/devices.")


class QuietTimeOut(View):
    """When mail and push wait."""

    from_: LocalTime = Field(serialization_alias="from")
    to: LocalTime


class PreferencesOut(View):
    """My notification preferences."""

    kinds: dict[NotificationKind, ChannelsOut]
    quiet_hours: QuietTimeOut | None
    calendar_alarm_minutes: int | None = Field(
        description="How long before the start the events of my calendar feed and files ring; null for no alarm."
    )
    time_zone: str = Field(description="The zone of the quiet hours: mine.")
