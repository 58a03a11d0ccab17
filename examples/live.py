"""A reference client for the sockets: it authenticates, resumes and reconnects; nothing is lost, nothing comes twice.

`python -m examples.live ws://127.0.0.1:8001/ws/connect TOKEN` prints what you are told. docs/protocol.md says why each
step is there. Depends on `websockets` alone: take it along, or read it before you write your own.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import random
import re
import sys
from collections.abc import AsyncGenerator, Awaitable, Callable
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidStatus, InvalidURI

if TYPE_CHECKING:
    from examples.document import Document

Frame = dict[str, Any]

SHORTEST_WAIT, LONGEST_WAIT = 0.5, 15.0
"""Seconds between attempts: anything up to a bound that doubles, so that a crowd doesn't come back in one moment."""


class Refused(Exception):
    """The server closed with a code that says: don't come back like this."""

    def __init__(self, code: int, reason: str) -> None:
        self.code, self.reason = code, reason
        super().__init__(f"{code} {reason}")


class CommandFailed(Exception):
    """A command was refused and had no effect."""

    def __init__(self, frame: Frame) -> None:
        self.code: str = frame["data"]["code"]
        super().__init__(f"{self.code}: {frame['data']['detail']}")


@dataclass
class _Pending:
    """A command that waits for its answer; sent again, under its id, on every new socket until then."""

    text: str
    answer: asyncio.Future[None] = field(default_factory=lambda: asyncio.get_running_loop().create_future())


class Live:
    """One socket that comes back.

    `token` is asked for an access token at every attempt, since the last one may have expired meanwhile. Iterating
    yields every frame but answers to commands; durable events come in order and once. A `resync` frame says that some
    can't be told: read the state anew, by REST or from the snapshot before it, or after it on an open socket. In a room
    it keeps `document` the same as the peer's, if it is given one.
    """

    def __init__(self, url: str, token: Callable[[], Awaitable[str]], document: Document | None = None) -> None:
        self._url, self._token, self._document = url, token, document
        self._positions: dict[str, Frame] = {}
        self._pending: dict[str, _Pending] = {}
        self._ids = count(1)
        self._socket: ClientConnection | None = None
        self._failures = 0
        self.reconnects = -1

    async def __aiter__(self) -> AsyncGenerator[Frame, None]:
        """Yield frames for ever. Raises Refused.

        If you stop sooner, close it, as `contextlib.aclosing` does: otherwise the socket may stay open.
        """
        while True:
            spread = None
            try:
                token = await self._token()
                async with connect(self._url, additional_headers={"Authorization": f"Bearer {token}"}) as socket:
                    self.reconnects += 1
                    await self._introduce(socket)
                    async for message in socket:
                        frame = await self._merge(socket, message)
                        if frame is not None:
                            yield frame
                spread = _spread(socket.close_code, socket.close_reason)
            except ConnectionClosed as closed:
                if closed.rcvd is not None:
                    spread = _spread(closed.rcvd.code, closed.rcvd.reason)
            except InvalidStatus as refused:
                if refused.response.status_code in (401, 403):
                    raise Refused(refused.response.status_code, "at the handshake") from refused
            except (InvalidHandshake, OSError, TimeoutError):
                pass  # cut while it was opened
            finally:
                self._socket = None
            await self._wait(spread)

    async def command(self, type_: str, data: Frame | None = None) -> None:
        """Send a command; returns when it had its effect, exactly once, over however many sockets.

        Somebody must be iterating meanwhile. Raises CommandFailed.
        """
        id_ = f"{random.randrange(2**32):x}-{next(self._ids)}"
        pending = self._pending[id_] = _Pending(json.dumps({"type": type_, "id": id_, "data": data or {}}))
        try:
            if self._socket is not None:
                await _try_to_send(self._socket, pending.text)
            await pending.answer
        finally:
            del self._pending[id_]

    async def write(self, words: str, pad: str = "code") -> None:
        """Write at the end of a pad; returns at once. Who gets it, gets it when it is stored."""
        if self._document is not None:
            await self._change(self._document.append(words, pad))

    async def draw(self, mark: Frame) -> None:
        """Put a mark on the whiteboard; returns at once."""
        if self._document is not None:
            await self._change(self._document.draw(mark))

    async def _change(self, change: bytes) -> None:
        if self._socket is not None:
            await _try_to_send(self._socket, change)

    async def _merge(self, socket: ClientConnection, message: str | bytes) -> Frame | None:
        """Take in a message, and keep the document going; None when there is nothing to show."""
        frame = self._take(json.loads(message)) if isinstance(message, str) else None
        if self._document is None:
            return frame
        answer = self._document.take(message) if isinstance(message, bytes) else None
        if frame is not None and frame["type"] == "interview.snapshot":
            answer = self._document.greet()
        if answer is not None:
            await _try_to_send(socket, answer)
        return frame

    async def _introduce(self, socket: ClientConnection) -> None:
        if self._positions:
            await socket.send(json.dumps({"type": "auth", "data": {"resume": self._positions}}))
        self._socket = socket
        for pending in tuple(self._pending.values()):
            await _try_to_send(socket, pending.text)

    def _take(self, frame: Frame) -> Frame | None:
        """Keep the books of a frame; None when there is nothing to show."""
        match frame["type"]:
            case "hello":
                if "/ws/connect" in self._url:
                    self._failures = 0
                # Where we have been already, we go on from there: the server tells what came after, or resyncs.
                for stream, position in frame["data"]["streams"].items():
                    self._positions.setdefault(stream, position)
            case "waiting_room.snapshot" | "interview.snapshot":
                # Not before: a client that can't take it in must not come back without a wait.
                self._failures = 0
            case "resync":
                self._positions[frame["stream"]] = frame["data"]
            case "ack" | "error" if (pending := self._pending.get(frame.get("id") or "")) is not None:
                if not pending.answer.done():
                    _settle(pending.answer, frame)
                return None
            case _ if "offset" in frame:
                position = self._positions[frame["stream"]]
                if frame["offset"] != position["offset"] + 1:
                    return None  # seen before; or early, and then it comes again in its turn
                position["offset"] += 1
        return frame

    async def _wait(self, spread: float | None) -> None:
        self._failures += 1
        bound = SHORTEST_WAIT * 2.0**self._failures if spread is None else spread
        await asyncio.sleep(random.uniform(0, min(LONGEST_WAIT, bound)))


async def _try_to_send(socket: ClientConnection, message: str | bytes) -> None:
    with contextlib.suppress(ConnectionClosed):  # it is sent again on the next socket
        await socket.send(message)


def _settle(answer: asyncio.Future[None], frame: Frame) -> None:
    if frame["type"] == "ack":
        answer.set_result(None)
    else:
        answer.set_exception(CommandFailed(frame))


def _spread(code: int | None, reason: str | None) -> float | None:
    """Return over how many seconds a server that restarts wants its clients back. Raises Refused if it wants none."""
    # 1007 and 1009: the same message again would be refused again.
    if code is not None and (4500 <= code < 4600 or code in (1000, 1007, 1009)):
        raise Refused(code, reason or "")
    said = re.search(r"spread=(\d+(?:\.\d+)?)$", reason or "") if code == 1012 else None
    return float(said[1]) if said else None


async def _print(url: str, token: str) -> None:
    async def same() -> str:
        return token

    async for frame in Live(url, same):
        print(json.dumps(frame, ensure_ascii=False))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    try:
        asyncio.run(_print(*sys.argv[1:]))
    except (Refused, InvalidURI) as error:
        raise SystemExit(f"Refused: {error}") from None
    except KeyboardInterrupt:
        raise SystemExit(130) from None
