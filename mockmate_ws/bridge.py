"""Redis → hub: one subscription a process, which notices when it has gone deaf and builds itself anew.

What is lost meanwhile is read from PostgreSQL: by the subscriptions that see a gap, after every rebuild, and by a
sweep of the tops of all local streams.
"""

from __future__ import annotations

import asyncio
import contextlib
import secrets
import time
from collections.abc import Callable

import redis.asyncio
import structlog
from redis.exceptions import RedisError
from sqlalchemy.exc import SQLAlchemyError

from mockmate_ws.db import Database
from mockmate_ws.hub import Hub
from shared import broker, streams
from shared.settings import Settings

log = structlog.get_logger(__name__)

CANARY_SECONDS = 2.0
DEAF_SECONDS = 5.0
SWEEP_SECONDS = 5.0
_CONFIRM_SECONDS = 1.0
_RETRY_SECONDS = 0.5

_EPHEMERAL = b"~"
_BINARY = b"%"


class Bridge:
    """This process's ear on Redis, and its voice for ephemeral frames."""

    def __init__(self, settings: Settings, hub: Hub, database: Database) -> None:
        self._settings = settings
        self._hub = hub
        self._database = database
        self._node = secrets.token_hex(8)
        self._redis = redis.asyncio.Redis.from_url(
            settings.redis_url, socket_connect_timeout=2, socket_timeout=None, health_check_interval=0
        )
        self._pubsub: redis.asyncio.client.PubSub | None = None
        self._confirmations: dict[bytes, asyncio.Event] = {}
        self._heard_at = time.monotonic()
        self.on_room_changed: list[Callable[[int], None]] = []
        self.on_binary: list[Callable[[str, bytes], None]] = []

    @property
    def connected(self) -> bool:
        """Whether news is being heard."""
        return self._pubsub is not None

    async def follow(self, stream: str) -> None:
        """Hear the news of a stream from now on. When Redis is away the sweep stands in."""
        name = self._channel(stream)
        if self._pubsub is None or name in self._pubsub.channels:
            return
        confirmed = self._confirmations.setdefault(name, asyncio.Event())
        with contextlib.suppress(RedisError, OSError, TimeoutError):
            await self._pubsub.subscribe(name)
            async with asyncio.timeout(_CONFIRM_SECONDS):
                await confirmed.wait()
        self._confirmations.pop(name, None)

    async def unfollow(self, stream: str) -> None:
        """Hear a stream's news no longer, unless somebody followed it meanwhile."""
        if self._pubsub is not None and not self._hub.follows(stream):
            with contextlib.suppress(RedisError, OSError):
                await self._pubsub.unsubscribe(self._channel(stream))

    async def relay(self, stream: str, frame: str, but: int) -> None:
        """Send an ephemeral frame to everybody who follows the stream, on any process, except person `but`."""
        self._hub.relay(stream, frame, but)
        header = f"~{self._node} {but}\n"
        with contextlib.suppress(RedisError, OSError):
            await self._redis.publish(self._channel(stream), (header + frame).encode())

    async def relay_binary(self, stream: str, message: bytes) -> None:
        """Hand bytes to `on_binary` of every other process where somebody follows the stream; they may get lost."""
        with contextlib.suppress(RedisError, OSError):
            await self._redis.publish(self._channel(stream), f"%{self._node}\n".encode() + message)

    async def run(self) -> None:
        """Listen until cancelled; whatever goes wrong, build the subscription anew."""
        while True:
            try:
                await self._listen()
            except (RedisError, OSError, TimeoutError) as error:
                log.warning("bridge.lost", error=type(error).__name__, detail=str(error))
            await self._hang_up()
            await asyncio.sleep(_RETRY_SECONDS)

    async def _listen(self) -> None:
        pubsub = self._redis.pubsub()
        self._pubsub = pubsub
        await pubsub.subscribe(
            self._channel(broker.ROOMS), self._own_channel, *(self._channel(name) for name in self._hub.streams)
        )
        self._heard_at = time.monotonic()
        log.info("bridge.connected", node=self._node, streams=len(self._hub.streams))
        canary = asyncio.create_task(self._sing())
        catch_up = asyncio.create_task(self._catch_up())
        try:
            while True:
                message = await pubsub.get_message(timeout=CANARY_SECONDS)
                if message is not None:
                    self._hear(message["type"], message["channel"], message["data"])
                if time.monotonic() - self._heard_at > DEAF_SECONDS:
                    raise TimeoutError("no echo of the canary")
        finally:
            canary.cancel()
            catch_up.cancel()

    async def _sing(self) -> None:
        # A half-open connection raises nothing: only our own voice coming back proves that we hear.
        while True:
            with contextlib.suppress(RedisError, OSError):
                await self._redis.publish(self._own_channel, b"canary")
            await asyncio.sleep(CANARY_SECONDS)

    def _hear(self, kind: str, name: bytes, data: bytes | int) -> None:
        if kind == "subscribe":
            if (confirmed := self._confirmations.get(name)) is not None:
                confirmed.set()
            return
        if kind != "message" or isinstance(data, int):
            return
        topic = name.decode().removeprefix(f"{self._settings.redis_prefix}:")
        if name == self._own_channel:
            self._heard_at = time.monotonic()
        elif topic == broker.ROOMS:
            for callback in self.on_room_changed:
                callback(int(data))
        else:
            header, _, frame = data.partition(b"\n")
            self._pass_on(topic, header, frame)

    def _pass_on(self, stream: str, header: bytes, frame: bytes) -> None:
        if header.startswith(_EPHEMERAL):
            node, _, but = header[1:].decode().partition(" ")
            # Our own came to everybody here when it was sent.
            if node != self._node:
                self._hub.relay(stream, frame.decode(), int(but))
        elif header.startswith(_BINARY):
            if header[1:].decode() != self._node:
                for callback in self.on_binary:
                    callback(stream, frame)
        else:
            self._hub.deliver(stream, int(header), frame.decode())

    async def _hang_up(self) -> None:
        pubsub, self._pubsub = self._pubsub, None
        if pubsub is not None:
            with contextlib.suppress(RedisError, OSError):
                await pubsub.aclose()  # type: ignore[no-untyped-call]
        # Commands in flight on half-open connections would hang as well.
        with contextlib.suppress(RedisError, OSError):
            await self._redis.connection_pool.disconnect()

    async def sweep(self) -> None:
        """Compare what was sent with what is stored, for ever: the net under everything else."""
        while True:
            await asyncio.sleep(SWEEP_SECONDS)
            await self._catch_up()

    async def _catch_up(self) -> None:
        names = self._hub.streams
        if not names:
            return
        try:
            tops = await self._database.run(streams.tops, names)
        except SQLAlchemyError as error:
            log.warning("bridge.sweep_failed", error=type(error).__name__)
            return
        for name, top in tops.items():
            self._hub.deliver(name, top, None)

    async def ping(self) -> None:
        """Raise redis.RedisError unless Redis answers."""
        await self._redis.ping()

    async def close(self) -> None:
        """Give up the connections."""
        await self._hang_up()
        await self._redis.aclose()

    @property
    def _own_channel(self) -> bytes:
        return self._channel(f"node:{self._node}")

    def _channel(self, name: str) -> bytes:
        return broker.channel(self._settings, name).encode()
