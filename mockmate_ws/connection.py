"""One socket: a bounded queue in front of it, one writer, a time limit on every send, a limit on what it may say."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import structlog
from starlette.websockets import WebSocket, WebSocketDisconnect

from mockmate_ws.protocol import Close, encode
from shared.views import View

log = structlog.get_logger(__name__)

MAX_QUEUED_FRAMES = 256
MAX_QUEUED_CHARACTERS = 1024 * 1024
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


class Connection:
    """A socket of somebody who is known. Frames are queued and sent in order by one task."""

    def __init__(self, websocket: WebSocket, principal: Principal, path: str, bucket: Bucket) -> None:
        self.principal = principal
        self.path = path
        self.bucket = bucket
        self._websocket = websocket
        self._queue: asyncio.Queue[str | bytes | None] = asyncio.Queue()
        self._characters = 0
        self._room = asyncio.Event()
        self._closing: tuple[Close, str] | None = None
        self._acked: OrderedDict[str, object] = OrderedDict()

    @property
    def user_id(self) -> int:
        """Whose socket it is."""
        return self.principal.user_id

    def send(self, frame: str | bytes) -> None:
        """Queue a frame. A client that doesn't keep up is cut with 4408: it resumes, and loses nothing."""
        if self._closing is not None:
            return
        if self._queue.qsize() >= MAX_QUEUED_FRAMES or self._characters > MAX_QUEUED_CHARACTERS:
            self.cut(Close.TOO_SLOW, "you read too slowly; reconnect and resume")
            return
        self._characters += len(frame)
        self._queue.put_nowait(frame)

    def tell(self, frame: View) -> None:
        """Queue one of our own frames."""
        self.send(encode(frame))

    @property
    def _half_is_free(self) -> bool:
        return self._queue.qsize() <= MAX_QUEUED_FRAMES // 2 and self._characters <= MAX_QUEUED_CHARACTERS // 2

    async def has_room(self) -> None:
        """Wait until half the queue is free; for senders that have many frames at once."""
        while self._closing is None and not self._half_is_free:
            self._room.clear()
            await self._room.wait()

    def close(self, code: Close, reason: str) -> None:
        """Send what is queued, then close. Only the first reason counts."""
        if self._closing is None:
            self._closing = (code, reason)
            self._queue.put_nowait(None)
            self._room.set()

    def close_after_ack(self, code: Close, reason: str) -> None:
        """Close once the command at hand has been answered."""
        asyncio.get_running_loop().call_soon(self.close, code, reason)

    def cut(self, code: Close, reason: str) -> None:
        """Drop what is queued and close."""
        while not self._queue.empty():
            self._queue.get_nowait()
        if self._closing is not None:
            self._queue.put_nowait(None)  # the word to stop has just been dropped, too
        self.close(code, reason)

    async def write(self) -> None:
        """Send queued frames until the socket closes; the connection's one writer."""
        try:
            while (frame := await self._queue.get()) is not None:
                self._characters -= len(frame)
                async with asyncio.timeout(SEND_SECONDS):
                    kind = "text" if isinstance(frame, str) else "bytes"
                    await self._websocket.send({"type": "websocket.send", kind: frame})
                if self._half_is_free:
                    self._room.set()
            code, reason = self._closing or (Close.NORMAL, "")
            async with asyncio.timeout(SEND_SECONDS):
                await self._websocket.close(code, reason)
        except TimeoutError:
            log.info("connection.stuck", user_id=self.user_id, path=self.path)
        except (WebSocketDisconnect, RuntimeError):
            # The client went away while we were sending.
            pass
        finally:
            self._closing = self._closing or (Close.NORMAL, "")
            self._room.set()

    def remember(self, command_id: str, frame: object) -> None:
        """Note that a command of this socket was acked."""
        self._acked[command_id] = frame
        if len(self._acked) > _REMEMBERED_COMMANDS:
            self._acked.popitem(last=False)

    def acked(self, command_id: str) -> object | None:
        """Return the command that was acked on this socket under this id, if any."""
        return self._acked.get(command_id)

    async def receive(self) -> str | bytes | None:
        """Return the next message of the client, or None when there will be no more."""
        try:
            message = await self._websocket.receive()
        except RuntimeError:
            return None
        if message["type"] == "websocket.disconnect":
            return None
        text: str | None = message.get("text")
        return text if text is not None else message.get("bytes")
