"""A relay in front of a port that counts the bytes of both directions, as TCP carries them."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Self


class Gauge:
    """Listens on a port of its own while it is open."""

    def __init__(self, to: int) -> None:
        """Measure what goes to and comes from this port."""
        self.sent = self.received = self.port = 0
        self._to = to
        self._server: asyncio.Server | None = None

    async def __aenter__(self) -> Self:
        """Begin to listen."""
        self._server = await asyncio.start_server(self._relay, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        """Stop listening."""
        if self._server is not None:
            self._server.close()

    async def _relay(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, back = await asyncio.open_connection("127.0.0.1", self._to)

        async def copy(source: asyncio.StreamReader, target: asyncio.StreamWriter, counter: str) -> None:
            with suppress(ConnectionError):
                while chunk := await source.read(65_536):
                    setattr(self, counter, getattr(self, counter) + len(chunk))
                    target.write(chunk)
                    await target.drain()
            target.close()

        await asyncio.gather(copy(reader, back, "received"), copy(there, writer, "sent"))
