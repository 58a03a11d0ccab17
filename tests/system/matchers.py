"""Matcher processes: passes without end, or one pass that meets its fate at a chosen point."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from sqlalchemy import create_engine, event, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session, sessionmaker

from shared.core import database
from shared.core.broker import Broker
from shared.core.settings import Settings
from shared.matching import pairing
from tests.system.hammer import Parent

FORGOTTEN_AFTER = "1s"
"""So long PostgreSQL waits for a process that says nothing in the middle of a transaction; in production longer."""


def match_without_end(parent: Parent, settings: Settings) -> int:
    """Run passes until told to end, as `mockmate_ws.jobs.matcher` does; returns how many pairs it made."""
    pairs = 0
    with _sessions(settings) as sessions:
        parent.say("ready")
        while not parent.wants_an_end():
            for slot_id in database.run(sessions, lambda session: pairing.rooms_to_pair(session, settings)):
                with suppress(DBAPIError):  # the next one does it
                    pairs += _pass(sessions, settings, slot_id)
    return pairs


def match_once(parent: Parent, settings: Settings, slot_id: int, point: int, fate: signal.Signals) -> int | str:
    """Run one pass that gets a signal at its n-th point; returns its pairs, or how it failed."""
    with _sessions(settings) as sessions:
        points = Points(sessions, lambda reached: meet(fate) if reached == point else None)
        try:
            return _pass(points.sessions, settings, slot_id)
        except DBAPIError as error:
            return type(error).__name__


def count_points(parent: Parent, settings: Settings, slot_id: int) -> tuple[int, int]:
    """Run one pass; returns how many points it has, and after which of them it is committed."""
    with _sessions(settings) as sessions:
        points = Points(sessions, lambda reached: None)
        _pass(sessions, settings, slot_id)
        return points.reached, points.committed_after


def meet(fate: signal.Signals) -> None:
    """Send this process a signal."""
    os.kill(os.getpid(), fate)


class Points:
    """Counts the moments of a transaction: before and after every statement, before and after its commit."""

    def __init__(self, sessions: sessionmaker[Session], at_point: Callable[[int], object]) -> None:
        self.sessions = sessions
        self.reached = 0
        self.committed_after = 0
        self._at_point = at_point
        engine = sessions.kw["bind"]
        for moment in ("before_cursor_execute", "after_cursor_execute"):
            event.listen(engine, moment, self._pass_by)
        event.listen(engine, "commit", self._commit)
        # Before the news goes out: this listener comes first.
        event.listen(sessions, "after_commit", self._pass_by, insert=True)

    def _commit(self, *_: Any) -> None:
        self._pass_by()
        self.committed_after = self.reached

    def _pass_by(self, *_: Any) -> None:
        self.reached += 1
        self._at_point(self.reached)


def _pass(sessions: sessionmaker[Session], settings: Settings, slot_id: int) -> int:
    return database.run(sessions, lambda session: pairing.pair_slot(session, settings, slot_id)).pairs


@contextmanager
def _sessions(settings: Settings) -> Iterator[sessionmaker[Session]]:
    """Make sessions that publish, on an engine that has connected."""
    options = database.engine_options(settings, "tests-matcher")
    options["connect_args"]["options"] += f" -c idle_in_transaction_session_timeout={FORGOTTEN_AFTER}"
    engine = create_engine(settings.sqlalchemy_url, **options)
    broker = Broker(settings)
    sessions = sessionmaker(engine)
    broker.attach(sessions)
    with engine.connect() as connection:
        connection.execute(text("SELECT 1"))
    try:
        yield sessions
    finally:
        broker.close()
        engine.dispose()
