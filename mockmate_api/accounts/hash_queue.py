"""The queue for hashing passwords: threads of low priority hash for requests that wait, by address in turn."""

from __future__ import annotations

import os
import sys
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from functools import cache, partial
from math import ceil
from threading import Condition, Thread
from typing import Any, TypeVar

from mockmate_api.http import places
from shared.core import audit, client_addresses
from shared.core.errors import Busy
from shared.core.settings import Settings

T = TypeVar("T")
_Job = tuple[Callable[[], Any], Future[Any]]

# The longest time to wait before a retry: by then half of those refused before have given up.
_LONGEST_SECONDS = 30
_NICENESS = 10


class Queue:
    """Lets `at_once` threads hash, `waiting` requests wait, and refuses the rest, each with its own time to retry.

    Every address has a line, and the lines take turns: many requests from one address delay each other only. If all
    places are taken, the last of the longest line is refused.

    If all who are refused were told to retry after a second, luck would decide who gets in, and most would be refused
    again and again. So the retry times are as far apart as hashes take, as if refused requests kept their place.
    """

    def __init__(self, at_once: int, waiting: int) -> None:
        self._at_once, self._places = at_once, at_once + waiting
        self._lines: dict[str, deque[_Job]] = {}  # the first has the next turn
        self._changed = Condition()
        self._threads = self._working = 0
        self._pace = 0.25 / at_once  # seconds from one hash to the next: a guess, until one has been computed
        self._promised = 0.0

    @property
    def taken(self) -> int:
        """How many places are taken, by requests that wait and those whose hash is computed."""
        return self._working + sum(map(len, self._lines.values()))

    @property
    def is_quiet(self) -> bool:
        """Whether the next request wouldn't wait."""
        return self.taken < self._at_once

    def run(self, line: str, work: Callable[[], T]) -> T:
        """Return what `work` returns, in its turn. Raises Busy if there is no place."""
        done: Future[T] = Future()
        with self._changed:
            if self._threads < self._at_once:  # not earlier: threads don't survive the fork of a worker
                self._threads += 1
                Thread(target=self._serve, name="hashing", daemon=True).start()
            self._lines.setdefault(line, deque()).append((work, done))
            if self.taken > self._places:
                self._refuse_last()
            self._changed.notify()
        with places.lent():
            return done.result()

    def _refuse_last(self) -> None:
        """Refuse whoever came last in the longest line, which may be another than the request that has just come."""
        longest = max(reversed(self._lines), key=lambda line: len(self._lines[line]))
        _, done = self._lines[longest].pop()
        if not self._lines[longest]:
            del self._lines[longest]
        done.set_exception(Busy(retry_after=self._come_back(time.monotonic())))

    def _come_back(self, now: float) -> int:
        """Reserve the next moment at which there will be room; returns in how many seconds that is."""
        latest = now + _LONGEST_SECONDS
        self._promised = min(max(self._promised, now) + self._pace, latest)
        return max(1, ceil(self._promised - now))

    def _serve(self) -> None:
        if sys.platform == "linux":
            # Of this thread alone: other requests hardly notice it, and hashing still gets a tenth of a busy core.
            os.setpriority(os.PRIO_PROCESS, 0, _NICENESS)
        while True:
            self._serve_next()

    def _serve_next(self) -> None:
        with self._changed:
            self._changed.wait_for(lambda: self._lines)
            work, done = self._next()
            self._working += 1
        began = time.monotonic()
        try:
            result = work()
        except BaseException as error:  # noqa: BLE001 - it is the request's
            settle = partial(done.set_exception, error)
        else:
            settle = partial(done.set_result, result)
        with self._changed:
            self._working -= 1
            self._pace = (time.monotonic() - began) / self._at_once
        settle()

    def _next(self) -> _Job:
        line = next(iter(self._lines))
        jobs = self._lines.pop(line)
        job = jobs.popleft()
        if jobs:
            self._lines[line] = jobs  # behind the others
        return job


@cache
def _queue(at_once: int, waiting: int) -> Queue:
    return Queue(at_once, waiting)


def queue(settings: Settings) -> Queue:
    """Return this process's only queue, shared by all apps and features."""
    return _queue(settings.password_hashes_at_once, settings.password_hashes_waiting)


def run(settings: Settings, work: Callable[[], T]) -> T:
    """Return what `work` returns, when it is the turn of the current request's address. Raises Busy."""
    return queue(settings).run(client_addresses.network(audit.origin.get().address or ""), work)
