"""What /users takes."""

from __future__ import annotations

from mockmate_api.fields import Changes, Omittable
from mockmate_api.profiles import FullName, Languages, TimeZone, Username


class ProfileChanges(Changes):
    """What to change of my profile."""

    username: Omittable[Username] = None
    full_name: FullName | None = None
    time_zone: Omittable[TimeZone] = None
    languages: Omittable[Languages] = None
