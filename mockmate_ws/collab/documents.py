"""The shared documents that are open in this process, and the messages about them between processes."""

from __future__ import annotations

import asyncio
import contextlib
from functools import partial
from uuid import UUID

import structlog

from mockmate_ws.collab import sync
from mockmate_ws.collab.document import Document
from mockmate_ws.collab.members import refuse_awareness
from mockmate_ws.collab.stored import NOTHING, StoredReplica
from mockmate_ws.collab.sync import Awareness, ClientState, Query, Step1, Update
from mockmate_ws.collab.unstored import Backlog
from mockmate_ws.db import Database
from mockmate_ws.delivery.bridge import Bridge
from mockmate_ws.transport.connection import Connection
from shared.events import event_log, redis_messages
from shared.events.redis_messages import AwarenessChanged, DocumentMessage, DocumentOpened, RelayedBytes
from shared.rooms import documents

log = structlog.get_logger(__name__)

STORE_SECONDS = 0.2
RETRY_SECONDS = 1.0
SWEEP_SECONDS = 5.0
_STOP_SECONDS = 5.0


class Documents:
    """Opens a document for the first socket of this process that uses it, and closes it after the last one."""

    def __init__(self, database: Database, bridge: Bridge, node: str) -> None:
        self._database = database
        self._bridge = bridge
        self._node = node
        self._open: dict[UUID, Document] = {}
        self._unsettled: dict[UUID, Document] = {}
        self._has_unsettled = asyncio.Event()
        self._backlog = Backlog()
        self._settling = asyncio.Lock()

    # Messages of members.

    def is_ready(self, interview_id: UUID) -> bool:
        """Whether a small message about a document can be carried out at once."""
        document = self._open.get(interview_id)
        return document is not None and document.is_ready

    def on_message_at_once(self, interview_id: UUID, connection: Connection, message: bytes) -> bool:
        """Carry out a small change or the state of a cursor; False if it has to wait. Raises Malformed."""
        document = self._open[interview_id]
        if connection not in document.members:
            return False
        read = sync.parse(message)
        if isinstance(read, Update):
            return document.update_at_once(connection, read.data)
        if isinstance(read, Awareness):
            self._apply_awareness(document, read, connection)
        return isinstance(read, Awareness)

    async def on_message(self, interview_id: UUID, connection: Connection, message: bytes) -> None:
        """Carry out one binary message of a participant. Raises Malformed, Unusable, Problem, SQLAlchemyError."""
        read = sync.parse(message)
        document = self._join(interview_id, connection)
        match read:
            case Step1():
                await document.answer_step1(connection, read.state)
                connection.send_binary(sync.awareness(document.awareness.all()))
            case Update():
                if read.is_answer:
                    document.members.note_answer(connection)
                await document.update(connection, read.data)
            case Awareness():
                self._apply_awareness(document, read, connection)
            case Query():
                connection.send_binary(sync.awareness(document.awareness.all()))

    async def send_final(self, interview_id: UUID, connection: Connection) -> None:
        """Send the document of an interview that is over. Raises NotFound, SQLAlchemyError."""
        stored = StoredReplica(self._database, interview_id)
        try:
            replica, _ = await stored.load((), lambda _: None)
            if stored.offset:
                connection.send_binary(sync.step2(await stored.missing(replica, NOTHING, ())))
        finally:
            stored.close()

    def _join(self, interview_id: UUID, connection: Connection) -> Document:
        document = self._open.get(interview_id)
        if document is None:
            stream = event_log.interview(interview_id)
            publish, wake = partial(self._publish, stream), partial(self._wake, interview_id)
            document = Document(self._database, interview_id, publish, wake, self._backlog)
            self._open[interview_id] = document
        document.join(connection)
        return document

    def leave(self, interview_id: UUID, connection: Connection) -> None:
        """Remove a socket from a document, which closes once it has no members and everything is stored."""
        document = self._open.get(interview_id)
        if document is not None and document.leave(connection):
            self._tell_awareness(document, document.awareness.remove(connection), connection.user_id)

    # Cursors.

    def _apply_awareness(self, document: Document, read: Awareness, connection: Connection) -> None:
        if read.problem is not None:
            refuse_awareness(connection, read.problem)
        newer = document.awareness.apply(read.clients, connection.user_id, connection)
        self._tell_awareness(document, newer, connection.user_id, connection)

    def _tell_awareness(
        self, document: Document, states: list[ClientState], user_id: int, but: Connection | None = None
    ) -> None:
        if states:
            message = sync.awareness(states)
            document.members.broadcast(message, but)
            if document.exchange.others:
                self._publish(event_log.interview(document.interview_id), AwarenessChanged(user_id, message))

    # Messages between processes.

    def _publish(self, stream: str, message: DocumentMessage) -> None:
        self._bridge.relay_binary(stream, message.encode())

    def on_relayed(self, stream: str, relayed: RelayedBytes) -> None:
        """Handle a message of another process about a document."""
        document = self._open.get(UUID(stream.partition(":")[2]))
        if document is None:
            return
        try:
            message = redis_messages.read_document_message(relayed.payload)
        except ValueError as error:
            log.warning("editors.bad_news", stream=stream, detail=str(error))
            return
        if isinstance(message, AwarenessChanged):
            read = sync.parse(message.message)
            if isinstance(read, Awareness) and (newer := document.awareness.apply(read.clients, message.user_id)):
                document.members.broadcast(sync.awareness(newer))
            return
        document.on_message_of(relayed.node, message)
        if isinstance(message, DocumentOpened):
            for connection in document.members:
                self._tell_awareness(document, document.awareness.of(connection), connection.user_id, connection)

    def on_connected(self) -> None:
        """Exchange what the processes have: messages were lost while Redis was away."""
        for document in self._open.values():
            document.exchange.announce(asks=True)

    # Storing.

    def _wake(self, interview_id: UUID) -> None:
        if interview_id in self._open:
            self._unsettled[interview_id] = self._open[interview_id]
            self._has_unsettled.set()

    async def run(self) -> None:
        """Settle the documents that have something to store or to read, all of them together, again and again."""
        while True:
            await self._has_unsettled.wait()
            await asyncio.sleep(STORE_SECONDS)
            self._has_unsettled.clear()
            async with self._settling:
                await self._settle()
            if self._unsettled:
                self._has_unsettled.set()
            if any(document.setbacks.is_unsaved for document in self._unsettled.values()):
                await asyncio.sleep(RETRY_SECONDS)

    async def _settle(self) -> None:
        unsettled, self._unsettled = self._unsettled, {}
        settling = asyncio.gather(*(document.settle() for document in unsettled.values()), return_exceptions=True)
        while not settling.done():
            await asyncio.wait((settling,), timeout=RETRY_SECONDS)
            for document in self._open.values():
                document.report_unsaved()
        for document, result in zip(unsettled.values(), settling.result(), strict=True):
            if isinstance(result, BaseException):
                log.error("editor.failed", interview_id=str(document.interview_id), exc_info=result)
            if not document.is_settled:
                self._unsettled[document.interview_id] = document
            elif not document.members:
                self._open.pop(document.interview_id, None)
                document.close()

    async def stop(self) -> None:
        """Store what is left, before the process ends."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_STOP_SECONDS), self._settling:
                while self._unsettled:
                    await self._settle()
                    await asyncio.sleep(STORE_SECONDS if self._unsettled else 0)

    async def sweep(self) -> None:
        """Compare the open documents with the stored ones: messages between processes may be lost."""
        if not self._open:
            return
        offsets = {interview_id: document.exchange.offset for interview_id, document in self._open.items()}
        heads = await self._database.run(documents.heads, list(offsets), self._node)
        for interview_id, head in heads.items():
            if (document := self._open.get(interview_id)) is not None:
                document.exchange.check_head(head, offsets[interview_id])
                await document.reload_if_mended()
                if not document.is_settled:
                    self._wake(interview_id)
