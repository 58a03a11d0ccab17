"""The changes that this process has to store: its members', and those taken over from processes that fell silent."""

from __future__ import annotations

import time
from collections.abc import Iterator
from operator import attrgetter
from typing import NamedTuple

from pycrdt import merge_updates

from mockmate_ws.transport.connection import Connection
from shared.rooms.documents import NewChange

_ROW_SECONDS = 0.25
_ROW_BYTES = 512 * 1024
MAX_BYTES = 4 * 1024 * 1024
"""The most bytes that one document may have unstored."""
MAX_BYTES_OF_ALL = 64 * 1024 * 1024
"""The most bytes that all documents of a process may have unstored."""


class _Change(NamedTuple):
    update: bytes
    told_at: float
    sender: Connection | None


class Backlog:
    """How many bytes all documents of this process have unstored."""

    def __init__(self) -> None:
        self.bytes = 0


class Unstored:
    """The unstored changes of one document."""

    def __init__(self, backlog: Backlog) -> None:
        self._backlog = backlog
        self._changes: list[_Change] = []
        self._bytes = 0

    def __len__(self) -> int:
        return len(self._changes)

    def __iter__(self) -> Iterator[bytes]:
        return iter([change.update for change in self._changes])

    @property
    def is_full(self) -> bool:
        """Whether no more can be kept."""
        return self._bytes > MAX_BYTES or self._backlog.bytes > MAX_BYTES_OF_ALL

    @property
    def seconds(self) -> float:
        """How long the oldest change has been waiting."""
        return time.monotonic() - self._changes[0].told_at if self._changes else 0.0

    @property
    def senders(self) -> set[Connection]:
        """The sockets whose changes these are."""
        return {change.sender for change in self._changes if change.sender is not None}

    def add(self, update: bytes, sender: Connection | None = None, told_at: float | None = None) -> None:
        """Keep a change that was told just now; without a `sender`, by another process, at some time."""
        self._changes.append(_Change(update, told_at or time.monotonic(), sender))
        self._count(len(update))

    def rows(self) -> list[NewChange]:
        """Return them as rows to be stored: what was told within a quarter of a second is one."""
        now = time.monotonic()
        rows: list[NewChange] = []
        together: list[bytes] = []
        size, began = 0, 0.0
        for change in sorted(self._changes, key=attrgetter("told_at")):
            if together and (change.told_at - began > _ROW_SECONDS or size + len(change.update) > _ROW_BYTES):
                rows.append(NewChange(_merged(together), now - began))
                together, size = [], 0
            began = began if together else change.told_at
            together.append(change.update)
            size += len(change.update)
        if together:
            rows.append(NewChange(_merged(together), now - began))
        return rows

    def drop(self, count: int) -> None:
        """Forget the oldest changes, which are stored."""
        self._count(-sum(len(change.update) for change in self._changes[:count]))
        del self._changes[:count]

    def _count(self, size: int) -> None:
        self._bytes += size
        self._backlog.bytes += size


def _merged(changes: list[bytes]) -> bytes:
    return changes[0] if len(changes) == 1 else merge_updates(*changes)
