"""One shared document that sockets of this process have open: a change is checked, told to everyone, and then stored.

People see a change at once. What is told but not stored yet survives the end of this process in every client that has
seen it, since y-sync begins with a comparison, and in every other process that has the document open: if this one falls
silent, they store it. What may be lost, and what brings it back, is in docs/decisions/0028.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from uuid import UUID

import structlog
from pycrdt import get_update, merge_updates
from sqlalchemy.exc import SQLAlchemyError

from mockmate_ws.collab import members, sync
from mockmate_ws.collab.awareness import AwarenessStates
from mockmate_ws.collab.form import Incomplete
from mockmate_ws.collab.members import Members
from mockmate_ws.collab.processes import OtherProcess
from mockmate_ws.collab.replica import Full, Replica, Unusable
from mockmate_ws.collab.slices import LARGE_BYTES
from mockmate_ws.collab.unstored import Backlog, Unstored
from mockmate_ws.db import Database
from mockmate_ws.protocol import DocumentSaved, DocumentUnsaved
from mockmate_ws.tasks import start_once
from mockmate_ws.transport.connection import Connection
from shared.core.errors import InterviewOver, NotFound
from shared.core.varints import Malformed
from shared.core.view import View
from shared.events.redis_messages import DocumentClosed, DocumentMessage, DocumentOpened, DocumentStored, DocumentTold
from shared.rooms import documents
from shared.rooms.documents import Addition, DocumentHead

log = structlog.get_logger(__name__)

SNAPSHOT_EVERY = 200
UNSAVED_SECONDS = 2.0
"""Members are told when a change has been waiting this long to be stored."""


class Document:
    """A document that is open in this process.

    `publish` sends a message to the other processes; `wake` asks for a call of `settle` soon.
    """

    def __init__(
        self,
        database: Database,
        interview_id: UUID,
        publish: Callable[[DocumentMessage], None],
        wake: Callable[[], None],
        backlog: Backlog,
    ) -> None:
        self.interview_id = interview_id
        self.awareness = AwarenessStates()
        self.members = Members()
        self.others: dict[str, OtherProcess] = {}
        self._database, self._publish, self._wake = database, publish, wake
        self._replica: Replica | None = None
        self._unstored = Unstored(backlog)
        self._number = 0
        self._offset = 0
        self._covered: set[int] = set()
        self._orphans: list[bytes] = []
        self._refused: set[Connection] = set()
        self._snapshot_offset = 0
        self._was_loaded = self._is_over = self._is_behind = self._is_unsaved = False
        # Locked while the replica is loaded or changed in several turns of the event loop. Messages of other processes
        # wait meanwhile.
        self._busy = asyncio.Lock()
        self._arrived: list[tuple[str, DocumentMessage]] = []

    @property
    def is_ready(self) -> bool:
        """Whether a change can be applied at once."""
        return self._replica is not None and not self._replica.is_damaged and not self._busy.locked()

    @property
    def is_settled(self) -> bool:
        """Whether everything that was told here is stored, as far as this process knows."""
        is_holding = any(other.is_holding for other in self.others.values())
        return not (self._unstored or self._is_behind or self._refused or is_holding or self._busy.locked())

    # Changes of members.

    def update_at_once(self, connection: Connection, update: bytes) -> bool:
        """Apply a small change and tell everyone; False if that has to wait."""
        replica = self._replica
        if replica is None or not self.is_ready or not replica.is_small(update):
            return False
        self._update(replica, connection, update)
        return True

    async def update(self, connection: Connection, update: bytes) -> None:
        """Apply a change of any size and tell everyone. Raises NotFound, SQLAlchemyError."""
        async with self._loaded() as replica:
            if replica.is_small(update):
                self._update(replica, connection, update)
            elif self._admits(connection):
                try:
                    applied = await replica.apply_large(update)
                    if not self.members.may_add_clients(connection.user_id, applied.new_clients):
                        replica.is_damaged = True
                        raise Full("too many clients of yours would have written the document")
                except (Full, Incomplete, Malformed, Unusable) as error:
                    self._refuse(connection, update, error)
                else:
                    self._tell(connection, update, is_new=applied.is_new)

    def _update(self, replica: Replica, connection: Connection, update: bytes) -> None:
        if not self._admits(connection):
            return
        try:
            checked = replica.check(update)
            if not self.members.may_add_clients(connection.user_id, checked.new_clients):
                raise Full("too many clients of yours would have written the document")
            is_new = replica.apply(checked)
        except (Full, Incomplete, Malformed, Unusable) as error:
            self._refuse(connection, update, error)
        else:
            self._tell(connection, update, is_new=is_new)

    def _admits(self, connection: Connection) -> bool:
        if self._is_over:
            members.refuse_over([connection])
            return False
        if self._unstored.is_full:
            if connection not in self._refused:
                self._refused.add(connection)
                members.refuse_unsaved(connection)
                self._wake()
            return False
        return True

    def _refuse(self, connection: Connection, update: bytes, error: Exception) -> None:
        if isinstance(error, Full):
            members.refuse_full(connection, update, str(error))
        elif isinstance(error, Incomplete):
            # Its sender has the missing changes, if anyone has: the answer brings them with this one.
            if self._replica is not None:
                self.members.ask(self._replica.state(), [connection])
        else:
            members.refuse_unusable(connection, error)

    def _tell(self, connection: Connection, update: bytes, *, is_new: bool) -> None:
        if not is_new:
            return
        self._number += 1
        self._unstored.add(update, connection)
        self.members.send_change(update, but=connection)
        if self.others:
            self._publish(DocumentTold(self._number, update))
        self._wake()

    def leave(self, connection: Connection) -> bool:
        """Remove a socket; False if it was not a member."""
        self._refused.discard(connection)
        self._wake()
        return self.members.remove(connection)

    async def answer_step1(self, connection: Connection, state: bytes) -> None:
        """Answer a step 1 with the missing changes and, while the document may still change, with a step 1 of our own.

        Raises Unusable for a bad state, NotFound, SQLAlchemyError.
        """
        async with self._loaded() as replica:
            connection.send_binary(sync.step2(await self._missing(replica, state)))
            if not self._is_over:
                self.members.ask(replica.state(), [connection])
            if self._is_unsaved:
                connection.send_frame(DocumentUnsaved())

    async def _missing(self, replica: Replica, state: bytes) -> bytes:
        if replica.is_exact:
            return replica.missing(state)
        stored = await self._database.read(documents.load, self.interview_id)
        changes = [change.data for change in stored.changes]
        changes += [update for other in self.others.values() for update in other.unstored]
        return get_update(merge_updates(*changes, *self._unstored), state)

    # Messages of other processes.

    def announce(self, *, asks: bool) -> None:
        """Tell the other processes what this one has."""
        unstored = tuple(self._unstored)
        self._publish(
            DocumentOpened(self._number, self._offset, merge_updates(*unstored) if unstored else b"", asks=asks)
        )

    def on_message_of(self, node: str, message: DocumentMessage) -> None:
        """Handle a message of another process, now or when the replica is free."""
        if self.is_ready and not self._arrived and not _is_large(message):
            update, other = self._note(node, message)
            if update:
                self._extend_at_once(other, update)
        elif self._replica is not None or self._busy.locked():
            self._arrived.append((node, message))
            if not self._busy.locked():
                start_once(self._handle_arrived(), "editor")

    def _note(self, node: str, message: DocumentMessage) -> tuple[bytes, OtherProcess]:
        """Note what a message says; return the change in it, and its process."""
        other = self.others.get(node)
        if other is None:
            is_known = isinstance(message, DocumentOpened)
            other = self.others[node] = OtherProcess(message.number if isinstance(message, DocumentOpened) else 0)
            other.has_missed = not is_known
        match message:
            case DocumentOpened():
                other.note(message.number)
                self._look_at(message.top)
                if message.asks:
                    self.announce(asks=False)
                return message.unstored, other
            case DocumentTold():
                return (message.update if other.note(message.number) else b""), other
            case DocumentStored():
                other.drop(message.number)
                if other.has_missed:
                    self._look_at(message.top)
                else:
                    self._cover(message.top, message.rows)
            case DocumentClosed():
                self._take_over(node)
        return b"", other

    def _extend_at_once(self, other: OtherProcess, update: bytes) -> None:
        assert self._replica is not None
        try:
            is_new = self._replica.extend_at_once(update)
        except (Incomplete, Malformed, Unusable) as error:
            self._miss(other, error)
        else:
            self._tell_members(other, update, is_new=is_new)

    async def _handle_arrived(self) -> None:
        """Handle messages that had to wait."""
        async with self._loaded():
            pass

    def _miss(self, other: OtherProcess, error: Exception) -> None:
        other.has_missed = True
        if not isinstance(error, Incomplete):
            log.error("editor.unusable", interview_id=str(self.interview_id), exc_info=error)

    def _tell_members(self, other: OtherProcess, update: bytes, *, is_new: bool) -> None:
        if is_new:
            other.hold(update)
            self.members.send_change(update)
            self._wake()

    # Loading, and reading what others have stored.

    @asynccontextmanager
    async def _loaded(self) -> AsyncIterator[Replica]:
        """Lock the replica, loaded; at the end, handle the messages of other processes that arrived meanwhile."""
        async with self._busy:
            replica = await self._load()
            try:
                yield replica
            finally:
                if replica.is_damaged:
                    # At once, so that it is whole again before anybody is told more.
                    replica = await self._load()
                while self._arrived:
                    await self._handle(replica, *self._arrived.pop(0))

    async def _handle(self, replica: Replica, node: str, message: DocumentMessage) -> None:
        update, other = self._note(node, message)
        if not update:
            return
        try:
            is_new = await replica.extend(update)
        except (Incomplete, Malformed, Unusable) as error:
            self._miss(other, error)
        else:
            self._tell_members(other, update, is_new=is_new)

    async def _load(self) -> Replica:
        if self._replica is not None and not self._replica.is_damaged:
            return self._replica
        self._discard()
        if not self._was_loaded:
            # Before reading: what others store from now on, they announce here.
            self.announce(asks=True)
        stored = await self._database.read(documents.load, self.interview_id)
        replica = Replica()
        self._orphans = []
        for change in stored.changes:
            await self._read_row(replica, change.data)
        told = [update for other in self.others.values() for update in other.unstored]
        for update in (*self._unstored, *told):
            await self._read_row(replica, update)
        if self._was_loaded:
            # Stored by other processes since the previous replica was discarded: no member has it yet.
            for change in stored.changes:
                if change.offset > self._offset:
                    self.members.send_change(change.data)
        self._replica = replica
        self._offset, self._is_over, self._was_loaded = stored.top, stored.over, True
        self._snapshot_offset = stored.changes[0].offset if stored.changes else 0
        self._covered.clear()
        return replica

    async def _read_row(self, replica: Replica, change: bytes) -> bool:
        """Apply a stored change. One that builds on a missing one waits, unseen: its row may follow."""
        try:
            is_new = await replica.extend(change)
        except Incomplete:
            self._orphans.append(change)
            return False
        if is_new and self._orphans:
            orphans, self._orphans = self._orphans, []
            for orphan in orphans:
                if await self._read_row(replica, orphan):
                    self.members.send_change(orphan)
        return is_new

    def _discard(self) -> None:
        if self._replica is not None:
            self._replica.close()
            self._replica = None

    def check_head(self, head: DocumentHead) -> None:
        """Compare with the stored document, in case a message of another process was lost."""
        self._is_over = self._is_over or head.over
        self._look_at(head.top)
        if not head.elsewhere:
            for node in tuple(self.others):
                self._take_over(node)
        elif not self.others:
            self.announce(asks=True)

    def _look_at(self, top: int) -> None:
        """Read the rows up to an offset soon, unless they are known."""
        if self._was_loaded and top > self._offset:
            self._is_behind = True
            self._wake()

    def _cover(self, top: int, rows: int) -> None:
        """Note that the last rows up to an offset hold nothing that is not here."""
        self._covered.update(range(max(top - rows, self._offset) + 1, top + 1))
        while self._offset + 1 in self._covered:
            self._offset += 1
            self._covered.remove(self._offset)

    def _take_over(self, node: str) -> None:
        """Count the unstored changes of another process, which is gone, as ours."""
        for update in self.others.pop(node).unstored:
            self._unstored.add(update)
        self._wake()

    # Storing.

    async def settle(self) -> None:
        """Store what was told here, and read what other processes have stored. Call it again while not `is_settled`."""
        if not self._is_unsaved:
            for node in [node for node, other in self.others.items() if other.is_silent]:
                self._take_over(node)
        if self._unstored:
            await self._store()
        if self._is_behind:
            await self._catch_up()
        self._ask_refused()
        if self._offset - self._snapshot_offset >= SNAPSHOT_EVERY:
            await self._keep_snapshot()

    async def _store(self) -> None:
        number, count, rows = self._number, len(self._unstored), self._unstored.rows()
        try:
            top = await self._database.batch(documents.append, Addition(self.interview_id, rows))
        except (InterviewOver, NotFound):
            self._is_over = True
            members.refuse_over(self._unstored.senders)
            self._unstored.drop(len(self._unstored))
            if self._replica is not None:
                self._replica.is_damaged = True
            return
        except SQLAlchemyError as error:
            log.warning("editor.store_failed", interview_id=str(self.interview_id), error=type(error).__name__)
            return
        if top is None:
            return
        self._unstored.drop(count)
        self._cover(top, len(rows))
        if self.others:
            self._publish(DocumentStored(number, top, len(rows)))
        self._report_saved()

    def report_unsaved(self) -> None:
        """If a change has been waiting for long, tell the members, and other processes that this one still has it."""
        if self._unstored.seconds < UNSAVED_SECONDS:
            return
        if self.others:
            self._publish(DocumentTold(self._number, b""))
        if not self._is_unsaved:
            self._is_unsaved = True
            self._send_frame(DocumentUnsaved())

    def _report_saved(self) -> None:
        if self._is_unsaved:
            self._is_unsaved = False
            self._send_frame(DocumentSaved())

    def _send_frame(self, frame: View) -> None:
        for connection in self.members:
            connection.send_frame(frame)

    def _ask_refused(self) -> None:
        if self._refused and self._replica is not None and not self._unstored.is_full:
            self.members.ask(self._replica.state(), self._refused)
            self._refused.clear()

    async def _catch_up(self) -> None:
        try:
            async with self._loaded() as replica:
                self._is_behind = False
                rows = await self._database.run(documents.read, self.interview_id, self._offset)
                for row in rows:
                    if await self._read_row(replica, row.data):
                        self.members.send_change(row.data)
                    self._offset = max(self._offset, row.offset)
                self._covered = {offset for offset in self._covered if offset > self._offset}
                for other in self.others.values():
                    other.has_missed = False
        except SQLAlchemyError as error:
            self._is_behind = True
            log.warning("editor.read_failed", interview_id=str(self.interview_id), error=type(error).__name__)

    async def _keep_snapshot(self) -> None:
        replica, offset = self._replica, self._offset
        self._snapshot_offset = offset
        if replica is None or self._busy.locked() or self._orphans or not replica.is_exact:
            return
        try:
            await self._database.run(documents.keep_snapshot, self.interview_id, replica.missing(), offset)
        except SQLAlchemyError as error:
            log.warning("editor.snapshot_failed", interview_id=str(self.interview_id), error=type(error).__name__)

    def close(self) -> None:
        """Free the document, which is settled and has no members."""
        if self.others:
            self._publish(DocumentClosed())
        self._discard()


def _is_large(message: DocumentMessage) -> bool:
    match message:
        case DocumentTold():
            return len(message.update) > LARGE_BYTES
        case DocumentOpened():
            return len(message.unstored) > LARGE_BYTES
    return False
