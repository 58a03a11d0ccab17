"""One shared document that sockets of this process have open: a change is checked, told to everyone, and then stored.

People see a change at once. What is told but not stored survives the end of this process in every client that has seen
it, since y-sync begins with a comparison, and in every other process that has the document open: if this one falls
silent, they store it. docs/decisions/0028 says what may be lost and what brings it back.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TypeAlias
from uuid import UUID

import structlog
from sqlalchemy.exc import SQLAlchemyError

from mockmate_ws.collab import sync
from mockmate_ws.collab.awareness import AwarenessStates
from mockmate_ws.collab.exchange import Exchange, is_large
from mockmate_ws.collab.form import Incomplete
from mockmate_ws.collab.members import Members, refuse_over, refuse_unsaved
from mockmate_ws.collab.processes import OtherProcess
from mockmate_ws.collab.replica import Full, Replica, Unusable
from mockmate_ws.collab.setbacks import Setbacks
from mockmate_ws.collab.stored import StoredReplica
from mockmate_ws.collab.unstored import Backlog, Unstored
from mockmate_ws.db import Database
from mockmate_ws.protocol import DocumentSaved, DocumentUnsaved
from mockmate_ws.tasks import start_once
from mockmate_ws.transport.connection import Connection
from shared.core.errors import InterviewOver, NotFound
from shared.core.varints import Malformed
from shared.events.redis_messages import DocumentMessage
from shared.rooms import documents
from shared.rooms.documents import Addition

log = structlog.get_logger(__name__)

UNSAVED_SECONDS = 2.0
"""Members are told when a change has been waiting this long to be stored."""
Publish: TypeAlias = Callable[[DocumentMessage], None]
_REFUSALS = (Full, Incomplete, Malformed, Unusable)


class Document:
    """A document that is open in this process.

    `publish` sends a message to the other processes; `wake` asks for a call of `settle` soon.
    """

    def __init__(
        self, database: Database, interview_id: UUID, publish: Publish, wake: Callable[[], None], backlog: Backlog
    ) -> None:
        self.interview_id = interview_id
        self.awareness = AwarenessStates()
        self.members = Members()
        self._database, self._wake = database, wake
        self._stored = StoredReplica(database, interview_id)
        self._unstored = Unstored(backlog)
        self.setbacks = Setbacks(database, interview_id, self.members)
        self.exchange = Exchange(publish, self._stored, self._unstored)
        # Senders whose changes were turned away while the backlog was full.
        self._to_ask_again: set[Connection] = set()
        # Locked while the replica is loaded or changed in several turns of the event loop. Messages of other processes
        # wait meanwhile.
        self._busy = asyncio.Lock()
        self._arrived: list[tuple[str, DocumentMessage]] = []
        self._catching_up: asyncio.Task[None] | None = None

    @property
    def is_ready(self) -> bool:
        """Whether a change can be applied at once."""
        return self._stored.replica is not None and not self._busy.locked()

    @property
    def is_settled(self) -> bool:
        """Whether everything that was told here is stored, as far as this process knows."""
        has_told = self._unstored or self.exchange.others.have_unstored
        waits = self._arrived or self._stored.has_to_read or self._to_ask_again or self._busy.locked()
        return not (has_told or waits)

    def join(self, connection: Connection) -> None:
        """Make a socket a member, unless it is one."""
        if not self.members and self._stored.was_loaded:
            # Without sockets in the room, this process was told nothing.
            self.exchange.announce(asks=True)
        self.members.add(connection)

    def leave(self, connection: Connection) -> bool:
        """Remove a socket; False if it was not a member."""
        self._to_ask_again.discard(connection)
        self._wake()
        return self.members.remove(connection)

    def close(self) -> None:
        """Free the document, which is settled and has no members."""
        self.exchange.close()
        self._stored.close()

    # Changes of members.

    def update_at_once(self, connection: Connection, update: bytes) -> bool:
        """Apply a small change and tell everyone; False if it has to wait."""
        replica = self._stored.replica
        if replica is None or self._busy.locked() or not replica.is_small(update):
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
                    applied = await replica.apply_large(update, self.members.may_add_clients(connection))
                except _REFUSALS as error:
                    self.members.refuse(connection, update, error, replica.state())
                else:
                    self._tell(connection, update, is_new=applied.is_new, new_clients=applied.new_clients)

    def _update(self, replica: Replica, connection: Connection, update: bytes) -> None:
        if not self._admits(connection):
            return
        try:
            checked = replica.check(update, self.members.may_add_clients(connection))
            is_new = replica.apply(checked)
        except _REFUSALS as error:
            self.members.refuse(connection, update, error, replica.state())
        else:
            self._tell(connection, update, is_new=is_new, new_clients=checked.new_clients)

    def _admits(self, connection: Connection) -> bool:
        if self._stored.is_over:
            refuse_over([connection])
            return False
        if self._unstored.is_full:
            if connection not in self._to_ask_again:
                self._to_ask_again.add(connection)
                refuse_unsaved(connection)
                self._wake()
            return False
        return True

    def _tell(self, connection: Connection, update: bytes, *, is_new: bool, new_clients: int) -> None:
        if not is_new:
            return
        self.members.add_clients(connection, new_clients)
        self.members.send_change(update, but=connection)
        self.exchange.keep(update, connection)
        self._wake()

    async def answer_step1(self, connection: Connection, state: bytes) -> None:
        """Answer a step 1 with the missing changes and, while the document may still change, with a step 1 of our own.

        Raises Unusable for a bad state, NotFound, SQLAlchemyError.
        """
        async with self._loaded() as replica:
            connection.send_binary(sync.step2(await self._stored.missing(replica, state, self.exchange.told)))
            if not self._stored.is_over:
                self.members.ask(replica.state(), [connection])
            if self.setbacks.is_unsaved:
                connection.send_frame(DocumentUnsaved())

    # Messages of other processes.

    def on_message_of(self, node: str, message: DocumentMessage) -> None:
        """Handle a message of another process, now or when the replica is free."""
        replica = self._stored.replica
        if replica is not None and self.is_ready and not self._arrived and not is_large(message):
            other, update = self.exchange.note(node, message)
            try:
                is_new = bool(update) and replica.extend_at_once(update)
            except _REFUSALS as error:
                self._miss(other, error)
            else:
                self._tell_members(other, update, is_new=is_new)
        elif self._stored.was_loaded or self._busy.locked():
            self._arrived.append((node, message))
            self._catch_up_soon()

    def _catch_up_soon(self) -> None:
        if self._catching_up is None or self._catching_up.done():
            self._catching_up = start_once(self._catch_up(), "editor")

    async def _catch_up(self) -> None:
        """Handle messages that had to wait, and read rows of other processes.

        In a task of its own: neither a member who leaves may cancel it, nor may it hold up what other rooms store.
        """
        try:
            rows = await self._stored.read_rows() if self._stored.is_behind else []
            async with self._busy:
                for change in await self._stored.catch_up(await self._load(), rows):
                    self.members.send_change(change)
                while self._arrived:
                    await self._handle(await self._load(), *self._arrived.pop(0))
                await self._load()  # a row may have damaged it
        except SQLAlchemyError as error:
            await self.setbacks.note(error)

    async def reload_if_mended(self) -> None:
        """Load the document again if a row that could not be read now can be. Raises SQLAlchemyError."""
        if await self._stored.were_mended():
            async with self._busy:
                self._stored.close()
            self._catch_up_soon()

    async def _handle(self, replica: Replica, node: str, message: DocumentMessage) -> None:
        other, update = self.exchange.note(node, message)
        try:
            is_new = bool(update) and await replica.extend(update)
        except _REFUSALS as error:
            # Its first pieces may be here, and nobody was told of them.
            replica.is_damaged |= is_large(message)
            self._miss(other, error)
        else:
            self._tell_members(other, update, is_new=is_new)

    def _miss(self, other: OtherProcess, error: Exception) -> None:
        self.exchange.miss(other)
        if not isinstance(error, Incomplete):
            log.error("editor.unusable", interview_id=str(self.interview_id), exc_info=error)

    def _tell_members(self, other: OtherProcess, update: bytes, *, is_new: bool) -> None:
        if is_new:
            other.hold(update)
            self.members.send_change(update)
        if not self.is_settled:
            self._wake()

    # Loading and storing.

    @asynccontextmanager
    async def _loaded(self) -> AsyncIterator[Replica]:
        """Lock the replica, loaded. If it is damaged then, it is loaded again."""
        async with self._busy:
            replica = await self._load()
            try:
                yield replica
            finally:
                if self._arrived or replica.is_damaged:
                    self._catch_up_soon()

    async def _load(self) -> Replica:
        if self._stored.replica is None:
            if not self._stored.was_loaded:
                # Before reading: what others store from now on, they announce.
                self.exchange.announce(asks=True)
            replica, missed = await self._stored.load(self.exchange.told, self.members.ask_anew)
            for change in missed:
                self.members.send_change(change)
            return replica
        return self._stored.replica

    async def settle(self) -> None:
        """Store what was told here, and read what other processes have stored. Call it again while not `is_settled`."""
        try:
            # While PostgreSQL is away, other processes can't store either, and what they hold is not ours to add.
            if not self.setbacks.is_unsaved:
                self.exchange.take_over_from_silent()
            if self._unstored and not self.setbacks.pauses:
                await self._store()
            if self._arrived or self._stored.has_to_read or self._stored.has_orphans:
                self._catch_up_soon()
            if self._to_ask_again and self._stored.replica is not None and not self._unstored.is_full:
                self.members.ask(self._stored.replica.state(), self._to_ask_again)
                if not self.setbacks.is_unsaved:  # otherwise everyone is told after the next `_store`
                    for connection in self._to_ask_again:
                        connection.send_frame(DocumentSaved())
                self._to_ask_again.clear()
            await self._stored.keep_snapshot()
        except SQLAlchemyError as error:
            await self.setbacks.note(error)

    async def _store(self) -> None:
        number, rows = self.exchange.number, self._unstored.offer()
        try:
            top = await self._database.batch(documents.append, Addition(self.interview_id, rows))
        except (InterviewOver, NotFound):
            refuse_over(self._unstored.senders(len(rows)))
            self._unstored.drop(len(rows))
            self._stored.is_over = True
            self._stored.close()
            return
        if top is None:
            return
        self._unstored.drop(len(rows))
        self.exchange.tell_stored(number, top, len(rows))
        await self.setbacks.clear()

    def report_unsaved(self) -> None:
        """If a change has been waiting for long, tell the members, and other processes that this one still has it."""
        if self._unstored.seconds < UNSAVED_SECONDS:
            return
        self.exchange.tell_still_held()
        self.setbacks.report_unsaved()
