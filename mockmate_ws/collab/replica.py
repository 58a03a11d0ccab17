"""This process's copy of a shared document: checks changes, applies them, and limits the document's size.

It contains no incomplete changes: one that builds on missing pieces is not applied.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from pycrdt import Doc, Text, TransactionEvent

from mockmate_ws.collab import slices, updates
from mockmate_ws.collab.allowed_content import MAX_MARKS
from mockmate_ws.collab.form import MAX_CLIENTS, Form, Placed, count_marks
from mockmate_ws.collab.slices import LARGE_BYTES, Turns
from mockmate_ws.collab.updates import Parsed
from shared.rooms import pads

MAX_TEXT_BYTES = 256 * 1024
"""The longest visible text of all pads together, in UTF-8. The web client stops typing at half of it, so that
commenting out or indenting all of that still fits."""
MAX_BYTES = 896 * 1024
"""The largest encoded document. It has to fit into a message, for which common libraries allow a MiB by default. Each
changed place counts 20 to 40 bytes for good, since deleted text leaves a tombstone. All the text that the web client
accepts, in lines of five or more letters, can be commented out and in again, and 10,000 places can be replaced."""
_ROOM_TO_DELETE = 64 * 1024
"""How much deletions may enlarge a full document, since their places are recorded."""
_NO_STRUCTS = _NO_DELETIONS = b"\x00"
# The most that a byte of a change may add: three bytes delete a letter, and split its text into three pieces.
_GROWTH = 20
# Typed changes are smaller than this.
_TYPED = 1024


_TOO_LARGE = f"with what was deleted from it, it would take more than {MAX_BYTES // 1024} KiB"
_TOO_MANY_CLIENTS = "too many clients, in all or of yours, would have written it"
_TOO_MANY_MARKS = f"more than {MAX_MARKS:,} marks would have been put on its whiteboard"


class Unusable(Exception):
    """A change that cannot be applied."""


class Full(Exception):
    """A change that would make the document too large."""


class Checked(NamedTuple):
    """A small change that may be applied, and how many clients would write for the first time."""

    update: bytes
    placed: list[Placed]
    new_clients: int


class Applied(NamedTuple):
    """What a change brought: whether it had any news, and how many clients wrote for the first time."""

    is_new: bool
    new_clients: int


class Replica:
    """A Yjs document. Call `close` when it is no longer needed.

    A large change is applied in slices. If one of them fails, the earlier ones stay, and the replica `is_damaged`: it
    has to be replaced.
    """

    def __init__(self) -> None:
        self.is_damaged = False
        self._doc: Doc[Any] = Doc()
        self._has_changed = False
        self._subscription = self._doc.observe(self._on_transaction)
        self._form = Form()
        # Upper bounds, measured again when they reach a limit: measuring means to encode the whole document.
        self._size = self._text = 0

    def close(self) -> None:
        """Free the document: pycrdt keeps it forever while it has a subscription."""
        self._doc.unobserve(self._subscription)

    def _on_transaction(self, _event: TransactionEvent) -> None:
        self._has_changed = True

    # Changes of members.

    def is_small(self, update: bytes) -> bool:
        """Return whether a change can be applied at once, and comes near no limit."""
        size = len(update)
        return size <= LARGE_BYTES and self._size + _GROWTH * size <= MAX_BYTES and self._text + size <= MAX_TEXT_BYTES

    def check(self, update: bytes, most_new_clients: int) -> Checked:
        """Check a small change. Raises Malformed, Full, Incomplete if it builds on missing pieces."""
        placed = self._form.place(updates.parse(update))
        new_clients = self._form.count_new_clients(placed)
        if new_clients > min(most_new_clients, MAX_CLIENTS - len(self._form)):
            raise Full(_TOO_MANY_CLIENTS)
        if (marks := count_marks(placed)) and self._form.marks + marks > MAX_MARKS:
            raise Full(_TOO_MANY_MARKS)
        return Checked(update, placed, new_clients)

    def apply(self, checked: Checked) -> bool:
        """Apply a small change and return whether it had any news. Raises Unusable."""
        has_changed = self._apply(checked.update)
        self._form.record(checked.placed)
        self._grow(checked.update)
        return has_changed or bool(checked.placed)

    async def apply_large(self, update: bytes, most_new_clients: int) -> Applied:
        """Check and apply a change of any size. Raises Malformed, Full, Incomplete, Unusable."""
        most = MAX_BYTES + (_ROOM_TO_DELETE if update.startswith(_NO_STRUCTS) else 0)
        size, text = self._size, self._text = self._measure(), self._text_bytes()
        is_typed = len(update) < _TYPED and update.endswith(_NO_DELETIONS)
        if is_typed and size + len(update) > most and self.check(update, most_new_clients).placed:
            # Typing can only enlarge the document, so it need not be tried for every letter.
            raise Full(_TOO_LARGE)
        marks = self._form.marks
        applied = await self._apply_in_slices(update)
        self._size, self._text = self._measure(), self._text_bytes()
        too_large = None
        if applied.new_clients and (applied.new_clients > most_new_clients or len(self._form) > MAX_CLIENTS):
            too_large = _TOO_MANY_CLIENTS
        elif self._form.marks > max(MAX_MARKS, marks):
            too_large = _TOO_MANY_MARKS
        elif self._text > max(MAX_TEXT_BYTES, text):
            too_large = f"its text would be longer than {MAX_TEXT_BYTES // 1024} KiB"
        elif self._size > max(most, size):
            too_large = _TOO_LARGE
        if too_large:
            self.is_damaged = True
            raise Full(too_large)
        return applied

    async def _apply_in_slices(self, update: bytes) -> Applied:
        is_new, clients_before = False, len(self._form)
        turns = Turns()
        async for piece in slices.cut(update, turns):
            is_new |= self.apply(Checked(piece.update, self._form.place(piece.parsed), 0))
            self.is_damaged = True
            await turns.give_way()
        self.is_damaged = False
        return Applied(is_new, len(self._form) - clients_before)

    # Changes that are in the document already, in the database or another process: no limits apply.

    async def extend(self, update: bytes) -> bool:
        """Apply a change of the document, and return whether it had any news.

        Raises Malformed, Unusable, Incomplete if it builds on missing pieces; those before them are applied.
        """
        turns = Turns()
        is_new = False
        async for piece in slices.cut(update, turns):
            is_new |= self._extend(piece.update, piece.parsed)
            await turns.give_way()
        return is_new

    def extend_at_once(self, update: bytes) -> bool:
        """Do the same with a small change, without giving way to others."""
        return self._extend(update, updates.parse(update))

    def _extend(self, update: bytes, parsed: Parsed) -> bool:
        return self.apply(Checked(update, self._form.place_stored(parsed), 0))

    def _grow(self, update: bytes) -> None:
        self._size += _GROWTH * len(update)
        self._text += len(update)

    def _apply(self, update: bytes) -> bool:
        self._has_changed = False
        try:
            self._doc.apply_update(update)
        except BaseException as error:
            # A panic in the decoder is not an Exception.
            if isinstance(error, Exception) or type(error).__name__ == "PanicException":
                self.is_damaged = True
                raise Unusable(str(error)) from None
            raise
        return self._has_changed

    # What it contains.

    def _measure(self) -> int:
        return len(self._doc.get_update())

    def _text_bytes(self) -> int:
        return sum(len(self._doc.get(name, type=Text)) for name in pads.NAMES)

    def state(self) -> bytes:
        """Return the state vector, as sent in step 1."""
        return updates.state_vector(self._form.clocks())

    @property
    def is_exact(self) -> bool:
        """Whether `missing` returns what was written. It doesn't once half a character was deleted.

        yrs 0.28.0, the library below, then counts one tick less than Yjs, and everything after it is shifted.
        """
        return updates.clocks(self._doc.get_state()) == dict(self._form.clocks())

    def missing(self, state: bytes | None = None) -> bytes:
        """Return the changes missing from a state, or all without one. Raises Unusable for a bad state."""
        try:
            return self._doc.get_update(state)
        except (ValueError, RuntimeError) as error:
            raise Unusable(str(error)) from None


def require_readable(update: bytes) -> None:
    """Raise Malformed or Unusable unless a stored change can be decoded, whether or not it builds on others."""
    replica = Replica()
    try:
        updates.parse(update)
        replica._apply(update)  # noqa: SLF001 - ours
    finally:
        replica.close()
