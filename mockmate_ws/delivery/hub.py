"""Who is connected here, by stream; and the gapless delivery of each stream to each connection.

A subscription remembers the offset it has sent. The next one is sent at once, an older one dropped, and a gap is read
from PostgreSQL: so losing news only costs a moment, and resuming is nothing but starting further back.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

import structlog

from mockmate_ws.db import Database
from mockmate_ws.protocol import Close, Resync, StreamPosition
from mockmate_ws.transport import counters
from mockmate_ws.transport.connection import Connection
from mockmate_ws.transport.frames import encode_frame
from shared.core import errors
from shared.events import event_log

log = structlog.get_logger(__name__)

_CHUNK = 100


class Subscription:
    """One stream on one connection."""

    def __init__(self, database: Database, connection: Connection, stream: str) -> None:
        self.connection = connection
        self.stream = stream
        self._database = database
        self._sent = 0
        self._known_top = 0
        # Set while rows are read from PostgreSQL, and until the snapshot is out; live events wait for it.
        self._filling = True
        self._task: asyncio.Task[None] | None = None

    @property
    def sent(self) -> int:
        """The last offset sent, or skipped because the snapshot includes it."""
        return self._sent

    @property
    def is_live(self) -> bool:
        """Whether everything that is known of the stream has been sent."""
        return not self._filling

    def begin(self, offset: int) -> None:
        """Send everything behind `offset`, then what comes; also starts again from further back."""
        self.stop()
        self._sent = offset
        self._backfill()

    def push(self, offset: int, message: bytes | None) -> None:
        """Take note of an event; `message`, as `framed` makes it, is None when only the offset is known."""
        self._known_top = max(self._known_top, offset)
        if self._filling or offset <= self._sent:
            return
        if message is not None and offset == self._sent + 1:
            self._sent = offset
            self.connection.send(message)
        else:
            counters.GAPS.inc()
            self._backfill()

    def stop(self) -> None:
        """Send nothing more."""
        self._filling = True
        if self._task is not None:
            self._task.cancel()
            # A task that was cancelled holds on to us.
            self._task = None

    async def caught_up(self) -> None:
        """Wait until nothing is being read from PostgreSQL any more."""
        if self._task is not None:
            await asyncio.wait((self._task,))

    def _backfill(self) -> None:
        self._filling = True
        self._task = asyncio.create_task(self._read_missing())

    async def _read_missing(self) -> None:
        try:
            was_readable = True
            while True:
                announced = self._known_top
                try:
                    rows = await self._database.run(event_log.read, self.stream, self._sent, _CHUNK)
                except Exception as error:
                    if errors.is_passing(error) or not was_readable:
                        raise
                    # A row that can't be read today can't be read tomorrow: the client goes on behind it.
                    was_readable = False
                    log.error("hub.unreadable", stream=self.stream, after=self._sent, exc_info=error)
                    await self._resync()
                    continue
                if rows and rows[0].offset != self._sent + 1:
                    await self._resync()
                    continue
                for told in rows:
                    await self.connection.has_room()
                    self._sent = told.offset
                    self.connection.send(encode_frame(told.frame))
                if len(rows) < _CHUNK and self._known_top <= self._sent:
                    break
                if not rows and announced > self._sent:
                    # Announced before we looked, and not there: the stream began anew.
                    await self._resync()
            self._filling = False
        except Exception as error:
            trace = None if errors.is_passing(error) else error
            log.warning("hub.fill_failed", stream=self.stream, error=type(error).__name__, exc_info=trace)
            self.connection.cut(Close.UNAVAILABLE, "the database is away; reconnect and resume")

    async def _resync(self) -> None:
        counters.RESUMES.labels("resync").inc()
        found = (await self._database.run(event_log.cursors, [self.stream]))[self.stream]
        self._sent = self._known_top = found.offset
        position = StreamPosition(epoch=found.epoch, offset=found.offset)
        self.connection.send_frame(Resync(stream=self.stream, data=position))


class Hub:
    """Every connection of this process."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.connections: set[Connection] = set()
        self.empty = asyncio.Event()
        self.empty.set()
        self._streams: dict[str, set[Subscription]] = defaultdict(set)
        self._of_connection: dict[Connection, list[Subscription]] = defaultdict(list)

    def add(self, connection: Connection) -> None:
        """Count a connection in."""
        self.connections.add(connection)
        self.empty.clear()

    def remove(self, connection: Connection) -> list[str]:
        """Forget a connection; returns the streams that nobody here follows any more."""
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

    def subscribe(self, connection: Connection, stream: str) -> Subscription:
        """Let a connection follow a stream; nothing is sent before `begin`."""
        subscription = Subscription(self._database, connection, stream)
        self._streams[stream].add(subscription)
        self._of_connection[connection].append(subscription)
        return subscription

    @property
    def streams(self) -> list[str]:
        """The streams that somebody here follows."""
        return list(self._streams)

    def follows(self, stream: str) -> bool:
        """Whether anybody here follows this stream."""
        return stream in self._streams

    def deliver(self, stream: str, offset: int, frame: bytes | None) -> None:
        """Hand a durable event, as JSON, to everybody here who follows its stream; it is framed once."""
        followers = self._streams.get(stream)
        if followers:
            message = None if frame is None else encode_frame(frame)
            for subscription in tuple(followers):
                subscription.push(offset, message)

    def relay(self, stream: str, frame: bytes, but: int, kind: str) -> None:
        """Hand an ephemeral frame to everybody here who follows the stream, except person `but`.

        On a line that doesn't keep up, only the latest frame of a `kind` stays.
        """
        followers = self._streams.get(stream)
        if followers:
            message = encode_frame(frame)
            for subscription in tuple(followers):
                if subscription.connection.user_id != but:
                    subscription.connection.send_latest(message, kind)

    def of_user(self, user_id: int) -> list[Connection]:
        """Return the sockets that a person has here."""
        return [one for one in self.connections if one.user_id == user_id]

    async def close_told(self, stream: str, code: Close, reason: str) -> None:
        """Close everybody here who follows a stream, each once they were told what is stored of it by now.

        News or no news; a slow client holds up nobody else. Who is still being greeted stays.
        """
        self.deliver(stream, (await self._database.run(event_log.tops, [stream])).get(stream, 0), None)

        async def close(subscription: Subscription) -> None:
            await subscription.caught_up()
            if subscription.is_live:
                subscription.connection.close(code, reason)

        await asyncio.gather(*(close(each) for each in tuple(self._streams.get(stream, ()))))

    def is_here(self, user_id: int, stream: str) -> bool:
        """Whether a person follows a stream from here."""
        return any(one.connection.user_id == user_id for one in self._streams.get(stream, ()))

    def logins(self) -> set[UUID]:
        """Return the logins behind the sockets here."""
        return {one.principal.login_id for one in self.connections}

    def close_logins(self, ended: Iterable[UUID]) -> None:
        """Close the sockets of logins that have ended."""
        gone = set(ended)
        for connection in tuple(self.connections):
            if connection.principal.login_id in gone:
                connection.close(Close.LOGIN_REVOKED, "this login has ended")
