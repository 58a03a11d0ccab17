"""One shared document that people here work on: what they change is stored first, then told, here and elsewhere.

Changes that come close together are stored together, `PACE_SECONDS` apart. Nobody ever sees one that could still be
lost; and a client whose change was not stored has it still, and gives it again when it reconnects (that is how y-sync
begins). Other processes hear of each change by its offset: the next one is applied, an older one dropped, and a gap
is read from PostgreSQL.
"""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

import structlog
from pycrdt import merge_updates
from sqlalchemy.exc import SQLAlchemyError

from mockmate_ws.collab import sync
from mockmate_ws.collab.awareness import AwarenessStates
from mockmate_ws.collab.replica import Full, Replica, Unusable
from mockmate_ws.db import Database
from mockmate_ws.protocol import Close, Error, ErrorData
from mockmate_ws.transport.connection import Connection
from shared.core.errors import InterviewOver, NotFound
from shared.rooms import documents

log = structlog.get_logger(__name__)

PACE_SECONDS = 0.2
SNAPSHOT_EVERY = 200
_MAX_WAITING_BYTES = 512 * 1024
# What builds on something that isn't here waits in memory for it. Honest clients send little of it: more by one
# socket closes it, and more by any number of them, one after the other, is dropped with the copy that holds it.
_IDLE_BYTES = 256 * 1024
_IDLE_BYTES_OF_ALL = 1024 * 1024
# Each page that is opened writes as a client of its own, and a document takes only so many.
_CLIENTS_OF_ONE = 256
# Measuring a document near its limit takes milliseconds of the one event loop that serves all rooms.
_CHEAP_SECONDS = 0.005
_OTHERS_SHARE = 4


Sent = tuple[Connection, bytes]
"""A change, and whose socket it came by."""


@dataclass
class Member:
    """Somebody's socket at the document."""

    idle_bytes: int = 0


class Document:
    """A document that is open in this process. `close` when nobody is at it any more."""

    def __init__(
        self, database: Database, interview_id: UUID, announce: Callable[[int, bytes], Awaitable[None]]
    ) -> None:
        self.interview_id = interview_id
        self.cursors = AwarenessStates()
        self.members: dict[Connection, Member] = {}
        self._database = database
        self._announce = announce
        self._replica: Replica | None = None
        self._offset = 0
        self._was_open = False
        self._over = False
        self._behind = False
        self._snapshot_offset = 0
        self._idle_bytes = 0
        self._clients_by: Counter[int] = Counter()
        self._waiting: list[Sent] = []
        self._waiting_bytes = 0
        self._news: list[documents.Change] = []
        # Held while the replica may hold what is not stored yet: nobody is told of it meanwhile.
        self._lock = asyncio.Lock()
        self._wake = asyncio.Event()
        self._has_room = asyncio.Event()
        self._worker = asyncio.create_task(self._work(), name=f"editor {interview_id}")

    # What members ask for.

    async def answer_step1(self, connection: Connection, state: bytes) -> None:
        """Answer a step 1: what they lack, and, while they may still change it, what we would be given.

        Raises Unusable for a bad state, NotFound, SQLAlchemyError.
        """
        async with self._lock:
            replica = await self._loaded()
            connection.send_binary(sync.step2(replica.missing(state)))
            if not self._over:
                connection.send_binary(sync.step1(replica.state()))
            self._take_news()

    async def change(self, connection: Connection, update: bytes) -> None:
        """Take a member's change, to be stored soon; waits while there is much to store already."""
        if update == sync.NOTHING:
            return
        while self._waiting_bytes > _MAX_WAITING_BYTES:
            self._has_room.clear()
            await self._has_room.wait()
        self._waiting.append((connection, update))
        self._waiting_bytes += len(update)
        self._wake.set()

    # What comes from elsewhere.

    def on_stored_change(self, change: documents.Change) -> None:
        """Take a change that another process has stored."""
        self._news.append(change)
        if not self._lock.locked():
            self._take_news()

    def check_head(self, standing: documents.DocumentHead) -> None:
        """Compare with what is stored: the net under lost news."""
        self._over = self._over or standing.over
        if standing.top > self._offset:
            self._behind = True
            self._wake.set()

    def _take_news(self) -> None:
        news, self._news = self._news, []
        for change in news:
            if not self._was_open or change.offset <= self._offset:
                continue
            if self._replica is not None and change.offset == self._offset + 1:
                self._tell(self._replica.apply_stored(change.data))
                self._offset = change.offset
            else:
                self._behind = True
                self._wake.set()
                return

    # The one who stores.

    async def _work(self) -> None:
        while True:
            await self._wake.wait()
            self._wake.clear()
            try:
                await self.flush()
            except Exception as error:
                log.error("editor.failed", interview_id=str(self.interview_id), exc_info=error)
                self._cut(self.members)
            await asyncio.sleep(PACE_SECONDS)

    async def flush(self) -> None:
        """Store what waits, tell it, and read what was missed."""
        async with self._lock:
            waiting, self._waiting = self._waiting, []
            self._waiting_bytes = 0
            self._has_room.set()
            try:
                for batch in _batches(waiting):
                    await self._store(batch)
                if self._behind:
                    await self._catch_up()
                self._take_news()
            except (SQLAlchemyError, NotFound) as error:
                log.warning("editor.store_failed", interview_id=str(self.interview_id), error=type(error).__name__)
                self._cut(connection for connection, _ in waiting)

    async def _store(self, waiting: Sequence[Sent]) -> None:
        await self._loaded()
        if self._over:
            self._refuse(connection for connection, _ in waiting)
            return
        new = await self._apply(waiting)
        if not new:
            return
        change = merge_updates(*(update for _, update in new))
        senders = {connection for connection, _ in new}
        try:
            offset = await self._database.run(documents.append, self.interview_id, change)
        except InterviewOver:
            self._over = True
            self._give_up()
            self._refuse(senders)
            return
        except BaseException:
            # It may or may not be stored: the document is read anew before anything is told of it.
            self._give_up()
            raise
        if offset == self._offset + 1:
            self._offset = offset
        else:
            self._behind = True
        # If there are several senders all get all of it: what they have already changes nothing.
        self._tell(change, but=senders.pop() if len(senders) == 1 else None)
        await self._announce(offset, change)
        await self._keep_snapshot(offset)

    async def _apply(self, waiting: Sequence[Sent]) -> list[Sent]:
        """Apply what members sent; returns what of it was new.

        What is too much is dropped with a word. Who sent what can't be applied is sent away.
        """
        new: list[Sent] = []
        stopped: set[Connection] = set()
        for connection, update in waiting:
            if connection in stopped:
                continue
            replica = await self._loaded()
            began = time.perf_counter()
            try:
                self._count_clients(connection, replica.newcomers(update))
                change = replica.apply(update)
                # An answer to our step 1 has all that was ever deleted, however often: that costs no memory.
                if not change and not replica.has(update):
                    self._count_idle(connection, len(update))
                    if self._idle_bytes > _IDLE_BYTES_OF_ALL:
                        await self._start_over(one for _, one in new)
            except Full as error:
                self._drop(connection, update, error)
            except Unusable as error:
                stopped.add(connection)
                self._stop(connection, error)
                await self._start_over(one for _, one in new)
            else:
                new += [(connection, change)] if change else []
            if (spent := time.perf_counter() - began) > _CHEAP_SECONDS:
                # A room pays with its own time for what costs much, and others get their turn.
                await asyncio.sleep(_OTHERS_SHARE * spent)
        return new

    def _count_clients(self, connection: Connection, new: int) -> None:
        if new and self._clients_by[connection.user_id] + new > _CLIENTS_OF_ONE:
            raise Full("too many clients of yours would have written the document")
        self._clients_by[connection.user_id] += new

    def _count_idle(self, connection: Connection, size: int) -> None:
        member = self.members.get(connection, Member())
        member.idle_bytes += size
        self._idle_bytes += size
        if member.idle_bytes > _IDLE_BYTES:
            raise Unusable("your changes build on what nobody has")

    async def _keep_snapshot(self, offset: int) -> None:
        if offset - self._snapshot_offset >= SNAPSHOT_EVERY and not self._behind:
            self._snapshot_offset = offset
            state = (await self._loaded()).missing()
            await self._database.run(documents.keep_snapshot, self.interview_id, state, offset)

    async def _catch_up(self) -> None:
        replica = await self._loaded()
        for change in await self._database.run(documents.read, self.interview_id, self._offset):
            self._tell(replica.apply_stored(change.data))
            self._offset = change.offset
        self._behind = False

    async def _loaded(self) -> Replica:
        if self._replica is None:
            stored = await self._database.read(documents.load, self.interview_id)
            self._replica = Replica(change.data for change in stored.changes)
            if self._was_open:
                # Stored since the copy before was given up, by us or elsewhere: nobody here was told of it.
                for change in stored.changes:
                    if change.offset > self._offset:
                        self._tell(change.data)
            self._offset, self._over, self._was_open = stored.top, stored.over, True
            self._snapshot_offset = stored.changes[0].offset if stored.changes else 0
            self._idle_bytes = 0
        return self._replica

    async def _start_over(self, changes: Iterable[bytes]) -> None:
        """Read the document anew, without what a bad change may have left in it, and ask everybody what we lack."""
        self._give_up()
        replica = await self._loaded()
        for connection in self.members:
            connection.send_binary(sync.step1(replica.state()))
        for change in changes:
            replica.apply_stored(change)

    def _give_up(self) -> None:
        if self._replica is not None:
            self._replica.close()
            self._replica = None

    # What is said.

    def _tell(self, change: bytes, but: Connection | None = None) -> None:
        if change:
            self.broadcast(sync.update(change), but)

    def broadcast(self, message: bytes, but: Connection | None = None) -> None:
        """Send a message to everybody at the document here, except `but`."""
        for connection in tuple(self.members):
            if connection is not but:
                connection.send_binary(message)

    @staticmethod
    def _refuse(connections: Iterable[Connection]) -> None:
        problem = InterviewOver()
        for connection in set(connections):
            connection.send_frame(Error(data=ErrorData(code=problem.code, detail=problem.detail)))

    @staticmethod
    def _drop(connection: Connection, update: bytes, error: Full) -> None:
        detail = f"Your change of {len(update):,} bytes was not taken: the document is full; {error}."
        connection.send_frame(Error(data=ErrorData(code="document_full", detail=detail)))

    @staticmethod
    def _stop(connection: Connection, error: Unusable) -> None:
        data = ErrorData(code="bad_update", detail=f"This change can't be applied: {error}.")
        connection.send_frame(Error(data=data))
        connection.close(Close.BAD_MESSAGE, data.code)

    def _cut(self, connections: Iterable[Connection]) -> None:
        self._give_up()
        for connection in set(connections):
            connection.cut(Close.UNAVAILABLE, "your changes could not be stored; reconnect, they are asked for again")

    async def close(self) -> None:
        """Store what waits and free the document."""
        await self.flush()
        self._worker.cancel()
        self._give_up()


def _batches(waiting: Sequence[Sent]) -> Iterator[list[Sent]]:
    """Yield what is stored and told as one: a message has to hold it."""
    batch: list[Sent] = []
    size = 0
    for sent in waiting:
        size += len(sent[1])
        if batch and size > _MAX_WAITING_BYTES:
            yield batch
            batch, size = [], len(sent[1])
        batch.append(sent)
    if batch:
        yield batch
