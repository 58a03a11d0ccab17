"""Calendar entries of what is arranged by invitation: each names the other person, in every kind of calendar."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from icalendar import Calendar
from sqlalchemy import text
from sqlalchemy.orm import Session

from mockmate_ws.jobs import notification_mail
from shared.core.settings import Settings
from tests.api.invitations.conftest import Invite, accept
from tests.api.mailbox import Mailbox
from tests.clients.person import Person


@pytest.fixture(autouse=True)
def confirmed(alice: Person, bob: Person, session: Session, settings: Settings, mailbox: Mailbox) -> None:
    """Both have confirmed their addresses, and news from here on is mailed."""
    notification_mail.write(session, settings)
    session.execute(text("UPDATE users SET email_verified_at = now()"))
    session.commit()
    mailbox.take()


def summary_of(calendar: str) -> str:
    (event,) = Calendar.from_ical(calendar).walk("VEVENT")
    return str(event["SUMMARY"])


def test_both_see_whom_they_meet_in_file_feed_and_mail(
    invite: Invite, alice: Person, bob: Person, mailbox: Mailbox, session: Session, settings: Settings
) -> None:
    alice.patch("/users/me", {"full_name": "Alice Able"}, status=200)
    bob.patch("/users/me", {"full_name": "Bob https://evil.example/now", "ui_language": "es"}, status=200)
    invitation = invite(600)
    accept(bob, invitation, starts_at=invitation["proposals"][0], difficulty="hard")
    notification_mail.write(session, settings)
    session.commit()
    mailed = {one.recipient: one.calendar for one in mailbox.take() if one.calendar}
    # What would become a link is no name.
    for person, summary in (
        (alice, "Mock interview with bob: technical, medium"),
        (bob, "Entrevista de práctica con Alice Able: técnica, dificultad difícil"),
    ):
        (booking,) = person.get("/slots/bookings").get_json()["items"]
        feed = urlsplit(person.post("/slots/calendar/rotate").get_json()["url"]).path
        for calendar in (
            person.get(f"/slots/bookings/{booking['id']}/calendar.ics").get_data(as_text=True),
            person.get(feed).get_data(as_text=True),
            mailed[person.user["email"]],
        ):
            assert summary_of(calendar) == summary


def test_the_entry_that_a_cancellation_removes_names_them_too(
    invite: Invite, alice: Person, bob: Person, mailbox: Mailbox, session: Session, settings: Settings
) -> None:
    invitation = invite(600)
    accept(bob, invitation, starts_at=invitation["proposals"][0])
    for _ in range(2):
        notification_mail.write(session, settings)
        session.commit()
        sent = {one.recipient: one.calendar for one in mailbox.take() if one.calendar}
        assert [summary_of(sent[one.user["email"]] or "") for one in (alice, bob)] == [
            "Mock interview with bob: technical, medium",
            "Mock interview with alice: technical, medium",
        ]
        (booking,) = bob.get("/slots/bookings").get_json()["items"]
        bob.delete(f"/slots/bookings/{booking['id']}")
