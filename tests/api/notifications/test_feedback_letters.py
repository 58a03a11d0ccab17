"""Mail about feedback: whether it can be read yet."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from mockmate_ws.jobs import notification_mail
from shared.models import OutgoingMail
from tests.api.feedback.test_submit import GOOD
from tests.api.past import Past
from tests.clients.person import Person

pytestmark = pytest.mark.usefixtures("only_news_to_mail")


def test_mail_about_feedback_says_whether_it_can_be_read_yet(
    alice: Person, bob: Person, session: Session, run: Callable[[Any], int]
) -> None:
    interview_id = Past(session).meet(alice.id, bob.id)
    told = []
    for person in (alice, bob):
        person.post("/feedback/submit", {"interview_id": str(interview_id), **GOOD}, status=201)
        assert run(notification_mail.write) == 1
        session.rollback()
        mail = session.scalars(select(OutgoingMail).order_by(OutgoingMail.id.desc())).first()
        assert mail is not None
        told.append(
            (mail.recipient, "after you give yours" in mail.data["body"], "in your history" in mail.data["body"])
        )
    assert told == [("bob@example.com", True, False), ("alice@example.com", False, True)]
