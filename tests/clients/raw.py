"""A WebSocket client that may break every rule: it writes frames bit by bit, and reads what comes back."""

from __future__ import annotations

import base64
import hashlib
import os
import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import NamedTuple, Self

from tests.clients import PATIENCE

CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG = 0x0, 0x1, 0x2, 0x8, 0x9, 0xA
_MAGIC = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"


class Frame(NamedTuple):
    """One frame as it came."""

    opcode: int
    payload: bytes
    fin: bool = True

    @property
    def code(self) -> int | None:
        """The code of a close frame, None when it has none."""
        return struct.unpack("!H", self.payload[:2])[0] if len(self.payload) >= 2 else None


def frame(
    opcode: int, payload: bytes = b"", *, fin: bool = True, masked: bool = True, reserved: int = 0, length: int = -1
) -> bytes:
    """Write a frame. `length` is what it says of its length, when that is not the truth."""
    size = len(payload) if length < 0 else length
    head = bytes([(fin << 7) | (reserved << 4) | opcode])
    mask_bit = masked << 7
    if size < 126:
        head += bytes([mask_bit | size])
    elif size < 2**16:
        head += bytes([mask_bit | 126]) + struct.pack("!H", size)
    else:
        head += bytes([mask_bit | 127]) + struct.pack("!Q", size)
    if not masked:
        return head + payload
    mask = os.urandom(4)
    return head + mask + bytes(byte ^ mask[place % 4] for place, byte in enumerate(payload))


class Raw:
    """A connection over which anything may be sent."""

    def __init__(self, address: tuple[str, int]) -> None:
        self.socket = socket.create_connection(address, timeout=PATIENCE)
        # Else the second of two frames waits 40 ms for the server to confirm the first.
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._read = self.socket.makefile("rb")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._read.close()
        self.socket.close()

    def send(self, *frames: bytes) -> None:
        """Send bytes as they are."""
        self.socket.sendall(b"".join(frames))

    def request(self, path: str, headers: dict[str, str]) -> tuple[int, dict[str, str]]:
        """Ask for an upgrade; returns the status and the headers of the answer."""
        lines = [f"GET {path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items()), "", ""]
        self.send("\r\n".join(lines).encode())
        status = int(self._read.readline().split()[1])
        answered = {}
        while line := self._read.readline().decode().strip():
            name, _, value = line.partition(":")
            answered[name.lower()] = value.strip()
        return status, answered

    def open(self, path: str) -> Self:
        """Shake hands as one should."""
        key = base64.b64encode(os.urandom(16)).decode()
        status, headers = self.request(path, handshake(key))
        assert status == 101
        expected = base64.b64encode(hashlib.sha1(key.encode() + _MAGIC).digest()).decode()
        assert headers["sec-websocket-accept"] == expected
        return self

    def receive(self) -> Frame:
        """Return the next frame."""
        first, second = self._exactly(2)
        assert not second & 0x80, "a server's frames aren't masked"
        assert not first & 0x70, "no extension was agreed on"
        size = second & 0x7F
        if size == 126:
            (size,) = struct.unpack("!H", self._exactly(2))
        elif size == 127:
            (size,) = struct.unpack("!Q", self._exactly(8))
        return Frame(first & 0x0F, self._exactly(size), bool(first & 0x80))

    def until_close(self) -> Frame:
        """Return the server's close frame, whatever comes before it."""
        while (got := self.receive()).opcode != CLOSE:
            pass
        return got

    def is_over(self) -> bool:
        """Whether the server has closed the line, too; waits for it."""
        try:
            return self._read.read(1) == b""
        except ConnectionResetError:
            return True

    def wait_until_over(self) -> None:
        """Wait until the server has closed the line, whatever it sends before."""
        with suppress(ConnectionResetError):
            self._read.read()

    def _exactly(self, size: int) -> bytes:
        got = self._read.read(size)
        assert len(got) == size, "the line was cut"
        return got


def handshake(key: str, **instead: str) -> dict[str, str]:
    """Return the headers of an opening handshake."""
    return {
        "Host": "127.0.0.1",
        "Upgrade": "websocket",
        "Connection": "Upgrade",
        "Sec-WebSocket-Key": key,
        "Sec-WebSocket-Version": "13",
        **instead,
    }


@contextmanager
def opened(address: tuple[str, int], path: str) -> Iterator[Raw]:
    """Open a socket that has shaken hands."""
    with Raw(address) as raw:
        yield raw.open(path)
