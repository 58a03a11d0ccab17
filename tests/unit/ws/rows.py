"""The rows of one stream in a list, so that every order of writing, reading and hearing can be tried."""

from __future__ import annotations

import asyncio
from typing import Any, cast

from sqlalchemy.exc import OperationalError

from mockmate_ws.db import Database
from mockmate_ws.delivery.hub import Subscription
from mockmate_ws.protocol import Close
from mockmate_ws.transport.connection import Connection
from mockmate_ws.transport.frames import encode_frame
from shared.events import event_log
from shared.events.event_log import Cursor, Missed, StoredEvent
from tests.clients.in_process import Client

STREAM = "user:17"


def frame(offset: int) -> str:
    return f"event {offset}"


def news(offset: int) -> bytes:
    """Return the event as it is announced."""
    return encode_frame(frame(offset))


class Rows:
    """What is stored of one stream, read like the database: later than asked, and told later still."""

    def __init__(self, count: int = 0) -> None:
        self.top = count
        self.kept_from = 1
        self.fails = False
        self.times_asked = 0
        self.epoch = "epoch"

    async def run(self, work: object, *given: Any) -> Any:
        self.times_asked += 1
        await asyncio.sleep(0)
        if self.fails:
            raise OperationalError("SELECT", {}, Exception("the server is gone"))
        answer = self.answer(work, *given)
        await asyncio.sleep(0)
        return answer

    async def batch(self, _work: object, item: Missed) -> Any:
        return await self.run(event_log.read, *item)

    def answer(self, work: object, *given: Any) -> Any:
        if work is event_log.positions:
            return self.positions()
        return self.read(*given)

    async def read_start(self) -> tuple[Cursor, None]:
        return (await self.run(event_log.positions))[STREAM], None

    def positions(self) -> dict[str, Cursor]:
        return {STREAM: Cursor(self.epoch, self.top)}

    def read(self, _stream: str, after: int, limit: int) -> list[StoredEvent]:
        first = max(after + 1, self.kept_from)
        return [StoredEvent(offset, frame(offset)) for offset in range(first, self.top + 1)[:limit]]

    @property
    def database(self) -> Database:
        return cast("Database", self)


def subscribe(connection: Connection, rows: Rows) -> Subscription:
    return Subscription(rows.database, connection, STREAM, rows.read_start)


def at(offset: int) -> Cursor:
    """Return the position after an event."""
    return Cursor("epoch", offset)


async def all_sent(client: Client, connection: Connection, subscription: Subscription) -> list[str]:
    """Let the subscription finish what it reads, flush the queue, and return what the client has heard."""
    await subscription.caught_up()
    connection.close(Close.NORMAL, "")
    return client.heard
