"""Statements that PostgreSQL plans once for each connection, not each time: `prepared` marks one, `install` sees to it.

psycopg2 sends text that is parsed and planned anew, and for a booking that was about half of PostgreSQL's work. So a
marked statement is sent by PREPARE when a connection first needs it, and by EXECUTE from then on.

Mark what is asked often, and has one good plan whatever the parameters are, since PostgreSQL may settle on one after
the fifth time: a lookup by id or by several, but not a join with an array of one or of ten thousand.
"""

from __future__ import annotations

import re
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, ExceptionContext, Executable, event
from sqlalchemy.exc import DBAPIError

from shared.errors import STALE_PLAN_STATES, sqlstate
from shared.settings import Settings

Statement = TypeVar("Statement", bound=Executable)

_MARK = "prepared"
_PARAMETER = re.compile(r"%\((\w+)\)s")


def prepared(statement: Statement) -> Statement:
    """Mark a statement whose text is always the same (no list that is expanded into it)."""
    return statement.execution_options(**{_MARK: True})


def install(engine: Engine, settings: Settings) -> None:
    """Prepare the marked statements of an engine, unless the deployer forbids it; otherwise they run as they are."""
    if settings.prepared_statements == "off":
        return
    event.listen(engine, "before_cursor_execute", _execute, retval=True)
    event.listen(engine, "handle_error", _give_up_stale_plans)


def _execute(
    connection: Connection, _cursor: object, statement: str, parameters: Any, context: Any, *_: object
) -> tuple[str, Any]:
    if not context.execution_options.get(_MARK):
        return statement, parameters
    known: dict[str, str] = connection.info.setdefault(_MARK, {})  # as long as the connection to the server lives
    call = known.get(statement)
    if call is None:
        name = f"{_MARK}_{len(known)}"
        names = list(dict.fromkeys(_PARAMETER.findall(statement)))
        numbered = _PARAMETER.sub(lambda found: f"${names.index(found[1]) + 1}", statement)
        # By SQLAlchemy, so that what may go wrong goes wrong as it does elsewhere. Not undone by a rollback.
        connection.exec_driver_sql(f"PREPARE {name} AS {numbered}")
        call = f"EXECUTE {name}" + (f" ({', '.join(f'%({given})s' for given in names)})" if names else "")
        known[statement] = call
    return call, parameters


def _give_up_stale_plans(context: ExceptionContext) -> None:
    """Connect anew when a migration has changed a column's type, or a pooler has given us another connection."""
    error = context.sqlalchemy_exception
    if isinstance(error, DBAPIError) and sqlstate(error) in STALE_PLAN_STATES:
        context.is_disconnect = True
