"""How both services reach PostgreSQL: engine options, and transactions that are retried when they lose a race."""

from __future__ import annotations

import select
from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy import Engine, create_engine
from sqlalchemy.exc import DBAPIError, InvalidatePoolError
from sqlalchemy.orm import Session

from shared.core import prepared
from shared.core.database_errors import RETRYABLE, sqlstate
from shared.core.settings import Settings

T = TypeVar("T")

ATTEMPTS = 3

# A stuck statement or a forgotten transaction must not hold locks that others need.
_TIMEOUTS = {
    "statement_timeout": "15s",
    "lock_timeout": "3s",
    "idle_in_transaction_session_timeout": "5s",
    "TimeZone": "UTC",
}


def _refuse_dead(connection: Any, _record: object, _proxy: object) -> None:
    """Make the pool reconnect if the server has closed an idle connection.

    An idle connection should have nothing to read; if it is readable, the server has closed it. The check costs no
    round trip.
    """
    waiting = select.poll()
    waiting.register(connection.fileno(), select.POLLIN)
    if waiting.poll(0):
        raise InvalidatePoolError


def engine_options(settings: Settings, application_name: str) -> dict[str, Any]:
    """Return the arguments for `create_engine` that both services use."""
    return {
        "pool_size": settings.db_pool_size,
        "max_overflow": 0,
        "pool_timeout": 10,
        "pool_events": [(_refuse_dead, "checkout")],
        "hide_parameters": True,  # they hold addresses and hashes, and errors are logged
        "connect_args": {
            "application_name": application_name,
            "connect_timeout": 5,
            "options": " ".join(f"-c {name}={value}" for name, value in _TIMEOUTS.items()),
            "keepalives_idle": 5,
            "keepalives_interval": 2,
            "keepalives_count": 3,
        },
    }


def make_engine(settings: Settings, application_name: str) -> Engine:
    """Return an engine with our options. It connects on first use."""
    engine = create_engine(settings.sqlalchemy_url, **engine_options(settings, application_name))
    prepared.install(engine, settings)
    return engine


def is_retryable(error: DBAPIError) -> bool:
    """Whether the transaction can be run again: it lost a race, or a prepared statement was stale or missing."""
    return sqlstate(error) in RETRYABLE


def run(make_session: Callable[[], Session], work: Callable[[Session], T]) -> T:
    """Run `work` in one transaction and commit it; if it loses a race, run it again from the start.

    `work` may run up to three times, so it must have no effects outside its session. Rolls back and raises whatever
    `work` raises.
    """
    for attempt in range(1, ATTEMPTS + 1):
        with make_session() as session:
            try:
                result = work(session)
                session.commit()
            except DBAPIError as error:
                session.rollback()
                if attempt == ATTEMPTS or not is_retryable(error):
                    raise
            else:
                return result
    raise AssertionError("unreachable")
