"""Why PostgreSQL refuses or closes connections: said in the log, and remembered while it refuses our password."""

from __future__ import annotations

import time
import weakref

import structlog
from sqlalchemy import Engine, ExceptionContext, event

log = structlog.get_logger()

LOCKED_OUT_SECONDS = 60.0
"""After so long a process whose password is refused reports that it isn't alive, so that another takes its place. One
that starts then is given the new password."""
_QUIET_SECONDS = 5.0
"""Every waiting request meets the same outage: the same reason is logged again only after this."""
_MOST_CHARACTERS = 500
# Without a connection the driver knows no SQLSTATE. PostgreSQL and PgBouncer both say this.
_REFUSAL = "authentication failed"


class Outages:
    """The outages that one engine meets."""

    def __init__(self, engine: Engine) -> None:
        self._password = str(engine.url.password or "")
        self._said, self._said_at = "", float("-inf")
        self._refused_since: float | None = None
        event.listen(engine, "handle_error", self._look)
        event.listen(engine, "connect", self._connected)

    def is_locked_out(self) -> bool:
        """Whether the password has been refused for LOCKED_OUT_SECONDS, and nothing has been let in since."""
        since = self._refused_since
        return since is not None and time.monotonic() >= since + LOCKED_OUT_SECONDS

    def _connected(self, _connection: object, _record: object) -> None:
        self._refused_since = None

    def _look(self, context: ExceptionContext) -> None:
        is_refused = context.connection is None
        if not is_refused and not context.is_disconnect:
            return
        error = context.original_exception
        reason = in_words(error, self._password)
        now = time.monotonic()
        if is_refused and _REFUSAL in reason:
            self._refused_since = self._refused_since or now
        if reason == self._said and now < self._said_at + _QUIET_SECONDS:
            return
        self._said, self._said_at = reason, now
        state = getattr(error, "pgcode", None)
        log.warning("database.refused" if is_refused else "database.lost", detail=reason, sqlstate=state)


_watched: weakref.WeakKeyDictionary[Engine, Outages] = weakref.WeakKeyDictionary()


def watch(engine: Engine) -> None:
    """Log each outage that this engine meets, with PostgreSQL's or the driver's reason, and without the password."""
    _watched[engine] = Outages(engine)


def is_locked_out(engine: Engine) -> bool:
    """Whether PostgreSQL has refused this process's password for LOCKED_OUT_SECONDS."""
    return _watched[engine].is_locked_out()


def in_words(error: BaseException, password: str) -> str:
    """Return the reason on one line, without the password."""
    reason = " ".join(str(error).split()) or type(error).__name__
    return (reason.replace(password, "***") if password else reason)[:_MOST_CHARACTERS]
