"""Sends queued mail over several connections: a mail that the server takes minutes to accept delays no other."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

from sqlalchemy.exc import SQLAlchemyError

from mockmate_ws.db import Database
from shared.core.errors import Unavailable
from shared.core.settings import Settings
from shared.mail import outbox
from shared.mail.letters import Outgoing
from shared.mail.outbox import Outcome
from shared.mail.transport import Connection

POLL_SECONDS = 1.0
CONNECTIONS = 8
"""The most connections of a process. Postfix accepts 50 from one address, other servers at least 10."""
_EXTEND_SECONDS = 60.0
_SHUTDOWN_SECONDS = 3.0


class MailSender:
    """Runs a growing number of workers while there is due mail. Each sends one mail at a time over its connection."""

    def __init__(self, settings: Settings, database: Database) -> None:
        self._settings = settings
        self._database = database
        # Threads of their own: others would have to wait for theirs.
        self._threads = ThreadPoolExecutor(CONNECTIONS, thread_name_prefix="mail")
        self._workers: set[asyncio.Task[int]] = set()
        self._connections: set[Connection] = set()
        self._is_stopping = False

    async def poll(self) -> None:
        """Start one more worker, unless all connections are in use. Raises what the last one raised."""
        if len(self._workers) < CONNECTIONS:
            self._workers.add(asyncio.create_task(self.send_due(), name="mail worker"))
        ended, self._workers = await asyncio.wait(self._workers, timeout=POLL_SECONDS)
        for error in [worker.exception() for worker in ended]:
            if error is not None:
                raise error

    async def send_due(self) -> int:
        """Send due mails, one after the other, until none is left or the server is down. Return how many were tried."""
        connection = Connection(self._settings)
        self._connections.add(connection)
        tried = 0
        try:
            while not self._is_stopping and not connection.is_down:
                claimed = await self._database.run(outbox.claim, self._settings, 1)
                if not claimed:
                    break
                await self._database.run(outbox.settle, [await self._deliver(connection, claimed[0])])
                tried += 1
        finally:
            self._connections.discard(connection)
            self._threads.submit(connection.close)
        return tried

    async def _deliver(self, connection: Connection, mail: Outgoing) -> Outcome:
        sending = asyncio.get_running_loop().run_in_executor(self._threads, connection.deliver, mail)
        while not (await asyncio.wait((sending,), timeout=_EXTEND_SECONDS))[0]:
            # If the database is away, there is time for several more attempts before the claim lapses.
            with suppress(SQLAlchemyError, Unavailable):
                await self._database.run(outbox.extend, mail.id)
        return sending.result()

    async def stop(self) -> None:
        """Stop sending. Mail on its way gets a moment, so that what the server accepts is not sent again later."""
        self._is_stopping = True
        if self._workers:
            await asyncio.wait(self._workers, timeout=_SHUTDOWN_SECONDS)
            for connection in self._connections:
                connection.abort()
            await asyncio.wait(self._workers, timeout=_SHUTDOWN_SECONDS)
        for worker in self._workers:
            worker.cancel()
        await asyncio.gather(*self._workers, return_exceptions=True)
        self._threads.shutdown(wait=False)
