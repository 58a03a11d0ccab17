"""What both services count for Prometheus, and the gauges that are read from the database on scrape."""

from __future__ import annotations

import hmac
import threading
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, NamedTuple, cast

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest, values
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import REGISTRY, Collector
from sqlalchemy import Engine, event, text
from sqlalchemy.orm import Session

from shared.core import backup_runs, clock, parking
from shared.core.backup_runs import Backups
from shared.core.client_addresses import is_loopback
from shared.core.parking import Parked
from shared.core.settings import Settings
from shared.models import is_public

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"

_QUICK = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
_PATIENT = (0.5, 1, 2, 5, 10, 30, 60, 120, 300, 600, 1800)


def begin(counter: Counter, *values: object) -> None:
    """Let a counter have each of these values of its label, at zero.

    Prometheus sees no increase in what a series is born with, and a rule finds nothing where none was born.
    """
    for value in values:
        counter.labels(value)


PASS_SECONDS = Histogram("mockmate_pass_seconds", "How long a pass over a waiting room took.", buckets=_QUICK)
PAIRS = Counter("mockmate_pairs", "Pairs made, by how far their levels are apart.", ["level_gap"])
begin(PAIRS, 0, 1, 2)
MATCH_WAIT = Histogram("mockmate_match_wait_seconds", "How long each matched person had waited.", buckets=_PATIENT)
WAITED = Counter("mockmate_matched_people", "People matched, by their difficulty.", ["difficulty"])
WAITED_SECONDS = Counter(
    "mockmate_matched_people_waited_seconds", "How long they had waited, added up, by their difficulty.", ["difficulty"]
)
for _counter in (WAITED, WAITED_SECONDS):
    begin(_counter, "easy", "medium", "hard")
POOL_IN_USE = Gauge(
    "mockmate_db_connections_in_use", "Database connections lent from the pool now.", multiprocess_mode="livesum"
)
POOL_SIZE = Gauge(
    "mockmate_db_connections_max", "Database connections that the pools may lend.", multiprocess_mode="livesum"
)
MAILS_CAPPED = Counter(
    "mockmate_mails_capped", "Mails not sent because their address had its share of the day.", ["letter"]
)


def observe_pass(seconds: float, matched: Iterable[tuple[int, int, str]]) -> None:
    """Count a committed pass, its duration, and each matched person's (seconds waited, level gap, difficulty)."""
    PASS_SECONDS.observe(seconds)
    for waited_seconds, level_gap, difficulty in matched:
        MATCH_WAIT.observe(waited_seconds)
        WAITED.labels(difficulty).inc()
        WAITED_SECONDS.labels(difficulty).inc(waited_seconds)
        # Each pair appears twice, once per person.
        PAIRS.labels(level_gap).inc(0.5)


def watch_pool(engine: Engine, size: int) -> None:
    """Count the connections that are checked out of an engine's pool."""
    POOL_SIZE.set(size)
    event.listen(engine, "checkout", lambda *_: POOL_IN_USE.inc())
    event.listen(engine, "checkin", lambda *_: POOL_IN_USE.dec())


class GaugeValues(NamedTuple):
    """What is waiting: (interview type, kind of room, difficulty, people), mails, parked items, backups; our clock."""

    waiting: list[tuple[str, str, str, int]]
    mails_due: int
    oldest_mail_seconds: float
    parked: Sequence[Parked] = ()
    clock_skew_seconds: float = 0.0
    mails_refused: int = 0
    backups: Backups | None = None


_WAITING = text(
    f"""
    SELECT s.interview_type, CASE WHEN s.starts_at IS NULL THEN 'practice' ELSE 'slot' END AS room, b.difficulty,
        count(*) AS people
    FROM bookings b JOIN slots s ON s.id = b.slot_id
    WHERE b.status = 'waiting' AND b.present_until > now() AND {is_public("s")}
    GROUP BY 1, 2, 3
    """  # noqa: S608 - ours
)
_MAILS = text(
    f"""
    SELECT count(*) AS due, coalesce(max(extract(epoch FROM now() - created_at)), 0) AS age
    FROM outgoing_mails
    WHERE sent_at IS NULL AND given_up_at IS NULL AND due_at <= now()
        AND {parking.is_free(parking.SEND_JOB, "CAST(outgoing_mails.id AS text)")}
    """  # noqa: S608 - ours
)


_REFUSED = text("SELECT count(*) FROM outgoing_mails WHERE sent_at IS NULL AND given_up_at IS NULL AND refused")


def read_gauges(session: Session) -> GaugeValues:
    """Read what is waiting now. The statements read partial indexes or a table that is usually empty."""
    waiting = [(row.interview_type, row.room, row.difficulty, row.people) for row in session.execute(_WAITING)]
    mails = session.execute(_MAILS).one()
    refused = session.execute(_REFUSED).scalar_one()
    parked, skew, backups = parking.parked(session), clock.skew(session), backup_runs.read(session)
    return GaugeValues(waiting, mails.due, float(mails.age), parked, skew, refused, backups)


STOCK_SECONDS = 5.0
"""How long the gauges are cached: the database is queried no more often, however many scrapers there are."""


class CachedGauges:
    """Caches the last values read; thread-safe."""

    def __init__(self) -> None:
        self._kept: GaugeValues | None = None
        self._until = 0.0
        self._lock = threading.Lock()

    def fresh(self) -> GaugeValues | None:
        """Return the cached values if they are recent."""
        with self._lock:
            return self._kept if time.monotonic() < self._until else None

    def put(self, stock: GaugeValues | None) -> None:
        """Cache values. None means the database didn't answer, and is cached too."""
        with self._lock:
            self._kept = stock
            self._until = time.monotonic() + STOCK_SECONDS


class GaugeCollector(Collector):
    """Exports cached gauges. Without values it only exports `mockmate_stock_known`, rather than old numbers."""

    def __init__(self, stock: GaugeValues | None) -> None:
        self._stock = stock

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Yield the families."""
        known = self._stock is not None
        yield GaugeMetricFamily("mockmate_stock_known", "Whether the database could be asked what waits.", float(known))
        waiting = GaugeMetricFamily(
            "mockmate_waiting_people",
            "People present in waiting rooms, by interview type, kind of room and difficulty.",
            labels=["interview_type", "room", "difficulty"],
        )
        if self._stock is not None:
            for interview_type, room, difficulty, people in self._stock.waiting:
                waiting.add_metric([interview_type, room, difficulty], people)
            yield GaugeMetricFamily("mockmate_mails_due", "Mails that should have been sent.", self._stock.mails_due)
            yield GaugeMetricFamily(
                "mockmate_mails_refused",
                "Mails that wait because the mail server refuses us, not their addresses.",
                self._stock.mails_refused,
            )
            yield GaugeMetricFamily(
                "mockmate_oldest_mail_seconds", "Age of the oldest of them.", self._stock.oldest_mail_seconds
            )
            yield GaugeMetricFamily(
                "mockmate_clock_skew_seconds",
                "How far this machine's clock is ahead of the database's.",
                self._stock.clock_skew_seconds,
            )
        parked = GaugeMetricFamily(
            "mockmate_parked_items", "Items that a job of housekeeping could not process, by job.", labels=["name"]
        )
        for one in self._stock.parked if self._stock is not None else ():
            parked.add_metric([one.job], one.items)
        yield waiting
        yield parked
        if self._stock is not None and self._stock.backups is not None:
            yield from _of_backups(self._stock.backups)


def _of_backups(backups: Backups) -> Iterator[GaugeMetricFamily]:
    yield GaugeMetricFamily("mockmate_backup_failed", "Whether the last scheduled backup failed.", backups.failed)
    if last := backups.last_success:
        yield GaugeMetricFamily(
            "mockmate_backup_age_seconds", "Age of the last backup that succeeded.", last.age_seconds
        )
        yield GaugeMetricFamily(
            "mockmate_backup_overdue_seconds",
            "How long the next one should have been there, below zero before that.",
            last.overdue_seconds,
        )
        yield GaugeMetricFamily("mockmate_backup_bytes", "Size of the last backup that succeeded.", last.bytes)


def write(*collectors: Collector) -> bytes:
    """Return everything counted in this process, or under gunicorn in all workers, in Prometheus's text format."""
    own = CollectorRegistry()
    for collector in collectors:
        own.register(collector)
    return generate_latest(_counted()) + generate_latest(own)


class AllWorkers(MultiProcessCollector):
    """Adds up the workers' files. The empty file of a worker that is just starting is skipped."""

    def collect(self) -> Iterable[Metric]:
        """Return the families."""
        files = [str(one) for one in Path(str(self._path)).glob("*.db") if _has_begun(one)]
        return cast(Iterable[Metric], self.merge(files, accumulate=True))  # type: ignore[no-untyped-call]


def _has_begun(file: Path) -> bool:
    try:
        return file.stat().st_size > 0
    except FileNotFoundError:  # a worker has just ended
        return False


def _counted() -> CollectorRegistry:
    if not _is_shared(values.ValueClass):
        return REGISTRY
    together = CollectorRegistry()
    AllWorkers(together)  # type: ignore[no-untyped-call]
    return together


def _is_shared(kind: Any) -> bool:
    """Whether counts are kept in one file per worker, as PROMETHEUS_MULTIPROC_DIR decides."""
    return bool(kind._multiprocess)  # noqa: SLF001 - the library decides by the environment, which we don't read


def refusal(settings: Settings, address: str, headers: Mapping[str, str]) -> Literal[401, 404] | None:
    """Return why a caller may not read /metrics, or None if they may.

    With METRICS_TOKEN set, callers must send it. Without it, only callers on this machine are allowed: a loopback
    address without any proxy in between, since behind a local gateway every caller would seem local.
    """
    token = settings.metrics_token.get_secret_value()
    if not token:
        return None if is_loopback(address) and "X-Forwarded-For" not in headers else 404
    given = headers.get("Authorization", "")
    return None if hmac.compare_digest(given.encode(), f"Bearer {token}".encode()) else 401
