"""Background work that dies: it is restarted after growing pauses, and named until it has been steady."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from mockmate_ws import tasks
from mockmate_ws.tasks import Tasks, start_once
from tests.clients.in_process import PATIENCE

# Whatever a loop may raise, not only what its library says.
ERRORS = (KeyError("kind"), ValueError("zone"), RuntimeError("loop"), ExceptionGroup("two", [TypeError("one")]), None)


@pytest.fixture(autouse=True)
def _hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "FIRST_PAUSE", 0.001)
    monkeypatch.setattr(tasks, "LONGEST_PAUSE", 0.002)


def with_tasks(scenario: Callable[[Tasks], Awaitable[None]]) -> None:
    async def run() -> None:
        kept = Tasks()
        async with asyncio.timeout(PATIENCE):
            await scenario(kept)
        await kept.stop()

    asyncio.run(run())


def test_work_that_dies_of_anything_or_just_ends_is_run_again_and_others_go_on():
    async def scenario(kept: Tasks) -> None:
        well, turns = asyncio.Event(), asyncio.Event()
        errors = list(ERRORS)

        async def fail() -> None:
            if not errors:
                well.set()
                await asyncio.Event().wait()
            if (error := errors.pop()) is not None:
                raise error

        async def turn() -> None:
            await well.wait()
            turns.set()
            await asyncio.Event().wait()

        kept.keep("failing", fail)
        kept.keep("turning", turn)
        await turns.wait()
        assert [one.name for one in kept.failing] == ["failing"]

    with_tasks(scenario)


def test_it_is_well_again_once_it_was_steady_and_fails_since_it_failed_first(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(tasks, "STEADY_SECONDS", 0.01)

    async def scenario(kept: Tasks) -> None:
        deaths = 0
        seen = []

        async def fail_twice() -> None:
            nonlocal deaths
            seen.extend(kept.failing)
            deaths += 1
            if deaths < 3:
                raise KeyError("twice")
            await asyncio.Event().wait()

        kept.keep("it", fail_twice)
        while deaths < 3 or kept.failing:  # noqa: ASYNC110 - a property, which tells nobody
            await asyncio.sleep(0.001)
        assert len({one.since for one in seen}) == 1

    with_tasks(scenario)


def test_what_ends_by_itself_may_fail_without_a_word_to_anybody():
    async def scenario(_: Tasks) -> None:
        async def fail() -> None:
            raise KeyError("once")

        task = start_once(fail(), "once")
        await asyncio.wait((task,))

    with_tasks(scenario)
