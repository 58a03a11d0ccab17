"""The shared documents that are open in this process, and what they tell each other between processes."""

from __future__ import annotations

import asyncio
from functools import partial
from uuid import UUID

import structlog
from sqlalchemy.exc import SQLAlchemyError

from mockmate_ws.collab import sync
from mockmate_ws.collab.document import Document, Member
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
    """Opens a document when the first socket here speaks of it, and closes it behind the last."""

    def __init__(self, database: Database, bridge: Bridge) -> None:
        self._database = database
        self._bridge = bridge
        self._open: dict[UUID, Document] = {}
        self._answers: set[asyncio.Task[None]] = set()

    async def on_message(self, interview_id: UUID, connection: Connection, message: bytes) -> None:
        """Carry out one binary message of a participant. Raises Malformed, Unusable, Problem, SQLAlchemyError."""
        # A large one takes long enough for others to need the event loop meanwhile.
        is_large = len(message) > MAX_MESSAGE_BYTES
        read = await asyncio.to_thread(sync.parse, message) if is_large else sync.parse(message)
        editor, user_id = self._join(interview_id, connection), connection.user_id
        match read:
            case Step1():
                await editor.answer_step1(connection, read.state)
                connection.send_binary(sync.awareness(editor.cursors.all()))
                await self._bridge.relay_binary(event_log.interview(interview_id), WhoIsHere().encode())
            case Update():
                await editor.change(connection, read.data)
            case Awareness():
                await self._spread(editor, editor.cursors.apply(read.clients, user_id, connection), user_id, connection)
            case Query():
                connection.send_binary(sync.awareness(editor.cursors.all()))

    async def show(self, interview_id: UUID, connection: Connection) -> None:
        """Send a document as it was at its interview's end. Raises NotFound, SQLAlchemyError."""
        stored = await self._database.read(documents.load, interview_id)
        if stored.changes:
            replica = Replica(change.data for change in stored.changes)
            connection.send_binary(sync.step2(replica.missing()))
            replica.close()

    def _join(self, interview_id: UUID, connection: Connection) -> Document:
        editor = self._open.get(interview_id)
        if editor is None:
            stream = event_log.interview(interview_id)
            editor = Document(self._database, interview_id, partial(self._announce, stream))
            self._open[interview_id] = editor
        editor.members.setdefault(connection, Member())
        return editor

    async def leave(self, interview_id: UUID, connection: Connection) -> None:
        """Take a socket from a document; the last one closes it, and nothing that came by it is lost."""
        editor = self._open.get(interview_id)
        if editor is None or editor.members.pop(connection, None) is None:
            return
        await self._spread(editor, editor.cursors.leave(connection), connection.user_id)
        if editor.members:
            return
        await editor.flush()
        # Somebody may have come while we stored.
        if not editor.members and self._open.get(interview_id) is editor:
            del self._open[interview_id]
            await editor.close()

    async def _spread(
        self, editor: Document, presences: list[Presence], user_id: int, but: Connection | None = None
    ) -> None:
        if presences:
            message = sync.awareness(presences)
            editor.broadcast(message, but)
            stream = event_log.interview(editor.interview_id)
            await self._bridge.relay_binary(stream, AwarenessChanged(user_id, message).encode())

    async def _say_who_is_here(self, editor: Document) -> None:
        for connection in tuple(editor.members):
            await self._spread(editor, editor.cursors.of(connection), connection.user_id)

    async def _announce(self, stream: str, offset: int, change: bytes) -> None:
        await self._bridge.relay_binary(stream, DocumentChanged(offset, change).encode())

    def on_relayed(self, stream: str, message: bytes) -> None:
        """Take what another process says of a document."""
        editor = self._open.get(UUID(stream.partition(":")[2]))
        if editor is None:
            return
        try:
            self._pass_on(editor, redis_messages.read_document_message(message))
        except ValueError as error:
            log.warning("editors.bad_news", stream=stream, detail=str(error))

    def _pass_on(self, editor: Document, message: DocumentMessage) -> None:
        match message:
            case DocumentChanged():
                editor.on_stored_change(documents.Change(message.offset, message.update))
            case WhoIsHere():
                task = start_once(self._say_who_is_here(editor), "cursors")
                self._answers.add(task)
                task.add_done_callback(self._answers.discard)
            case AwarenessChanged():
                read = sync.parse(message.message)
                if isinstance(read, Awareness) and (newer := editor.cursors.apply(read.clients, message.user_id)):
                    editor.broadcast(sync.awareness(newer))

    async def run(self) -> None:
        """Compare the open documents with what is stored, for ever: news may be lost."""
        while True:
            await asyncio.sleep(SWEEP_SECONDS)
            if not self._open:
                continue
            try:
                standings = await self._database.run(documents.heads, list(self._open))
            except SQLAlchemyError as error:
                log.warning("editors.sweep_failed", error=type(error).__name__)
                continue
            for interview_id, standing in standings.items():
                if (editor := self._open.get(interview_id)) is not None:
                    editor.check_head(standing)
