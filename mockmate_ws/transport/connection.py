"""An authenticated socket: a bounded queue of frames for a slow client, and its rate limit."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

import structlog

from mockmate_ws.protocol import MAX_MESSAGE_BYTES, Close, encode
from mockmate_ws.transport import counters
from mockmate_ws.transport.frames import encode_frame
from mockmate_ws.transport.uvicorn_protocol import UvicornProtocol
from shared.core.view import View

log = structlog.get_logger(__name__)

MAX_QUEUED_FRAMES = 256
MAX_QUEUED_BYTES = 1024 * 1024
# Past this many frames, only the latest ephemeral frame of each kind stays in the queue.
CROWDED_FRAMES = 16
SEND_SECONDS = 5.0
_REMEMBERED_COMMANDS = 256


@dataclass(frozen=True)
class Principal:
    """The user and login that a socket authenticated as, and when its credentials expire by this machine's clock."""

    user_id: int
    login_id: UUID
    expires_at: datetime


class Bucket:
    """A token bucket: `rate` a second, `burst` at once."""

    __slots__ = ("_at", "_burst", "_left", "_rate")

    def __init__(self, rate: float, burst: float) -> None:
        self._rate, self._burst = rate, burst
        self._left = burst
        self._at = time.monotonic()

    def take(self, tokens: float = 1) -> float:
        """Take tokens and return 0, or return how long it takes until they are available.

        More than the burst are available once it is: they are taken in advance.
        """
        now = time.monotonic()
        self._left = min(self._burst, self._left + (now - self._at) * self._rate)
        self._at = now
        needed = min(tokens, self._burst)
        if self._left >= needed:
            self._left -= tokens
            return 0.0
        return (needed - self._left) / self._rate

    async def acquire(self, tokens: float) -> None:
        """Take tokens, waiting until they are available."""
        while wait := self.take(tokens):  # noqa: ASYNC110 - time is what it waits for
            await asyncio.sleep(wait)


@dataclass(slots=True)
class _Queued:
    """A queued message; a later one of the same ephemeral `kind` may replace it."""

    message: bytes
    kind: str | None = None


class Connection:
    """An authenticated socket. Frames are sent in order: at once, or through the queue while the client is slow."""

    def __init__(self, protocol: UvicornProtocol, principal: Principal, path: str, bucket: Bucket) -> None:
        self.id = uuid4()
        self.principal = principal
        self.path = path
        self.bucket = bucket
        self.ended = asyncio.Event()
        self.message_handler: Callable[[str | bytes], None] | None = None
        self._protocol = protocol
        self._queue: deque[_Queued] = deque()
        self._queued_bytes = 0
        self._latest: dict[str, _Queued] = {}
        self._has_space = asyncio.Event()
        self._answering = 0
        self._finishing: tuple[Close, str] | None = None
        self._closing: tuple[Close, str] | None = None
        self._watch: asyncio.TimerHandle | None = None
        self._acked: OrderedDict[str, object] = OrderedDict()
        protocol.attach(self)

    @property
    def user_id(self) -> int:
        """The user who is logged in."""
        return self.principal.user_id

    @property
    def name(self) -> str:
        """What the peer's client knows this socket by."""
        return self.id.hex

    @property
    def is_closing(self) -> bool:
        """Whether the socket is closing, and accepts no more messages."""
        return self._closing is not None or self._finishing is not None

    def send(self, message: bytes) -> None:
        """Send an encoded durable frame. A client that does not keep up is disconnected with 4408, and resumes."""
        if self._closing is not None:
            return
        counters.SENT.inc()
        if not self._queue and self._protocol.is_writable:
            self._protocol.write(message)
        elif self._is_full:
            self.cut(Close.TOO_SLOW, "you read too slowly; reconnect and resume")
        else:
            self._enqueue(_Queued(message))

    def send_binary(self, payload: bytes) -> None:
        """Send a binary message, which is never left out."""
        self.send(encode_frame(payload, binary=True))

    def send_latest(self, message: bytes, kind: str) -> None:
        """Send an ephemeral frame. A slow client gets only the latest of each kind; one with a full queue, none."""
        if self._closing is not None:
            return
        counters.SENT_EPHEMERAL.inc()
        if not self._queue and self._protocol.is_writable:
            self._protocol.write(message)
        elif (waiting := self._latest.get(kind)) is not None:
            counters.REPLACED.inc()
            self._queued_bytes += len(message) - len(waiting.message)
            waiting.message = message
        elif len(self._queue) < CROWDED_FRAMES:
            self._enqueue(_Queued(message))
        elif not self._is_full:
            self._latest[kind] = _Queued(message, kind)
            self._enqueue(self._latest[kind])
        else:
            counters.DROPPED.inc()

    def send_frame(self, frame: View) -> None:
        """Send one of our own frames."""
        self.send(encode_frame(encode(frame)))

    @property
    def _is_full(self) -> bool:
        return len(self._queue) >= MAX_QUEUED_FRAMES or self._queued_bytes > MAX_QUEUED_BYTES

    @property
    def _half_is_free(self) -> bool:
        return len(self._queue) <= MAX_QUEUED_FRAMES // 2 and self._queued_bytes <= MAX_QUEUED_BYTES // 2

    async def wait_for_space(self) -> None:
        """Wait until half the queue is free; for senders of many frames at once."""
        while self._closing is None and not self._half_is_free:
            self._has_space.clear()
            await self._has_space.wait()

    def _enqueue(self, queued: _Queued) -> None:
        self._queue.append(queued)
        self._queued_bytes += len(queued.message)
        if self._watch is None:
            self._watch_progress()

    def close(self, code: Close, reason: str) -> None:
        """Send what is queued, then close. Only the first reason counts."""
        if self._closing is None:
            self._closing = (code, reason)
            self._has_space.set()
            if not self._queue:
                self._finish_close()

    def finish(self, code: Close, reason: str) -> None:
        """Close once the current command is answered; no other is accepted."""
        if self._answering:
            self._finishing = self._finishing or (code, reason)
        else:
            self.close(code, reason)

    @contextmanager
    def answering(self) -> Iterator[None]:
        """Delay `finish` while a command is being carried out."""
        self._answering += 1
        try:
            yield
        finally:
            self._answering -= 1
            if self._finishing is not None and not self._answering:
                self.close(*self._finishing)

    def cut(self, code: Close, reason: str) -> None:
        """Drop what is queued and close."""
        self._forget_queue()
        if self._closing is None:
            self.close(code, reason)
        else:
            self._finish_close()

    def _finish_close(self) -> None:
        code, reason = self._closing or (Close.NORMAL, "")
        counters.CLOSES.labels(int(code)).inc()
        self._protocol.close(code, reason)
        self._end()

    def _end(self) -> None:
        self._closing = self._closing or (Close.NORMAL, "")
        self._forget_queue()
        self._has_space.set()
        self.message_handler = None
        self.ended.set()
        if self._watch is not None:
            self._watch.cancel()
            self._watch = None

    def _forget_queue(self) -> None:
        self._queue.clear()
        self._latest.clear()
        self._queued_bytes = 0

    def _watch_progress(self) -> None:
        loop = asyncio.get_running_loop()
        self._watch = loop.call_later(SEND_SECONDS, self._check_progress, self._protocol.unsent)

    def _check_progress(self, unsent_before: int) -> None:
        if not self._queue:
            self._watch = None
        elif self._protocol.unsent >= unsent_before:
            counters.STUCK.inc()
            log.info("connection.stuck", user_id=self.user_id, path=self.path)
            self._protocol.abort()
            self._end()
        else:
            self._watch_progress()

    # What the protocol calls.

    def start_reading(
        self, message_handler: Callable[[str | bytes], None], largest_binary: int = MAX_MESSAGE_BYTES
    ) -> None:
        """Hand over the messages that the client has sent and sends from now on."""
        self.message_handler = message_handler
        self._protocol.start_reading(largest_binary)

    def pause(self) -> None:
        """Stop reading from the client."""
        self._protocol.pause()

    def resume(self) -> None:
        """Read from the client again."""
        self._protocol.resume()

    def on_message(self, message: str | bytes) -> None:
        """Pass a message on, unless the socket is closing."""
        counters.RECEIVED.inc()
        if not self.is_closing and self.message_handler is not None:
            self.message_handler(message)

    def on_writable(self) -> None:
        """Send queued frames until the protocol accepts no more."""
        if not self._queue:
            return
        while self._queue and self._protocol.is_writable:
            queued = self._queue.popleft()
            self._queued_bytes -= len(queued.message)
            if queued.kind is not None:
                del self._latest[queued.kind]
            self._protocol.write(queued.message)
        if self._half_is_free:
            self._has_space.set()
        if self._watch is not None:
            self._watch.cancel()
            self._watch = None
        if self._queue:
            self._watch_progress()
        elif self._closing is not None:
            self._finish_close()

    def on_lost(self) -> None:
        """Clean up: the TCP connection is gone."""
        self._end()

    def remember(self, command_id: str, frame: object) -> None:
        """Remember that a command of this socket was acked."""
        self._acked[command_id] = frame
        if len(self._acked) > _REMEMBERED_COMMANDS:
            self._acked.popitem(last=False)

    def acked(self, command_id: str) -> object | None:
        """Return the command that was acked on this socket under this id, if any."""
        return self._acked.get(command_id)
