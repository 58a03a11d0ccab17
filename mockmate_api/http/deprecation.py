"""How a route is withdrawn: every answer of it says since when it is deprecated and when it will be gone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from werkzeug.http import http_date

NOTICE = timedelta(days=180)
"""How long a deprecated route goes on working, at least."""

HEADERS = {
    "Deprecation": (
        "Since when this route is deprecated (RFC 9745): `@` and a Unix time.",
        {"type": "string", "pattern": "^@[0-9]+$"},
    ),
    "Sunset": ("When this route will be gone (RFC 8594), as an HTTP date.", {"type": "string"}),
}


@dataclass(frozen=True)
class Deprecation:
    """A route that clients should leave. Both days begin at midnight in UTC; raises ValueError if the notice is short.

    `instead` says in a sentence what to use; it becomes part of the operation's description.
    """

    since: date
    sunset: date
    instead: str

    def __post_init__(self) -> None:
        if self.sunset - self.since < NOTICE:
            raise ValueError(f"a deprecated route has to work for at least {NOTICE.days} days")

    def headers(self) -> dict[str, str]:
        """Return the headers of every answer, whatever its status."""
        return {
            "Deprecation": f"@{int(_midnight(self.since).timestamp())}",
            "Sunset": http_date(_midnight(self.sunset)),
        }


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
