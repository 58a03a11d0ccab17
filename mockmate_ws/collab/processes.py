"""The other processes that have a document open, and what each has told but not stored."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterator

TAKEOVER_SECONDS = 3.0
"""After this time without a word, a process counts as dead: another one stores what it told."""


class OtherProcess:
    """What is known of another process that has the document open.

    Its changes are numbered. When one is lost on its way, the rows that it stores bring it.
    """

    def __init__(self, number: int) -> None:
        self.has_missed = False
        self._number = number
        self._heard_at = time.monotonic()
        self._unstored: deque[tuple[int, bytes]] = deque()

    def note(self, number: int) -> bool:
        """Note the number of its newest change; False if that came before."""
        self._heard_at = time.monotonic()
        if number <= self._number:
            return False
        self.has_missed |= number != self._number + 1
        self._number = number
        return True

    def hold(self, update: bytes) -> None:
        """Keep its newest change until it is stored."""
        self._unstored.append((self._number, update))

    def drop(self, number: int) -> None:
        """Forget its changes up to a number, which are stored."""
        while self._unstored and self._unstored[0][0] <= number:
            self._unstored.popleft()

    @property
    def unstored(self) -> Iterator[bytes]:
        """Its changes that are not stored."""
        return iter([update for _, update in self._unstored])

    @property
    def is_holding(self) -> bool:
        """Whether it told changes that are not stored."""
        return bool(self._unstored)

    @property
    def is_silent(self) -> bool:
        """Whether it told changes, and has said nothing more for too long."""
        return self.is_holding and time.monotonic() - self._heard_at > TAKEOVER_SECONDS
