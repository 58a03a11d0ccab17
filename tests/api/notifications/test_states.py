"""`state` of a notification: what is true now, whatever was true when it was told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import text
from sqlalchemy.orm import Session

from mockmate_ws.jobs import reminders, watches
from shared.events import event_log
from shared.events.types import FeedbackReceived
from tests.api.feedback.test_submit import GOOD
from tests.clients.person import Person

MakeSlot = Callable[..., int]
Run = Callable[[Any], int]


def states(person: Person, kind: str) -> list[str | None]:
    items = person.get("/notifications").get_json()["items"]
    return [one["state"] for one in items if one["kind"] == kind]


def book(person: Person, slot_id: int) -> int:
    answer = person.post("/slots/book", {"slot_id": slot_id, "difficulty": "easy"})
    assert answer.status_code == 201, answer.text
    return int(answer.get_json()["id"])


def test_a_match_is_open_until_its_interview_is_over(alice: Person, bob: Person, matched: str) -> None:
    assert states(alice, "match.found") == ["open"]
    for person in (alice, bob):
        person.post("/interview/start", {"interview_id": matched})
    assert states(alice, "match.found") == ["open"]
    bob.post(f"/interview/{matched}/end")
    assert states(alice, "match.found") == states(bob, "match.found") == ["over"]


def test_whoever_was_declined_waits_until_they_leave(alice: Person, bob: Person, matched: str) -> None:
    bob.post(f"/interview/{matched}/decline")
    assert states(alice, "match.declined") == ["open"]
    alice.post("/match/leave")
    assert states(alice, "match.declined") == ["over"]


def test_feedback_is_locked_until_one_has_given_ones_own(
    alice: Person, bob: Person, ended: str, session: Session
) -> None:
    bob.post("/feedback/submit", {"interview_id": ended, **GOOD})
    assert states(alice, "feedback.received") == ["locked"]
    alice.post("/feedback/submit", {"interview_id": ended, **GOOD})
    assert states(alice, "feedback.received") == states(bob, "feedback.received") == ["open"]
    session.execute(text("DELETE FROM feedback WHERE author_id = :id"), {"id": alice.id})
    session.commit()
    assert (states(alice, "feedback.received"), states(bob, "feedback.received")) == (["locked"], ["over"])
    session.execute(text("UPDATE interviews SET ended_at = ended_at - interval '80 hours'"))
    session.commit()
    assert states(alice, "feedback.received") == ["open"]


def test_a_reminder_is_over_once_its_booking_has_moved_or_is_cancelled(
    alice: Person, session: Session, make_slot: MakeSlot, run: Run
) -> None:
    booking_id = book(alice, make_slot(45))
    session.execute(text("UPDATE bookings SET revised_at = revised_at - interval '1 day'"))
    session.commit()
    run(reminders.remind)
    assert states(alice, "booking.reminder") == ["open"]
    alice.patch(f"/slots/bookings/{booking_id}", {"slot_id": make_slot(50)})
    assert states(alice, "booking.reminder") == ["over"]
    session.execute(text("UPDATE bookings SET revised_at = revised_at - interval '1 day'"))
    session.commit()
    run(reminders.remind)
    assert states(alice, "booking.reminder") == ["open", "over"]
    alice.delete(f"/slots/bookings/{booking_id}")
    assert states(alice, "booking.reminder") == ["over", "over"]


def test_a_free_seat_is_over_once_it_is_taken_by_anybody(
    alice: Person, bob: Person, make_slot: MakeSlot, run: Run
) -> None:
    slot_id = make_slot(capacity=1)
    booking_id = book(alice, slot_id)
    bob.post(f"/slots/{slot_id}/watch")
    alice.delete(f"/slots/bookings/{booking_id}")
    run(watches.notify)
    assert states(bob, "slot.available") == ["open"]
    book(alice, slot_id)
    assert states(bob, "slot.available") == ["over"]


def test_what_cannot_be_read_is_over_and_hides_nothing(alice: Person, session: Session) -> None:
    for _ in range(5):
        event_log.append(session, event_log.user(alice.id), FeedbackReceived(interview_id=uuid4()))
    odd = [
        ("feedback.received", '{"interview_id": 5}'),
        ("match.found", '{"interview": "none"}'),
        ("booking.reminder", '{"booking_id": 1, "starts_at": "soon"}'),
        ("slot.available", '{"slot_id": true}'),
    ]
    for place, (kind, data) in enumerate(odd, start=1):
        session.execute(
            text(
                'UPDATE events SET type = :kind, data = CAST(:data AS jsonb) WHERE stream = :me AND "offset" = :place'
            ),
            {"kind": kind, "data": data, "me": event_log.user(alice.id), "place": place},
        )
    session.commit()
    items = alice.get("/notifications").get_json()["items"]
    assert [one["state"] for one in items] == ["over"] * 5
    assert datetime.fromisoformat(items[0]["at"]) > datetime.now(UTC) - timedelta(minutes=5)
