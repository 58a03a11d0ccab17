"""A client's end of a socket."""

from __future__ import annotations

import json
import secrets
from contextlib import ExitStack
from itertools import count
from types import TracebackType
from typing import Any, Self

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from shared.events.frame_sizes import MAX_TEXT_BYTES
from tests.clients import PATIENCE


class Wire:
    """A client's end of a socket. Frames that nobody asked for yet are kept, in order. None may be too long."""

    def __init__(self, url: str, headers: dict[str, str] | None = None) -> None:
        self._open = ExitStack()
        # A browser reads whatever comes, too. With a limit, the server's half of a close stays unread behind frames
        # that no test asks for, and every such close takes 10 s.
        opening = connect(url, additional_headers=headers, open_timeout=PATIENCE, max_queue=None)
        self._socket: ClientConnection = self._open.enter_context(opening)
        self.seen: list[dict[str, Any]] = []
        self.binary: list[bytes] = []
        self._unread: list[dict[str, Any]] = []
        self.reason = ""
        """Why the server closed, once `closed` knows."""
        prefix = secrets.token_hex(4)
        self._ids = (f"{prefix}-{number}" for number in count(1))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close as a browser does when its tab closes."""
        self._open.close()

    def cut(self) -> None:
        """Vanish without a word, as a phone in a tunnel does."""
        self._socket.socket.close()

    def say(self, text: str | bytes) -> None:
        """Send one raw message."""
        self._socket.send(text)

    def send(self, type_: str, data: dict[str, Any] | None = None, id_: str | None = None) -> str:
        """Send a command and return its id."""
        id_ = id_ or next(self._ids)
        self.say(json.dumps({"type": type_, "id": id_, "data": data or {}}))
        return id_

    def command(self, type_: str, data: dict[str, Any] | None = None, id_: str | None = None) -> dict[str, Any]:
        """Send a command and return its ack or error."""
        id_ = self.send(type_, data, id_)
        return self.expect("ack", "error", id=id_)

    def receive(self) -> dict[str, Any]:
        """Return the next frame; binary messages before it are kept apart."""
        while isinstance(message := self._socket.recv(timeout=PATIENCE), bytes):
            self.binary.append(message)
        return self._read(message)

    def next_binary(self) -> None:
        """Wait for the next binary message; frames before it stay unread."""
        while not isinstance(message := self._socket.recv(timeout=PATIENCE), bytes):
            self._unread.append(self._read(message))
        self.binary.append(message)

    def _read(self, message: str) -> dict[str, Any]:
        assert len(message.encode()) <= MAX_TEXT_BYTES, message[:100]
        self.seen.append(json.loads(message))
        return self.seen[-1]

    def expect(self, *types: str, **fields: Any) -> dict[str, Any]:
        """Return the next frame of one of these types with these fields; what came before it stays unread."""

        def fits(frame: dict[str, Any]) -> bool:
            return frame["type"] in types and all(frame.get(name) == value for name, value in fields.items())

        for index, frame in enumerate(self._unread):
            if fits(frame):
                return self._unread.pop(index)
        while not fits(frame := self.receive()):
            self._unread.append(frame)
        return frame

    def closed(self) -> int:
        """Wait until the server closes, and return the code; what it says before stays unread."""
        close = None
        while close is None:
            try:
                self._unread.append(self.receive())
            except ConnectionClosed as closed:
                close = closed.rcvd
                if close is None:
                    raise AssertionError("closed without a close frame") from closed
                self.reason = close.reason
        return close.code

    def durable(self, stream: str | None = None) -> list[tuple[int, str]]:
        """Return (offset, type) of the durable events seen so far."""
        return [
            (frame["offset"], frame["type"])
            for frame in self.seen
            if "offset" in frame and stream in (None, frame["stream"])
        ]
