"""Work that requests of the same moment do together, in one transaction: one of them does it, the others wait."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from threading import Lock
from typing import Generic, TypeVar

from sqlalchemy.orm import Session

from mockmate_api.http import places, transaction
from mockmate_api.http.extensions import db
from shared.core import database, database_errors

Item = TypeVar("Item")
Result = TypeVar("Result")

BatchWork = Callable[[Session, Sequence[Item]], Sequence[Result | Exception]]


def alone(work: BatchWork[Item, Result], item: Item) -> Result:
    """Return the result for an item, or raise its exception, from a transaction of its own."""
    (result,) = database.run(db.session.session_factory, lambda session: work(session, [item]))
    if isinstance(result, Exception):
        raise result
    return result


class Batches(Generic[Item, Result]):
    """The requests of this process that wait for one kind of work.

    `work` returns a result or an exception for each of its items, in order. If it raises one itself, each half is a
    batch of its own and so on, until a bad item fails alone.
    """

    def __init__(self, work: BatchWork[Item, Result]) -> None:
        self._work = work
        self._lock = Lock()
        self._waiting: list[tuple[Item, Future[Result | None]]] = []
        self._is_busy = False

    def add(self, item: Item) -> Result:
        """Return the result for an item, or raise its exception, once the transaction of its batch is committed.

        Call it inside `transaction.in_parts`: what the request has done so far is committed too.
        """
        own: Future[Result | None] = Future()
        while (is_first := self._join(item, own)) is None:
            transaction.release()
        # Without a result it becomes this request's turn to do the work, its own and that of all who came meanwhile.
        return self._take_turn(own) if is_first else self._wait(own)

    def _join(self, item: Item, own: Future[Result | None]) -> bool | None:
        """Wait for the next batch; returns whether it may begin at once, or None if a connection must be freed first.

        Those who wait must leave enough of them. To free one may fail, so not while others count on this request.
        """
        with self._lock:
            if self._is_busy and db.session().in_transaction():
                return None
            self._waiting.append((item, own))
            is_first, self._is_busy = not self._is_busy, True
            return is_first

    def _wait(self, own: Future[Result | None]) -> Result:
        with places.lent():
            result = own.result()
        return self._take_turn(own) if result is None else result

    def _take_turn(self, own: Future[Result | None]) -> Result:
        with self._lock:
            batch, self._waiting = self._waiting, []
        results = self._results([item for item, _ in batch])
        mine: Result | Exception | None = None
        for (_, future), result in zip(batch, results, strict=True):
            if future is own:
                mine = result
            elif isinstance(result, Exception):
                future.set_exception(result)
            else:
                future.set_result(result)
        with self._lock:
            self._is_busy = bool(self._waiting)
            if self._waiting:
                self._waiting[0][1].set_result(None)
        assert mine is not None  # noqa: S101
        if isinstance(mine, Exception):
            raise mine
        return mine

    def _results(self, items: Sequence[Item]) -> Sequence[Result | Exception]:
        try:
            return transaction.run_at_once(lambda session: self._work(session, items))
        except Exception as error:  # noqa: BLE001 - whoever waits for the item gets it
            if len(items) == 1 or database_errors.is_transient(error):
                return [error] * len(items)
        middle = len(items) // 2
        return [*self._results(items[:middle]), *self._results(items[middle:])]
