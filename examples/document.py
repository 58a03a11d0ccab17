"""The room's shared document as one client holds it: what is written reaches everybody, over however many sockets.

Hand it to `examples.live.Live`. Depends on `pycrdt`; docs/protocol.md has the messages.
"""

from __future__ import annotations

from typing import Any

from pycrdt import Array, Doc, Map, Text, create_sync_message, create_update_message, handle_sync_message

_SYNC = 0


class Document:
    """A copy of the document. What was written while the line was cut goes out with the next greeting.

    Its pads are texts: `code`, and `code2` for the second question. `pads` of the interview says whose they are.
    """

    def __init__(self) -> None:
        self._doc: Doc[Any] = Doc()

    @property
    def text(self) -> str:
        """What is in the first pad, as far as it has come."""
        return self.text_of("code")

    def text_of(self, pad: str) -> str:
        """Return what is in a pad, as far as it has come."""
        return str(self._doc.get(pad, type=Text))

    def greet(self) -> bytes:
        """Return what to send behind every snapshot: what we have. The answer brings the rest."""
        return create_sync_message(self._doc)

    def take(self, message: bytes) -> bytes | None:
        """Take in a binary message; returns what to answer, if anything."""
        return handle_sync_message(message[1:], self._doc) if message[0] == _SYNC else None

    def append(self, words: str, pad: str = "code") -> bytes:
        """Write at the end of a pad; returns what to send."""
        before = self._doc.get_state()
        text = self._doc.get(pad, type=Text)
        text += words
        return create_update_message(self._doc.get_update(before))

    def draw(self, mark: dict[str, Any]) -> bytes:
        """Put a mark on the whiteboard, as docs/protocol.md describes them; returns what to send."""
        before = self._doc.get_state()
        shared = {name: Array(value) if isinstance(value, list) else value for name, value in mark.items()}
        self._doc.get("board", type=Array[Any]).append(Map(shared))
        return create_update_message(self._doc.get_update(before))
