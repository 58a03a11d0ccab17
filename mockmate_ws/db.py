"""The only way to PostgreSQL: functions run in threads, one transaction each, committed here."""

from __future__ import annotations

import asyncio
import contextvars
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import text
from sqlalchemy.orm import Session, sessionmaker

from shared.core import database, metrics
from shared.core.broker import Broker
from shared.core.settings import Settings

P = ParamSpec("P")
T = TypeVar("T")


class Database:
    """Runs functions that take a session as first argument outside the event loop."""

    def __init__(self, settings: Settings, broker: Broker) -> None:
        self._engine = database.make_engine(settings, "mockmate-ws")
        metrics.watch_pool(self._engine, settings.db_pool_size)
        self._sessions: sessionmaker[Session] = sessionmaker(self._engine, expire_on_commit=False)
        self._snapshots: sessionmaker[Session] = sessionmaker(
            self._engine.execution_options(isolation_level="REPEATABLE READ")
        )
        # As many threads as connections, so a thread never waits for a connection.
        self._threads = ThreadPoolExecutor(settings.db_pool_size, thread_name_prefix="db")
        broker.attach(self._sessions)

    async def run(self, work: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `work(session, …)` in one transaction, retried when it loses a race, and commit.

        Raises whatever `work` raises, after rolling back.
        """
        return await self._in_thread(self._sessions, work, *args, **kwargs)

    async def read(self, work: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `work(session, …)` on one snapshot: all its statements see the same moment."""
        return await self._in_thread(self._snapshots, work, *args, **kwargs)

    async def ping(self) -> None:
        """Raise unless PostgreSQL answers."""
        await self.run(lambda session: session.execute(text("SELECT 1")))

    async def close(self) -> None:
        """Wait for running transactions and close the connections."""
        await asyncio.to_thread(self._threads.shutdown)
        self._engine.dispose()

    async def _in_thread(self, make: sessionmaker[Session], work: Callable[..., T], *args: Any, **kwargs: Any) -> T:
        def transaction() -> T:
            return database.run(make, lambda session: work(session, *args, **kwargs))

        # With the caller's context: its request id goes into logs, events and the audit log.
        here = contextvars.copy_context()
        return await asyncio.get_running_loop().run_in_executor(self._threads, here.run, transaction)
