"""What our sessions ask of PostgreSQL, timeouts and UTC, in the way that reaches it.

Without a pooler it goes with the connection's first packet and costs nothing. Poolers refuse that packet (PgBouncer,
RDS Proxy), or drop its options silently (PgBouncer with `ignore_startup_parameters`). Then each transaction begins with
it: what is set for a transaction alone reaches the server connection that it runs on, and nobody else's.
"""

from __future__ import annotations

from typing import Any

import structlog
from psycopg2 import OperationalError
from sqlalchemy import Connection, Engine, event, make_url

from shared.core.settings import Settings

log = structlog.get_logger()

# A stuck statement or a forgotten transaction must not hold locks that others need.
SESSION_SETTINGS = {
    "statement_timeout": "15s",
    "lock_timeout": "3s",
    "idle_in_transaction_session_timeout": "5s",
    "TimeZone": "UTC",
}
_SET_LOCAL = "; ".join(f"SET LOCAL {name} = '{value}'" for name, value in SESSION_SETTINGS.items())
_CURRENT = ", ".join(f"current_setting('{name}')" for name in SESSION_SETTINGS)
# PgBouncer: "unsupported startup parameter: options", or "… in options: statement_timeout".
# RDS Proxy: "RDS Proxy currently doesn't support command-line options".
_REFUSALS = ("startup parameter", "command-line options")
_EACH_TIME = "mockmate.set_local"


def startup_options(settings: Settings) -> str:
    """Return the `options` of a connection: those of the deployer's URL, and ours behind them."""
    given = make_url(settings.sqlalchemy_url).query.get("options", "")
    given = " ".join(given) if isinstance(given, tuple) else given
    return " ".join([given, *(f"-c {name}={value}" for name, value in SESSION_SETTINGS.items())]).strip()


class _Sending:
    """How the settings of one engine's sessions reach the server."""

    def __init__(self) -> None:
        self._is_refused = False
        self._is_said = False

    def connect(self, dialect: Any, _record: object, arguments: Any, parameters: dict[str, Any]) -> Any:
        """Connect, without options once they have been refused."""
        if not self._is_refused:
            try:
                return dialect.connect(*arguments, **parameters)
            except OperationalError as error:
                if not any(words in str(error) for words in _REFUSALS):
                    raise
                self._is_refused = True
        return dialect.connect(*arguments, **{name: each for name, each in parameters.items() if name != "options"})

    def look(self, connection: Any, record: Any) -> None:
        """Remember whether the settings have reached the server; if not, say so once."""
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {_CURRENT}")
            found = cursor.fetchone()
        connection.rollback()
        record.info[_EACH_TIME] = found != tuple(SESSION_SETTINGS.values())
        if record.info[_EACH_TIME] and not self._is_said:
            self._is_said = True
            log.info("database.behind_pooler", hint="timeouts are set for each transaction, for one more round trip")

    def begin(self, connection: Connection) -> None:
        """Begin a transaction with what the connection doesn't have."""
        if connection.info.get(_EACH_TIME):
            connection.exec_driver_sql(_SET_LOCAL)


def is_behind_pooler(connection: Connection) -> bool:
    """Whether a connection of such an engine doesn't get our settings with its first packet, as behind a pooler."""
    return bool(connection.info.get(_EACH_TIME))


def install(engine: Engine) -> None:
    """Let every transaction of this engine have our settings, whatever stands before the server."""
    sending = _Sending()
    event.listen(engine, "do_connect", sending.connect)
    event.listen(engine, "connect", sending.look)
    event.listen(engine, "begin", sending.begin)
