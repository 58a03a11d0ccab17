"""Redis → hub: one subscription a process, which notices when it has gone deaf and builds itself anew.

What is lost meanwhile is read from PostgreSQL: by the subscriptions that see a gap, after every rebuild, and by a
sweep of the tops of all local streams.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable
from typing import Any

import structlog
from sqlalchemy.exc import SQLAlchemyError

from mockmate_ws.db import Database
from mockmate_ws.delivery import redis_client
from mockmate_ws.delivery.hub import Hub
from mockmate_ws.delivery.redis_client import RedisClient
from mockmate_ws.tasks import start_once
from mockmate_ws.transport import counters
from shared.core import broker
from shared.core.settings import Settings
from shared.events import event_log, redis_messages
from shared.events.redis_messages import (
    RelayedBytes,
    RelayedFrame,
    RoomChanged,
    StoredFrame,
    StreamMessage,
    node_channel,
)

log = structlog.get_logger(__name__)

CANARY_SECONDS = 2.0
DEAF_SECONDS = 5.0
SWEEP_SECONDS = 5.0
_CONFIRM_SECONDS = 1.0
_RETRY_SECONDS = 0.5


class Bridge:
    """This process's ear on Redis, and its voice for ephemeral frames, on a connection each."""

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
        self._heard_at = 0.0
        self._catching_up: asyncio.Task[None] | None = None
        self.on_room_changed: list[Callable[[int], None]] = []
        self.on_told: Callable[[bytes], None] = _ignore
        self.on_binary: list[Callable[[str, bytes], None]] = []

    @property
    def connected(self) -> bool:
        """Whether news is being heard."""
        return self._subscriber is not None

    async def follow(self, stream: str) -> None:
        """Hear the news of a stream from now on. When Redis is away the sweep stands in."""
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
        """Hear a stream's news no longer, unless somebody followed it meanwhile."""
        if self._hub.follows(stream):
            return
        name = self._channel(stream)
        if self._confirmations.pop(name, None) is not None and self._subscriber is not None:
            self._subscriber.send(b"UNSUBSCRIBE", name)

    def relay(self, stream: str, frame: str, but: int, kind: str) -> None:
        """Send an ephemeral frame to everybody who follows the stream, on any process, except person `but`.

        Who is here gets it at once. Nothing is waited for: what Redis doesn't take now would be stale later.
        """
        payload = frame.encode()
        self._hub.relay(stream, payload, but, f"{kind} {but}")
        if self._publisher is not None:
            message = RelayedFrame(self._node, but, kind, payload)
            self._publisher.send(b"PUBLISH", self._channel(stream), message.encode())

    async def relay_binary(self, stream: str, message: bytes) -> None:
        """Hand bytes to `on_binary` of every other process where somebody follows the stream; they may get lost."""
        if self._publisher is not None:
            self._publisher.send(b"PUBLISH", self._channel(stream), RelayedBytes(self._node, message).encode())

    async def run(self) -> None:
        """Listen until cancelled; whatever goes wrong, build the subscription anew."""
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
        ear = await redis_client.connect(url, self._on_reply)
        self._subscriber = ear
        self._heard_at = 0.0
        connected_at = time.monotonic()
        self._confirmations = {self._channel(name): asyncio.Event() for name in self._hub.streams}
        # Our own channel last: hearing ourselves on it proves that everything before it is heard, too.
        ear.send(b"SUBSCRIBE", self._channel(redis_messages.ROOMS), *self._confirmations, self._own_channel)
        log.info("bridge.connected", node=self._node, streams=len(self._hub.streams))
        while True:
            # A half-open connection raises nothing: only our own voice coming back proves that we hear and speak.
            self._publisher.send(b"PUBLISH", self._own_channel, redis_messages.CANARY)
            await asyncio.wait((ear.lost, self._publisher.lost), timeout=CANARY_SECONDS)
            for feed in (ear, self._publisher):
                if feed.lost.done():
                    raise ConnectionError(feed.lost.result())
            if time.monotonic() - max(self._heard_at, connected_at) > DEAF_SECONDS:
                raise TimeoutError("no echo of the canary")

    def _on_reply(self, reply: Any) -> None:
        if not isinstance(reply, list):
            return
        kind, name, data = reply
        if kind == b"message":
            try:
                self._dispatch(name, data)
            except ValueError:
                # Somebody else's, or of another version; what is durable in it comes from PostgreSQL.
                log.warning("bridge.unreadable", channel=name.decode(errors="replace"))
            except Exception as error:
                # The line has to go on hearing; the sweep finds what this was about.
                log.error("bridge.failed", channel=name.decode(errors="replace"), exc_info=error)
        elif kind == b"subscribe" and (confirmed := self._confirmations.get(name)) is not None:
            confirmed.set()

    def _dispatch(self, name: bytes, data: bytes) -> None:
        topic = name[len(self._prefix) :].decode()
        if name == self._own_channel:
            self._on_own_channel(data)
        elif topic == redis_messages.ROOMS:
            for callback in self.on_room_changed:
                callback(RoomChanged.decode(data).slot_id)
        else:
            self._pass_on(topic, redis_messages.read_stream_message(data))

    def _on_own_channel(self, data: bytes) -> None:
        if data != redis_messages.CANARY:
            self.on_told(data)
            return
        if not self._heard_at:
            self._catching_up = start_once(self._catch_up(), "catch_up")
        self._heard_at = time.monotonic()

    def _pass_on(self, stream: str, message: StreamMessage) -> None:
        match message:
            case RelayedFrame() | RelayedBytes() if message.node == self._node:
                pass  # members here got it when it was sent
            case RelayedFrame(_, but, kind, frame):
                self._hub.relay(stream, frame, but, f"{kind} {but}")
            case RelayedBytes():
                for callback in self.on_binary:
                    callback(stream, message.payload)
            case StoredFrame(offset, frame, request_id):
                if request_id:
                    log.debug("news.heard", stream=stream, offset=offset, request_id=request_id)
                self._hub.deliver(stream, offset, frame)

    def _disconnect(self) -> None:
        feeds, self._subscriber, self._publisher = (self._subscriber, self._publisher), None, None
        for feed in feeds:
            if feed is not None:
                feed.close()
        if self._catching_up is not None:
            self._catching_up.cancel()

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
            tops = await self._database.run(event_log.tops, names)
        except SQLAlchemyError as error:
            log.warning("bridge.sweep_failed", error=type(error).__name__)
            return
        for name, top in tops.items():
            self._hub.deliver(name, top, None)

    async def ping(self) -> None:
        """Raise OSError unless Redis answers."""
        feed = await redis_client.connect(self._settings.redis_url, _ignore)
        feed.close()

    def _channel(self, name: str) -> bytes:
        return broker.channel(self._settings, name).encode()


def _ignore(_reply: Any) -> None:
    """How many have heard what we published doesn't matter."""
