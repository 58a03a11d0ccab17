"""POST and DELETE /slots/{id}/watch, and `slot.available`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from mockmate_ws.jobs import retention, watches
from shared.matching import schedule
from shared.models import InterviewType
from tests.api.conftest import events_of
from tests.clients.person import Person, code_of

MakeSlot = Callable[..., int]
Run = Callable[[Any], int]


def book(person: Person, slot_id: int) -> int:
    answer = person.post("/slots/book", {"slot_id": slot_id, "difficulty": "easy"})
    assert answer.status_code == 201, answer.text
    return int(answer.get_json()["id"])


def told(session: Session, person: Person) -> int:
    session.rollback()
    return events_of(session, f"user:{person.id}").count("slot.available")


def test_who_watches_a_full_slot_is_told_once_when_a_seat_is_free(
    alice: Person, bob: Person, session: Session, make_slot: MakeSlot, run: Run
) -> None:
    slot_id = make_slot(capacity=1)
    booking_id = book(alice, slot_id)
    for _ in range(2):
        assert bob.post(f"/slots/{slot_id}/watch").status_code == 204
    assert bob.get("/slots").get_json()["items"][0]["watching"] is True
    assert alice.get("/slots").get_json()["items"][0]["watching"] is False
    assert run(watches.notify) == 0
    alice.delete(f"/slots/bookings/{booking_id}")
    assert [run(watches.notify) for _ in range(3)] == [1, 0, 0]
    (seen,) = bob.get("/notifications").get_json()["items"]
    assert (seen["kind"], seen["data"]["slot_id"]) == ("slot.available", slot_id)


def test_whoever_was_too_slow_is_told_the_next_time(
    alice: Person, bob: Person, charlie: Person, session: Session, make_slot: MakeSlot, run: Run
) -> None:
    slot_id = make_slot(capacity=1)
    first = book(alice, slot_id)
    for person in (bob, charlie):
        person.post(f"/slots/{slot_id}/watch")
    alice.delete(f"/slots/bookings/{first}")
    assert run(watches.notify) == 2
    second = book(bob, slot_id)
    assert run(watches.notify) == 0
    bob.delete(f"/slots/bookings/{second}")
    assert run(watches.notify) == 1
    assert (told(session, bob), told(session, charlie)) == (1, 2)


def test_moving_away_frees_a_seat_too(
    alice: Person, bob: Person, session: Session, make_slot: MakeSlot, run: Run
) -> None:
    slot_id = make_slot(capacity=1)
    booking_id = book(alice, slot_id)
    bob.post(f"/slots/{slot_id}/watch")
    alice.patch(f"/slots/bookings/{booking_id}", {"slot_id": make_slot(300)})
    assert run(watches.notify) == 1


def test_who_stops_watching_or_has_booked_is_not_told(
    alice: Person, bob: Person, charlie: Person, make_slot: MakeSlot, run: Run
) -> None:
    slot_id = make_slot(capacity=2)
    bob.post(f"/slots/{slot_id}/watch")
    charlie.post(f"/slots/{slot_id}/watch")
    for _ in range(2):
        assert bob.delete(f"/slots/{slot_id}/watch").status_code == 204
    book(charlie, slot_id)
    assert run(watches.notify) == 0
    assert charlie.get("/slots").get_json()["items"][0]["watching"] is False


def test_what_cannot_be_watched(alice: Person, session: Session, make_slot: MakeSlot) -> None:
    room = schedule.practice_room(session, InterviewType.TECHNICAL).id
    session.commit()
    mine = make_slot()
    book(alice, mine)
    refusals = {404: (404, "not_found"), room: (404, "not_found"), make_slot(-1): (409, "slot_closed")}
    for slot_id, refusal in (refusals | {mine: (409, "already_booked")}).items():
        assert code_of(alice.post(f"/slots/{slot_id}/watch")) == refusal


def test_watches_of_slots_that_began_are_forgotten(
    alice: Person, session: Session, make_slot: MakeSlot, let_pass: Callable[[int, float], None], run: Run
) -> None:
    slot_id = make_slot(5)
    alice.post(f"/slots/{slot_id}/watch")
    let_pass(slot_id, 6)
    assert run(watches.notify) == 0
    run(retention.prune)
    assert session.execute(text("SELECT count(*) FROM slot_watches")).scalar() == 0
