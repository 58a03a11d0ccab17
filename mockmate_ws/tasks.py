"""The background tasks of a process: one that ends is restarted after growing pauses, and reported while it fails.

Work that is repeated at intervals (`repeat`, and each job of the scheduler) need not die to be reported: a failure is
logged and counted, and the next attempt comes after a growing pause.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Coroutine, Iterable
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, NamedTuple, TypeVar

import structlog

from mockmate_ws.transport import counters
from shared.core import database_errors

log = structlog.get_logger(__name__)

FIRST_PAUSE = 1.0
LONGEST_PAUSE = 30.0
STEADY_SECONDS = 60.0
"""A task that has run this long since its restart counts as healthy again."""


class Failing(NamedTuple):
    """A task or job that fails, and since when. `parked` counts the items that a job has put aside."""

    name: str
    since: datetime
    parked: int = 0


LATE_SECONDS = 60.0
"""Repeated work that is overdue by this much is behind, for whatever reason."""
_DATABASE_PAUSE = 5.0

Result = TypeVar("Result")


class Recurrence:
    """Work that is done every so many seconds: when it is due next, and since when it fails or is late.

    `longest_pause` is the most seconds between two attempts while it fails, unless its interval is longer.
    """

    def __init__(self, name: str, every_seconds: float, longest_pause: float = LONGEST_PAUSE) -> None:
        self.name = name
        self.due = time.monotonic()
        self._every_seconds = every_seconds
        self._longest_pause = max(every_seconds, longest_pause)
        self._failures = 0
        self._overdue_since = self.due

    @property
    def failing_since(self) -> datetime | None:
        """Since when the work has been overdue, if it fails or is late."""
        overdue = time.monotonic() - self._overdue_since
        return datetime.now(UTC) - timedelta(seconds=overdue) if self._failures or overdue > LATE_SECONDS else None

    async def attempt(self, work: Callable[[], Awaitable[Result]]) -> Result | None:
        """Do the work and return its result; None if it fails, which is logged and counted."""
        try:
            result = await work()
        except Exception as error:  # noqa: BLE001 - it is logged there
            self._failed(error)
            return None
        self._failures = 0
        self.due = self._overdue_since = time.monotonic() + self._every_seconds
        return result

    def _failed(self, error: Exception) -> None:
        counters.JOB_FAILURES.labels(self.name).inc()
        self._failures += 1
        if database_errors.is_transient(error):
            # Not the fault of the work: it is due again soon.
            pause = min(self._every_seconds, _DATABASE_PAUSE)
            log.warning("job.failed", job=self.name, error=type(error).__name__)
        else:
            pause = min(self._every_seconds * 2 ** min(self._failures, 10), self._longest_pause)
            log.error("job.failed", job=self.name, failures=self._failures, exc_info=error)
        self.due = time.monotonic() + pause


class Tasks:
    """Tasks that run for as long as the process does."""

    def __init__(self) -> None:
        self._tasks: list[asyncio.Task[None]] = []
        self._died_at: dict[str, datetime] = {}
        self._recurrences: list[Recurrence] = []

    def keep(self, name: str, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Run `work()`, and run it again whenever it ends, until `stop`."""
        self._tasks.append(asyncio.create_task(self._keep(name, work), name=name))

    def repeat(self, name: str, every_seconds: float, work: Callable[[], Awaitable[object]]) -> None:
        """Run `work()` now and then every so many seconds, until `stop`."""
        recurrence = Recurrence(name, every_seconds)
        self._recurrences.append(recurrence)
        self.keep(name, partial(_repeat, recurrence, work))

    @property
    def behind(self) -> list[Failing]:
        """The repeated work that fails or is late."""
        return behind(self._recurrences)

    @property
    def failing(self) -> list[Failing]:
        """The tasks that died and haven't run steadily since."""
        return [Failing(name, since) for name, since in self._died_at.items()]

    async def stop(self) -> None:
        """Cancel all tasks."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _keep(self, name: str, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        pause = FIRST_PAUSE
        while True:
            recovery = asyncio.get_running_loop().call_later(STEADY_SECONDS, self._died_at.pop, name, None)
            try:
                await work()
                log.critical("service.task_died", task=name, error="it came to an end")
            except Exception as error:
                log.critical("service.task_died", task=name, exc_info=error)
            finally:
                recovery.cancel()
            if name not in self._died_at:
                self._died_at[name] = datetime.now(UTC)
                pause = FIRST_PAUSE
            counters.TASK_DEATHS.labels(name).inc()
            await asyncio.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)


def behind(recurrences: Iterable[Recurrence]) -> list[Failing]:
    """Return the work that fails or is late."""
    return [Failing(one.name, since) for one in recurrences if (since := one.failing_since) is not None]


async def _repeat(recurrence: Recurrence, work: Callable[[], Awaitable[object]]) -> None:
    while True:
        await asyncio.sleep(recurrence.due - time.monotonic())
        await recurrence.attempt(work)


def start_once(work: Coroutine[Any, Any, None], name: str) -> asyncio.Task[None]:
    """Start a task that ends by itself and that no code awaits: its exception is logged and counted."""
    task = asyncio.create_task(work, name=name)
    task.add_done_callback(_report_failure)
    return task


def _report_failure(task: asyncio.Task[None]) -> None:
    if not task.cancelled() and (error := task.exception()) is not None:
        counters.TASK_DEATHS.labels(task.get_name()).inc()
        trace = None if database_errors.is_transient(error) else error
        log.error("service.task_failed", task=task.get_name(), error=type(error).__name__, exc_info=trace)
