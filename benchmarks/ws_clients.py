"""WebSocket clients as cheap as Python allows: one protocol object each, hand-built frames that carry the send time."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

PATIENCE = 120.0
_OPENING_AT_ONCE = 50
_MARK = b"T="
_DIGITS = 16
_PING, _PONG = 0x89, 0x8A
_KEY = b"\x00\x00\x00\x00"
"""Masking with zeros is masking, and changes nothing."""


def frame(payload: bytes, *, binary: bool = False) -> bytes:
    """Return a masked frame, of text unless it is binary."""
    size, kind = len(payload), 0x82 if binary else 0x81
    head = bytes((kind, 0x80 | size)) if size < 126 else bytes((kind, 0xFE)) + size.to_bytes(2, "big")
    return head + _KEY + payload


def now_mark() -> bytes:
    """Return this moment, to be found again in what comes back."""
    return b"%s%0*d" % (_MARK, _DIGITS, time.perf_counter_ns() // 1000)


class Talker(asyncio.Protocol):
    """One socket. Every marked message that comes in is reported with its age in seconds."""

    def __init__(self) -> None:
        self.opened: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.gone = False
        self.first = b""
        self.marker = b'"hello"'
        self.on_message: Callable[[Talker, float], None] | None = None
        self.own = b""
        """What marks a message as one's own: a line of chat comes back to who said it, too."""
        self.refused = 0
        self.number = 0
        self._buffer = b""
        self._transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the line."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def write(self, data: bytes) -> None:
        """Send bytes as they are; nobody is told when there is no line any more."""
        if not self.gone:
            self._transport.write(data)

    def data_received(self, data: bytes) -> None:
        """Cut what comes into frames."""
        self._buffer += data
        if self.first and b"\r\n\r\n" in self._buffer:
            self.write(self.first)
            self.first = b""
        if not self.opened.done():
            if self.marker in self._buffer:
                self.opened.set_result(None)
                self._buffer = b""
            return
        buffer, at = self._buffer, 0
        while (end := _end_of_frame(buffer, at)) is not None:
            self.take(buffer, at, end)
            at = end
        self._buffer = buffer[at:]

    def take(self, buffer: bytes, start: int, end: int) -> None:
        """Take the frame that lies there in the buffer."""
        if buffer[start] == _PING:
            payload = buffer[start + 2 : end]
            self.write(bytes((_PONG, 0x80 | len(payload))) + _KEY + payload)
            return
        if self.own and buffer.find(self.own, start, end) >= 0:
            return
        found = buffer.find(_MARK, start, end)
        if found >= 0 and self.on_message is not None:
            sent = int(buffer[found + len(_MARK) : found + len(_MARK) + _DIGITS])
            self.on_message(self, (time.perf_counter_ns() // 1000 - sent) / 1e6)
        elif buffer.find(b'"type":"error"', start, end) >= 0:
            self.refused += 1

    def connection_lost(self, _reason: Exception | None) -> None:
        """Note that the server has closed."""
        self.gone = True
        if not self.opened.done():
            self.opened.set_exception(ConnectionError(self._buffer[:300].decode(errors="replace")))

    def close(self) -> None:
        """Vanish."""
        self._transport.abort()


def _end_of_frame(buffer: bytes, at: int) -> int | None:
    left = len(buffer) - at
    if left < 2:
        return None
    size, head = buffer[at + 1] & 0x7F, 2
    if size == 126:
        size, head = int.from_bytes(buffer[at + 2 : at + 4], "big"), 4
    elif size == 127:
        size, head = int.from_bytes(buffer[at + 2 : at + 10], "big"), 10
    return at + head + size if left >= head + size else None


T = TypeVar("T", bound=Talker)


async def open_one(port: int, path: str, token: str = "", marker: bytes = b'"hello"', first: bytes = b"") -> Talker:
    """Open a socket and wait until the server has said what `marker` looks for."""
    return await opened(Talker(), port, path, token, marker, first)


async def opened(talker: T, port: int, path: str, token: str, marker: bytes, first: bytes = b"") -> T:
    """Open a socket for a client of some kind."""
    talker.marker, talker.first = marker, first
    await asyncio.get_running_loop().create_connection(lambda: talker, "127.0.0.1", port)
    credentials = f"Authorization: Bearer {token}\r\n" if token else ""
    request = (
        f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n{credentials}"
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    )
    talker.write(request.encode())
    async with asyncio.timeout(PATIENCE):
        await talker.opened
    return talker


async def open_all(
    doors: Sequence[tuple[int, str, str]], marker: bytes, at_once: int = _OPENING_AT_ONCE
) -> list[Talker]:
    """Open a socket for each (port, path, token)."""
    gate = asyncio.Semaphore(at_once)

    async def open_next(port: int, path: str, token: str) -> Talker:
        async with gate:
            return await open_one(port, path, token, marker)

    return await asyncio.gather(*(open_next(*door) for door in doors))


async def volley(pairs: Sequence[tuple[Talker, Talker]], message: Callable[[], bytes], seconds: float) -> int:
    """Let one message go to and fro in each pair as fast as it comes back; returns how many arrived."""
    arrived = 0
    peers = {one: other for pair in pairs for one, other in (pair, pair[::-1])}

    def answer(talker: Talker, _age: float) -> None:
        nonlocal arrived
        arrived += 1
        talker.write(message())

    for talker in peers:
        talker.on_message = answer
    for one, _ in pairs:
        one.write(message())
    await asyncio.sleep(seconds)
    within = arrived
    await _until_quiet(peers)
    return within


async def _until_quiet(talkers: Iterable[Talker]) -> None:
    """Wait for what is still on its way, so that it is not in the way of what is measured next."""
    late = 0

    def count(_talker: Talker, _age: float) -> None:
        nonlocal late
        late += 1

    for talker in talkers:
        talker.on_message = count
    before = -1
    while before != late:
        before = late
        await asyncio.sleep(1.0)
    for talker in talkers:
        talker.on_message = None


async def drizzle(
    pairs: Sequence[tuple[Talker, Talker]], message: Callable[[], bytes], per_second: float, seconds: float
) -> list[float]:
    """Send at a steady rate, each pair in its turn, and return the ages of what arrived."""
    ages: list[float] = []
    talkers = [one for pair in pairs for one in pair]
    for talker in talkers:
        talker.on_message = lambda _, age: ages.append(age)
    start, sent = time.perf_counter(), 0
    while (passed := time.perf_counter() - start) < seconds:
        for _ in range(int(passed * per_second) - sent):
            talkers[sent * 2 % len(talkers) + sent * 2 // len(talkers) % 2].write(message())
            sent += 1
        await asyncio.sleep(0.002)
    await asyncio.sleep(0.5)
    for talker in talkers:
        talker.on_message = None
    return ages
