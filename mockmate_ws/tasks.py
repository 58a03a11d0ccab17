"""The background tasks of a process: one that ends is restarted after growing pauses, and reported while it fails."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from typing import Any, NamedTuple

import structlog

from mockmate_ws.transport import counters

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


class Tasks:
    """Tasks that run for as long as the process does."""

    def __init__(self) -> None:
        self._tasks: list[asyncio.Task[None]] = []
        self._died_at: dict[str, datetime] = {}

    def keep(self, name: str, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Run `work()`, and run it again whenever it ends, until `stop`."""
        self._tasks.append(asyncio.create_task(self._keep(name, work), name=name))

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


def start_once(work: Coroutine[Any, Any, None], name: str) -> asyncio.Task[None]:
    """Start a task that ends by itself and that no code awaits: its exception is logged and counted."""
    task = asyncio.create_task(work, name=name)
    task.add_done_callback(_report_failure)
    return task


def _report_failure(task: asyncio.Task[None]) -> None:
    if not task.cancelled() and (error := task.exception()) is not None:
        counters.TASK_DEATHS.labels(task.get_name()).inc()
        log.error("service.task_failed", task=task.get_name(), exc_info=error)
