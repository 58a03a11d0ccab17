"""A client at the other end of ASGI, in the same event loop: no server, no network."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from uuid import UUID

from starlette.types import Message
from starlette.websockets import WebSocket

from mockmate_ws.connection import Bucket, Connection, Principal

PATIENCE = 20.0
"""Seconds after which what doesn't happen fails a test."""


class Client:
    """Hears what is sent once `reads` is set, and says what it is told to."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.closed: tuple[int, str] | None = None
        self.reads = asyncio.Event()
        self.reads.set()
        self.says: asyncio.Queue[Message] = asyncio.Queue()
        self.gone = False
        self.says.put_nowait({"type": "websocket.connect"})

    async def take(self, message: Message) -> None:
        if message["type"] == "websocket.accept":
            return
        await self.reads.wait()
        if self.gone:
            raise OSError
        if message["type"] == "websocket.close":
            self.closed = message["code"], message["reason"]
        else:
            self.heard.append(message["text"])

    async def connect(self, user_id: int = 17) -> Connection:
        websocket = WebSocket({"type": "websocket", "headers": []}, self.says.get, self.take)
        await websocket.accept()
        principal = Principal(user_id, UUID(int=user_id), datetime(2100, 1, 1, tzinfo=UTC))
        return Connection(websocket, principal, "/ws/connect", Bucket(10, 20))


def with_a_client(scenario: Callable[[Client, Connection], Awaitable[None]]) -> None:
    """Run a scenario with a connected client; it fails if it hangs."""

    async def run() -> None:
        client = Client()
        async with asyncio.timeout(PATIENCE):
            await scenario(client, await client.connect())

    asyncio.run(run())
