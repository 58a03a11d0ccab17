"""What /users takes."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from mockmate_api.fields import Changes, Id, Omittable
from mockmate_api.profiles import FullName, Languages, TimeZone, Username

Blocks = Annotated[list[Id], Field(max_length=200, description="All the people you block, in place of those before.")]


class ProfileChanges(Changes):
    """What to change of my profile."""

    username: Omittable[Username] = None
    full_name: FullName | None = None
    time_zone: Omittable[TimeZone] = None
    languages: Omittable[Languages] = None
    blocks: Omittable[Blocks] = None
