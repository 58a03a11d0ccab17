"""What people are sent, as the socket service would carry it."""

from __future__ import annotations

import re

from sqlalchemy.orm import Session

from shared.core.settings import Settings
from shared.mail import outbox
from shared.mail.letters import Outgoing
from shared.mail.outbox import Outcome
from tests.clients.person import Person


class Mailbox:
    """Everybody's post."""

    def __init__(self, session: Session, settings: Settings) -> None:
        self._session = session
        self.settings = settings.model_copy(update={"mail_url": "file:/nowhere"})

    def take(self) -> list[Outgoing]:
        """Return what is sent now, and never again."""
        self._session.rollback()
        letters = outbox.claim(self._session, self.settings, 50)
        outbox.settle(self._session, [Outcome(letter.id) for letter in letters])
        self._session.commit()
        return letters

    def token(self) -> str:
        """Return the token of the one letter that is sent now."""
        (letter,) = self.take()
        return token_in(letter)

    def confirm(self, api: Person) -> None:
        """Let everybody who has just registered follow the link of their welcome."""
        for letter in self.take():
            assert api.post("/auth/verify-email", {"token": token_in(letter)}).status_code == 204


def token_in(letter: Outgoing) -> str:
    found = re.search(r"#token=(\S+)", letter.written.text)
    assert found, letter.written.text
    return found[1]
