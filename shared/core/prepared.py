"""Statements that PostgreSQL plans once per connection instead of each time: `prepared` marks them for `install`.

psycopg2 sends text that is parsed and planned each time; for a booking that was about half of PostgreSQL's work. So a
marked statement is sent by PREPARE when a connection first needs it, and by EXECUTE after that.

Mark statements that run often and have one good plan for all parameters, since PostgreSQL may settle on one plan after
five executions: a lookup by one or several ids, but not a join with an array of either one or ten thousand elements.

A prepared statement belongs to one server connection. A pooler shares server connections between clients after each
transaction, so nothing is prepared behind one; an engine detects that by itself.
"""

from __future__ import annotations

import re
from hashlib import sha256
from typing import Any, TypeVar

import structlog
from sqlalchemy import Connection, Engine, ExceptionContext, Executable, event
from sqlalchemy.exc import DBAPIError

from shared.core.database_errors import SHARED_CONNECTION_STATES, STALE_PLAN_STATES, sqlstate
from shared.core.settings import Settings

log = structlog.get_logger(__name__)

Statement = TypeVar("Statement", bound=Executable)

_MARK = "prepared"
_PARAMETER = re.compile(r"%\((\w+)\)s")


def prepared(statement: Statement) -> Statement:
    """Mark a statement whose text never changes (it must not contain an expanding list)."""
    return statement.execution_options(**{_MARK: True})


def install(engine: Engine, settings: Settings) -> None:
    """Prepare the marked statements of an engine, unless the deployer or a pooler forbids it; then they run as text."""
    if settings.prepared_statements == "off":
        return
    preparing = _Preparing()
    event.listen(engine, "connect", preparing.look_for_a_pooler)
    event.listen(engine, "before_cursor_execute", preparing.execute, retval=True)
    event.listen(engine, "handle_error", preparing.handle_error)


class _Preparing:
    """Prepares the statements of one engine until it detects that the connections are shared."""

    def __init__(self) -> None:
        self._is_on = True

    def look_for_a_pooler(self, connection: Any, _record: object) -> None:
        """Stop preparing if the backend that answers is not the one that opened the connection.

        A pooler opens each client connection itself and makes up a backend process id.
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
        """Return the text to send in place of a statement."""
        if not self._is_on or not context.execution_options.get(_MARK):
            return statement, parameters
        known: dict[str, str] = connection.info.setdefault(_MARK, {})  # as long as the connection to the server lives
        call = known.get(statement)
        if call is None:
            names = list(dict.fromkeys(_PARAMETER.findall(statement)))
            numbered = _PARAMETER.sub(lambda found: f"${names.index(found[1]) + 1}", statement)
            # Named after its text: if the connection turns out to be shared after all, a statement of this name is this
            # statement. A number could belong to another process.
            name = f"{_MARK}_{sha256(numbered.encode()).hexdigest()[:32]}"
            # Through SQLAlchemy, so that errors are handled as usual. A rollback doesn't undo it.
            connection.exec_driver_sql(f"PREPARE {name} AS {numbered}")
            call = f"EXECUTE {name}" + (f" ({', '.join(f'%({given})s' for given in names)})" if names else "")
            known[statement] = call
        return call, parameters

    def handle_error(self, context: ExceptionContext) -> None:
        """Prepare for a retry of the transaction: with the plain text, or on new connections."""
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
