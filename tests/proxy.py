"""A TCP proxy in front of a server, whose line can go deaf: open at both ends, and nothing gets through."""

from __future__ import annotations

import asyncio
import ssl
import threading
from contextlib import suppress
from types import TracebackType
from typing import Literal, Self, TypeAlias

Direction: TypeAlias = Literal["up", "down"]
"""Up is to the server."""


class Proxy:
    """Forwards from a port of its own, with TLS if it is given a context, to a unix socket, in a thread of its own."""

    def __init__(self, target: str, tls: ssl.SSLContext | None = None) -> None:
        self._target = target
        self._tls = tls
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="proxy")
        self._server: asyncio.Server
        self._deaf_at = {"up": 0, "down": 0}
        self._lines = 0
        self._tasks: set[asyncio.Task[None]] = set()
        self._writers: list[asyncio.StreamWriter] = []
        self.port = 0

    def __enter__(self) -> Self:
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._start(), self._loop).result(10)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        asyncio.run_coroutine_threadsafe(self._stop(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    def go_deaf(self, *directions: Direction) -> None:
        """Swallow from now on what comes over the lines that are open, perhaps only up or down; new ones are fine."""
        for direction in directions or ("up", "down"):
            self._deaf_at[direction] = self._lines

    def move(self, target: str) -> None:
        """Forward new lines to another server, as a name does after a failover; open ones stay where they are."""
        self._target = target

    async def _start(self) -> None:
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]

    async def _stop(self) -> None:
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for writer in self._writers:
            # Saying goodbye could take as long as the other end likes.
            writer.transport.abort()
        await asyncio.gather(*(writer.wait_closed() for writer in self._writers), return_exceptions=True)

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.append(writer)
        if self._tls is not None:
            try:
                await writer.start_tls(self._tls)
            except OSError:  # they don't trust us
                return
        self._lines += 1
        line = self._lines
        to_reader, to_writer = await asyncio.open_unix_connection(self._target)
        self._writers.append(to_writer)
        for direction, source, sink in (("up", reader, to_writer), ("down", to_reader, writer)):
            task = asyncio.create_task(self._forward(direction, line, source, sink))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _forward(
        self, direction: str, line: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        try:
            with suppress(OSError):
                while data := await reader.read(65536):
                    if line > self._deaf_at[direction]:
                        writer.write(data)
                        await writer.drain()
        finally:
            writer.close()
