"""The connections of this process by stream, and the gapless delivery of each stream to each connection.

A subscription remembers the last offset it sent. It sends the next event at once, drops an older one, and reads a gap
from PostgreSQL. So a lost message only costs a moment, and to resume is just to start further back.

It also remembers the epoch. If the stream goes back or begins again, as after a failover to a replica that lagged
behind, the client gets a `resync` and a new snapshot.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Collection, Iterable
from typing import TypeAlias
from uuid import UUID

import structlog

from mockmate_ws.db import Database
from mockmate_ws.protocol import Close, Resync, StreamPosition
from mockmate_ws.transport import counters
from mockmate_ws.transport.connection import MAX_QUEUED_FRAMES, Connection
from mockmate_ws.transport.frames import encode_frame
from shared.core import database_errors, parking
from shared.core.parking import Failure
from shared.core.view import View
from shared.events import event_log
from shared.events.event_log import Cursor, Missed
from shared.events.redis_messages import SIGNAL, RelayedFrame

log = structlog.get_logger(__name__)

_CHUNK = 100
READ_JOB = "read_events"
"""The job whose parked items are events that cannot be read. The job `recheck_parked` releases those that can be."""

ReadStart: TypeAlias = Callable[[], Awaitable[tuple[Cursor, View | None]]]
"""Reads the position of a stream, and the snapshot that belongs to it if the socket has one."""


class Subscription:
    """One stream on one connection."""

    def __init__(self, database: Database, connection: Connection, stream: str, read_start: ReadStart) -> None:
        self.connection = connection
        self.stream = stream
        self._database = database
        self._read_start = read_start
        self._epoch = ""
        self._sent = 0
        self._known_top = 0
        # True until the snapshot is sent and while rows are read from PostgreSQL; live events wait meanwhile.
        self._filling = True
        self._task: asyncio.Task[None] | None = None
        # Ephemeral frames that came before the snapshot was sent.
        self._held: list[tuple[bytes, str | None]] | None = []

    @property
    def sent(self) -> int:
        """The last offset sent, or skipped because the snapshot includes it."""
        return self._sent

    @property
    def is_live(self) -> bool:
        """Whether every known event of the stream has been sent."""
        return not self._filling

    def begin(self, start: Cursor, top: int) -> None:
        """Send all events after `start`, then new ones. A second call starts again from its position.

        `top` is the offset of the newest event that was stored after this subscription had begun to listen.
        """
        self.stop()
        self._epoch, self._sent = start
        self._known_top = max(self._known_top, top)
        if self._known_top > self._sent:
            self._backfill()
        else:
            self._filling = False
        held, self._held = self._held or [], None
        for message, kind in held:
            self.relay(message, kind)

    def relay(self, message: bytes, kind: str | None) -> None:
        """Send an ephemeral frame, not before `begin`.

        A client that does not keep up gets only the latest frame of a `kind`; without a kind it gets every one.
        """
        if self._held is None:
            self.connection.send(message) if kind is None else self.connection.send_latest(message, kind)
        elif len(self._held) < MAX_QUEUED_FRAMES:
            self._held.append((message, kind))
        else:
            self.connection.cut(Close.TOO_SLOW, "too much was sent to you meanwhile; reconnect and resume")

    def push(self, offset: int, message: bytes | None) -> None:
        """Send an event or note its offset. `message` is the encoded frame, None if only the offset is known."""
        self._known_top = max(self._known_top, offset)
        if self._filling or offset <= self._sent:
            return
        if message is not None and offset == self._sent + 1:
            self._sent = offset
            self.connection.send(message)
        else:
            counters.GAPS.inc()
            self._backfill()

    def compare(self, stored: Cursor | None, sent_before: int) -> None:
        """Compare with the stored position, None if the stream is gone, and with what was sent before it was read."""
        has_gone_back = stored is None or stored.epoch != self._epoch or stored.offset < sent_before
        if stored is not None and (self._filling or not has_gone_back):
            self.push(stored.offset, None)
        elif not self._filling:
            self._backfill(anew=True)

    def stop(self) -> None:
        """Send nothing more."""
        self._filling = True
        if self._task is not None:
            self._task.cancel()
            # A cancelled task keeps a reference to this object.
            self._task = None

    async def caught_up(self) -> None:
        """Wait until no rows are being read from PostgreSQL."""
        # The client may resume meanwhile, which begins another task.
        while self._task is not None and not self._task.done():
            await asyncio.wait((self._task,))

    def _backfill(self, *, anew: bool = False) -> None:
        self._filling = True
        self._task = asyncio.create_task(self._read_missing(anew=anew))

    async def _read_missing(self, *, anew: bool) -> None:
        try:
            was_readable = True
            if anew:
                await self._resync()
            while True:
                announced = self._known_top
                try:
                    rows = await self._database.batch(event_log.read_each, Missed(self.stream, self._sent, _CHUNK))
                except Exception as error:
                    if database_errors.is_transient(error) or not was_readable:
                        raise
                    # The client continues after what cannot be read.
                    was_readable = False
                    offset = await self._database.run(event_log.first_unreadable, self.stream, self._sent, _CHUNK)
                    key = f"{self.stream}/{offset or self._sent + 1}"
                    await self._database.run(parking.park, READ_JOB, [Failure(key, error)])
                    await self._resync()
                    continue
                if rows and rows[0].offset != self._sent + 1:
                    await self._resync()
                    continue
                for event in rows:
                    await self.connection.wait_for_space()
                    self._sent = event.offset
                    self.connection.send(encode_frame(event.frame))
                if len(rows) < _CHUNK and self._known_top <= self._sent:
                    break
                if not rows and announced > self._sent:
                    # Announced before the read, and still missing: the stream has started over.
                    await self._resync()
            self._filling = False
        except Exception as error:
            trace = None if database_errors.is_transient(error) else error
            log.warning("hub.fill_failed", stream=self.stream, error=type(error).__name__, exc_info=trace)
            self.connection.cut(Close.UNAVAILABLE, "the database is away; reconnect and resume")

    async def _resync(self) -> None:
        counters.RESUMES.labels("resync").inc()
        (self._epoch, self._sent), snapshot = await self._read_start()
        self._known_top = self._sent
        position = StreamPosition(epoch=self._epoch, offset=self._sent)
        self.connection.send_frame(Resync(stream=self.stream, data=position))
        if snapshot is not None:
            self.connection.send_frame(snapshot)


class Hub:
    """All connections of this process."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.connections: set[Connection] = set()
        self.empty = asyncio.Event()
        self.empty.set()
        self._streams: dict[str, set[Subscription]] = defaultdict(set)
        self._of_connection: dict[Connection, list[Subscription]] = defaultdict(list)

    def add(self, connection: Connection) -> None:
        """Add a connection."""
        self.connections.add(connection)
        self.empty.clear()

    def remove(self, connection: Connection) -> list[str]:
        """Remove a connection; returns the streams that have no followers left."""
        self.connections.discard(connection)
        if not self.connections:
            self.empty.set()
        orphans = []
        for subscription in self._of_connection.pop(connection, []):
            subscription.stop()
            followers = self._streams[subscription.stream]
            followers.discard(subscription)
            if not followers:
                del self._streams[subscription.stream]
                orphans.append(subscription.stream)
        return orphans

    def subscribe(self, connection: Connection, stream: str, read_start: ReadStart) -> Subscription:
        """Let a connection follow a stream. Events are sent from `begin` on."""
        subscription = Subscription(self._database, connection, stream, read_start)
        self._streams[stream].add(subscription)
        self._of_connection[connection].append(subscription)
        return subscription

    @property
    def streams(self) -> list[str]:
        """The streams with followers in this process."""
        return list(self._streams)

    def follows(self, stream: str) -> bool:
        """Whether a stream has followers in this process."""
        return stream in self._streams

    def deliver(self, stream: str, offset: int, frame: bytes) -> None:
        """Send a durable event, as JSON, to the local followers of its stream. It is encoded once."""
        followers = self._streams.get(stream)
        if followers:
            message = encode_frame(frame)
            for subscription in tuple(followers):
                subscription.push(offset, message)

    async def compare(self, streams: Collection[str]) -> None:
        """Compare what was sent of these streams with what is stored. Raises SQLAlchemyError."""
        # Noted before the read: whatever is sent meanwhile may be newer than what it finds.
        sent = {each: each.sent for stream in streams for each in self._streams.get(stream, ())}
        stored = await self._database.run(event_log.positions, list(streams))
        for subscription, sent_before in sent.items():
            subscription.compare(stored.get(subscription.stream), sent_before)

    def relay(self, stream: str, relayed: RelayedFrame) -> None:
        """Send an ephemeral frame to the local followers of the stream that it is for."""
        followers = self._streams.get(stream)
        if followers:
            message = encode_frame(relayed.frame)
            kind = None if relayed.kind == SIGNAL else f"{relayed.kind} {relayed.but}"
            for subscription in tuple(followers):
                connection = subscription.connection
                if connection.user_id != relayed.but and relayed.to in ("", connection.name):
                    subscription.relay(message, kind)

    async def close_when_caught_up(self, stream: str, code: Close, reason: str) -> None:
        """Close the local followers of a stream, each after it was sent every event that is stored by now.

        This does not depend on Redis, and a slow client delays no other. A socket that is not greeted yet stays open.
        """
        await self.compare([stream])

        async def close(subscription: Subscription) -> None:
            await subscription.caught_up()
            if subscription.is_live:
                subscription.connection.close(code, reason)

        await asyncio.gather(*(close(each) for each in tuple(self._streams.get(stream, ()))))

    def logins(self) -> set[UUID]:
        """Return the logins of the local sockets."""
        return {one.principal.login_id for one in self.connections}

    def close_logins(self, ended: Iterable[UUID]) -> None:
        """Close the sockets of logins that have ended."""
        gone = set(ended)
        for connection in tuple(self.connections):
            if connection.principal.login_id in gone:
                connection.close(Close.LOGIN_REVOKED, "this login has ended")
