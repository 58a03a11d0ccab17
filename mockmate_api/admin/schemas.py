"""What /admin takes and answers."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from mockmate_api.fields import Body
from shared.views import View


class GenerateIn(Body):
    """How far ahead slots are wanted; as far as the settings say unless given."""

    days: Annotated[int, Field(ge=1, le=60)] | None = None


class GenerateOut(View):
    """How many slots were missing and have been made."""

    created: int


class PassOut(View):
    """What one matching pass did."""

    pairs: int
    waiting: int = Field(description="How many people are present and still wait.")
