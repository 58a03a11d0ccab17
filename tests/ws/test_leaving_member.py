"""Somebody who goes while their large change is being applied takes along nothing that another process has told."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from itertools import product
from uuid import UUID

from pycrdt import Doc, Text

from mockmate_ws.collab import sync
from mockmate_ws.collab.document import Document
from mockmate_ws.collab.unstored import Backlog
from mockmate_ws.db import Database
from shared.core.broker import Broker
from shared.core.settings import Settings
from shared.events.redis_messages import DocumentOpened, DocumentTold
from tests.clients.in_process import PATIENCE, Client

LETTERS = 4_000
TIMES = 1_000


class Editor(Client):
    """A client that keeps what it is sent of the document."""

    def __init__(self) -> None:
        super().__init__()
        self.doc: Doc[Text] = Doc()
        self.text = self.doc.get("code", type=Text)

    def write(self, message: bytes) -> None:
        if message[0] != 0x82:
            return
        payload = message[{126: 4, 127: 10}.get(message[1], 2) :]
        read = sync.parse(payload)
        if isinstance(read, sync.Update):
            self.doc.apply_update(read.data)


def typed(text: str, times: int = 1) -> bytes:
    """Return the change that types something at the front, again and again."""
    doc: Doc[Text] = Doc()
    for _ in range(times):
        doc.get("code", type=Text).insert(0, text)
    return doc.get_update()


def everywhere(copy: Doc[Text]) -> bytes:
    """Return the change that replaces every second letter."""
    doc: Doc[Text] = Doc()
    doc.apply_update(copy.get_update())
    before, text = doc.get_state(), doc.get("code", type=Text)
    with doc.transaction():
        for place in range(0, len(text), 2):
            del text[place : place + 1]
            text.insert(place, "y")
    return doc.get_update(before)


async def until(holds: Callable[[], bool]) -> None:
    """Let others work until something holds."""
    while not holds():  # noqa: ASYNC110 - nothing tells
        await asyncio.sleep(0)


def test_what_came_meanwhile_reaches_those_who_stay(settings: Settings, room: str):
    interview_id = UUID(room.rpartition("=")[2])

    async def leave_after(turns: int, goes_late: bool, database: Database) -> None:
        document = Document(database, interview_id, lambda _: None, lambda: None, Backlog())
        leaving, staying = Editor(), Editor()
        goes, stays = await leaving.connect(1), await staying.connect(2)
        for connection in (goes, stays):
            document.join(connection)
            await document.answer_step1(connection, b"\x00")
        staying.text += "x" * LETTERS
        await document.update(stays, staying.doc.get_update())
        await until(lambda: len(leaving.text) == LETTERS)
        document.on_message_of("other", DocumentOpened(10, 0, b"", asks=False))

        applying = asyncio.create_task(document.update(goes, everywhere(leaving.doc)))
        await until(lambda: not document.is_ready)
        document.on_message_of("other", DocumentTold(11, typed("from afar", TIMES)))
        if goes_late:
            await until(lambda: "y" in str(staying.text))
        for _ in range(turns):
            await asyncio.sleep(0)
        applying.cancel()
        document.leave(goes)
        await until(lambda: str(staying.text).count("from afar") == TIMES)
        document.close()

    async def story() -> None:
        broker = Broker(settings)
        database = Database(settings, broker)
        for turns, goes_late in product(range(8), (False, True)):
            async with asyncio.timeout(PATIENCE):
                await leave_after(turns, goes_late, database)
        await database.close()
        broker.close()

    asyncio.run(story())
