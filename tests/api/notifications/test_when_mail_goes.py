"""Which events are mailed, to whom, and when: as people wish, and once."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from mockmate_ws.jobs import notification_mail, reminders, watches
from shared.core.settings import Settings
from shared.events import event_log
from shared.events.types import MatchPeerNoShow, WeekSummarized
from tests.api.feedback.test_submit import GOOD
from tests.api.mailbox import Mailbox
from tests.api.notifications.letters import MakeSlot, Run, book, mails, quiet_now, wishes
from tests.api.past import Past
from tests.clients.person import Person

pytestmark = pytest.mark.usefixtures("only_news_to_mail")


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
    assert (
        f"{starts_at.astimezone(ZoneInfo('Asia/Kathmandu')):%-I:%M\u00a0%p} (Kathmandu, GMT+05:45)" in sent.written.text
    )
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
