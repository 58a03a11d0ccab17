"""One bad item must not stop a job: it fails alone, is parked by its id, and is retried after growing pauses.

A job finds the keys that are due, leaving out parked items (`is_free`), and passes them to `process`. Normally they are
processed together. If that fails, they are split in half until the failing item is alone; the others are processed in
the same transaction. A failure of the database itself parks nothing: the whole job fails and is run again.

A job finds keys only, never columns that the driver might not be able to read: those are read by `process`, so that an
unreadable row fails alone, too.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import structlog
from sqlalchemy import Row, text
from sqlalchemy.orm import Session

from shared.core import broker, database_errors

log = structlog.get_logger(__name__)

Key = TypeVar("Key")

SEND_JOB = "send_mail"
"""The job of parked mails, which aren't late like others that are due."""


class Pauses(NamedTuple):
    """How long an item is parked: after its first failure, and at most. Each pause is twice the one before."""

    first: timedelta
    longest: timedelta


USUAL = Pauses(timedelta(minutes=1), timedelta(hours=1))
PROMPT = Pauses(timedelta(seconds=5), timedelta(minutes=1))
"""For work that somebody waits for."""


class Failure(NamedTuple):
    """An item that could not be processed, and why."""

    key: Any
    error: Exception


class Parked(NamedTuple):
    """The parked items of a job: how many, and since when."""

    job: str
    items: int
    since: datetime


def is_free(job: str, item: str) -> str:
    """Return the SQL condition that an item is not waiting for a retry. `item` is SQL for its id as text."""
    return (
        "NOT EXISTS (SELECT FROM parked_items parked"
        f" WHERE parked.job = '{job}' AND parked.item = {item} AND parked.retry_at > now())"
    )


def free(session: Session, job: str, keys: Sequence[Key]) -> list[Key]:
    """Return the keys that are not waiting for a retry, for jobs that find their keys outside the database."""
    waiting = session.scalars(
        text("SELECT item FROM parked_items WHERE job = :job AND item = ANY(:items) AND retry_at > now()"),
        {"job": job, "items": [item_of(key) for key in keys]},
    ).all()
    return [key for key in keys if item_of(key) not in waiting]


def count(session: Session, job: str, items: Sequence[str]) -> int:
    """Return how many of these items are parked."""
    found = text("SELECT count(*) FROM parked_items WHERE job = :job AND item = ANY(:items)")
    return int(session.execute(found, {"job": job, "items": list(items)}).scalar_one())


def process(
    session: Session,
    job: str,
    keys: Sequence[Key],
    work: Callable[[Sequence[Key]], int],
    *,
    are_found: bool = True,
    pauses: Pauses = USUAL,
) -> int:
    """Call `work` on `keys`, park those that fail, and release those that succeed. Returns the sum of its results.

    `work` may be called several times, each time in a savepoint and with a part of the keys. A key is an id or a row of
    ids. Unless `are_found` is false, a parked item that is due for a retry but not among the keys is no longer due for
    the job, and is removed. Raises what `work` raises if the database is the cause.
    """
    done, failures = attempt(session, keys, work)
    park(session, job, failures, pauses)
    failed = {item_of(failure.key) for failure in failures}
    items = [item_of(key) for key in keys]
    _release(session, job, [item for item in items if item not in failed], items if are_found else None)
    return done


def attempt(
    session: Session, keys: Sequence[Key], work: Callable[[Sequence[Key]], int]
) -> tuple[int, Sequence[Failure]]:
    """Call `work` on as many of `keys` as possible. Returns the sum of its results, and the failures."""
    if not keys:
        return 0, []
    try:
        with broker.savepoint(session):
            return work(keys), []
    except Exception as error:
        if database_errors.is_transient(error):
            raise
        if len(keys) == 1:
            return 0, [Failure(keys[0], error)]
    middle = len(keys) // 2
    done, failures = attempt(session, keys[:middle], work)
    more_done, more_failures = attempt(session, keys[middle:], work)
    return done + more_done, [*failures, *more_failures]


def item_of(key: object) -> str:
    """Format a key as text."""
    return "/".join(map(str, key)) if isinstance(key, Row | tuple) else str(key)


_PARK = text(
    """
    INSERT INTO parked_items AS p (job, item, error, retry_at)
    SELECT :job, item, error, clock_timestamp() + :first
    FROM unnest(CAST(:items AS text[]), CAST(:errors AS text[])) AS failed(item, error)
    ON CONFLICT (job, item) DO UPDATE
    SET error = EXCLUDED.error, attempts = p.attempts + 1,
        retry_at = clock_timestamp() + least(:longest, :first * power(2, least(p.attempts, 20)))
    WHERE p.retry_at <= clock_timestamp()
    """
)
_RELEASE = text(
    "DELETE FROM parked_items WHERE job = :job"
    " AND (item = ANY(:done) OR CAST(:found AS text[]) IS NOT NULL AND retry_at <= now() AND item <> ALL(:found))"
)


def park(session: Session, job: str, failures: Sequence[Failure], pauses: Pauses = USUAL) -> None:
    """Set failed items aside until their next attempt. One that waits already, since others met it too, is kept."""
    for failure in failures:
        log.error("job.item_parked", job=job, item=item_of(failure.key), exc_info=failure.error)
    if failures:
        # In the order of items, so that two processes can't deadlock.
        by_item = dict(sorted((item_of(failure.key), in_words(failure.error)) for failure in failures))
        given = {"job": job, "items": list(by_item), "errors": list(by_item.values())}
        session.execute(_PARK, {**given, **pauses._asdict()})


def release(session: Session, job: str, keys: Sequence[object]) -> None:
    """Remove items that succeeded."""
    _release(session, job, [item_of(key) for key in keys], None)


def _release(session: Session, job: str, done: Sequence[str], found: Sequence[str] | None) -> None:
    session.execute(_RELEASE, {"job": job, "done": list(done), "found": None if found is None else list(found)})


def in_words(error: Exception) -> str:
    """Describe an error without its message, which may contain personal data."""
    frames = traceback.extract_tb(error.__traceback__)
    if not frames:
        return type(error).__name__
    last = frames[-1]
    return f"{type(error).__name__} in {last.name} ({Path(last.filename).name}:{last.lineno})"


def parked(session: Session) -> list[Parked]:
    """Return the parked items of each job."""
    rows = session.execute(
        text("SELECT job, count(*) AS items, min(parked_at) AS since FROM parked_items GROUP BY job ORDER BY job")
    )
    return [Parked(row.job, row.items, row.since) for row in rows]
