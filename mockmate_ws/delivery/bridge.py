"""Redis → hub: the one Redis subscription of a process, which detects that it no longer works and reconnects.

Events that are lost meanwhile are read from PostgreSQL: by subscriptions that see a gap, after every reconnect, and by
a periodic sweep of the newest offsets of all local streams.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable
from typing import Any

import structlog

from mockmate_ws.db import Database
from mockmate_ws.delivery import redis_client
from mockmate_ws.delivery.hub import Hub
from mockmate_ws.delivery.redis_client import RedisClient
from mockmate_ws.tasks import start_once
from mockmate_ws.transport import counters
from shared.core import broker
from shared.core.settings import Settings
from shared.events import redis_messages
from shared.events.redis_messages import (
    RelayedBytes,
    RelayedFrame,
    StoredFrame,
    StreamMessage,
    WaitingRoomUpdated,
    node_channel,
)

log = structlog.get_logger(__name__)

CANARY_SECONDS = 2.0
DEAF_SECONDS = 5.0
SWEEP_SECONDS = 5.0
_CONFIRM_SECONDS = 1.0
_RETRY_SECONDS = 0.5


class Bridge:
    """This process's subscription to Redis, and its publisher of ephemeral frames, on a connection each."""

    def __init__(self, settings: Settings, hub: Hub, database: Database, node: str) -> None:
        self._settings = settings
        self._hub = hub
        self._database = database
        self._node = node
        self._prefix = self._channel("")
        self._own_channel = self._channel(node_channel(node))
        self._subscriber: RedisClient | None = None
        self._publisher: RedisClient | None = None
        self._confirmations: dict[bytes, asyncio.Event] = {}
        self._echoed_at = 0.0
        self._catching_up: asyncio.Task[None] | None = None
        self.on_waiting_room_changed: list[Callable[[int], None]] = []
        self.on_node_message: Callable[[bytes], None] = _ignore
        self.on_binary: list[Callable[[str, RelayedBytes], None]] = []
        self.on_connected: list[Callable[[], None]] = []

    @property
    def connected(self) -> bool:
        """Whether the subscription is connected."""
        return self._subscriber is not None

    async def follow(self, stream: str) -> None:
        """Subscribe to a stream. While Redis is unavailable, the sweep replaces it."""
        if self._subscriber is None:
            return
        name = self._channel(stream)
        confirmed = self._confirmations.get(name)
        if confirmed is None:
            confirmed = self._confirmations[name] = asyncio.Event()
            self._subscriber.send(b"SUBSCRIBE", name)
        if not confirmed.is_set():
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_CONFIRM_SECONDS):
                    await confirmed.wait()

    def unfollow(self, stream: str) -> None:
        """Unsubscribe from a stream, unless a connection has followed it meanwhile."""
        if self._hub.follows(stream):
            return
        name = self._channel(stream)
        if self._confirmations.pop(name, None) is not None and self._subscriber is not None:
            self._subscriber.send(b"UNSUBSCRIBE", name)

    def relay(self, stream: str, frame: str, but: int, kind: str, to: str = "") -> None:
        """Send an ephemeral frame to all followers of the stream, on any process, except user `but`; or to one socket.

        Followers in this process get it at once. It never waits: what Redis does not accept now would be stale later.
        """
        message = RelayedFrame(self._node, but, kind, frame.encode(), to)
        self._hub.relay(stream, message)
        if self._publisher is not None:
            self._publisher.send(b"PUBLISH", self._channel(stream), message.encode())

    def relay_binary(self, stream: str, message: bytes) -> None:
        """Send bytes to `on_binary` of every other process with followers of the stream. They may get lost."""
        if self._publisher is not None:
            self._publisher.send(b"PUBLISH", self._channel(stream), RelayedBytes(self._node, message).encode())

    async def run(self) -> None:
        """Listen until cancelled, reconnecting after every failure."""
        while True:
            try:
                await self._listen()
            except OSError as error:
                counters.BRIDGE_LOST.inc()
                log.warning("bridge.lost", error=type(error).__name__, detail=str(error))
            finally:
                self._disconnect()
            await asyncio.sleep(_RETRY_SECONDS)

    async def _listen(self) -> None:
        url = self._settings.redis_url
        self._publisher = await redis_client.connect(url, _ignore)
        subscriber = await redis_client.connect(url, self._on_reply)
        self._subscriber = subscriber
        self._echoed_at = 0.0
        connected_at = time.monotonic()
        self._confirmations = {self._channel(name): asyncio.Event() for name in self._hub.streams}
        # Our own channel comes last: an echo on it proves that the earlier subscriptions work, too.
        subscriber.send(
            b"SUBSCRIBE", self._channel(redis_messages.WAITING_ROOMS), *self._confirmations, self._own_channel
        )
        log.info("bridge.connected", node=self._node, streams=len(self._hub.streams))
        while True:
            # A half-open connection raises nothing; only our own echo proves that both connections work.
            self._publisher.send(b"PUBLISH", self._own_channel, redis_messages.CANARY)
            await asyncio.wait((subscriber.lost, self._publisher.lost), timeout=CANARY_SECONDS)
            for client in (subscriber, self._publisher):
                if client.lost.done():
                    raise ConnectionError(client.lost.result())
            if time.monotonic() - max(self._echoed_at, connected_at) > DEAF_SECONDS:
                raise TimeoutError("no echo of the canary")

    def _on_reply(self, reply: Any) -> None:
        if not isinstance(reply, list):
            return
        kind, name, data = reply
        if kind == b"message":
            try:
                self._dispatch(name, data)
            except ValueError:
                # A foreign message, or one of another version; a durable event in it is read from PostgreSQL.
                counters.JOB_FAILURES.labels("bridge").inc()
                log.warning("bridge.unreadable", channel=name.decode(errors="replace"))
            except Exception as error:
                # The subscription must go on; the sweep finds the event that this was about.
                counters.JOB_FAILURES.labels("bridge").inc()
                log.error("bridge.failed", channel=name.decode(errors="replace"), exc_info=error)
        elif kind == b"subscribe" and (confirmed := self._confirmations.get(name)) is not None:
            confirmed.set()

    def _dispatch(self, name: bytes, data: bytes) -> None:
        topic = name[len(self._prefix) :].decode()
        if name == self._own_channel:
            self._on_own_channel(data)
        elif topic == redis_messages.WAITING_ROOMS:
            for callback in self.on_waiting_room_changed:
                callback(WaitingRoomUpdated.decode(data).slot_id)
        else:
            self._deliver(topic, redis_messages.read_stream_message(data))

    def _on_own_channel(self, data: bytes) -> None:
        if data != redis_messages.CANARY:
            self.on_node_message(data)
            return
        if not self._echoed_at:
            self._catching_up = start_once(self.sweep(), "catch_up")
            for callback in self.on_connected:
                callback()
        self._echoed_at = time.monotonic()

    def _deliver(self, stream: str, message: StreamMessage) -> None:
        match message:
            case RelayedFrame() | RelayedBytes() if message.node == self._node:
                pass  # followers in this process got it when it was sent
            case RelayedFrame():
                self._hub.relay(stream, message)
            case RelayedBytes():
                for callback in self.on_binary:
                    callback(stream, message)
            case StoredFrame(offset, frame, request_id):
                if request_id:
                    log.debug("news.heard", stream=stream, offset=offset, request_id=request_id)
                self._hub.deliver(stream, offset, frame)

    def _disconnect(self) -> None:
        clients, self._subscriber, self._publisher = (self._subscriber, self._publisher), None, None
        for client in clients:
            if client is not None:
                client.close()
        if self._catching_up is not None:
            self._catching_up.cancel()

    async def sweep(self) -> None:
        """Compare the sent positions with the stored ones, in case anything else missed a change."""
        names = self._hub.streams
        if names:
            await self._hub.compare(names)

    async def ping(self) -> None:
        """Raise OSError unless Redis answers."""
        client = await redis_client.connect(self._settings.redis_url, _ignore)
        client.close()

    def _channel(self, name: str) -> bytes:
        return broker.channel(self._settings, name).encode()


def _ignore(_reply: Any) -> None:
    """Discard the reply to PUBLISH: how many subscribers there were."""
