"""Mail after the database's clock was ahead for two hours: none is late by more than that, and none comes twice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from mockmate_ws.jobs import notification_mail
from shared.events import event_log
from shared.events.types import FeedbackReceived
from tests.clients.person import Person

pytestmark = pytest.mark.usefixtures("only_news_to_mail")


def let_pass(session: Session, hours: int) -> None:
    """Let the clock jump by so many hours: everything written is then so much older, or as much in the future."""
    for table in ("events", "mailed_news", "mail_cursors"):
        session.execute(text(f"UPDATE {table} SET at = at - make_interval(hours => :hours)"), {"hours": hours})
    session.commit()


def tell(session: Session, people: Sequence[Person]) -> None:
    for person in people:
        told = FeedbackReceived(interview_id=uuid4())
        event_log.append(session, event_log.user(person.id), told)
    session.commit()


def test_a_clock_that_jumps_ahead_and_back_delays_no_mail_and_repeats_none(
    alice: Person, bob: Person, session: Session, run: Callable[[Any], int]
) -> None:
    tell(session, [alice, bob])
    assert run(notification_mail.write) == 2
    let_pass(session, 2)
    tell(session, [alice])
    # Once more when it has moved on: that is when what is older is forgotten.
    assert [run(notification_mail.write), run(notification_mail.write)] == [1, 0]
    tell(session, [alice])  # by the clock that is ahead, and not mailed before it is back
    let_pass(session, -2)
    tell(session, [alice, bob])
    assert [run(notification_mail.write), run(notification_mail.write)] == [3, 0]
    let_pass(session, 3)
    tell(session, [alice, bob])
    assert [run(notification_mail.write), run(notification_mail.write)] == [2, 0]


def test_what_comes_first_in_a_stream_is_not_passed_over_if_its_time_is_later(
    alice: Person, session: Session, run: Callable[[Any], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notification_mail, "_BATCH", 1)
    tell(session, [alice])
    let_pass(session, -2)
    tell(session, [alice])
    assert [run(notification_mail.write), run(notification_mail.write)] == [2, 0]
