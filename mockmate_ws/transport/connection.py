"""One socket of somebody who is known: a bounded queue for when the line is slow, and limits on what it may say."""

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
# From here on only the latest ephemeral frame of a kind stays in the queue.
CROWDED_FRAMES = 16
SEND_SECONDS = 5.0
_REMEMBERED_COMMANDS = 256


@dataclass(frozen=True)
class Principal:
    """Whose socket it is, by which login, and until when."""

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

    def wait_seconds(self) -> float:
        """Take one token and return 0, or take none and return how long until there is one."""
        now = time.monotonic()
        self._left = min(self._burst, self._left + (now - self._at) * self._rate)
        self._at = now
        if self._left >= 1:
            self._left -= 1
            return 0.0
        return (1 - self._left) / self._rate

    async def take(self, tokens: int) -> None:
        """Wait until there are so many tokens, and take them."""
        for _ in range(tokens):
            if wait := self.wait_seconds():
                await asyncio.sleep(wait)
                self._left -= 1


@dataclass(slots=True)
class _Queued:
    """A message that waits; of an ephemeral `kind` a later one may take its place."""

    message: bytes
    kind: str | None = None


class Connection:
    """A socket of somebody who is known. Frames go out in order: at once, or through the queue when it is slow."""

    def __init__(self, wire: UvicornProtocol, principal: Principal, path: str, bucket: Bucket) -> None:
        self.id = uuid4()
        self.principal = principal
        self.path = path
        self.bucket = bucket
        self.ended = asyncio.Event()
        self.on_message: Callable[[str | bytes], None] | None = None
        self._wire = wire
        self._queue: deque[_Queued] = deque()
        self._queued_bytes = 0
        self._latest: dict[str, _Queued] = {}
        self._room = asyncio.Event()
        self._busy = False
        self._finishing: tuple[Close, str] | None = None
        self._closing: tuple[Close, str] | None = None
        self._watch: asyncio.TimerHandle | None = None
        self._acked: OrderedDict[str, object] = OrderedDict()
        wire.attach(self)

    @property
    def user_id(self) -> int:
        """Whose socket it is."""
        return self.principal.user_id

    @property
    def is_closing(self) -> bool:
        """Whether nothing more is taken."""
        return self._closing is not None or self._finishing is not None

    def send(self, message: bytes) -> None:
        """Send a durable frame, as `framed` made it. A client that doesn't keep up is cut with 4408, and resumes."""
        if self._closing is not None:
            return
        counters.SENT.inc()
        if not self._queue and self._wire.is_writable:
            self._wire.write(message)
        elif self._is_full:
            self.cut(Close.TOO_SLOW, "you read too slowly; reconnect and resume")
        else:
            self._enqueue(_Queued(message))

    def send_binary(self, payload: bytes) -> None:
        """Send a binary message, none of which may be left out."""
        self.send(encode_frame(payload, binary=True))

    def send_latest(self, message: bytes, kind: str) -> None:
        """Send an ephemeral frame. On a slow line only the latest of a kind counts; on a full one, none."""
        if self._closing is not None:
            return
        counters.SENT_EPHEMERAL.inc()
        if not self._queue and self._wire.is_writable:
            self._wire.write(message)
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

    async def has_room(self) -> None:
        """Wait until half the queue is free; for senders that have many frames at once."""
        while self._closing is None and not self._half_is_free:
            self._room.clear()
            await self._room.wait()

    def _enqueue(self, queued: _Queued) -> None:
        self._queue.append(queued)
        self._queued_bytes += len(queued.message)
        if self._watch is None:
            self._watch_progress()

    def close(self, code: Close, reason: str) -> None:
        """Send what is queued, then close. Only the first reason counts."""
        if self._closing is None:
            self._closing = (code, reason)
            self._room.set()
            if not self._queue:
                self._hang_up()

    def finish(self, code: Close, reason: str) -> None:
        """Close once the command at hand has been answered; take no other."""
        if self._busy:
            self._finishing = self._finishing or (code, reason)
        else:
            self.close(code, reason)

    @contextmanager
    def answering(self) -> Iterator[None]:
        """Hold up `finish` while a command is carried out and answered."""
        self._busy = True
        try:
            yield
        finally:
            self._busy = False
            if self._finishing is not None:
                self.close(*self._finishing)

    def cut(self, code: Close, reason: str) -> None:
        """Drop what is queued and close."""
        self._forget_queue()
        if self._closing is None:
            self.close(code, reason)
        else:
            self._hang_up()

    def _hang_up(self) -> None:
        code, reason = self._closing or (Close.NORMAL, "")
        counters.CLOSES.labels(int(code)).inc()
        self._wire.close(code, reason)
        self._end()

    def _end(self) -> None:
        self._closing = self._closing or (Close.NORMAL, "")
        self._forget_queue()
        self._room.set()
        self.on_message = None
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
        self._watch = loop.call_later(SEND_SECONDS, self._check_progress, self._wire.unsent)

    def _check_progress(self, unsent_before: int) -> None:
        if not self._queue:
            self._watch = None
        elif self._wire.unsent >= unsent_before:
            counters.STUCK.inc()
            log.info("connection.stuck", user_id=self.user_id, path=self.path)
            self._wire.abort()
            self._end()
        else:
            self._watch_progress()

    # What the wire says.

    def start_reading(self, on_message: Callable[[str | bytes], None], largest_binary: int = MAX_MESSAGE_BYTES) -> None:
        """Hand over what the client has said and says from now on."""
        self.on_message = on_message
        self._wire.start_reading(largest_binary)

    def pause(self) -> None:
        """Let the client wait with what it says next."""
        self._wire.pause()

    def resume(self) -> None:
        """Listen again."""
        self._wire.resume()

    def heard(self, message: str | bytes) -> None:
        """Pass a message on, unless this is over."""
        counters.HEARD.inc()
        if not self.is_closing and self.on_message is not None:
            self.on_message(message)

    def writable(self) -> None:
        """Send what is queued, as far as the line takes it."""
        if not self._queue:
            return
        while self._queue and self._wire.is_writable:
            queued = self._queue.popleft()
            self._queued_bytes -= len(queued.message)
            if queued.kind is not None:
                del self._latest[queued.kind]
            self._wire.write(queued.message)
        if self._half_is_free:
            self._room.set()
        if self._watch is not None:
            self._watch.cancel()
            self._watch = None
        if self._queue:
            self._watch_progress()
        elif self._closing is not None:
            self._hang_up()

    def lost(self) -> None:
        """The line is gone."""
        self._end()

    def remember(self, command_id: str, frame: object) -> None:
        """Note that a command of this socket was acked."""
        self._acked[command_id] = frame
        if len(self._acked) > _REMEMBERED_COMMANDS:
            self._acked.popitem(last=False)

    def acked(self, command_id: str) -> object | None:
        """Return the command that was acked on this socket under this id, if any."""
        return self._acked.get(command_id)
