"""Who is a minor, and with whom: the one place that knows what a year of birth means.

Only the year is known. So people count as N years old once the year in which they turn N is over: who turns 18 this
year is a minor until it ends, wherever they are. Where no year is required, nobody is a minor.
"""

from __future__ import annotations

from datetime import UTC, datetime

from shared.core.errors import Invalid, TooYoung
from shared.core.settings import Settings

ADULTS = ""
MINORS = "minors"


def check(settings: Settings, birth_year: int | None, now: datetime) -> None:
    """Check what a new account says. Raises Invalid if a year is missing or to come; TooYoung."""
    if birth_year is None:
        if settings.require_birth_year:
            raise Invalid("Say in which year you were born.", pointer="birth_year", code="missing")
        return
    if birth_year > _year(now):
        raise Invalid("This year is still to come.", pointer="birth_year")
    if settings.minimum_age and not _is_past(settings.minimum_age, birth_year, now):
        raise TooYoung


def is_missing(settings: Settings, birth_year: int | None) -> bool:
    """Whether this person has to say first in which year they were born."""
    return settings.require_birth_year and birth_year is None


def is_minor(settings: Settings, birth_year: int | None, now: datetime) -> bool:
    """Whether a person counts as a minor. So does someone who has not yet said."""
    if not settings.require_birth_year:
        return False
    return birth_year is None or not _is_past(settings.adult_age, birth_year, now)


def last_year_of_adults(settings: Settings, now: datetime) -> int:
    """Return the latest year of birth of people who are no minors."""
    return _year(now) - settings.adult_age - 1


def circle(settings: Settings, birth_year: int | None, now: datetime) -> str:
    """Return the circle within which a person is paired: the company of minors, or that of everyone else."""
    return MINORS if is_minor(settings, birth_year, now) else ADULTS


def _is_past(age: int, birth_year: int, now: datetime) -> bool:
    return _year(now) - birth_year > age


def _year(now: datetime) -> int:
    # When it ends in UTC, it is December 31 everywhere else at the earliest, and all who were born in a year have had
    # their birthday.
    return now.astimezone(UTC).year
