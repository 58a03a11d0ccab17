"""This process's copy of one shared document: takes changes, tells what of them was new, and stays within its size.

Nothing in it waits for something else: a change that builds on what isn't here is left out.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pycrdt import Doc, Text, TransactionEvent

from mockmate_ws.collab import updates
from mockmate_ws.collab.form import Form, TooManyClients
from shared.core.varints import Malformed

MAX_TEXT_BYTES = 256 * 1024
"""Longest text, in UTF-8: what people see. The web client takes no typing past half of it, so that commenting out or
indenting all of that still fits."""
MAX_BYTES = 896 * 1024
"""Largest document, encoded, so that it fits into a message; common libraries take a MiB unless told otherwise. Each
place that was ever changed counts with 20 to 40 bytes, since what was deleted leaves a tombstone. All the text that the
web client takes, in lines of five letters and more, can be commented out and in again; and 10,000 places replaced."""
_ROOM_TO_DELETE = 64 * 1024
"""What only deletes may make a full document a little larger: where, has to be written down."""
_NO_STRUCTS = _NO_DELETIONS = b"\x00"
_TEXT = "code"
# A tick of a clock is a UTF-16 unit of text, or something else.
_BYTES_PER_TICK = 3
# What a byte of a change may add at most: three bytes delete a letter, and leave its text in three pieces.
_GROWTH = 20
# Bytes of a change that is typed: it has nothing in it that is here already.
_TYPED = 1024
_TOO_LARGE = f"with what was deleted from it, it would take more than {MAX_BYTES // 1024} KiB"


class Unusable(Exception):
    """A change that can't be applied; the copy may be damaged and must be given up."""


class Full(Exception):
    """A change that would make the document larger than it may be; the copy is as it was."""


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

    def new_clients(self, update: bytes) -> int:
        """Return how many clients would write for the first time by a change. Raises Unusable."""
        self._read()
        return self._form.new_clients(update)

    def apply(self, update: bytes) -> bytes:
        """Apply a client's change and return what was new of it, b"" when nothing was.

        Raises Full when the document would grow past a limit, Unusable when it is no change of our document.
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
        most = MAX_BYTES + (_ROOM_TO_DELETE if update.startswith(_NO_STRUCTS) else 0)
        if self._size + _GROWTH * len(update) > most:
            # That was a guess: look how large it really is.
            self._size = self._measure()
        if self._size + _GROWTH * len(update) > most or self._may_be_too_long_with(update):
            self._try(update, most)
        change = self._apply(update)
        self._form.note(placed)
        # One piece has all that it builds on; several may wait for each other, in a circle.
        if len(placed) > 1 and not self._form.is_reached(self.state()):
            raise Unusable("its pieces build on each other")
        self._size += _GROWTH * len(change)
        return change

    def _may_be_too_long_with(self, update: bytes) -> bool:
        room = MAX_TEXT_BYTES - self._text_bytes()
        return len(update) > room and _BYTES_PER_TICK * self._ticks_new_in(update) > room

    def _try(self, update: bytes, most: int) -> None:
        """Raise Full when a copy becomes too large by this, or Unusable."""
        is_typed = len(update) < _TYPED and update.endswith(_NO_DELETIONS)
        if is_typed and self._size + len(update) > most and not self.has(update):
            # It can only grow; in a full document that would be tried with every letter.
            raise Full(_TOO_LARGE)
        trial = Replica((self.missing(), update))
        try:
            text, size = trial._text_bytes(), trial._size
        finally:
            trial.close()
        if text > max(MAX_TEXT_BYTES, self._text_bytes()):
            raise Full(f"its text would be longer than {MAX_TEXT_BYTES // 1024} KiB")
        if size > max(most, self._size):
            raise Full(_TOO_LARGE)

    def has(self, update: bytes) -> bool:
        """Whether all that a change brings or deletes is here already, so that nothing of it waits in memory."""
        return self._ticks_new_in(update) == 0

    def _ticks_new_in(self, update: bytes) -> int:
        known = updates.clocks(self.state())
        reached = updates.reach(updates.check(update))
        return sum(max(0, clock - known.get(client, 0)) for client, clock in reached.items())

    def _text_bytes(self) -> int:
        return len(self._doc.get(_TEXT, type=Text))

    def apply_stored(self, change: bytes) -> bytes:
        """Apply a change, whatever its size, and return what was new of it. Raises Unusable."""
        new = self._apply(change)
        self._unread.append(change)
        self._read()
        self._size += _GROWTH * len(new)
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
