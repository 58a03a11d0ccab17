"""Whose turn it is to hash a password: a few at once and a short queue, so that other requests keep their threads."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from threading import BoundedSemaphore, Lock

from shared.errors import Busy
from shared.settings import Settings

# About what one hash takes: who is sent away finds the queue moved on.
_COME_BACK_SECONDS = 1


class Queue:
    """Lets `at_once` through, `waiting` more wait, and refuses the rest."""

    def __init__(self, at_once: int, waiting: int) -> None:
        self._places = at_once + waiting
        self.taken = 0
        self._lock = Lock()
        self._working = BoundedSemaphore(at_once)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for a turn and hold it. Raises Busy at once when too many wait already."""
        with self._lock:
            if self.taken >= self._places:
                raise Busy(retry_after=_COME_BACK_SECONDS)
            self.taken += 1
        try:
            with self._working:
                yield
        finally:
            with self._lock:
                self.taken -= 1


@cache
def _queue(at_once: int, waiting: int) -> Queue:
    return Queue(at_once, waiting)


def queue(settings: Settings) -> Queue:
    """Return this process's queue: one, however many apps or features use it."""
    return _queue(settings.password_hashes_at_once, settings.password_hashes_waiting)
