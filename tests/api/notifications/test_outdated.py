"""Mail that waits, for quiet hours or for the mail server: when it leaves, it says what is true then, or nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from mockmate_ws.jobs import notification_mail, reminders, watches
from shared.core.settings import Settings
from shared.mail import outbox
from shared.mail.outbox import Outcome
from tests import mail_grammar
from tests.api.notifications.letters import MakeSlot, Run, book, quiet_now, wishes
from tests.api.notifications.wire import Wire
from tests.clients.person import Person

pytestmark = pytest.mark.usefixtures("only_news_to_mail")


def subjects(raw: list[bytes]) -> list[str]:
    return [mail_grammar.read(one, is_utf8=False).headers["Subject"] for one in raw]


def sequences(raw: list[bytes]) -> list[tuple[str, str]]:
    calendars = [mail_grammar.read_calendar(mail_grammar.read(one, is_utf8=False).parts[2].text) for one in raw]
    return [(one["METHOD"], one["SEQUENCE"]) for one in calendars]


def cancel(person: Person, booking_id: int) -> None:
    assert person.delete(f"/slots/bookings/{booking_id}").status_code == 204


def move(person: Person, booking_id: int, slot_id: int) -> None:
    assert person.patch(f"/slots/bookings/{booking_id}", {"slot_id": slot_id}).status_code == 200


@pytest.fixture
def reminded(
    alice: Person, session: Session, make_slot: MakeSlot, run: Run, wire: Wire
) -> Callable[[dict[str, Any]], int]:
    """Book for Alice, and remind her of it in quiet hours. Returns the id of the booking."""

    def remind(preferences: dict[str, Any]) -> int:
        wishes(alice, kinds={"booking.changed": {"in_app": False, "email": False}}, **preferences)
        booking_id = book(alice, make_slot(60 * 23))
        session.execute(text("UPDATE bookings SET revised_at = revised_at - interval '3 days'"))
        session.commit()
        assert run(reminders.remind) == run(notification_mail.write) == 1
        return booking_id

    return remind


def quiet() -> dict[str, Any]:
    return {"quiet_hours": quiet_now(3)}


@pytest.mark.parametrize("waits", ["in quiet hours", "for the server"])
@pytest.mark.parametrize("what", ["canceled", "moved", "unwanted", "kept"])
def test_a_reminder_of_what_is_canceled_or_moved_is_not_sent(
    alice: Person, make_slot: MakeSlot, wire: Wire, reminded: Callable[..., int], waits: str, what: str
) -> None:
    booking_id = reminded(quiet() if waits == "in quiet hours" else {})
    if waits == "for the server":
        wire.ask_to_come_back()
    assert wire.deliver() == []
    if what == "canceled":
        cancel(alice, booking_id)
    elif what == "moved":
        move(alice, booking_id, make_slot(60 * 30))
    wishes(alice, kinds={"booking.reminder": {"in_app": True, "email": what != "unwanted"}})
    wire.let_it_be_due()
    assert subjects(wire.deliver()) == (["Your mock interview starts tomorrow"] if what == "kept" else [])


def test_a_late_reminder_says_how_long_it_is_now(session: Session, wire: Wire, reminded: Callable[..., int]) -> None:
    reminded({})
    wire.ask_to_come_back()
    by = "interval '14 hours 30 minutes'"
    for table in ("bookings", "slots"):
        session.execute(text(f"UPDATE {table} SET starts_at = starts_at - {by}, ends_at = ends_at - {by}"))
    told = f"to_jsonb((data->>'starts_at')::timestamptz - {by})"
    session.execute(text(f"UPDATE events SET data = jsonb_set(data, '{{starts_at}}', {told}) WHERE data ? 'minutes'"))
    session.commit()
    wire.let_it_be_due()
    assert subjects(wire.deliver()) == ["Your mock interview starts in 8 hours"]


def test_what_waits_when_quiet_hours_begin_goes_on_waiting(
    alice: Person, session: Session, wire: Wire, reminded: Callable[..., int]
) -> None:
    reminded({})
    wishes(alice, **quiet())
    assert wire.deliver() == []
    due_at, attempts = session.execute(text("SELECT due_at, attempts FROM outgoing_mails")).one()
    assert due_at - datetime.now(UTC) > timedelta(hours=2, minutes=50)
    assert attempts == 0


@pytest.mark.parametrize("what", ["taken", "booked by me", "no longer watched", "free"])
def test_a_seat_that_is_taken_is_not_offered(
    alice: Person, bob: Person, make_slot: MakeSlot, run: Run, wire: Wire, what: str
) -> None:
    wishes(alice, **quiet(), kinds={"booking.changed": {"in_app": False, "email": False}})
    slot_id = make_slot(600, capacity=1)
    alice.post(f"/slots/{slot_id}/watch")
    assert run(watches.notify) == run(notification_mail.write) == 1
    if what == "taken":
        book(bob, slot_id)
    elif what == "booked by me":
        book(alice, slot_id)
    elif what == "no longer watched":
        assert alice.delete(f"/slots/{slot_id}/watch").status_code == 204
    wishes(alice)
    wire.let_it_be_due()
    assert subjects(wire.deliver()) == (["A seat is free in a slot you are watching"] if what == "free" else [])


def test_of_two_mails_about_one_thing_that_wait_the_newer_is_sent(
    alice: Person, session: Session, make_slot: MakeSlot, run: Run, wire: Wire
) -> None:
    slot_id = make_slot(600)
    alice.post(f"/slots/{slot_id}/watch")
    for _ in range(2):
        session.execute(text("UPDATE slot_watches SET told = false"))
        session.commit()
        assert run(watches.notify) == run(notification_mail.write) == 1
        wire.ask_to_come_back()
    wire.let_it_be_due()
    assert subjects(wire.deliver()) == ["A seat is free in a slot you are watching"]


@pytest.mark.parametrize("what", ["started", "declined", "over", "waiting"])
def test_a_peer_is_waiting_only_before_the_start(
    alice: Person, bob: Person, session: Session, run: Run, wire: Wire, what: str
) -> None:
    wishes(alice, kinds={"match.found": {"in_app": True, "email": True}})
    wish = {"interview_type": "technical", "difficulty": "easy"}
    alice.post("/match/pair", wish)
    interview_id = bob.post("/match/pair", wish).get_json()["interview"]["id"]
    assert run(notification_mail.write) == 1
    wire.ask_to_come_back()
    if what == "started":
        for person in (alice, bob):
            person.post("/interview/start", {"interview_id": interview_id})
    elif what == "declined":
        bob.post(f"/interview/{interview_id}/decline", {})
    elif what == "over":
        session.execute(text("UPDATE interviews SET start_by = now()"))
        session.commit()
    wire.let_it_be_due()
    assert subjects(wire.deliver()) == (["You are matched: your peer is waiting"] if what == "waiting" else [])


def test_no_invitation_comes_after_the_cancellation(alice: Person, make_slot: MakeSlot, run: Run, wire: Wire) -> None:
    booking_id = book(alice, make_slot(600))
    run(notification_mail.write)
    wire.ask_to_come_back()
    cancel(alice, booking_id)
    run(notification_mail.write)
    raw = wire.deliver()
    wire.let_it_be_due()
    assert sequences(raw + wire.deliver()) == [("CANCEL", "1")]


def test_an_invitation_that_waits_has_the_newest_state(
    alice: Person, make_slot: MakeSlot, run: Run, wire: Wire
) -> None:
    booking_id = book(alice, make_slot(600))
    run(notification_mail.write)
    move(alice, booking_id, make_slot(900))
    raw = wire.deliver()
    assert sequences(raw) == [("REQUEST", "1")]
    assert subjects(raw) == ["Booked: your technical mock interview"]
    # The move was told with it.
    assert run(notification_mail.write) == 0
    assert wire.deliver() == []


def test_of_what_was_booked_and_canceled_before_anything_was_sent_nothing_is(
    alice: Person, make_slot: MakeSlot, run: Run, wire: Wire
) -> None:
    booking_id = book(alice, make_slot(600))
    run(notification_mail.write)
    cancel(alice, booking_id)
    run(notification_mail.write)
    assert wire.deliver() == []


def test_a_change_waits_while_the_invitation_is_being_sent(
    alice: Person, session: Session, settings: Settings, make_slot: MakeSlot, run: Run, wire: Wire
) -> None:
    """The server takes minutes to accept it, and would accept what follows at once, over another connection."""
    booking_id = book(alice, make_slot(600))
    run(notification_mail.write)
    (being_sent,) = outbox.claim(session, settings.model_copy(update={"mail_url": "smtp://elsewhere"}), 9)
    session.commit()
    cancel(alice, booking_id)
    assert run(notification_mail.write) == 1
    assert wire.deliver() == []
    outbox.settle(session, [Outcome(being_sent.id)])
    session.commit()
    assert sequences(wire.deliver()) == [("CANCEL", "1")]


def test_what_happened_while_nobody_kept_house_is_mailed_later(
    alice: Person, session: Session, make_slot: MakeSlot, run: Run
) -> None:
    session.execute(text("UPDATE mail_cursors SET at = at - interval '9 hours'"))
    book(alice, make_slot(600))
    session.execute(text("UPDATE events SET at = at - interval '8 hours'"))
    session.commit()
    assert [run(notification_mail.write), run(notification_mail.write)] == [1, 0]
