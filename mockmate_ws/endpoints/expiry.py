"""Closes a socket when its credentials expire, unless it sends fresh ones before."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

from mockmate_ws.protocol import Close
from mockmate_ws.transport.connection import Connection, Principal


class Expiry:
    """The timer that closes one socket."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._timer: asyncio.TimerHandle | None = None

    def start(self) -> None:
        """Start or restart the timer for the present credentials of the socket."""
        self.stop()
        left = (self._connection.principal.expires_at - datetime.now(UTC)).total_seconds()
        self._timer = asyncio.get_running_loop().call_later(
            max(0.0, left),
            self._connection.close,
            Close.TOKEN_EXPIRED,
            "the token has expired; reconnect with a fresh one",
        )

    def renew(self, principal: Principal) -> None:
        """Restart the timer for fresh credentials of the same user."""
        self._connection.principal = principal
        self.start()

    def stop(self) -> None:
        """Stop the timer."""
        if self._timer is not None:
            self._timer.cancel()
