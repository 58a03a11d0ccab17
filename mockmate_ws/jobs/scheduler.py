"""Runs each background job when it is due. A job that fails delays no other, and is reported while it fails."""

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
from shared.core import database_errors
from shared.core.settings import Settings

log = structlog.get_logger(__name__)

LONGEST_PAUSE = 300.0
"""The most seconds between two attempts of a failing job, unless its interval is longer."""
LATE_SECONDS = 60.0
"""A job that is overdue by this much is behind, for whatever reason."""
_DATABASE_PAUSE = 5.0


class JobState:
    """When a job is due next, and whether it fails."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.due = time.monotonic()
        self.failures = 0
        self._overdue_since = self.due

    @property
    def failing_since(self) -> datetime | None:
        """Since when the job has been overdue, if it fails or is late."""
        overdue = time.monotonic() - self._overdue_since
        return datetime.now(UTC) - timedelta(seconds=overdue) if self.failures or overdue > LATE_SECONDS else None

    def succeeded(self) -> None:
        """Make the job due again after its interval."""
        self.failures = 0
        self.due = self._overdue_since = time.monotonic() + self.job.every_seconds

    def failed(self) -> None:
        """Make the job due again after a pause that grows with each consecutive failure."""
        self.failures += 1
        every = self.job.every_seconds
        self.due = time.monotonic() + min(every * 2 ** min(self.failures, 10), max(every, LONGEST_PAUSE))

    def postpone(self) -> None:
        """Make the job due again soon: the database was unavailable, which is not the job's fault."""
        self.due = time.monotonic() + min(self.job.every_seconds, _DATABASE_PAUSE)


class Jobs:
    """All jobs, one after another, so that they need only one database connection."""

    def __init__(self, settings: Settings, database: Database, jobs: Sequence[Job] = JOBS) -> None:
        self._settings = settings
        self._database = database
        self._states = [JobState(job) for job in jobs]

    @property
    def failing(self) -> list[Failing]:
        """The jobs that fail or are behind."""
        return [Failing(state.job.name, since) for state in self._states if (since := state.failing_since) is not None]

    async def run(self) -> None:
        """Run every job when it is due, until cancelled."""
        while True:
            for state in self._states:
                if time.monotonic() >= state.due:
                    await self._run_job(state)
            await asyncio.sleep(1)

    async def _run_job(self, state: JobState) -> None:
        job = state.job
        try:
            changed = await self._database.run(job.work, self._settings)
        except Exception as error:
            counters.JOB_FAILURES.labels(job.name).inc()
            if database_errors.is_transient(error):
                state.postpone()
                log.warning("job.failed", job=job.name, error=type(error).__name__)
            else:
                state.failed()
                log.error("job.failed", job=job.name, failures=state.failures, exc_info=error)
            return
        state.succeeded()
        if changed:
            log.info("job.done", job=job.name, changed=changed)
