"""What sends mails or pushes, polled as the service does."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Protocol, TypeVar

from mockmate_ws.db import Database
from shared.core.broker import Broker
from shared.core.settings import Settings


class _Sends(Protocol):
    async def poll(self) -> None: ...

    async def stop(self) -> None: ...


Sender = TypeVar("Sender", bound=_Sends)


@asynccontextmanager
async def sending(settings: Settings, make: Callable[[Settings, Database], Sender]) -> AsyncIterator[Sender]:
    """Send what is due until the block ends."""
    broker = Broker(settings)
    database = Database(settings, broker)
    sender = make(settings, database)

    async def poll() -> None:
        while True:
            await sender.poll()
            await asyncio.sleep(0.05)

    polling = asyncio.create_task(poll())
    try:
        yield sender
    finally:
        polling.cancel()
        await sender.stop()
        await database.close()
        broker.close()
