"""Time zones by name."""

from __future__ import annotations

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


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
