"""The current time, always from the database, so that all processes agree."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import structlog
from sqlalchemy import text
from sqlalchemy.orm import Session

log = structlog.get_logger(__name__)

MAX_SKEW_SECONDS = 30.0
"""Past this difference an operator is told. Logins work up to twice as much."""


def now(session: Session) -> datetime:
    """Return the database's wall clock in UTC. It advances within a transaction."""
    moment: datetime = session.execute(text("SELECT clock_timestamp()")).scalar_one()
    return moment.astimezone(UTC)


def skew(session: Session) -> float:
    """Return how many seconds this machine's clock is ahead of the database's, and log a difference that is large."""
    before = time.time()
    database = session.execute(text("SELECT extract(epoch FROM clock_timestamp())")).scalar_one()
    ahead = (before + time.time()) / 2 - float(database)
    if abs(ahead) > MAX_SKEW_SECONDS:
        log.warning("clock.skewed", seconds_ahead=round(ahead, 1))
    return ahead


def rfc3339(moment: datetime) -> str:
    """Format a moment the way clients receive it: UTC, microseconds, Z."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
