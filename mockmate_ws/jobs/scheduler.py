"""Runs each background job when it is due. A job that fails delays no other, and is reported while it fails."""

from __future__ import annotations

import asyncio
import time
from functools import partial

import structlog

from mockmate_ws import tasks
from mockmate_ws.db import Database
from mockmate_ws.jobs import job_table
from mockmate_ws.tasks import Failing, Recurrence
from shared.core.settings import Settings

log = structlog.get_logger(__name__)

LONGEST_PAUSE = 300.0
"""The most seconds between two attempts of a failing job, unless its interval is longer."""


class Jobs:
    """All jobs, one after another, so that they need only one database connection."""

    def __init__(self, settings: Settings, database: Database) -> None:
        self._settings = settings
        self._database = database
        self._jobs = [(job, Recurrence(job.name, job.every_seconds, LONGEST_PAUSE)) for job in job_table.JOBS]

    @property
    def failing(self) -> list[Failing]:
        """The jobs that fail or are behind."""
        return tasks.behind(recurrence for _, recurrence in self._jobs)

    async def run(self) -> None:
        """Run every job when it is due, until cancelled."""
        while True:
            for job, recurrence in self._jobs:
                if time.monotonic() >= recurrence.due:
                    changed = await recurrence.attempt(partial(self._database.run, job.work, self._settings))
                    if changed:
                        log.info("job.done", job=job.name, changed=changed)
            await asyncio.sleep(1)
