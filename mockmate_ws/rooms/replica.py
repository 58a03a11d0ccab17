"""This process's copy of one shared document: takes changes, tells what of them was new, and stays within its size.

Nothing in it waits for something else: a change that builds on what isn't here is left out.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pycrdt import Doc, TransactionEvent

from mockmate_ws.protocol.varints import Malformed
from mockmate_ws.rooms.form import Form, TooManyClients

MAX_BYTES = 512 * 1024
"""Largest document, encoded; what was deleted counts little."""
_ROOM_TO_DELETE = 64 * 1024
"""What only deletes may make a full document a little larger: where, has to be written down."""
_NO_STRUCTS = b"\x00"


class Unusable(Exception):
    """A change that can't be applied; the copy may be damaged and must be given up."""


class Full(Exception):
    """A change that made the document more than it may be; the copy must be given up."""


class Replica:
    """A Yjs document. Give it up with `close`."""

    def __init__(self, changes: Iterable[bytes]) -> None:
        self._doc: Doc[Any] = Doc()
        self._new: list[bytes] = []
        self._subscription = self._doc.observe(self._note)
        self._form = Form()
        # Read once it is changed: many copies are only looked at.
        self._unread = list(changes)
        for change in self._unread:
            self._apply(change)
        self._size = self._measure()

    def close(self) -> None:
        """Free it: pycrdt keeps a document for ever while somebody is subscribed to it."""
        self._doc.unobserve(self._subscription)

    def _note(self, event: TransactionEvent) -> None:
        self._new.append(event.update)

    def newcomers(self, update: bytes) -> int:
        """Return how many clients would write for the first time by a change. Raises Unusable."""
        self._read()
        return self._form.newcomers(update)

    def apply(self, update: bytes) -> bytes:
        """Apply a client's change and return what was new of it, b"" when nothing was.

        Raises Full when the document would grow past its limits, Unusable when it isn't a change of our document.
        """
        self._read()
        try:
            placed = self._form.judge(update)
        except TooManyClients:
            raise Full("too many clients would have written the document") from None
        except Malformed as error:
            raise Unusable(str(error)) from None
        if placed is None:
            return b""
        if self._size + len(update) > MAX_BYTES:
            # What was added may have been deleted meanwhile: look how large it really is.
            self._size = self._measure()
        before = self._size
        change = self._apply(update)
        self._form.note(placed)
        # One piece has all that it builds on; several may wait for each other, in a circle.
        if len(placed) > 1 and not self._form.is_reached(self.state()):
            raise Unusable("its pieces build on each other")
        self._size += len(change)
        if self._size > MAX_BYTES and change:
            self._size = self._measure()
            most = MAX_BYTES + (_ROOM_TO_DELETE if update.startswith(_NO_STRUCTS) else 0)
            if self._size > max(most, before):
                raise Full("the document would be larger than 512 KiB")
        return change

    def take(self, change: bytes) -> bytes:
        """Apply a stored change, whatever its size, and return what was new of it. Raises Unusable."""
        new = self._apply(change)
        self._unread.append(change)
        self._read()
        self._size += len(new)
        return new

    def _read(self) -> None:
        unread, self._unread = self._unread, []
        if not unread:
            return
        try:
            for change in unread:
                self._form.take(change)
            self._form.stretch(self.state())
        except Malformed as error:
            raise Unusable(str(error)) from None

    def _apply(self, update: bytes) -> bytes:
        self._new.clear()
        try:
            self._doc.apply_update(update)
        except BaseException as error:
            # A panic inside the decoder is no Exception.
            if isinstance(error, Exception) or type(error).__name__ == "PanicException":
                raise Unusable(str(error)) from None
            raise
        # Not kept: what is open for an hour would hold on to its last change, which may be a large one.
        return self._new.pop() if self._new else b""

    def _measure(self) -> int:
        return len(self._doc.get_update())

    def state(self) -> bytes:
        """Return what is here, as step 1 says it."""
        return self._doc.get_state()

    def missing(self, state: bytes | None = None) -> bytes:
        """Return what somebody with this state lacks; without one, everything. Raises Unusable for a bad state."""
        try:
            return self._doc.get_update(state)
        except (ValueError, RuntimeError) as error:
            raise Unusable(str(error)) from None
