"""Mail as a real mail server gets it."""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.orm import Session

from shared.core.settings import Settings
from shared.mail import outbox
from shared.mail.transport import Connection
from tests.ws.post import Server


class Wire:
    """What a mail server gets of the mails that are due."""

    def __init__(self, session: Session, settings: Settings) -> None:
        self.server = Server()
        self._session = session
        self._settings = settings.model_copy(update={"mail_url": f"smtp://127.0.0.1:{self.server.port}"})

    def deliver(self, **changes: str) -> list[bytes]:
        """Send what is due and return the bytes that the server accepted."""
        self._session.rollback()
        settings = self._settings.model_copy(update=changes)
        before = len(self.server.raw)
        connection = Connection(settings)
        with self.server.listening():
            while claimed := outbox.claim(self._session, settings, 50):
                self._session.commit()
                outbox.settle(self._session, [connection.deliver(mail) for mail in claimed])
                self._session.commit()
            connection.close()
        self._session.commit()
        return self.server.raw[before:]

    def ask_to_come_back(self) -> None:
        """Let the server refuse what is due for now, as one that greylists does."""
        self.server.to_recipients = "450 4.2.0 greylisted, come back later"
        assert self.deliver() == []
        self.server.to_recipients = "250 OK"

    def let_it_be_due(self) -> None:
        """Let the time come at which mail that waits is looked at again."""
        self._session.rollback()
        self._session.execute(text("UPDATE outgoing_mails SET due_at = now()"))
        self._session.commit()
