"""One shared document that sockets of this process have open: changes are stored first, and then sent to everyone.

Changes that arrive close together are stored together, `PACE_SECONDS` apart. No one ever sees a change that could still
be lost. A client whose change was not stored still has it and sends it again when it reconnects, since that is how
y-sync begins. Each change reaches other processes with its offset: they apply the next one, drop an older one, and read
a gap from PostgreSQL.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from uuid import UUID

import structlog
from pycrdt import merge_updates
from sqlalchemy.exc import SQLAlchemyError

from mockmate_ws.collab import sync
from mockmate_ws.collab.awareness import AwarenessStates
from mockmate_ws.collab.members import Members, disconnect, refuse_full, refuse_over, refuse_unusable
from mockmate_ws.collab.replica import Full, Replica, Unusable
from mockmate_ws.db import Database
from mockmate_ws.transport.connection import Connection
from shared.core.errors import InterviewOver, NotFound
from shared.rooms import documents

log = structlog.get_logger(__name__)

PACE_SECONDS = 0.2
SNAPSHOT_EVERY = 200
_MAX_PENDING_BYTES = 512 * 1024
# Changes that build on missing ones are left out. Past this total, whoever sent them, the replica is read again and
# its members are asked for what it lacks.
_IDLE_BYTES_OF_ALL = 1024 * 1024
# Measuring a document near its limit takes milliseconds of the one event loop that serves all rooms.
_CHEAP_SECONDS = 0.005
_OTHERS_SHARE = 4


Pending = tuple[Connection, bytes]
"""A change that is not stored yet, and the socket that sent it."""


class Document:
    """A document that is open in this process. Call `close` once it has no members."""

    def __init__(
        self, database: Database, interview_id: UUID, publish: Callable[[int, bytes], Awaitable[None]]
    ) -> None:
        self.interview_id = interview_id
        self.awareness = AwarenessStates()
        self.members = Members()
        self._database = database
        self._publish = publish
        self._replica: Replica | None = None
        self._offset = 0
        self._was_loaded = False
        self._is_over = False
        self._is_behind = False
        self._snapshot_offset = 0
        self._idle_bytes = 0
        self._pending: list[Pending] = []
        self._pending_bytes = 0
        self._stored_elsewhere: list[documents.Change] = []
        # Locked while the replica may contain changes that are not stored; none are sent meanwhile.
        self._lock = asyncio.Lock()
        self._wake = asyncio.Event()
        self._has_room = asyncio.Event()
        self._worker = asyncio.create_task(self._store_when_woken(), name=f"editor {interview_id}")

    # Messages of members.

    async def answer_step1(self, connection: Connection, state: bytes) -> None:
        """Answer a step 1 with the missing changes and, while the document may still change, with a step 1 of our own.

        Raises Unusable for a bad state, NotFound, SQLAlchemyError.
        """
        async with self._lock:
            replica = await self._load_replica()
            connection.send_binary(sync.step2(replica.missing(state)))
            if not self._is_over:
                connection.send_binary(sync.step1(replica.state()))
            self._apply_stored_elsewhere()

    async def enqueue_update(self, connection: Connection, update: bytes) -> None:
        """Queue a member's change to be stored soon; waits while the queue is full."""
        if update == sync.NOTHING:
            return
        while self._pending_bytes > _MAX_PENDING_BYTES:
            self._has_room.clear()
            await self._has_room.wait()
        self._pending.append((connection, update))
        self._pending_bytes += len(update)
        self._wake.set()

    # Changes that other processes have stored.

    def on_stored_change(self, change: documents.Change) -> None:
        """Apply a change that another process has stored, now or when the lock is free."""
        self._stored_elsewhere.append(change)
        if not self._lock.locked():
            self._apply_stored_elsewhere()

    def check_head(self, head: documents.DocumentHead) -> None:
        """Compare with the stored document, in case a message of another process was lost."""
        self._is_over = self._is_over or head.over
        if head.top > self._offset:
            self._is_behind = True
            self._wake.set()

    def _apply_stored_elsewhere(self) -> None:
        changes, self._stored_elsewhere = self._stored_elsewhere, []
        for change in changes:
            if not self._was_loaded or change.offset <= self._offset:
                continue
            if self._replica is not None and change.offset == self._offset + 1:
                self.members.send_change(self._replica.apply_stored(change.data))
                self._offset = change.offset
            else:
                self._is_behind = True
                self._wake.set()
                return

    # Storing.

    async def _store_when_woken(self) -> None:
        while True:
            await self._wake.wait()
            self._wake.clear()
            try:
                await self.flush()
            except Exception as error:
                log.error("editor.failed", interview_id=str(self.interview_id), exc_info=error)
                self._disconnect(self.members)
            await asyncio.sleep(PACE_SECONDS)

    async def flush(self) -> None:
        """Store the queued changes and send them to the members, and read the changes that were missed."""
        async with self._lock:
            pending, self._pending = self._pending, []
            self._pending_bytes = 0
            self._has_room.set()
            try:
                for batch in _batches(pending):
                    await self._store(batch)
                if self._is_behind:
                    await self._catch_up()
                self._apply_stored_elsewhere()
            except (SQLAlchemyError, NotFound) as error:
                log.warning("editor.store_failed", interview_id=str(self.interview_id), error=type(error).__name__)
                self._disconnect(connection for connection, _ in pending)

    async def _store(self, pending: Sequence[Pending]) -> None:
        await self._load_replica()
        if self._is_over:
            refuse_over(connection for connection, _ in pending)
            return
        new = await self._apply(pending)
        if not new:
            return
        change = merge_updates(*(update for _, update in new))
        senders = {connection for connection, _ in new}
        try:
            offset = await self._database.run(documents.append, self.interview_id, change)
        except InterviewOver:
            self._is_over = True
            self._discard_replica()
            refuse_over(senders)
            return
        except BaseException:
            # The change may or may not be stored: the document is reloaded before anything of it is sent.
            self._discard_replica()
            raise
        if offset == self._offset + 1:
            self._offset = offset
        else:
            self._is_behind = True
        # Several senders each get the whole change: the part they already have changes nothing.
        self.members.send_change(change, but=senders.pop() if len(senders) == 1 else None)
        await self._publish(offset, change)
        await self._keep_snapshot(offset)

    async def _apply(self, pending: Sequence[Pending]) -> list[Pending]:
        """Apply the changes of members and return the part of each that was new.

        A change too large for the document is refused. A change that cannot be applied closes its sender's socket.
        """
        new: list[Pending] = []
        stopped: set[Connection] = set()
        for connection, update in pending:
            if connection in stopped:
                continue
            replica = await self._load_replica()
            began = time.perf_counter()
            try:
                self.members.count_clients(connection, replica.new_clients(update))
                change = replica.apply(update)
                # The answer to a step 1 of ours repeats every deletion, each time; one that is known costs no memory.
                if not change and not replica.has(update):
                    self._idle_bytes += len(update)
                    self.members.count_idle(connection, len(update))
                    if self._idle_bytes > _IDLE_BYTES_OF_ALL:
                        await self._reload(one for _, one in new)
            except Full as error:
                refuse_full(connection, update, error)
            except Unusable as error:
                stopped.add(connection)
                refuse_unusable(connection, error)
                await self._reload(one for _, one in new)
            else:
                new += [(connection, change)] if change else []
            if (spent := time.perf_counter() - began) > _CHEAP_SECONDS:
                # An expensive change delays its own room, so that the other rooms get their turn.
                await asyncio.sleep(_OTHERS_SHARE * spent)
        return new

    async def _keep_snapshot(self, offset: int) -> None:
        if offset - self._snapshot_offset >= SNAPSHOT_EVERY and not self._is_behind:
            self._snapshot_offset = offset
            state = (await self._load_replica()).missing()
            await self._database.run(documents.keep_snapshot, self.interview_id, state, offset)

    async def _catch_up(self) -> None:
        replica = await self._load_replica()
        for change in await self._database.run(documents.read, self.interview_id, self._offset):
            self.members.send_change(replica.apply_stored(change.data))
            self._offset = change.offset
        self._is_behind = False

    async def _load_replica(self) -> Replica:
        if self._replica is None:
            stored = await self._database.read(documents.load, self.interview_id)
            self._replica = Replica(change.data for change in stored.changes)
            if self._was_loaded:
                # Stored, by this process or another, since the previous replica was discarded: no member has it yet.
                for change in stored.changes:
                    if change.offset > self._offset:
                        self.members.send_change(change.data)
            self._offset, self._is_over, self._was_loaded = stored.top, stored.over, True
            self._snapshot_offset = stored.changes[0].offset if stored.changes else 0
            self._idle_bytes = 0
        return self._replica

    async def _reload(self, changes: Iterable[bytes]) -> None:
        """Reload the document, without the traces of a bad change, and ask all members for missing changes."""
        self._discard_replica()
        replica = await self._load_replica()
        for connection in self.members:
            connection.send_binary(sync.step1(replica.state()))
        for change in changes:
            replica.apply_stored(change)

    def _discard_replica(self) -> None:
        if self._replica is not None:
            self._replica.close()
            self._replica = None

    def _disconnect(self, connections: Iterable[Connection]) -> None:
        self._discard_replica()
        disconnect(connections)

    async def close(self) -> None:
        """Store the queued changes and free the document."""
        await self.flush()
        self._worker.cancel()
        self._discard_replica()


def _batches(pending: Sequence[Pending]) -> Iterator[list[Pending]]:
    """Yield the changes to be stored and sent as one, each small enough for one message."""
    batch: list[Pending] = []
    size = 0
    for one in pending:
        size += len(one[1])
        if batch and size > _MAX_PENDING_BYTES:
            yield batch
            batch, size = [], len(one[1])
        batch.append(one)
    if batch:
        yield batch
