"""A short queue for hashing passwords: a few at once, so that other requests still get threads."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from math import ceil
from threading import BoundedSemaphore, Lock

from shared.core.errors import Busy
from shared.core.settings import Settings

# The longest time to wait before a retry: by then half of those refused before have given up.
_LONGEST_SECONDS = 30


class Queue:
    """Lets `at_once` hash, `waiting` more wait, and refuses the rest, each with its own time to retry.

    If all were told to retry after a second, luck would decide who gets in, and most would be refused again and again.
    So the retry times are as far apart as hashes take, as if refused requests kept their place in the queue.
    """

    def __init__(self, at_once: int, waiting: int) -> None:
        self._places = at_once + waiting
        self.taken = 0
        self._lock = Lock()
        self._working = BoundedSemaphore(at_once)
        self._pace = 0.25 / at_once  # seconds from one hash to the next: a guess, until one has been computed
        self._at_once = at_once
        self._promised = 0.0

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for a turn and hold it. Raises Busy at once if too many are already waiting."""
        with self._lock:
            if self.taken >= self._places:
                raise Busy(retry_after=self._come_back(time.monotonic()))
            self.taken += 1
        try:
            with self._working:
                began = time.monotonic()
                yield
                self._pace = (time.monotonic() - began) / self._at_once
        finally:
            with self._lock:
                self.taken -= 1

    def _come_back(self, now: float) -> int:
        """Reserve the next moment at which there will be room; returns in how many seconds that is."""
        latest = now + _LONGEST_SECONDS
        self._promised = min(max(self._promised, now) + self._pace, latest)
        return max(1, ceil(self._promised - now))


@cache
def _queue(at_once: int, waiting: int) -> Queue:
    return Queue(at_once, waiting)


def queue(settings: Settings) -> Queue:
    """Return this process's only queue, shared by all apps and features."""
    return _queue(settings.password_hashes_at_once, settings.password_hashes_waiting)
