"""This process's copy of a shared document: applies changes, returns what was new in each, and limits its size.

It contains no incomplete changes: one that builds on missing pieces is not applied.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pycrdt import Doc, Text, TransactionEvent

from mockmate_ws.collab import updates
from mockmate_ws.collab.form import Form, TooManyClients
from shared.core.varints import Malformed

MAX_TEXT_BYTES = 256 * 1024
"""The longest visible text, in UTF-8. The web client stops typing at half of it, so that commenting out or indenting
all of that still fits."""
MAX_BYTES = 896 * 1024
"""The largest encoded document. It has to fit into a message, for which common libraries allow a MiB by default. Each
changed place counts 20 to 40 bytes for good, since deleted text leaves a tombstone. All the text that the web client
accepts, in lines of five or more letters, can be commented out and in again, and 10,000 places can be replaced."""
_ROOM_TO_DELETE = 64 * 1024
"""How much deletions may enlarge a full document, since their places are recorded."""
_NO_STRUCTS = _NO_DELETIONS = b"\x00"
_TEXT = "code"
# A clock tick is a UTF-16 unit of text, or something else.
_BYTES_PER_TICK = 3
# The most that a byte of a change may add: three bytes delete a letter, and split its text into three pieces.
_GROWTH = 20
# Typed changes are smaller than this, and contain nothing that is stored already.
_TYPED = 1024
_TOO_LARGE = f"with what was deleted from it, it would take more than {MAX_BYTES // 1024} KiB"


class Unusable(Exception):
    """A change that cannot be applied. The replica may be damaged and must be discarded."""


class Full(Exception):
    """A change that would make the document too large. The replica is unchanged."""


class Replica:
    """A Yjs document. Call `close` when it is no longer needed."""

    def __init__(self, changes: Iterable[bytes]) -> None:
        self._doc: Doc[Any] = Doc()
        self._new: list[bytes] = []
        self._subscription = self._doc.observe(self._on_transaction)
        self._form = Form()
        # Indexed before the first change, since many replicas are only read.
        self._unindexed = list(changes)
        for change in self._unindexed:
            self._apply(change)
        self._size = self._measure()

    def close(self) -> None:
        """Free the document: pycrdt keeps it forever while it has a subscription."""
        self._doc.unobserve(self._subscription)

    def _on_transaction(self, event: TransactionEvent) -> None:
        self._new.append(event.update)

    def new_clients(self, update: bytes) -> int:
        """Return how many clients would write for the first time with a change. Raises Unusable."""
        self._index()
        return self._form.new_clients(update)

    def apply(self, update: bytes) -> bytes:
        """Apply a client's change and return what was new in it, b"" for nothing.

        Raises Full if the document would grow past a limit, Unusable if the change does not fit the document's form.
        """
        self._index()
        try:
            placed = self._form.validate(update)
        except TooManyClients:
            raise Full("too many clients would have written the document") from None
        except Malformed as error:
            raise Unusable(str(error)) from None
        if placed is None:
            return b""
        most = MAX_BYTES + (_ROOM_TO_DELETE if update.startswith(_NO_STRUCTS) else 0)
        if self._size + _GROWTH * len(update) > most:
            # The size was an estimate; measure it.
            self._size = self._measure()
        if self._size + _GROWTH * len(update) > most or self._may_be_too_long_with(update):
            self._require_size(update, most)
        change = self._apply(update)
        self._form.record(placed)
        # A single piece has all that it builds on; several may depend on each other in a circle.
        if len(placed) > 1 and not self._form.is_covered_by(self.state()):
            raise Unusable("its pieces build on each other")
        self._size += _GROWTH * len(change)
        return change

    def _may_be_too_long_with(self, update: bytes) -> bool:
        room = MAX_TEXT_BYTES - self._text_bytes()
        return len(update) > room and _BYTES_PER_TICK * self._ticks_new_in(update) > room

    def _require_size(self, update: bytes, most: int) -> None:
        """Apply a change to a trial copy. Raises Full if that becomes too large, Unusable."""
        is_typed = len(update) < _TYPED and update.endswith(_NO_DELETIONS)
        if is_typed and self._size + len(update) > most and not self.has(update):
            # The document can only grow, so no trial is needed for every letter typed into a full one.
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
        """Whether everything that a change adds or deletes is here already."""
        return self._ticks_new_in(update) == 0

    def _ticks_new_in(self, update: bytes) -> int:
        known = updates.clocks(self.state())
        reached = updates.reach(updates.check(update))
        return sum(max(0, clock - known.get(client, 0)) for client, clock in reached.items())

    def _text_bytes(self) -> int:
        return len(self._doc.get(_TEXT, type=Text))

    def apply_stored(self, change: bytes) -> bytes:
        """Apply a stored change, whatever its size, and return what was new in it. Raises Unusable."""
        new = self._apply(change)
        self._unindexed.append(change)
        self._index()
        self._size += _GROWTH * len(new)
        return new

    def _index(self) -> None:
        changes, self._unindexed = self._unindexed, []
        if not changes:
            return
        try:
            for change in changes:
                self._form.record_update(change)
            self._form.extend_to(self.state())
        except Malformed as error:
            raise Unusable(str(error)) from None

    def _apply(self, update: bytes) -> bytes:
        self._new.clear()
        try:
            self._doc.apply_update(update)
        except BaseException as error:
            # A panic in the decoder is not an Exception.
            if isinstance(error, Exception) or type(error).__name__ == "PanicException":
                raise Unusable(str(error)) from None
            raise
        # Removed, since an open document would otherwise keep its last change, perhaps a large one, in memory.
        return self._new.pop() if self._new else b""

    def _measure(self) -> int:
        return len(self._doc.get_update())

    def state(self) -> bytes:
        """Return the state vector, as sent in step 1."""
        return self._doc.get_state()

    def missing(self, state: bytes | None = None) -> bytes:
        """Return the changes missing from a state, or all without one. Raises Unusable for a bad state."""
        try:
            return self._doc.get_update(state)
        except (ValueError, RuntimeError) as error:
            raise Unusable(str(error)) from None
