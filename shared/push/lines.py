"""The way to push services: HTTPS to public addresses, no redirects, and an end to every wait.

Names are resolved by threads of its own, and the addresses that were checked are those that are connected to: a name
can't mean another host a moment later.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import partial
from typing import Any, NamedTuple

import httpcore

from shared.core.settings import Settings
from shared.push import endpoints

PATIENCE = 10.0
"""Seconds for a whole exchange, however slowly its bytes come."""
_CONNECTIONS = 64
_LARGEST_BODY = 65_536
_LONGEST_PAUSE = 3600.0


class Reply(NamedTuple):
    """The answer to a request."""

    status: int
    body: bytes
    after: float
    """Seconds that the server asks us to wait; 0 if it says nothing."""


class UnreachableError(Exception):
    """There was no answer: the message says why, and names nobody."""


class Lines:
    """Connections to push services, kept open for a while. One event loop uses them."""

    def __init__(self, settings: Settings) -> None:
        self._threads = ThreadPoolExecutor(8, thread_name_prefix="push names")
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=ssl.create_default_context(),
            max_connections=_CONNECTIONS,
            keepalive_expiry=30,
            network_backend=_Guard(settings, self._threads),
        )

    async def post(self, url: str, headers: Mapping[str, str], content: bytes) -> Reply:
        """Send a request. Raises UnreachableError unless it is answered in time."""
        given = [(name.encode(), value.encode()) for name, value in headers.items()]
        try:
            async with (
                asyncio.timeout(PATIENCE),
                self._pool.stream("POST", url, headers=given, content=content) as response,
            ):
                body = b""
                async for part in response.aiter_stream():
                    body += part
                    if len(body) > _LARGEST_BODY:
                        raise UnreachableError("too long an answer")
        except (TimeoutError, OSError, ValueError, httpcore.NetworkError, httpcore.TimeoutException) as error:
            raise UnreachableError(type(error).__name__) from None
        except (httpcore.ProtocolError, httpcore.UnsupportedProtocol) as error:
            raise UnreachableError(type(error).__name__) from None
        after = {name.lower(): value for name, value in response.headers}.get(b"retry-after", b"")
        return Reply(response.status, body, _seconds(after.decode("ascii", "replace")))

    async def close(self) -> None:
        """Close the connections."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        await self._pool.aclose()


class _Guard(httpcore.AsyncNetworkBackend):
    """Connects only to addresses that something may be sent to."""

    def __init__(self, settings: Settings, threads: ThreadPoolExecutor) -> None:
        self._settings = settings
        self._threads = threads
        self._inner = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - the library's
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to the first address of a host that answers. Raises httpcore.ConnectError."""
        ask = partial(socket.getaddrinfo, host, port, type=socket.SOCK_STREAM)
        found = await asyncio.get_running_loop().run_in_executor(self._threads, ask)
        addresses = list(dict.fromkeys(str(one[4][0]) for one in found))
        if not all(endpoints.is_allowed(self._settings, address) for address in addresses):
            raise httpcore.ConnectError("not a public address")
        for address in addresses:
            try:
                return await self._inner.connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
        raise httpcore.ConnectError("no address answers")

    async def sleep(self, seconds: float) -> None:
        """Sleep, before the library tries again."""
        await asyncio.sleep(seconds)


def _seconds(after: str) -> float:
    """Return what Retry-After says: seconds, or a date."""
    if after.isascii() and after.isdecimal():
        return min(float(after), _LONGEST_PAUSE)
    try:
        return min(max((parsedate_to_datetime(after) - datetime.now(UTC)).total_seconds(), 0), _LONGEST_PAUSE)
    except (ValueError, TypeError):
        return 0
