"""A client right behind a connection, in the same event loop: no server, no network."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import cast
from uuid import UUID

from mockmate_ws.transport.connection import Bucket, Connection, Principal
from mockmate_ws.transport.frames import encode_frame
from mockmate_ws.transport.uvicorn_protocol import Receiver, UvicornProtocol

PATIENCE = 20.0
"""Seconds after which what doesn't happen fails a test."""


class Client:
    """The line and who reads at its end: everything at once, or nothing until they read again."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.closed: tuple[int, str] | None = None
        self.aborted = False
        self.unsent = 0
        self.is_writable = True
        self._receiver: Receiver | None = None

    def attach(self, receiver: Receiver) -> None:
        self._receiver = receiver

    def write(self, message: bytes) -> None:
        text = message[2:].decode() if len(message) < 128 else message[4 if len(message) < 65540 else 10 :].decode()
        assert encode_frame(text) == message
        self.heard.append(text)

    def close(self, code: int, reason: str) -> None:
        self.closed = self.closed or (int(code), reason)

    def is_open(self) -> bool:
        return self.closed is None and not self.aborted

    def abort(self) -> None:
        self.aborted = True

    def stop_reading(self) -> None:
        """Let the line fill up: it takes nothing more."""
        self.is_writable = False
        self.unsent = 70_000

    def take(self, count: int) -> None:
        """Read a little: so many bytes of what the line holds."""
        self.unsent -= count

    def read_again(self) -> None:
        self.is_writable = True
        self.unsent = 0
        assert self._receiver is not None
        self._receiver.on_writable()

    async def connect(self, user_id: int = 17) -> Connection:
        principal = Principal(user_id, UUID(int=user_id), datetime(2100, 1, 1, tzinfo=UTC))
        return Connection(cast("UvicornProtocol", self), principal, "/ws/connect", Bucket(10, 20))


def with_a_client(scenario: Callable[[Client, Connection], Awaitable[None]]) -> None:
    """Run a scenario with a connected client; it fails if it hangs."""

    async def run() -> None:
        client = Client()
        async with asyncio.timeout(PATIENCE):
            await scenario(client, await client.connect())

    asyncio.run(run())
