"""How both services reach PostgreSQL: engines, transactions that are retried, and whether it accepts writes."""

from __future__ import annotations

import select
import weakref
from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Engine, ExceptionContext, create_engine, event, literal_column, text
from sqlalchemy.exc import DBAPIError, InvalidatePoolError
from sqlalchemy.orm import Session

from shared.core import database_outages, prepared, session_settings
from shared.core.database_errors import FULL_STATES, READ_ONLY_STATES, RETRYABLE, sqlstate
from shared.core.settings import Settings

T = TypeVar("T")

ATTEMPTS = 3


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
            # Of several hosts, or several addresses of one, take the primary.
            "target_session_attrs": "read-write",
            "options": session_settings.startup_options(settings),
            "keepalives_idle": 5,
            "keepalives_interval": 2,
            "keepalives_count": 3,
        },
    }


def make_engine(settings: Settings, application_name: str) -> Engine:
    """Return an engine with our options. It connects on first use."""
    engine = create_engine(settings.sqlalchemy_url, **engine_options(settings, application_name))
    install(engine, settings)
    return engine


def install(engine: Engine, settings: Settings) -> None:
    """Let an engine prepare statements, leave a server that refuses writes, and log why it has no connection."""
    if settings.db_password_file:
        event.listen(engine, "do_connect", partial(_read_password, settings))
    session_settings.install(engine)
    prepared.install(engine, settings)
    database_outages.watch(engine)
    event.listen(engine, "handle_error", _leave_if_refused)


def _read_password(
    settings: Settings, _dialect: object, _record: object, _arguments: object, parameters: dict[str, Any]
) -> None:
    """Connect with what the password file has now: it may have been rotated since the process started."""
    parameters["password"] = settings.database_password


# Engines whose last write that is known of met a full disk.
_full: weakref.WeakSet[Engine] = weakref.WeakSet()


def _leave_if_refused(context: ExceptionContext) -> None:
    """Make the whole pool reconnect if the server refuses writes: another one may be the primary by now.

    After a failover the connections to the demoted primary stay open, and would fail until a restart.
    """
    error = context.sqlalchemy_exception
    if isinstance(error, DBAPIError) and sqlstate(error) in READ_ONLY_STATES | FULL_STATES:
        context.is_disconnect = True
        if sqlstate(error) in FULL_STATES and context.engine is not None:
            _full.add(context.engine)


# Raised by the server, so that the pool reconnects as after any refused write.
_REQUIRE_WRITABLE = text(
    """
    DO $$ BEGIN
        IF current_setting('transaction_read_only')::boolean THEN RAISE read_only_sql_transaction; END IF;
    END $$
    """
)
_PROBE = text("CREATE TEMPORARY TABLE mockmate_probe ON COMMIT DROP AS SELECT 1 AS written")


def require_writable(session: Session) -> None:
    """Raise DBAPIError if the database accepts no writes.

    Something is written only after a write of this process met a full disk, until that succeeds again.
    """
    session.execute(_REQUIRE_WRITABLE)
    engine = session.get_bind().engine
    if engine in _full:
        session.execute(_PROBE)
        session.rollback()
        _full.discard(engine)


TIMELINE: ColumnElement[str] = literal_column("left(pg_walfile_name(pg_current_wal_lsn()), 8)").label("timeline")
"""PostgreSQL's timeline, which changes with each promotion of a replica. A replica answers 55000."""


def is_retryable(error: DBAPIError) -> bool:
    """Whether the transaction can be run again.

    It lost a race, a prepared statement was stale or missing, or the server is no longer the primary.
    """
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
