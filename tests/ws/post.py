"""A mail server for tests, and the outbox whose mail it takes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any, TypeVar, cast
from uuid import uuid4

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope
from sqlalchemy import select, text
from sqlalchemy.orm import Session, sessionmaker

from mockmate_ws.db import Database
from mockmate_ws.jobs.mail_sender import MailSender
from shared.core import database
from shared.core.broker import Broker
from shared.core.settings import Settings
from shared.mail import outbox
from shared.models import OutgoingMail
from tests.sockets import free_port

T = TypeVar("T")

_ACCOUNT = text(
    "INSERT INTO users (email, username, password_hash, email_verified_at) VALUES (:email, :name, 'x', now())"
    " ON CONFLICT DO NOTHING"
)


class Server:
    """A mail server that answers as it is told, and keeps what it took."""

    def __init__(self) -> None:
        self.port = free_port()
        self.to_senders = "250 OK"
        self.to_recipients = "250 OK"
        self.to_messages = "250 OK"
        self.taken: list[EmailMessage] = []
        self.raw: list[bytes] = []
        self.senders: list[str] = []
        self.recipients: list[str] = []
        self.meanwhile: Callable[[], None] = lambda: None
        self.slow: dict[str, asyncio.Event] = {}
        """What the server waits for before it accepts the mails of a recipient."""
        self.per_connection = 1000
        self.ends_with = "421 4.7.0 too many mails"
        """What it says instead of taking one more mail over a connection; nothing, if it is empty."""

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, session: Any, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        session.mails = getattr(session, "mails", 0) + 1
        if session.mails > self.per_connection:
            if not self.ends_with:
                server.transport.abort()  # type: ignore[union-attr]
            return self.ends_with
        envelope.mail_from = address
        envelope.mail_options += options
        return self.to_senders

    async def handle_RCPT(  # noqa: N802 - the name aiosmtpd calls
        self, _server: SMTP, _session: Any, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if self.to_recipients.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.to_recipients.format(address)

    async def handle_DATA(self, _server: SMTP, _session: Any, envelope: Envelope) -> str:  # noqa: N802
        self.meanwhile()
        for recipient in envelope.rcpt_tos:
            if recipient in self.slow:
                await self.slow[recipient].wait()
        if self.to_messages.startswith("250"):
            self.senders.append(envelope.mail_from or "")
            self.recipients += envelope.rcpt_tos
            content = cast(bytes, envelope.content)
            self.raw.append(content)
            self.taken.append(message_from_bytes(content, policy=default))
        return self.to_messages

    @contextmanager
    def listening(self, *, smtputf8: bool = True, **options: Any) -> Iterator[None]:
        """Listen meanwhile; the options are those of aiosmtpd."""
        controller = Controller(self, hostname="127.0.0.1", port=self.port, enable_SMTPUTF8=smtputf8, **options)
        controller.start()
        self.loop = controller.loop
        try:
            yield
        finally:
            controller.stop()


class Post:
    """A deployment's outbox, whose postman goes when he is told."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._sessions = sessionmaker(database.make_engine(settings, "test"), expire_on_commit=False)

    def run(self, work: Callable[[Session], T]) -> T:
        return database.run(self._sessions, work)

    def enqueue(self, recipient: str = "dana@example.com", subject: str = "Hello", body: str = "Hello") -> None:
        """Write to somebody whose address is confirmed."""
        self.settle(recipient)
        self.run(lambda session: outbox.enqueue(session, recipient, "message", subject=subject, body=body))

    def settle(self, address: str) -> None:
        """Have an account with this address, confirmed, whatever the address is."""
        row = {"email": address, "name": f"person-{uuid4().hex[:12]}"}
        self.run(lambda session: session.execute(_ACCOUNT, row))

    def deliver(self, **changes: Any) -> int:
        """Send what is due, one connection after the other. Return how many mails were tried."""

        async def go() -> int:
            settings = self.settings.model_copy(update=changes)
            broker = Broker(settings)
            doors = Database(settings, broker)
            sender = MailSender(settings, doors)
            tried = 0
            try:
                while more := await sender.send_due():
                    tried += more
                return tried
            finally:
                await sender.stop()
                await doors.close()
                broker.close()

        return asyncio.run(go())

    def waiting(self) -> list[OutgoingMail]:
        return self.run(lambda session: list(session.scalars(select(OutgoingMail).order_by(OutgoingMail.id))))

    def let_pass(self, time: timedelta) -> None:
        def shift(session: Session) -> None:
            for one in session.scalars(select(OutgoingMail)):
                one.due_at -= time
                one.created_at -= time

        self.run(shift)

    def close(self) -> None:
        self._sessions.kw["bind"].dispose()


def text_of(message: EmailMessage, kind: str) -> str:
    part = cast(EmailMessage, message.get_body((kind,)))
    content: str = part.get_content()
    return content.strip()
