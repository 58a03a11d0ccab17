"""Runs the jobs of housekeeping when they are due. One that fails, fails alone, and is named while it does."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import structlog

from mockmate_ws.db import Database
from mockmate_ws.jobs.job_table import JOBS, Job
from mockmate_ws.tasks import Failing
from mockmate_ws.transport import counters
from shared.core import errors
from shared.core.settings import Settings

log = structlog.get_logger(__name__)

LONGEST_PAUSE = 300.0
"""Seconds between two attempts of a job that fails; more only where it isn't due more often."""
LATE_SECONDS = 60.0
"""A job that should have been done this long ago is behind, whatever keeps it from it."""
_AWAY_PAUSE = 5.0


class JobState:
    """When one job is due, and how it went."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.due = time.monotonic()
        self.failures = 0
        self._owed_since = self.due

    @property
    def failing_since(self) -> datetime | None:
        """Since when it is owed, if it fails or is late."""
        owed = time.monotonic() - self._owed_since
        return datetime.now(UTC) - timedelta(seconds=owed) if self.failures or owed > LATE_SECONDS else None

    def succeeded(self) -> None:
        """Be due again after the usual time."""
        self.failures = 0
        self.due = self._owed_since = time.monotonic() + self.job.every_seconds

    def failed(self) -> None:
        """Be due again after a pause that grows with every failure in a row."""
        self.failures += 1
        every = self.job.every_seconds
        self.due = time.monotonic() + min(every * 2 ** min(self.failures, 10), max(every, LONGEST_PAUSE))

    def could_not_be_done(self) -> None:
        """Be due again soon: the database was away, which is no fault of the job."""
        self.due = time.monotonic() + min(self.job.every_seconds, _AWAY_PAUSE)


class Jobs:
    """All jobs, one after the other: they need one connection to the database."""

    def __init__(self, settings: Settings, database: Database, jobs: Sequence[Job] = JOBS) -> None:
        self._settings = settings
        self._database = database
        self._turns = [JobState(job) for job in jobs]

    @property
    def failing(self) -> list[Failing]:
        """The jobs that fail or are behind."""
        return [Failing(turns.job.name, since) for turns in self._turns if (since := turns.failing_since) is not None]

    async def run(self) -> None:
        """Do every job when it is due, until cancelled."""
        while True:
            for turns in self._turns:
                if time.monotonic() >= turns.due:
                    await self._take(turns)
            await asyncio.sleep(1)

    async def _take(self, turns: JobState) -> None:
        job = turns.job
        try:
            changed = await self._database.run(job.work, self._settings)
        except Exception as error:
            counters.JOB_FAILURES.labels(job.name).inc()
            if errors.is_passing(error):
                turns.could_not_be_done()
                log.warning("job.failed", job=job.name, error=type(error).__name__)
            else:
                turns.failed()
                log.error("job.failed", job=job.name, failures=turns.failures, exc_info=error)
            return
        turns.succeeded()
        if changed:
            log.info("job.done", job=job.name, changed=changed)
