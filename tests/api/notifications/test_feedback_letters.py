"""Mail about feedback: whether it can be read yet."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from mockmate_ws.jobs import notification_mail
from tests.api.feedback.test_submit import GOOD
from tests.api.mailbox import Mailbox
from tests.api.past import Past
from tests.clients.person import Person

pytestmark = pytest.mark.usefixtures("only_news_to_mail")


def test_mail_about_feedback_says_whether_it_can_be_read_yet(
    alice: Person, bob: Person, session: Session, run: Callable[[Any], int], mailbox: Mailbox
) -> None:
    past = Past(session)
    interview_id = past.meet(alice.id, bob.id, past.now - timedelta(hours=2))
    told = []
    for person in (alice, bob):
        person.post("/feedback/submit", {"interview_id": str(interview_id), **GOOD}, status=201)
        assert run(notification_mail.write) == 1
        (mail,) = mailbox.take()
        words = mail.written.text
        told.append((mail.recipient, "after you give yours" in words, "in your history" in words))
    assert told == [("bob@example.com", True, False), ("alice@example.com", False, True)]
