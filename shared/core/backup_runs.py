"""What the database knows of its scheduled backups: each run is written down, and read for the alerts.

Only the database's clock counts, so that it doesn't matter which machine makes the backups.
"""

from __future__ import annotations

from datetime import timedelta
from typing import NamedTuple

from sqlalchemy import Connection, text
from sqlalchemy.orm import Session

_LONGEST_REASON = 500
_WRITE = text(
    """
    INSERT INTO backup_runs (started_at, due_at, succeeded, bytes, reason)
    VALUES (now() - :took, now() - :took + :late, :succeeded, :bytes, :reason)
    """
)
_FORGET = text(
    """
    DELETE FROM backup_runs
    WHERE id NOT IN (SELECT id FROM backup_runs ORDER BY id DESC LIMIT 100)
        AND id <> (SELECT coalesce(max(id), 0) FROM backup_runs WHERE succeeded)
    """
)
_READ = text(
    """
    SELECT NOT last.succeeded AS failed, good.bytes, extract(epoch FROM now() - good.finished_at) AS age,
        extract(epoch FROM now() - good.due_at) AS overdue
    FROM (SELECT succeeded FROM backup_runs ORDER BY id DESC LIMIT 1) last
    LEFT JOIN (SELECT * FROM backup_runs WHERE succeeded ORDER BY id DESC LIMIT 1) good ON true
    """
)


class LastSuccess(NamedTuple):
    """Its age and how long the next one is overdue, in seconds (below zero until then), and its size in bytes."""

    age_seconds: float
    overdue_seconds: float
    bytes: int


class Backups(NamedTuple):
    """Whether the last run failed, and the last that did not, if there was one."""

    failed: bool
    last_success: LastSuccess | None


def write(connection: Connection, took: timedelta, late: timedelta, size: int | None, reason: str | None) -> None:
    """Write down a run that ended now, of which the next success is due `late` after its start; forget old ones.

    With a reason it failed.
    """
    run = {"took": took, "late": late, "succeeded": reason is None, "bytes": size}
    connection.execute(_WRITE, {**run, "reason": reason and reason[:_LONGEST_REASON]})
    connection.execute(_FORGET)


def read(session: Session) -> Backups | None:
    """Return what is known of the backups, or None if none was ever tried."""
    row = session.execute(_READ).one_or_none()
    if row is None:
        return None
    if row.age is None:
        return Backups(row.failed, None)
    return Backups(row.failed, LastSuccess(float(row.age), float(row.overdue), row.bytes or 0))
