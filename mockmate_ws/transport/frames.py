"""WebSocket frames: how the server's are encoded, and the parser of the clients' frames with its limits of size."""

from __future__ import annotations

from websockets.frames import Opcode
from websockets.server import ServerProtocol

from mockmate_ws.protocol import MAX_MESSAGE_BYTES


def encode_frame(message: str | bytes, *, binary: bool = False) -> bytes:
    """Encode a message as a frame, the same for every receiver. Bytes are UTF-8 text unless `binary`."""
    payload = message.encode() if isinstance(message, str) else message
    first = b"\x82" if binary else b"\x81"
    size = len(payload)
    if size < 126:
        return first + size.to_bytes(1, "big") + payload
    if size < 65536:
        return first + b"\x7e" + size.to_bytes(2, "big") + payload
    return first + b"\x7f" + size.to_bytes(8, "big") + payload


class Parser(ServerProtocol):
    """Parses frames. A message that is too large is refused at its header, before any of it is kept."""

    largest_binary = MAX_MESSAGE_BYTES
    _is_binary = False

    @property
    def max_message_size(self) -> int:
        """The limit of the message whose next frame is being read; the frame's first byte is in the buffer."""
        opcode = self.reader.buffer[0] & 0x0F
        if opcode not in (Opcode.TEXT, Opcode.BINARY, Opcode.CONT):
            # The library subtracts the size of earlier fragments; a control frame does not belong to their message.
            return self._limit + (self.current_size or 0)
        if opcode != Opcode.CONT:
            self._is_binary = opcode == Opcode.BINARY
        return self.largest_binary if self._is_binary else self._limit

    @max_message_size.setter
    def max_message_size(self, limit: int) -> None:
        self._limit = limit
