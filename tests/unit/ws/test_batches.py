"""Work that is done for many at once: in order, in one transaction after the other, and a bad item fails alone."""

from __future__ import annotations

import asyncio
import contextvars
from collections.abc import Awaitable, Callable, Sequence
from itertools import chain
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from mockmate_ws import db
from mockmate_ws.db import Batches
from shared.core.errors import NotFound
from tests.clients.in_process import PATIENCE

DOWN = OperationalError("SELECT", {}, Exception("the server is gone"))
_request = contextvars.ContextVar("request", default="nobody's")


class Transactions:
    """Runs work like the database: while `is_open` is not set, it takes long."""

    def __init__(self) -> None:
        self.begun: list[list[Any]] = []
        self.has_begun = asyncio.Event()
        self.is_open = asyncio.Event()
        self.is_open.set()

    async def run(self, work: Callable[..., Any], items: Sequence[Any]) -> Any:
        self.begun.append(list(items))
        self.has_begun.set()
        await self.is_open.wait()
        return work(None, items)

    def batches(self, work: Callable[[Session, Sequence[Any]], Sequence[Any]]) -> Batches[Any, Any]:
        return Batches(self.run, work)


def with_transactions(scenario: Callable[[Transactions], Awaitable[None]]) -> None:
    async def run() -> None:
        async with asyncio.timeout(PATIENCE):
            await scenario(Transactions())

    asyncio.run(run())


def double(_session: Session, items: Sequence[int]) -> list[int]:
    return [2 * item for item in items]


def test_what_comes_within_a_turn_is_one_transaction_and_each_gets_its_own_result():
    async def scenario(transactions: Transactions) -> None:
        batches = transactions.batches(double)
        assert await asyncio.gather(*map(batches.add, range(5))) == [0, 2, 4, 6, 8]
        assert transactions.begun == [[0, 1, 2, 3, 4]]
        assert await batches.add(7) == 14

    with_transactions(scenario)


def test_what_comes_while_a_batch_runs_is_the_next_one_in_the_order_it_came():
    async def scenario(transactions: Transactions) -> None:
        batches = transactions.batches(double)
        transactions.is_open.clear()
        first = asyncio.create_task(batches.add(1))
        await transactions.has_begun.wait()
        later = []
        for item in (5, 3, 4):
            later.append(asyncio.create_task(batches.add(item)))
            await asyncio.sleep(0)
        assert transactions.begun == [[1]]
        assert not first.done()
        transactions.is_open.set()
        assert [await first, *[await one for one in later]] == [2, 10, 6, 8]
        assert transactions.begun == [[1], [5, 3, 4]]

    with_transactions(scenario)


def test_what_comes_at_the_moment_a_batch_ends_is_not_forgotten():
    async def scenario(transactions: Transactions) -> None:
        batches = transactions.batches(double)

        async def one_after_the_other(first: int) -> list[int]:
            return [await batches.add(item) for item in range(first, first + 20)]

        answers = await asyncio.gather(*map(one_after_the_other, (0, 100, 200)))
        assert answers == [[2 * item for item in range(first, first + 20)] for first in (0, 100, 200)]
        done = sorted(chain(*transactions.begun))
        assert done == [*range(20), *range(100, 120), *range(200, 220)]

    with_transactions(scenario)


def test_a_batch_has_a_largest_size_and_the_rest_follows_in_order(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(db, "_LARGEST_BATCH", 3)

    async def scenario(transactions: Transactions) -> None:
        batches = transactions.batches(double)
        await asyncio.gather(*map(batches.add, range(7)))
        assert transactions.begun == [[0, 1, 2], [3, 4, 5], [6]]

    with_transactions(scenario)


def test_an_exception_that_is_returned_is_raised_for_its_item_only():
    async def scenario(transactions: Transactions) -> None:
        batches = transactions.batches(lambda _, items: [NotFound() if item == 1 else item for item in items])
        first, second, third = await asyncio.gather(*map(batches.add, range(3)), return_exceptions=True)
        assert (first, third) == (0, 2)
        assert isinstance(second, NotFound)
        assert len(transactions.begun) == 1

    with_transactions(scenario)


@pytest.mark.parametrize("bad", [{0}, {6}, {3, 4}, set(range(9))])
def test_a_bad_item_fails_alone_and_the_others_are_done_once_in_order(bad: set[int]):
    async def scenario(transactions: Transactions) -> None:
        done: list[int] = []

        def work(_session: Session, items: Sequence[int]) -> list[int]:
            if bad & set(items):
                raise ValueError(items)
            done.extend(items)
            return double(_session, items)

        batches = transactions.batches(work)
        answers = await asyncio.gather(*map(batches.add, range(9)), return_exceptions=True)
        assert {item for item, answer in enumerate(answers) if isinstance(answer, ValueError)} == bad
        assert done == [item for item in range(9) if item not in bad]
        assert [answer for answer in answers if isinstance(answer, int)] == [2 * item for item in done]

    with_transactions(scenario)


def test_an_outage_is_told_to_all_without_trying_each_and_is_over_when_it_is_over():
    async def scenario(transactions: Transactions) -> None:
        is_down = True

        def work(session: Session, items: Sequence[int]) -> list[int]:
            if is_down:
                raise DOWN
            return double(session, items)

        batches = transactions.batches(work)
        answers = await asyncio.gather(*map(batches.add, range(5)), return_exceptions=True)
        assert answers == [DOWN] * 5
        assert len(transactions.begun) == 1
        is_down = False
        assert await batches.add(4) == 8

    with_transactions(scenario)


def test_whoever_no_longer_waits_harms_nobody_and_the_work_is_done():
    async def scenario(transactions: Transactions) -> None:
        batches = transactions.batches(double)
        transactions.is_open.clear()
        waiting = [asyncio.create_task(batches.add(item)) for item in range(3)]
        await transactions.has_begun.wait()
        late = [asyncio.create_task(batches.add(item)) for item in (10, 11)]
        await asyncio.sleep(0)
        for gone in (waiting[0], late[0]):
            gone.cancel()
        transactions.is_open.set()
        answers = await asyncio.gather(*waiting, *late, return_exceptions=True)
        assert [one for one in answers if not isinstance(one, asyncio.CancelledError)] == [2, 4, 22]
        assert transactions.begun == [[0, 1, 2], [10, 11]]

    with_transactions(scenario)


def test_a_batch_is_nobodys_request():
    async def scenario(transactions: Transactions) -> None:
        batches = transactions.batches(lambda _, items: [_request.get() for _ in items])
        _request.set("the first one's")
        assert await batches.add(1) == "nobody's"

    with_transactions(scenario)
