"""A moment in words, by the clocks of somebody's zone."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def in_words(moment: datetime, zone: str) -> str:
    """Return such as "Tuesday 24 November 2026, 18:00 (Europe/Berlin)", whatever the machine's language is."""
    local = moment.astimezone(ZoneInfo(zone))
    day = f"{_DAYS[local.weekday()]} {local.day} {_MONTHS[local.month - 1]} {local.year}"
    return f"{day}, {local:%H:%M} ({zone})"
