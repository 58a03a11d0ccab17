"""Requests and responses of /notifications/devices."""

from __future__ import annotations

from typing import Literal

from pydantic import Field
from typing_extensions import TypeAliasType

from mockmate_api.http.fields import Body
from shared.core.integers import Id
from shared.core.view import Moment, View

PushKind = TypeAliasType("PushKind", Literal["web", "fcm"])


class PushDeviceIn(Body):
    """A device that is to be pushed to: a browser's subscription, or an app's token at Firebase Cloud Messaging."""

    kind: PushKind
    endpoint: str = Field(min_length=1, max_length=2000, description="`web`: the subscription's URL. `fcm`: the token.")
    p256dh: str | None = Field(None, max_length=100, description="`web`: the subscription's public key, in base64url.")
    auth: str | None = Field(None, max_length=50, description="`web`: the subscription's secret, in base64url.")


class PushDeviceOut(View):
    """A device of mine. It is pushed to until it is removed, or the login ends that registered it."""

    id: Id
    kind: PushKind
    user_agent: str | None
    created_at: Moment
    last_ok_at: Moment | None = Field(description="When a push service last took a notification for it.")
    current: bool = Field(description="Whether it was registered by the login that asks.")


class PushDeviceList(View):
    """My devices, newest first."""

    items: list[PushDeviceOut]
