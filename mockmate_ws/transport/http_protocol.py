"""The TCP connection until its handshake: uvicorn's own protocol, which by itself waits forever for a request."""

from __future__ import annotations

import asyncio
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

REQUEST_SECONDS = 10.0
"""The time for a whole request or handshake, from the opening of the connection or the request's first byte."""


class HttpProtocol(H11Protocol):
    """One TCP connection before it is a socket. A client that sends no whole request in time is cut off."""

    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Expect a request."""
        super().connection_made(transport)
        self._watch()

    def data_received(self, data: bytes) -> None:
        """Parse received bytes. More of the same request gives no more time."""
        super().data_received(data)
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        """Expect nothing more."""
        super().connection_lost(exc)
        self._stop_watching()

    def handle_websocket_upgrade(self, event: Any) -> None:
        """Leave the connection to the socket's protocol, which has its own deadlines."""
        super().handle_websocket_upgrade(event)
        self._stop_watching()

    def _watch(self) -> None:
        # After an upgrade, uvicorn no longer counts this protocol among its connections.
        is_incomplete = self in self.connections and self.conn.their_state in (h11.IDLE, h11.SEND_BODY)
        if not is_incomplete:
            self._stop_watching()
        elif self._deadline is None:
            self._deadline = self.loop.call_later(REQUEST_SECONDS, self.transport.abort)

    def _stop_watching(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None
