"""People with devices, and the sender of pushes, by hand."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from sqlalchemy import text
from sqlalchemy.orm import Session

from mockmate_ws.jobs import notification_mail
from mockmate_ws.jobs.push_sender import PushSender
from shared.core.settings import Settings
from tests.clients import wait_until
from tests.clients.person import Person
from tests.push_service import Browser, PushServer
from tests.ws.senders import sending

PATH = "/notifications/devices"


class Pushes:
    """The job that queues, the sender, and what is left in the queue."""

    def __init__(self, settings: Settings, person: Person) -> None:
        self.settings = settings
        self._person = person

    def queue(self) -> int:
        """Look at the log."""
        # The first look only begins.
        looks = [
            self._person.in_database(lambda session: notification_mail.write(session, self.settings)) for _ in "12"
        ]
        return sum(looks)

    def _look(self, session: Session) -> int:
        return notification_mail.write(session, self.settings)

    def send(self, is_done: Callable[[], bool]) -> None:
        """Send what is due, until something has happened."""

        async def go() -> None:
            async with sending(self.settings, PushSender):
                await asyncio.to_thread(wait_until, is_done)

        asyncio.run(go())

    def left(self) -> list[tuple[int, float]]:
        """Return how often each push in the queue was tried, and in how many seconds it is due."""
        statement = "SELECT attempts, extract(epoch FROM due_at - now()) FROM outgoing_pushes ORDER BY id"
        return self.rows(statement)

    def rows(self, statement: str) -> list[tuple[int, float]]:
        def read(session: Session) -> list[tuple[int, float]]:
            return [tuple(row) for row in session.execute(text(statement))]

        return self._person.in_database(read)

    def do(self, statement: str) -> None:
        self._person.in_database(lambda session: session.execute(text(statement)))


def subscribed(person: Person, service: PushServer, path: str) -> Browser:
    """Let a person's browser subscribe at a push service."""
    browser = Browser()
    person.post(PATH, browser.subscription(service.url + path), status=200)
    return browser
