"""What time brings about, by hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from mockmate_ws.jobs import notification_mail
from shared.core.settings import Settings
from tests.api.mailbox import Mailbox
from tests.api.notifications.wire import Wire
from tests.clients.person import Person

Job = Callable[[Session, Settings], int]


@pytest.fixture
def run(session: Session, settings: Settings) -> Callable[[Job], int]:
    """Do a job of the housekeeping once, and commit."""

    def once(job: Job) -> int:
        session.rollback()
        done = job(session, settings)
        session.commit()
        return done

    return once


@pytest.fixture
def only_news_to_mail(
    session: Session, run: Callable[[Job], int], mailbox: Mailbox, api: Person, alice: Person, bob: Person
) -> None:
    """Let the log be looked at from here on, with no mail about the accounts, whose addresses are confirmed."""
    run(notification_mail.write)
    mailbox.confirm(api)
    session.execute(text("DELETE FROM outgoing_mails"))
    session.commit()


@pytest.fixture
def wire(session: Session, settings: Settings) -> Wire:
    """The way to a mail server."""
    return Wire(session, settings)
