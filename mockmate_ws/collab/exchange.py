"""What the processes that have the same document open tell each other: changes at once, and what is stored of them.

Redis may lose any of it. A change that is missed is asked for, and comes from PostgreSQL at the latest.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from pycrdt import merge_updates

from mockmate_ws.collab.processes import OtherProcess, OtherProcesses
from mockmate_ws.collab.slices import LARGE_BYTES
from mockmate_ws.collab.stored import StoredReplica
from mockmate_ws.collab.unstored import Unstored
from mockmate_ws.transport.connection import Connection
from shared.events.redis_messages import DocumentClosed, DocumentMessage, DocumentOpened, DocumentStored, DocumentTold
from shared.rooms.documents import DocumentHead


class Exchange:
    """One document's unstored changes, here and elsewhere. `publish` sends a message to the other processes."""

    def __init__(self, publish: Callable[[DocumentMessage], None], stored: StoredReplica, unstored: Unstored) -> None:
        self.others = OtherProcesses()
        self.number = time.monotonic_ns() // 1000
        """The number of the last change that this process told. A document that is opened again goes on above it."""
        self._publish = publish
        self._stored = stored
        self._unstored = unstored

    @property
    def told(self) -> list[bytes]:
        """Everything that was told and is not stored, as far as this process knows."""
        return [*self._unstored, *self.others.unstored]

    # To the others.

    def announce(self, *, asks: bool) -> None:
        """Tell the others what this process has."""
        unstored = merge_updates(*self._unstored) if self._unstored else b""
        self._publish(DocumentOpened(self.number, self._stored.offset, unstored, asks=asks))

    def keep(self, update: bytes, sender: Connection | None = None, told_at: float | None = None) -> None:
        """Keep a change until it is stored, and tell the others."""
        self.number += 1
        self._unstored.add(update, sender, told_at)
        if self.others:
            self._publish(DocumentTold(self.number, update))

    def tell_stored(self, number: int, top: int, rows: int) -> None:
        """Tell the others that our changes up to a number are stored, the last ones in `rows` rows up to `top`."""
        self._stored.cover(top, rows)
        if self.others:
            self._publish(DocumentStored(number, top, rows))

    def tell_still_held(self) -> None:
        """Tell the others that this process is alive and keeps what it could not store."""
        if self.others:
            self._publish(DocumentTold(self.number, b""))

    def close(self) -> None:
        """Tell the others that this process has closed the document."""
        if self.others:
            self._publish(DocumentClosed())

    # From the others.

    def note(self, node: str, message: DocumentMessage) -> tuple[OtherProcess, bytes]:
        """Note what a message says; return its process, and the change in it."""
        is_known, other = node in self.others, self.others[node]
        match message:
            case DocumentOpened():
                other.begin(message.number)
                self._stored.note_top(message.top)
                # What was told before this process knew of the other was not sent to it.
                if message.asks or (self._unstored and not is_known):
                    self.announce(asks=False)
                return other, message.unstored
            case DocumentTold():
                is_new = other.note(message.number, is_here=bool(message.update))
                self._ask_if_missed(other)
                return other, message.update if is_new else b""
            case DocumentStored():
                if other.note_stored(message.number):
                    self._stored.note_top(message.top)
                else:
                    self._stored.cover(message.top, message.rows)
            case DocumentClosed():
                self._take_over(node)
        return other, b""

    def miss(self, other: OtherProcess) -> None:
        """Note that a change could not be applied, since it builds on one that was missed."""
        other.miss()
        self._ask_if_missed(other)

    def _ask_if_missed(self, other: OtherProcess) -> None:
        if other.should_ask():
            self.announce(asks=True)

    def take_over_from_silent(self) -> None:
        """Count the unstored changes of processes that seem dead as ours."""
        for node in self.others.silent():
            self._take_over(node)

    @property
    def offset(self) -> int:
        """Up to which offset this process has every row."""
        return self._stored.offset

    def check_head(self, head: DocumentHead, offset_before: int) -> None:
        """Compare with the stored document, in case a message was lost or the database has gone back.

        `offset_before` is `offset` before the head was read.
        """
        self._stored.check_head(head, offset_before)
        if not head.elsewhere:
            for node in self.others:
                self._take_over(node)
        elif not self.others:
            self.announce(asks=True)

    def _take_over(self, node: str) -> None:
        for told in self.others.remove(node):
            # Since when people know it: what they were told before the interview ended is stored after that, too.
            self.keep(told.update, told_at=told.heard_at)


def is_large(message: DocumentMessage) -> bool:
    """Return whether a message has a change that is applied in slices."""
    match message:
        case DocumentTold():
            return len(message.update) > LARGE_BYTES
        case DocumentOpened():
            return len(message.unstored) > LARGE_BYTES
    return False
