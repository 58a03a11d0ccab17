"""Time zones by name, and moments as text in a local time."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

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


def known_zone(name: str) -> ZoneInfo | None:
    """Return a zone, or None if this machine's time zone data doesn't include it."""
    try:
        return ZoneInfo(name)
    # A name that is not a file in the data, not a path, or a folder.
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def zone_of(name: str) -> ZoneInfo:
    """Return a person's zone, or UTC if this machine doesn't know it, since time zone data differs by machine."""
    return known_zone(name) or ZoneInfo("UTC")


def in_words(moment: datetime, name: str) -> str:
    """Return text like "Tuesday, November 24, 2026, 18:00 (Europe/Berlin)", independent of the machine's locale."""
    zone = zone_of(name)
    local = moment.astimezone(zone)
    day = f"{_DAYS[local.weekday()]}, {_MONTHS[local.month - 1]} {local.day}, {local.year}"
    return f"{day}, {local:%H:%M} ({zone.key})"
