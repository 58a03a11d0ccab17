"""Gives every request and socket the address of its client instead of that of the last proxy."""

from __future__ import annotations

from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

from shared.core.client_addresses import UNKNOWN, ClientAddresses


class ClientAddressMiddleware:
    """Replaces the address of our last proxy by the client's own."""

    def __init__(self, app: ASGIApp, trusted_proxies: int) -> None:
        self._app = app
        self._known = ClientAddresses(trusted_proxies)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "lifespan":
            connection = HTTPConnection(scope)
            headers = connection.headers.getlist("X-Forwarded-For")
            address = self._known.find(address_of(connection), ",".join(headers) if headers else None)
            scope["client"] = (address, 0) if address else None
        await self._app(scope, receive, send)


def address_of(connection: HTTPConnection) -> str:
    """Return the address of a client, or UNKNOWN."""
    return connection.client.host if connection.client else UNKNOWN
