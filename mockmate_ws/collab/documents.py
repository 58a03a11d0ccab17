"""The shared documents that are open in this process, and the messages about them between processes."""

from __future__ import annotations

import asyncio
from functools import partial
from uuid import UUID

import structlog
from sqlalchemy.exc import SQLAlchemyError

from mockmate_ws.collab import sync
from mockmate_ws.collab.document import Document
from mockmate_ws.collab.replica import Replica
from mockmate_ws.collab.sync import Awareness, Presence, Query, Step1, Update
from mockmate_ws.db import Database
from mockmate_ws.delivery.bridge import Bridge
from mockmate_ws.protocol import MAX_MESSAGE_BYTES
from mockmate_ws.tasks import start_once
from mockmate_ws.transport.connection import Connection
from shared.events import event_log, redis_messages
from shared.events.redis_messages import AwarenessChanged, DocumentChanged, DocumentMessage, WhoIsHere
from shared.rooms import documents

log = structlog.get_logger(__name__)

SWEEP_SECONDS = 5.0


class Documents:
    """Opens a document for the first socket of this process that uses it, and closes it after the last one."""

    def __init__(self, database: Database, bridge: Bridge) -> None:
        self._database = database
        self._bridge = bridge
        self._open: dict[UUID, Document] = {}
        self._awareness_tasks: set[asyncio.Task[None]] = set()

    async def on_message(self, interview_id: UUID, connection: Connection, message: bytes) -> None:
        """Carry out one binary message of a participant. Raises Malformed, Unusable, Problem, SQLAlchemyError."""
        # Parsing a large message on the event loop would delay the other sockets.
        is_large = len(message) > MAX_MESSAGE_BYTES
        read = await asyncio.to_thread(sync.parse, message) if is_large else sync.parse(message)
        document, user_id = self._join(interview_id, connection), connection.user_id
        match read:
            case Step1():
                await document.answer_step1(connection, read.state)
                connection.send_binary(sync.awareness(document.awareness.all()))
                await self._bridge.relay_binary(event_log.interview(interview_id), WhoIsHere().encode())
            case Update():
                await document.enqueue_update(connection, read.data)
            case Awareness():
                newer = document.awareness.apply(read.clients, user_id, connection)
                await self._publish_awareness(document, newer, user_id, connection)
            case Query():
                connection.send_binary(sync.awareness(document.awareness.all()))

    async def send_final(self, interview_id: UUID, connection: Connection) -> None:
        """Send the document of an interview that is over. Raises NotFound, SQLAlchemyError."""
        stored = await self._database.read(documents.load, interview_id)
        if stored.changes:
            replica = Replica(change.data for change in stored.changes)
            connection.send_binary(sync.step2(replica.missing()))
            replica.close()

    def _join(self, interview_id: UUID, connection: Connection) -> Document:
        document = self._open.get(interview_id)
        if document is None:
            stream = event_log.interview(interview_id)
            document = Document(self._database, interview_id, partial(self._publish_change, stream))
            self._open[interview_id] = document
        document.members.add(connection)
        return document

    async def leave(self, interview_id: UUID, connection: Connection) -> None:
        """Remove a socket from a document. The last one closes the document, after everything it sent is stored."""
        document = self._open.get(interview_id)
        if document is None or not document.members.remove(connection):
            return
        await self._publish_awareness(document, document.awareness.remove(connection), connection.user_id)
        if document.members:
            return
        await document.flush()
        # Another socket may have joined while the changes were being stored.
        if not document.members and self._open.get(interview_id) is document:
            del self._open[interview_id]
            await document.close()

    async def _publish_awareness(
        self, document: Document, presences: list[Presence], user_id: int, but: Connection | None = None
    ) -> None:
        if presences:
            message = sync.awareness(presences)
            document.members.broadcast(message, but)
            stream = event_log.interview(document.interview_id)
            await self._bridge.relay_binary(stream, AwarenessChanged(user_id, message).encode())

    async def _publish_present(self, document: Document) -> None:
        for connection in document.members:
            await self._publish_awareness(document, document.awareness.of(connection), connection.user_id)

    async def _publish_change(self, stream: str, offset: int, change: bytes) -> None:
        await self._bridge.relay_binary(stream, DocumentChanged(offset, change).encode())

    def on_relayed(self, stream: str, message: bytes) -> None:
        """Handle a message of another process about a document."""
        document = self._open.get(UUID(stream.partition(":")[2]))
        if document is None:
            return
        try:
            self._dispatch(document, redis_messages.read_document_message(message))
        except ValueError as error:
            log.warning("editors.bad_news", stream=stream, detail=str(error))

    def _dispatch(self, document: Document, message: DocumentMessage) -> None:
        match message:
            case DocumentChanged():
                document.on_stored_change(documents.Change(message.offset, message.update))
            case WhoIsHere():
                task = start_once(self._publish_present(document), "cursors")
                self._awareness_tasks.add(task)
                task.add_done_callback(self._awareness_tasks.discard)
            case AwarenessChanged():
                read = sync.parse(message.message)
                if isinstance(read, Awareness) and (newer := document.awareness.apply(read.clients, message.user_id)):
                    document.members.broadcast(sync.awareness(newer))

    async def run(self) -> None:
        """Compare the open documents with the stored ones, again and again: messages between processes may be lost."""
        while True:
            await asyncio.sleep(SWEEP_SECONDS)
            if not self._open:
                continue
            try:
                heads = await self._database.run(documents.heads, list(self._open))
            except SQLAlchemyError as error:
                log.warning("editors.sweep_failed", error=type(error).__name__)
                continue
            for interview_id, head in heads.items():
                if (document := self._open.get(interview_id)) is not None:
                    document.check_head(head)
