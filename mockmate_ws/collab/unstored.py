"""The changes that this process has to store: its members', and those taken over from processes that fell silent."""

from __future__ import annotations

import time
from collections.abc import Iterator

from pycrdt import merge_updates

from mockmate_ws.transport.connection import Connection
from shared.rooms.documents import NewChange

_ROW_SECONDS = 0.25
_ROW_BYTES = 512 * 1024
MAX_BYTES = 4 * 1024 * 1024
"""The most bytes that one document may have unstored."""
MAX_BYTES_OF_ALL = 64 * 1024 * 1024
"""The most bytes that all documents of a process may have unstored."""


class Backlog:
    """How many bytes all documents of this process have unstored."""

    def __init__(self) -> None:
        self.bytes = 0


class _Row:
    """The changes that were told within a quarter of a second. Once it was offered to be stored, it stays as it is."""

    def __init__(self, told_at: float) -> None:
        self.told_at = told_at
        self.is_offered = False
        self.size = 0
        self.senders: set[Connection] = set()
        self._changes: list[bytes] = []

    def takes(self, size: int, told_at: float) -> bool:
        """Whether another change belongs to this row."""
        is_near = 0 <= told_at - self.told_at <= _ROW_SECONDS
        return is_near and not self.is_offered and self.size + size <= _ROW_BYTES

    def add(self, update: bytes, sender: Connection | None) -> None:
        self._changes.append(update)
        self.size += len(update)
        if sender is not None:
            self.senders.add(sender)

    def data(self) -> bytes:
        """Return the changes as one; merged once, since it may wait for long."""
        if len(self._changes) > 1:
            self._changes = [merge_updates(*self._changes)]
        return self._changes[0]


class Unstored:
    """The unstored changes of one document, by rows."""

    def __init__(self, backlog: Backlog) -> None:
        self._backlog = backlog
        self._rows: list[_Row] = []
        self._bytes = 0

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[bytes]:
        return iter([row.data() for row in self._rows])

    @property
    def is_full(self) -> bool:
        """Whether no more can be kept."""
        return self._bytes > MAX_BYTES or self._backlog.bytes > MAX_BYTES_OF_ALL

    @property
    def seconds(self) -> float:
        """How long the oldest change has been waiting."""
        return time.monotonic() - self._rows[0].told_at if self._rows else 0.0

    def senders(self, count: int) -> set[Connection]:
        """Return the sockets whose changes are in the oldest rows."""
        return {sender for row in self._rows[:count] for sender in row.senders}

    def add(self, update: bytes, sender: Connection | None = None, told_at: float | None = None) -> None:
        """Keep a change that was told just now; without a `sender`, by another process, at some time."""
        told_at = told_at or time.monotonic()
        if not self._rows or not self._rows[-1].takes(len(update), told_at):
            self._rows.append(_Row(told_at))
        self._rows[-1].add(update, sender)
        self._count(len(update))

    def offer(self) -> list[NewChange]:
        """Return the rows to be stored; later changes begin another one."""
        for row in self._rows:
            row.is_offered = True
        return [NewChange(row.data(), row.told_at) for row in self._rows]

    def drop(self, count: int) -> None:
        """Forget the oldest rows, which are stored."""
        self._count(-sum(row.size for row in self._rows[:count]))
        del self._rows[:count]

    def _count(self, size: int) -> None:
        self._bytes += size
        self._backlog.bytes += size
