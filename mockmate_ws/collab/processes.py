"""The other processes that have a document open, and what each has told but not stored."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterable, Iterator
from typing import NamedTuple

TAKEOVER_SECONDS = 3.0
"""After this time without a word, a process counts as dead: another one stores what it told."""


_ASK_SECONDS = 1.0


class Told(NamedTuple):
    """A change that another process told and has not stored, and when that was heard."""

    number: int
    update: bytes
    heard_at: float


class OtherProcess:
    """What is known of another process that has the document open.

    Its changes are numbered. When one is lost on its way, the rows that it stores bring it.
    """

    def __init__(self) -> None:
        self._number: int | None = None
        self._heard_at = time.monotonic()
        self.unstored: deque[Told] = deque()
        """Its changes that are not stored."""
        self._missed: tuple[int, int] | None = None  # the first and the last number
        self._asked_at = -_ASK_SECONDS

    def begin(self, number: int) -> None:
        """Note the number of its newest change, from a message with everything that it has not stored."""
        self._heard_at = time.monotonic()
        self._number = number
        self._missed = None

    def note(self, number: int, *, is_here: bool) -> bool:
        """Note the number of its newest change, which `is_here` or not; False if that is known already."""
        self._heard_at = time.monotonic()
        expected = 0 if self._number is None else self._number + 1
        if number < expected:
            return False
        self._number = number
        missed = number - 1 if is_here else number
        if missed >= expected:
            self._miss(expected, missed)
        return True

    def miss(self) -> None:
        """Note that changes up to its newest one could not be applied, since they build on missing ones."""
        self._miss(0, self._number or 0)

    def should_ask(self) -> bool:
        """Whether something is missed, and it is time to ask for it instead of waiting until it is stored."""
        if self._missed is None or time.monotonic() - self._asked_at < _ASK_SECONDS:
            return False
        self._asked_at = time.monotonic()
        return True

    def _miss(self, first: int, last: int) -> None:
        self._missed = (self._missed[0] if self._missed else first, last)

    def hold(self, update: bytes) -> None:
        """Keep its newest change until it is stored."""
        self.unstored.append(Told(self._number or 0, update, self._heard_at))

    def note_stored(self, number: int) -> bool:
        """Forget its changes up to a number, which are stored; return whether some of them are missing here."""
        self._heard_at = time.monotonic()
        while self.unstored and self.unstored[0].number <= number:
            self.unstored.popleft()
        if self._number is None or number > self._number:
            self._number, self._missed = number, None
            return True
        if self._missed is None or self._missed[0] > number:
            return False
        last = self._missed[1]
        self._missed = (number + 1, last) if last > number else None
        return True

    @property
    def is_silent(self) -> bool:
        """Whether it told changes that are not stored, and has said nothing more for too long."""
        return bool(self.unstored) and time.monotonic() - self._heard_at > TAKEOVER_SECONDS


class OtherProcesses:
    """All other processes that have a document open, by their names."""

    def __init__(self) -> None:
        self._known: dict[str, OtherProcess] = {}

    def __len__(self) -> int:
        return len(self._known)

    def __iter__(self) -> Iterator[str]:
        return iter(tuple(self._known))

    def __contains__(self, node: str) -> bool:
        return node in self._known

    def __getitem__(self, node: str) -> OtherProcess:
        """Return what is known of a process, perhaps nothing yet."""
        return self._known.setdefault(node, OtherProcess())

    def remove(self, node: str) -> Iterable[Told]:
        """Remove a process and return what it has not stored."""
        return self._known.pop(node).unstored

    def silent(self) -> list[str]:
        """Return the processes that count as dead."""
        return [node for node, other in self._known.items() if other.is_silent]

    @property
    def have_unstored(self) -> bool:
        """Whether one of them told changes that are not stored."""
        return any(other.unstored for other in self._known.values())

    @property
    def unstored(self) -> list[bytes]:
        """The changes that none of them has stored."""
        return [told.update for other in self._known.values() for told in other.unstored]
