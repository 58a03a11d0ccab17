"""Making people collide for certain: everybody is stopped at the same table, and then let go at once."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

from sqlalchemy import Connection, Engine, create_engine, text
from sqlalchemy.orm import Session

from shared.core.settings import Settings
from shared.matching import pairing

T = TypeVar("T")

PATIENCE = 30.0
"""Seconds after which a crowd that doesn't gather fails the test."""


def all_at_once(engine: Engine, table: str, calls: Sequence[Callable[[], T]]) -> list[T]:
    """Run all calls in threads; each reads what it likes, but none writes to `table` before all of them want to.

    At most seven, so that an app's connections are enough for all of them and for the test itself.
    """
    outside = create_engine(engine.url)
    with ThreadPoolExecutor(len(calls)) as threads, outside.connect() as connection:
        connection.execute(text(f"LOCK TABLE {table} IN SHARE MODE"))
        running = [threads.submit(call) for call in calls]
        try:
            _wait_for(connection, len(calls))
        finally:
            connection.rollback()
        results = [each.result() for each in running]
    outside.dispose()
    return results


@contextmanager
def held_up(engine: Engine, lock: str, call: Callable[[], T]) -> Iterator[tuple[Future[T], Connection]]:
    """Let `call` run into a lock that the statement `lock` takes, and wait there until the block ends."""
    outside = create_engine(engine.url)
    with ThreadPoolExecutor(1) as thread, outside.connect() as connection:
        connection.execute(text(lock))
        running = thread.submit(call)
        try:
            _wait_for(connection, 1)
            yield running, connection
        finally:
            connection.rollback()
    outside.dispose()


def while_a_pass_commits(engine: Engine, settings: Settings, slot_id: int, call: Callable[[], T]) -> T:
    """Run a pass that pairs two people; let `call` run into it before the pass commits."""
    outside = create_engine(engine.url)
    with ThreadPoolExecutor(1) as thread, Session(outside) as session:
        assert pairing.pair_slot(session, settings, slot_id).pairs == 1
        running = thread.submit(call)
        try:
            with outside.connect() as connection:
                _wait_for(connection, 1)
        finally:
            session.commit()
        result = running.result()
    outside.dispose()
    return result


def wait_for_a_lock(engine: Engine) -> None:
    """Wait until somebody waits for a lock."""
    outside = create_engine(engine.url)
    with outside.connect() as connection:
        _wait_for(connection, 1)
    outside.dispose()


def _wait_for(connection: Connection, crowd: int) -> None:
    waiting = text(
        "SELECT count(*), pg_sleep(0.01) FROM pg_stat_activity"
        " WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    deadline = time.monotonic() + PATIENCE
    while connection.execute(waiting).one()[0] < crowd:
        # pg_stat_activity is a snapshot that stands still within a transaction.
        connection.execute(text("SELECT pg_stat_clear_snapshot()"))
        assert time.monotonic() < deadline, "not everybody came to wait"
