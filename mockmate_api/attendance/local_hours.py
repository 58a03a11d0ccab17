"""The hours of a place, one after the other, as moments: an hour that a clock change skips has no length.

An hour of the week is the same hour by the clocks of the place, not 168 hours later: people who come on Tuesdays at
18:00 do so before and after a clock change. An hour that a clock change repeats lasts two.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo

WEEK = 168
"""The hours of a week."""
WEEKS = 4
"""How many past weeks are looked at."""

_HOUR = timedelta(hours=1)


class LocalHour(NamedTuple):
    """An hour by the clocks of a place. It begins and ends at moments in UTC, which may be the same."""

    begins_at: datetime
    ends_at: datetime


def coming(zone: ZoneInfo, now: datetime) -> list[LocalHour]:
    """Return the 168 hours after the present one, soonest first."""
    moments = _moments(zone, _next(zone, now), WEEK)
    return [LocalHour(*each) for each in pairwise(moments)]


def past(zone: ZoneInfo, now: datetime) -> list[datetime]:
    """Return where the hours of the last four weeks begin, oldest first, and at last where the present one ends.

    Hour n of these is the same hour of the week as hour n % 168 of `coming`.
    """
    return _moments(zone, _next(zone, now) - WEEKS * WEEK * _HOUR, WEEKS * WEEK)


def _next(zone: ZoneInfo, now: datetime) -> datetime:
    """Return the next full hour, as the clocks show it: without a zone, so that sums follow the clocks."""
    return now.astimezone(zone).replace(minute=0, second=0, microsecond=0, tzinfo=None, fold=0) + _HOUR


def _moments(zone: ZoneInfo, first: datetime, hours: int) -> list[datetime]:
    """Return where so many hours begin, and where the last one ends."""
    found: list[datetime] = []
    for number in range(hours + 1):
        moment = (first + number * _HOUR).replace(tzinfo=zone).astimezone(UTC)
        # Clocks that skip more than an hour show times in between that are later than the next ones.
        found.append(max(moment, found[-1]) if found else moment)
    return found
