"""Whose turn it is to hash a password: a few at once and a short queue, so that other requests keep their threads."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from math import ceil
from threading import BoundedSemaphore, Lock

from shared.core.errors import Busy
from shared.core.settings import Settings

# Nobody is sent away for longer: by then half of those who were sent away before have given up.
_LONGEST_SECONDS = 30


class Queue:
    """Lets `at_once` through, `waiting` more wait, and refuses the rest, each until a moment of their own.

    Were all told to come back after a second, luck would decide who finds a place, and most would be refused again and
    again. So the moments are as far apart as hashes take, as if those who were refused went on standing in the queue.
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
        """Wait for a turn and hold it. Raises Busy at once when too many wait already."""
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
        """Promise the next moment at which there will be a place; returns in how many seconds that is."""
        latest = now + _LONGEST_SECONDS
        self._promised = min(max(self._promised, now) + self._pace, latest)
        return max(1, ceil(self._promised - now))


@cache
def _queue(at_once: int, waiting: int) -> Queue:
    return Queue(at_once, waiting)


def queue(settings: Settings) -> Queue:
    """Return this process's queue: one, however many apps or features use it."""
    return _queue(settings.password_hashes_at_once, settings.password_hashes_waiting)
