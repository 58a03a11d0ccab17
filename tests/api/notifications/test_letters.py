"""Mail about what people were told: as they wish, once, with a calendar where one belongs."""

from __future__ import annotations

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar
from sqlalchemy import Engine, select, text, update
from sqlalchemy.orm import Session

from mockmate_ws.jobs import notification_mail, reminders, watches
from shared.core.local_time import in_words
from shared.core.settings import Settings
from shared.events import event_log
from shared.events.types import MatchPeerNoShow, WeekSummarized
from shared.mail import outbox
from shared.mail.letters import Outgoing
from shared.mail.transport import Connection
from shared.models import OutgoingMail, User
from tests.api.feedback.test_submit import GOOD
from tests.api.mailbox import Mailbox
from tests.api.past import Past
from tests.clients.person import Person

MakeSlot = Callable[..., int]
Run = Callable[[Any], int]


pytestmark = pytest.mark.usefixtures("only_news_to_mail")


def book(person: Person, slot_id: int) -> int:
    answer = person.post("/slots/book", {"slot_id": slot_id, "difficulty": "medium"})
    assert answer.status_code == 201
    return int(answer.get_json()["id"])


def mails(session: Session) -> list[OutgoingMail]:
    session.rollback()
    return list(session.scalars(select(OutgoingMail).order_by(OutgoingMail.id)))


def wishes(person: Person, **body: Any) -> None:
    assert person.call("PUT", "/notifications/preferences", json=body).status_code == 200


def event_of(letter: Outgoing) -> tuple[str, Any]:
    assert letter.calendar is not None
    calendar = Calendar.from_ical(letter.calendar)
    (event,) = calendar.walk("VEVENT")
    return str(calendar["METHOD"]), event


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
        (sent,) = mailbox.take()
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
    return in_words(starts_at, "UTC")


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
        "Language: yue (before: German)",
    ]
    # What an earlier release mailed is not known.
    session.execute(text("UPDATE bookings SET invited_starts_at = NULL, invited_difficulty = NULL"))
    session.commit()
    again = f"You changed your technical mock interview on {second}."
    assert sent_after(difficulty="medium") == ["Changed", again, "Difficulty: medium", "Language: yue"]


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


def test_what_was_booked_and_cancelled_before_anybody_was_told_is_not_mailed(
    alice: Person, session: Session, make_slot: MakeSlot, run: Run
) -> None:
    alice.delete(f"/slots/bookings/{book(alice, make_slot(600))}")
    assert run(notification_mail.write) == 0


def test_going_to_the_waiting_room_and_back_invites_nobody_again(alice: Person, make_slot: MakeSlot, run: Run) -> None:
    slot_id = make_slot(5)
    book(alice, slot_id)
    assert run(notification_mail.write) == 1
    alice.post("/match/pair", {"slot_id": slot_id})
    alice.post("/match/leave", {"slot_id": slot_id})
    assert run(notification_mail.write) == 0


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


def test_a_reminder_says_when_by_the_clocks_of_whoever_is_reminded(
    alice: Person, session: Session, make_slot: MakeSlot, run: Run, mailbox: Mailbox
) -> None:
    wishes(alice, kinds={"booking.changed": {"in_app": False, "email": False}})
    book(alice, make_slot(30))
    alice.patch("/users/me", {"time_zone": "Asia/Kathmandu"})
    session.execute(text("UPDATE bookings SET revised_at = revised_at - interval '1 day'"))
    session.commit()
    run(reminders.remind)
    assert run(notification_mail.write) == 1
    (sent,) = mailbox.take()
    starts_at = session.execute(text("SELECT starts_at FROM bookings")).scalar_one()
    assert f"{starts_at.astimezone(ZoneInfo('Asia/Kathmandu')):%H:%M} (Asia/Kathmandu)" in sent.written.text
    assert sent.calendar is None


def test_each_kind_finds_its_words(
    alice: Person, bob: Person, session: Session, make_slot: MakeSlot, run: Run, mailbox: Mailbox
) -> None:
    everything = alice.get("/notifications/preferences").get_json()["kinds"]
    for person in (alice, bob):
        wishes(person, kinds={kind: {"in_app": True, "email": True} for kind in everything})
    slot_id = make_slot(30)
    bob.post(f"/slots/{slot_id}/watch")
    run(watches.notify)
    book(alice, slot_id)
    session.execute(text("UPDATE bookings SET revised_at = revised_at - interval '1 day'"))
    session.commit()
    run(reminders.remind)
    wish = {"interview_type": "behavioral", "difficulty": "easy"}
    charlie_less = bob.post("/match/pair", wish)
    assert charlie_less.status_code == 202
    past = Past(session)
    interview_id = past.meet(alice.id, bob.id)
    bob.post("/feedback/submit", {"interview_id": str(interview_id), **GOOD})
    for number, absent in ((1, [alice.id]), (2, [])):
        told = MatchPeerNoShow(interview_id=UUID(int=number), absent=absent, waiting_again=True)
        event_log.append(session, event_log.user(alice.id), told)
    week = WeekSummarized(week=past.now.date(), interviews=2, minutes=60, feedback=1, upcoming=3)
    event_log.append(session, event_log.user(alice.id), week)
    session.commit()
    assert run(notification_mail.write) == 7
    assert sorted(re.sub(r"\d+", "N", one.written.subject) for one in mailbox.take()) == [
        "A seat is free in a slot you are watching",
        "Booked: your technical mock interview",
        "You have received feedback",
        "You missed your mock interview",
        "Your mock interview starts in N minutes",
        "Your peer didn't show up",
        "Your week at Mock Mate",
    ]


def test_a_match_is_mailed_to_who_wants_that(alice: Person, bob: Person, run: Run, mailbox: Mailbox) -> None:
    wishes(alice, kinds={"match.found": {"in_app": True, "email": True}})
    wish = {"interview_type": "technical", "difficulty": "easy"}
    alice.post("/match/pair", wish)
    assert bob.post("/match/pair", wish).status_code == 200
    assert run(notification_mail.write) == 1
    (sent,) = mailbox.take()
    assert (sent.recipient, "bob" in sent.written.text) == ("alice@example.com", True)


def quiet_now(hours: float) -> dict[str, str]:
    """Return quiet hours that began two hours ago and end in so many hours, by UTC."""
    now = datetime.now(UTC)
    return {"from": f"{now - timedelta(hours=2):%H:%M}", "to": f"{now + timedelta(hours=hours):%H:%M}"}


def test_in_quiet_hours_mail_waits_until_they_are_over(alice: Person, bob: Person, session: Session, run: Run) -> None:
    wishes(alice, quiet_hours=quiet_now(3))
    interview_id = Past(session).meet(alice.id, bob.id)
    bob.post("/feedback/submit", {"interview_id": str(interview_id), **GOOD})
    assert run(notification_mail.write) == 1
    (sent,) = mails(session)
    assert timedelta(hours=2, minutes=58) < sent.due_at - datetime.now(UTC) <= timedelta(hours=3)


def test_a_reminder_that_would_come_too_late_after_quiet_hours_is_not_mailed(
    alice: Person, bob: Person, session: Session, make_slot: MakeSlot, run: Run
) -> None:
    wishes(alice, quiet_hours=quiet_now(3))
    wishes(bob, quiet_hours=quiet_now(0.2))
    slot_id = make_slot(50)
    for person in (alice, bob):
        book(person, slot_id)
    assert run(notification_mail.write) == 2  # the invitations, which are the answer to a booking
    session.execute(text("UPDATE bookings SET revised_at = revised_at - interval '1 day'"))
    session.commit()
    run(reminders.remind)
    assert run(notification_mail.write) == 1
    assert mails(session)[-1].recipient == "bob@example.com"
    assert {each["kind"] for each in alice.get("/notifications").get_json()["items"]} == {"booking.reminder"}


def test_processes_that_write_at_once_write_each_once(
    alice: Person, bob: Person, session: Session, make_slot: MakeSlot, engine: Engine, settings: Settings
) -> None:
    for minutes in (100, 200, 300):
        slot_id = make_slot(minutes)
        for person in (alice, bob):
            book(person, slot_id)

    def write(_: int) -> int:
        with Session(engine) as own:
            done = notification_mail.write(own, settings)
            own.commit()
            return done

    with ThreadPoolExecutor(4) as threads:
        assert sum(threads.map(write, range(12))) == 6
    assert len(mails(session)) == 6
