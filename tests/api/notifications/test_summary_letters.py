"""The weekly summary, and the mail about it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from mockmate_ws.jobs import notification_mail, summaries
from shared.core import clock
from shared.core.settings import Settings
from shared.mail.rendering import render_event
from shared.mail.words import Words
from tests.api.mailbox import Mailbox
from tests.api.notifications.letters import MakeSlot, Run, book, wishes
from tests.api.past import Past
from tests.clients.person import Person

pytestmark = pytest.mark.usefixtures("only_news_to_mail")


def summary_is_due(session: Session) -> None:
    """Let an earlier Monday be when the next summary was planned, with nobody at it since."""
    session.execute(
        text("UPDATE notification_settings SET next_summary_at = date_trunc('week', now() - interval '1 day')")
    )
    session.commit()


def test_a_weekly_summary_is_written_once_a_week_for_who_wants_it(
    alice: Person, bob: Person, session: Session, make_slot: MakeSlot, run: Run, mailbox: Mailbox
) -> None:
    wishes(
        alice,
        kinds={
            "week.summarized": {"in_app": True, "email": True},
            "booking.changed": {"in_app": False, "email": False},
        },
    )
    assert run(summaries.write) == 0
    past = Past(session)
    monday = past.now.replace(hour=12, minute=0, second=0, microsecond=0) - timedelta(days=past.now.weekday() + 7)
    for days, minutes in ((-1, 10), (0, 20), (6, 30), (7, 40)):
        at = monday + timedelta(days=days)
        interview_id = past.meet(alice.id, bob.id, at, minutes=minutes)
        as_interviewer = {"overall": 4} if days == 6 else None
        past.say(interview_id, bob.id, alice.id, created_at=at, as_interviewer=as_interviewer)
    book(alice, make_slot(600))
    for expected in ([1, 0], [1, 0]):
        summary_is_due(session)
        assert [run(summaries.write), run(summaries.write)] == expected
    first, second = [
        each["data"] for each in alice.get("/notifications").get_json()["items"] if each["kind"] == "week.summarized"
    ]
    assert (
        first
        == second
        == {
            "week": str(monday.date()),
            "interviews": 2,
            "minutes": 50,
            "feedback": 2,
            "feedback_as_interviewer": 1,
            "upcoming": 1,
        }
    )
    assert run(notification_mail.write) == 2
    assert all(
        "- Feedback received: 2 (1 on you as interviewer)\n- Booked" in one.written.text for one in mailbox.take()
    )


@pytest.mark.parametrize("of_before", [{}, {"feedback_as_interviewer": 0}])
def test_a_summary_without_feedback_on_interviewing_does_not_mention_it(
    settings: Settings, of_before: dict[str, int]
) -> None:
    week = {"week": "2026-01-05", "interviews": 1, "minutes": 30, "feedback": 1, "upcoming": 0, **of_before}
    _, body = render_event(settings, Words("en"), "week.summarized", "Alice", week)
    assert "- Feedback received: 1\n- Booked" in body


def test_an_empty_week_is_passed_over(alice: Person, session: Session, run: Run) -> None:
    wishes(alice, kinds={"week.summarized": {"in_app": True, "email": True}})
    summary_is_due(session)
    assert run(summaries.write) == 1
    assert alice.get("/notifications").get_json()["items"] == []


def test_who_moves_west_gets_the_summary_on_the_monday_of_their_new_clocks(
    alice: Person, session: Session, make_slot: MakeSlot, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def planned() -> datetime:
        session.rollback()
        at: datetime = session.execute(text("SELECT next_summary_at FROM notification_settings")).scalar_one()
        return at

    def written_at(moment: datetime) -> list[Any]:
        with monkeypatch.context() as later:
            later.setattr(clock, "now", lambda _: moment)
            assert run(summaries.write) == 1
        items = alice.get("/notifications").get_json()["items"]
        return [each["data"]["week"] for each in items if each["kind"] == "week.summarized"]

    alice.patch("/users/me", {"time_zone": "Pacific/Kiritimati"})
    wishes(alice, kinds={"week.summarized": {"in_app": True, "email": True}})
    before = planned()
    book(alice, make_slot((before - datetime.now(UTC)) // timedelta(minutes=1) + 3 * 24 * 60))
    alice.patch("/users/me", {"time_zone": "America/Los_Angeles"})
    # Monday morning there is Sunday morning here.
    assert written_at(before + timedelta(minutes=1)) == []
    here = planned().astimezone(ZoneInfo("America/Los_Angeles"))
    assert (here.isoweekday(), here.hour) == (1, 8)
    assert timedelta(0) < here - before < timedelta(days=2)
    assert written_at(here + timedelta(minutes=1)) == [str((here - timedelta(days=7)).date())]
