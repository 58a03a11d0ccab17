"""Statements that PostgreSQL plans once for each connection, not each time: `prepared` marks one, `install` sees to it.

psycopg2 sends text that is parsed and planned anew, and for a booking that was about half of PostgreSQL's work. So a
marked statement is sent by PREPARE when a connection first needs it, and by EXECUTE from then on.

Mark what is asked often, and has one good plan whatever the parameters are, since PostgreSQL may settle on one after
the fifth time: a lookup by id or by several, but not a join with an array of one or of ten thousand.

A prepared statement belongs to one connection of PostgreSQL's. A pooler lends that to others after each transaction, so
behind one nothing is prepared; an engine finds that out by itself.
"""

from __future__ import annotations

import re
from hashlib import sha256
from typing import Any, TypeVar

import structlog
from sqlalchemy import Connection, Engine, ExceptionContext, Executable, event
from sqlalchemy.exc import DBAPIError

from shared.core.errors import SHARED_CONNECTION_STATES, STALE_PLAN_STATES, sqlstate
from shared.core.settings import Settings

log = structlog.get_logger(__name__)

Statement = TypeVar("Statement", bound=Executable)

_MARK = "prepared"
_PARAMETER = re.compile(r"%\((\w+)\)s")


def prepared(statement: Statement) -> Statement:
    """Mark a statement whose text is always the same (no list that is expanded into it)."""
    return statement.execution_options(**{_MARK: True})


def install(engine: Engine, settings: Settings) -> None:
    """Prepare the marked statements of an engine, unless the deployer or a pooler forbids it: then they run as is."""
    if settings.prepared_statements == "off":
        return
    preparing = _Preparing()
    event.listen(engine, "connect", preparing.look_for_a_pooler)
    event.listen(engine, "before_cursor_execute", preparing.execute, retval=True)
    event.listen(engine, "handle_error", preparing.handle_error)


class _Preparing:
    """One engine's: it prepares until it sees that its connections are not its own."""

    def __init__(self) -> None:
        self._is_on = True

    def look_for_a_pooler(self, connection: Any, _record: object) -> None:
        """Stop preparing when the process that greeted us is not the one that answers.

        A pooler greets each client by itself, with a process number of its own making.
        """
        if not self._is_on:
            return
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            (answering,) = cursor.fetchone()
        connection.rollback()
        if answering != connection.get_backend_pid():
            self._stop("another process answers than the one that greeted")

    def execute(
        self, connection: Connection, _cursor: object, statement: str, parameters: Any, context: Any, *_: object
    ) -> tuple[str, Any]:
        """Return what to send in place of a statement."""
        if not self._is_on or not context.execution_options.get(_MARK):
            return statement, parameters
        known: dict[str, str] = connection.info.setdefault(_MARK, {})  # as long as the connection to the server lives
        call = known.get(statement)
        if call is None:
            names = list(dict.fromkeys(_PARAMETER.findall(statement)))
            numbered = _PARAMETER.sub(lambda found: f"${names.index(found[1]) + 1}", statement)
            # Named after its text: should the connection turn out to be shared after all, whatever has this name there
            # is this statement. A number would be another process's.
            name = f"{_MARK}_{sha256(numbered.encode()).hexdigest()[:32]}"
            # By SQLAlchemy, so that what may go wrong goes wrong as it does elsewhere. Not undone by a rollback.
            connection.exec_driver_sql(f"PREPARE {name} AS {numbered}")
            call = f"EXECUTE {name}" + (f" ({', '.join(f'%({given})s' for given in names)})" if names else "")
            known[statement] = call
        return call, parameters

    def handle_error(self, context: ExceptionContext) -> None:
        """Get ready for the transaction to run again: by the plain text, or on new connections."""
        error = context.sqlalchemy_exception
        if not isinstance(error, DBAPIError):
            return
        if sqlstate(error) in SHARED_CONNECTION_STATES:
            self._stop(str(error.orig).strip())
        elif sqlstate(error) in STALE_PLAN_STATES:  # a migration has changed a column's type
            context.is_disconnect = True

    def _stop(self, reason: str) -> None:
        if self._is_on:
            self._is_on = False
            log.warning("prepared.stopped", reason=reason, hint="PREPARED_STATEMENTS=off says so from the start")
