"""A thin connection to Redis for many small messages: commands are sent together, replies handed over at once.

redis-py's asyncio client wakes a task for every message, which at the rate of a busy room is most of its cost.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import hiredis
from redis.asyncio.connection import SSLConnection, parse_url

from shared.core import redis_servers
from shared.core.redis_servers import Cluster, Watched

CONNECT_SECONDS = 2.0
SERVER_SECONDS = 0.5  # for each Sentinel, or node of a cluster, that is asked
# What would pile up past this while Redis reads nothing is left out; it would be stale.
MAX_UNSENT_BYTES = 1024 * 1024


class RedisClientError(OSError):
    """Redis refused a command, sent an unreadable reply, or closed the connection."""


class RedisClient(asyncio.Protocol):
    """One connection. `on_reply` gets replies and messages; `lost` is set to the reason when the connection ends."""

    def __init__(self, on_reply: Callable[[Any], None]) -> None:
        self.lost: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self.on_reply = on_reply
        self._loop = asyncio.get_running_loop()
        self._reader = hiredis.Reader()
        self._turn: list[bytes] = []
        self._transport: asyncio.Transport

    @property
    def is_open(self) -> bool:
        """Whether the connection is still open."""
        return not self.lost.done()

    def send(self, *command: bytes) -> bool:
        """Send a command together with all others of this turn of the event loop; False if it was left out."""
        if self.lost.done() or self._transport.get_write_buffer_size() > MAX_UNSENT_BYTES:
            return False
        if not self._turn:
            self._loop.call_soon(self._end_turn)
        # Its stub knows tuples of one word only.
        self._turn.append(hiredis.pack_command(command))  # type: ignore[arg-type]
        return True

    def _end_turn(self) -> None:
        turn, self._turn = self._turn, []
        if not self.lost.done():
            self._transport.write(b"".join(turn))

    def close(self) -> None:
        """Abort the connection, which may be dead, without waiting."""
        self._end("closed")
        self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the transport."""
        assert isinstance(transport, asyncio.Transport)  # noqa: S101 - of a stream it always is
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Hand over each complete reply."""
        try:
            self._reader.feed(data)
            while (reply := self._reader.gets()) is not False:
                self.on_reply(reply)
        except hiredis.HiredisError as error:
            self._end(str(error))
            self._transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        """Set `lost` to the reason."""
        self._end(str(exc) if exc is not None else "Redis closed the connection")

    def _end(self, reason: str) -> None:
        if not self.lost.done():
            self.lost.set_result(reason)


@lru_cache(maxsize=16)  # Sentinels and masters have a URL each
def _tls(url: str) -> ssl.SSLContext | None:
    """Return the TLS context of a rediss:// URL. Reading the trusted certificates is slow, so it happens only once."""
    options: Any = parse_url(url)
    if options.pop("connection_class", None) is not SSLConnection:
        return None
    # redis-py's own connection knows every certificate option that a URL may have.
    return SSLConnection(**options).ssl_context.get()


async def connect(url: str, on_reply: Callable[[Any], None]) -> RedisClient:
    """Open a connection to redis://, rediss:// or unix://, logged in and with its database chosen.

    With redis+sentinel:// it is one to the master that Sentinels name now, with redis+cluster:// one to any node that
    is part of its cluster. Raises OSError if that fails; TimeoutError and RedisClientError are kinds of it.
    """
    async with asyncio.timeout(CONNECT_SECONDS):
        client = await _open_any(url)
    client.on_reply = on_reply
    return client


async def _open_any(url: str) -> RedisClient:
    if service := redis_servers.watched(url):
        return await _open_master(service)
    if cluster := redis_servers.cluster(url):
        return await _open_node(cluster)
    return await _log_in(url)


async def _log_in(url: str) -> RedisClient:
    options = parse_url(url)
    client = await _open(options, _tls(url))
    try:
        for command in _greeting(options):
            await _call(client, *command)
    except BaseException:
        client.close()
        raise
    return client


async def _open_master(service: Watched) -> RedisClient:
    client = await _log_in(service.master(*await _ask_sentinels(service)))
    try:
        role = await _call(client, "ROLE")
    except BaseException:
        client.close()
        raise
    # What is published at a server that has been replaced reaches nobody; a Sentinel may learn of that late.
    if role[0] != b"master":
        client.close()
        raise RedisClientError("the server that Sentinel names is a replica")
    return client


async def _open_node(cluster: Cluster) -> RedisClient:
    reasons = []
    for host, port in cluster.in_any_order():
        try:
            async with asyncio.timeout(SERVER_SECONDS):
                return await _log_in_to_member(cluster.node(host, port))
        except OSError as error:
            reasons.append(f"{host}:{port}: {error or type(error).__name__}")
    raise RedisClientError(f"no node of the cluster can be used ({', '.join(reasons)})")


async def _log_in_to_member(url: str) -> RedisClient:
    client = await _log_in(url)
    try:
        told = await _call(client, "CLUSTER", "INFO")
    except BaseException:
        client.close()
        raise
    # What is published at a node that is cut off from the others reaches nobody.
    if b"cluster_state:ok" not in told:
        client.close()
        raise RedisClientError("its cluster is down, or doesn't reach it")
    return client


async def _ask_sentinels(service: Watched) -> tuple[str, int]:
    reasons = []
    for host, port in service.addresses:
        try:
            async with asyncio.timeout(SERVER_SECONDS):
                sentinel = await _log_in(service.sentinel(host, port))
                try:
                    answer = await _call(sentinel, "SENTINEL", "GET-MASTER-ADDR-BY-NAME", service.service)
                finally:
                    sentinel.close()
        except OSError as error:
            reasons.append(f"{host}:{port}: {error or type(error).__name__}")
        else:
            if answer is not None:
                return answer[0].decode(), int(answer[1])
            reasons.append(f"{host}:{port} knows no master of {service.service}")
    raise RedisClientError(f"no Sentinel names a master ({', '.join(reasons)})")


async def _open(options: Any, tls: ssl.SSLContext | None) -> RedisClient:
    loop = asyncio.get_running_loop()
    if path := options.get("path"):
        _, client = await loop.create_unix_connection(lambda: RedisClient(_ignore), path)
        return client
    host, port = options.get("host", "localhost"), options.get("port", 6379)
    _, client = await loop.create_connection(lambda: RedisClient(_ignore), host, port, ssl=tls)
    return client


def _greeting(options: Any) -> list[tuple[str, ...]]:
    commands: list[tuple[str, ...]] = []
    if password := options.get("password"):
        username = options.get("username")
        commands.append(("AUTH", username, password) if username else ("AUTH", password))
    if database := options.get("db"):
        commands.append(("SELECT", str(database)))
    # Every server answers this, so an open connection is one that works.
    return [*commands, ("PING",)]


async def _call(client: RedisClient, *command: str) -> Any:
    answer: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
    client.on_reply = lambda reply: None if answer.done() else answer.set_result(reply)
    client.send(*(word.encode() for word in command))
    await asyncio.wait((answer, client.lost), return_when=asyncio.FIRST_COMPLETED)
    if not answer.done():
        raise RedisClientError(client.lost.result())
    if isinstance(answer.result(), hiredis.ReplyError):
        raise RedisClientError(str(answer.result()))
    return answer.result()


def _ignore(reply: Any) -> None:
    """Discard replies before the first command."""
