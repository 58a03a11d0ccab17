"""The only way to PostgreSQL: functions run in threads, one transaction each, committed here."""

from __future__ import annotations

import asyncio
import contextvars
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Concatenate, Generic, ParamSpec, TypeAlias, TypeVar, cast

from sqlalchemy.orm import Session, sessionmaker

from mockmate_ws.tasks import start_once
from shared.core import database, database_errors, database_outages, metrics
from shared.core.broker import Broker
from shared.core.settings import Settings

P = ParamSpec("P")
T = TypeVar("T")
Item = TypeVar("Item")
Result = TypeVar("Result")

_LARGEST_BATCH = 256

BatchWork: TypeAlias = Callable[[Session, Sequence[Item]], Sequence[Result | Exception]]


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
        self._batches: dict[Callable[..., Any], Batches[Any, Any]] = {}
        broker.attach(self._sessions)

    async def run(self, work: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `work(session, …)` in one transaction, retried when it loses a race, and commit.

        Raises whatever `work` raises, after rolling back.
        """
        return await self._in_thread(self._sessions, work, *args, **kwargs)

    async def read(self, work: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `work(session, …)` on one snapshot: all its statements see the same moment."""
        return await self._in_thread(self._snapshots, work, *args, **kwargs)

    async def batch(self, work: BatchWork[Item, Result], item: Item, *, snapshot: bool = False) -> Result:
        """Run `work` for an item together with others that came meanwhile: one transaction, one batch at a time.

        Returns once that is committed. With `snapshot`, all statements of the transaction see the same moment.

        `work` returns a result or an exception for each of its items, in order; the exception is raised here. If it
        raises one itself, each half is a batch of its own and so on, until a bad item fails alone. `work` has an empty
        context: what it needs to know of a request is in the item.
        """
        batches: Batches[Item, Result] | None = self._batches.get(work)
        if batches is None:
            batches = self._batches[work] = Batches(self.read if snapshot else self.run, work)
        return await batches.add(item)

    async def ping(self) -> None:
        """Raise unless PostgreSQL answers and accepts writes."""
        await self.run(database.require_writable)

    def is_locked_out(self) -> bool:
        """Whether PostgreSQL has refused our password for a while."""
        return database_outages.is_locked_out(self._engine)

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


class Batches(Generic[Item, Result]):
    """The items that wait for the next batch of one kind of work."""

    def __init__(self, run: Callable[..., Awaitable[Any]], work: BatchWork[Item, Result]) -> None:
        self._run_work = run
        self._work = work
        self._waiting: list[tuple[Item, asyncio.Future[Result]]] = []
        self._task: asyncio.Task[None] | None = None

    async def add(self, item: Item) -> Result:
        """Return the result of the work for an item, or raise its exception."""
        result: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, result))
        if self._task is None:
            # In a context of its own: a batch is nobody's request.
            self._task = contextvars.Context().run(start_once, self._run(), "batches")
        return await result

    async def _run(self) -> None:
        try:
            while self._waiting:
                # Everything that the loop is about to add in this turn belongs to the batch.
                await asyncio.sleep(0)
                batch, self._waiting = self._waiting[:_LARGEST_BATCH], self._waiting[_LARGEST_BATCH:]
                for (_, future), result in zip(batch, await self._results([item for item, _ in batch]), strict=True):
                    if future.done():
                        continue
                    if isinstance(result, Exception):
                        future.set_exception(result)
                    else:
                        future.set_result(result)
        finally:
            self._task = None

    async def _results(self, items: Sequence[Item]) -> Sequence[Result | Exception]:
        try:
            return cast(Sequence[Result | Exception], await self._run_work(self._work, items))
        except Exception as error:  # noqa: BLE001 - whoever waits for the item gets it
            if len(items) == 1 or database_errors.is_transient(error):
                return [error] * len(items)
        middle = len(items) // 2
        return [*await self._results(items[:middle]), *await self._results(items[middle:])]
