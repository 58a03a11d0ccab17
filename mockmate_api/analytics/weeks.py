"""Weeks in a person's local time: from Monday to Monday, across clock changes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo


class Week(NamedTuple):
    """One week: its Monday, and the moment it began."""

    monday: date
    begins_at: datetime


def between(zone: ZoneInfo, first: datetime, last: datetime) -> list[Week]:
    """Return the weeks from that of `first` to that of `last`, oldest first."""
    monday, final = _monday(zone, first), _monday(zone, last)
    weeks = []
    while monday <= final:
        weeks.append(Week(monday, datetime.combine(monday, time(), zone).astimezone(UTC)))
        monday += timedelta(days=7)
    return weeks


def _monday(zone: ZoneInfo, moment: datetime) -> date:
    day = moment.astimezone(zone).date()
    return day - timedelta(days=day.weekday())


def streaks(practiced: Iterable[int], present: int) -> tuple[int, int]:
    """Return the (current, longest) runs of week numbers with practice; `present` is the current week's number."""
    numbers = sorted(set(practiced))
    longest = run = 0
    for index, number in enumerate(numbers):
        run = run + 1 if index and numbers[index - 1] == number - 1 else 1
        longest = max(longest, run)
    alive = bool(numbers) and numbers[-1] >= present - 1
    return (run if alive else 0), longest
