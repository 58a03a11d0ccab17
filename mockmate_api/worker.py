"""gunicorn's worker with threads, in which a thread waits a moment for the next request on its connection."""

from __future__ import annotations

import select
from typing import Any

from gunicorn.workers.gthread import ThreadWorker

_MILLISECONDS = 20


class Worker(ThreadWorker):  # type: ignore[misc]  # gunicorn has no types
    """Serves requests that follow each other on one connection in one thread.

    gunicorn hands a connection back to its main thread after each response, and takes another thread for the next
    request: three changes of thread that cost as much processor time as a simple request.
    """

    def handle(self, conn: Any) -> Any:
        """Handle a request, and those that follow at once."""
        result = super().handle(conn)
        while result is True and self.alive and self.nr_conns <= self.cfg.threads and _is_next_here(conn):
            result = super().handle(conn)
        return result


def _is_next_here(conn: Any) -> bool:
    """Wait for the next request, or for the end of the connection."""
    if conn.parser.unreader.buf.getvalue():  # it was read along with the body before; gunicorn sees to it
        return False
    waiting = select.poll()
    waiting.register(conn.sock, select.POLLIN)
    return bool(waiting.poll(_MILLISECONDS))
