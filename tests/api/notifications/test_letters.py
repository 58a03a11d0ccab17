"""What mail about a booking says, with a calendar where one belongs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from sqlalchemy import text, update
from sqlalchemy.orm import Session

from mockmate_ws.jobs import notification_mail
from shared.core.settings import Settings
from shared.mail import outbox
from shared.mail.transport import Connection
from shared.mail.words import Words
from shared.models import User
from tests.api.mailbox import Mailbox
from tests.api.notifications.letters import MakeSlot, Run, book, event_of, wishes
from tests.clients.person import Person

pytestmark = pytest.mark.usefixtures("only_news_to_mail")


def test_booking_moving_and_cancelling_each_send_one_invitation(
    alice: Person, make_slot: MakeSlot, run: Run, mailbox: Mailbox
) -> None:
    booking_id = book(alice, make_slot(600))
    assert [run(notification_mail.write), run(notification_mail.write)] == [1, 0]
    sent = mailbox.take()
    alice.patch(f"/slots/bookings/{booking_id}", {"slot_id": make_slot(900)})
    assert run(notification_mail.write) == 1
    sent += mailbox.take()
    alice.patch(f"/slots/bookings/{booking_id}", {"note": "not for calendars"})
    assert run(notification_mail.write) == 0
    alice.delete(f"/slots/bookings/{booking_id}")
    assert [run(notification_mail.write), run(notification_mail.write)] == [1, 0]
    sent += mailbox.take()

    events = [event_of(one) for one in sent]
    assert [method for method, _ in events] == ["REQUEST", "REQUEST", "CANCEL"]
    assert len({str(event["UID"]) for _, event in events}) == 1
    assert [int(event["SEQUENCE"]) for _, event in events] == [0, 1, 2]
    assert [str(event["STATUS"]) for _, event in events] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert events[1][1].decoded("dtstart") - events[0][1].decoded("dtstart") > timedelta(hours=4)
    assert str(events[0][1]["ATTENDEE"]) == "mailto:alice@example.com"
    assert str(events[0][1]["ORGANIZER"]) == "mailto:mockmate@localhost"
    assert [one.written.subject.partition(":")[0] for one in sent] == ["Booked", "Changed", "Canceled"]
    assert {one.recipient for one in sent} == {"alice@example.com"}


@pytest.fixture
def cancellation(alice: Person, make_slot: MakeSlot, run: Run, mailbox: Mailbox) -> Callable[[], str]:
    """Let Alice book a slot, about which she is mailed; return what the mail about its cancellation says."""
    book(alice, make_slot(600))
    run(notification_mail.write)
    mailbox.take()

    def read() -> str:
        run(notification_mail.write)
        (sent,) = [mail for mail in mailbox.take() if mail.written.subject != "Your account is suspended"]
        assert sent.written.subject == "Canceled: your technical mock interview"
        assert event_of(sent)[0] == "CANCEL"
        return sent.written.text.split("\n")[2]

    return read


def cancel(person: Person) -> None:
    (booking,) = person.get("/slots/bookings").get_json()["items"]
    person.delete(f"/slots/bookings/{booking['id']}")


def test_the_mail_says_that_you_cancelled(alice: Person, cancellation: Callable[[], str]) -> None:
    cancel(alice)
    assert cancellation().startswith("You canceled your technical mock interview on ")


def test_the_mail_says_that_an_administrator_cancelled(
    alice: Person, admin: Person, cancellation: Callable[[], str]
) -> None:
    assert admin.post(f"/admin/users/{alice.id}/suspend", {"reason": "Spam."}).status_code == 204
    assert cancellation().startswith("An administrator canceled your technical mock interview on ")


def test_the_mail_about_a_booking_cancelled_before_this_was_kept_says_you(
    alice: Person, session: Session, cancellation: Callable[[], str]
) -> None:
    cancel(alice)
    session.execute(text("UPDATE bookings SET cancelled_by = NULL"))
    session.commit()
    assert cancellation().startswith("You canceled your technical mock interview on ")


def moment_of(session: Session, booking_id: int) -> str:
    starts_at = session.execute(text("SELECT starts_at FROM bookings WHERE id = :id"), {"id": booking_id}).scalar_one()
    return Words("en").moment(starts_at)


def test_each_change_is_named_and_nothing_else(
    alice: Person, session: Session, make_slot: MakeSlot, run: Run, mailbox: Mailbox
) -> None:
    booking_id = book(alice, make_slot(600))

    def sent_after(**changes: Any) -> list[str]:
        if changes:
            assert alice.patch(f"/slots/bookings/{booking_id}", changes).status_code == 200
        run(notification_mail.write)
        (sent,) = mailbox.take()
        greeting, *lines, _home, _choose, _where = (line for line in sent.written.text.split("\n") if line)
        assert greeting == "Hello alice,"
        return [sent.written.subject.partition(":")[0], *lines]

    first = moment_of(session, booking_id)
    booked = [f"You booked a technical mock interview on {first}.", "Difficulty: medium", "Language: English"]
    assert sent_after() == ["Booked", *booked]
    changed = f"You changed your technical mock interview on {first}."
    assert sent_after(difficulty="hard") == [
        "Changed",
        changed,
        "Difficulty: hard (before: medium)",
        "Language: English",
    ]
    assert sent_after(language="de") == ["Changed", changed, "Difficulty: hard", "Language: German (before: English)"]
    moved = sent_after(slot_id=make_slot(900), difficulty="easy", language="yue")
    second = moment_of(session, booking_id)
    assert moved == [
        "Changed",
        f"You moved your technical mock interview from {first} to {second}.",
        "Difficulty: easy (before: hard)",
        "Language: Cantonese (before: German)",
    ]
    # What an earlier release mailed is not known.
    session.execute(text("UPDATE bookings SET invited_starts_at = NULL, invited_difficulty = NULL"))
    session.commit()
    again = f"You changed your technical mock interview on {second}."
    assert sent_after(difficulty="medium") == ["Changed", again, "Difficulty: medium", "Language: Cantonese"]


def test_what_was_changed_back_before_anybody_was_told_is_not_mailed(
    alice: Person, make_slot: MakeSlot, run: Run, mailbox: Mailbox
) -> None:
    booking_id = book(alice, make_slot(600))
    assert run(notification_mail.write) == 1
    mailbox.take()
    for difficulty in ("hard", "medium"):
        alice.patch(f"/slots/bookings/{booking_id}", {"difficulty": difficulty})
    assert run(notification_mail.write) == 0
    alice.delete(f"/slots/bookings/{booking_id}")
    assert run(notification_mail.write) == 1


@pytest.mark.parametrize("how", ["decline", "suspend"])
def test_who_is_left_by_a_peer_reads_that_and_not_that_they_cancelled(
    alice: Person, bob: Person, admin: Person, run: Run, matched: str, how: str, mailbox: Mailbox
) -> None:
    wishes(bob, kinds={"match.declined": {"in_app": True, "email": True}})
    run(notification_mail.write)
    mailbox.take()
    if how == "decline":
        assert alice.post(f"/interview/{matched}/decline").status_code == 200
    else:
        assert admin.post(f"/admin/users/{alice.id}/suspend", {"reason": "Spam."}).status_code == 204
    run(notification_mail.write)
    (sent,) = (each for each in mailbox.take() if each.recipient == "bob@example.com")
    assert sent.written.subject == "Your peer declined the match"
    assert "Your peer declined the match. You are back in the waiting room" in sent.written.text
    assert "ancel" not in sent.written.text


def test_a_mail_goes_out_whole(
    alice: Person, session: Session, settings: Settings, make_slot: MakeSlot, run: Run, tmp_path: Path, api: Person
) -> None:
    alice.patch("/users/me", {"full_name": "Älice Liddell"})
    book(alice, make_slot(600))
    run(notification_mail.write)
    with_folder = settings.model_copy(update={"mail_url": f"file:{tmp_path}/mail"})
    (claimed,) = outbox.claim(session, with_folder, 9)
    session.commit()
    assert Connection(with_folder).deliver(claimed).error is None
    (path,) = (tmp_path / "mail").glob("*.eml")
    message = message_from_bytes(path.read_bytes(), policy=default)
    text_part, _html_part, calendar_part = message.iter_parts()
    assert "Hello Älice Liddell," in text_part.get_content()
    assert calendar_part.get_content_type() == "text/calendar"
    assert calendar_part["content-type"].params["method"] == "REQUEST"
    (event,) = Calendar.from_ical(calendar_part.get_content()).walk("VEVENT")
    assert event["ATTENDEE"].params["CN"] == "Älice Liddell"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    url = message["List-Unsubscribe"].strip("<>")
    assert url.startswith(f"{settings.public_url}/notifications/unsubscribe/")
    assert api.call("POST", url.removeprefix(settings.public_url), data="List-Unsubscribe=One-Click").status_code == 204
    assert alice.get("/notifications/preferences").get_json()["kinds"]["booking.changed"]["email"] is False
    book(alice, make_slot(1200))
    assert run(notification_mail.write) == 0


@pytest.mark.parametrize(
    ("stored", "shown"), [("\u202eecilA", "ecilA"), ("\ufeff", "alice"), ("\u05e0\u05d4", "\u2068\u05e0\u05d4\u2069")]
)
def test_a_name_stored_by_an_early_version_is_mailed_as_it_can_be_shown(
    alice: Person, session: Session, make_slot: MakeSlot, run: Run, mailbox: Mailbox, stored: str, shown: str
) -> None:
    session.execute(update(User).where(User.id == alice.id).values(full_name=stored))
    session.commit()
    book(alice, make_slot(600))
    run(notification_mail.write)
    (letter,) = mailbox.take()
    assert letter.written.text.startswith(f"Hello {shown},\n")
    assert event_of(letter)[1]["ATTENDEE"].params["CN"] == shown
