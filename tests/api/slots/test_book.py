"""POST /slots/book."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from shared.matching import schedule
from shared.models import InterviewType
from tests.api.crowds import all_at_once
from tests.clients.person import Person, code_of, register

MakeSlot = Callable[..., int]


def test_a_seat_is_booked_with_what_i_ask_of_my_match(alice: Person, make_slot: MakeSlot) -> None:
    slot_id = make_slot()
    wish = {"slot_id": slot_id, "difficulty": "hard", "language": "de", "max_level_gap": 1, "note": "graphs"}
    answer = alice.post("/slots/book", wish)
    assert answer.status_code == 201
    booking = answer.get_json()
    assert {name: booking[name] for name in wish} == wish
    assert booking["status"] == "booked"
    assert booking["practice"] is False
    assert booking["interview_id"] is None
    assert booking["room_opens_at"] < booking["starts_at"] < booking["room_closes_at"]
    assert alice.get(f"/slots/bookings/{booking['id']}").json == booking


@pytest.mark.parametrize(
    ("given", "stored"),
    [("E", "easy"), ("m", "medium"), ("H", "hard"), ("Easy", "easy"), ("MEDIUM", "medium"), ("hard", "hard")],
)
def test_difficulty_is_a_word_or_a_letter_in_any_case(
    alice: Person, make_slot: MakeSlot, given: str, stored: str
) -> None:
    answer = alice.post("/slots/book", {"slot_id": make_slot(), "difficulty": given})
    assert answer.get_json()["difficulty"] == stored


def test_only_slot_and_difficulty_are_needed(alice: Person, make_slot: MakeSlot) -> None:
    booking = alice.post("/slots/book", {"slot_id": make_slot(), "difficulty": "easy"}).get_json()
    assert (booking["language"], booking["max_level_gap"], booking["note"]) == ("en", 2, None)


def test_a_slot_that_does_not_exist_cannot_be_booked(alice: Person) -> None:
    assert code_of(alice.post("/slots/book", {"slot_id": 404, "difficulty": "easy"})) == (404, "not_found")


def test_a_slot_cannot_be_booked_twice(alice: Person, make_slot: MakeSlot) -> None:
    wish = {"slot_id": make_slot(), "difficulty": "easy"}
    assert alice.post("/slots/book", wish).status_code == 201
    assert code_of(alice.post("/slots/book", wish)) == (409, "already_booked")


def test_a_slot_that_overlaps_mine_cannot_be_booked(alice: Person, make_slot: MakeSlot) -> None:
    assert alice.post("/slots/book", {"slot_id": make_slot(60), "difficulty": "easy"}).status_code == 201
    overlapping = make_slot(90, of=InterviewType.BEHAVIORAL)
    assert code_of(alice.post("/slots/book", {"slot_id": overlapping, "difficulty": "easy"})) == (
        409,
        "booking_overlap",
    )


def test_slots_that_touch_do_not_overlap(alice: Person, session: Session, make_slot: MakeSlot) -> None:
    first, second = make_slot(60), make_slot(150)
    session.execute(
        text("UPDATE slots SET starts_at = (SELECT ends_at FROM slots WHERE id = :first) WHERE id = :second"),
        {"first": first, "second": second},
    )
    session.commit()
    for slot_id in (first, second):
        assert alice.post("/slots/book", {"slot_id": slot_id, "difficulty": "easy"}).status_code == 201


@pytest.mark.parametrize("minutes", [-1, -60, -60 * 24])
def test_a_slot_that_has_started_cannot_be_booked(alice: Person, make_slot: MakeSlot, minutes: float) -> None:
    answer = alice.post("/slots/book", {"slot_id": make_slot(minutes), "difficulty": "easy"})
    assert code_of(answer) == (409, "slot_closed")


def test_a_full_slot_cannot_be_booked_until_somebody_cancels(alice: Person, bob: Person, make_slot: MakeSlot) -> None:
    wish = {"slot_id": make_slot(capacity=1), "difficulty": "easy"}
    booking = alice.post("/slots/book", wish).get_json()
    assert code_of(bob.post("/slots/book", wish)) == (409, "slot_full")
    assert alice.delete(f"/slots/bookings/{booking['id']}").status_code == 204
    assert bob.post("/slots/book", wish).status_code == 201


def test_a_cancelled_slot_can_be_booked_again(alice: Person, make_slot: MakeSlot) -> None:
    wish = {"slot_id": make_slot(), "difficulty": "easy"}
    first = alice.post("/slots/book", wish).get_json()
    alice.delete(f"/slots/bookings/{first['id']}")
    second = alice.post("/slots/book", wish)
    assert second.status_code == 201
    assert second.get_json()["id"] != first["id"]


def test_of_many_who_want_the_last_seats_at_once_just_so_many_get_one(
    app: Flask, engine: Engine, make_slot: MakeSlot
) -> None:
    slot_id = make_slot(capacity=2)
    people = [register(app, f"person{number}") for number in range(6)]

    def attempt(person: Person) -> int:
        return person.post("/slots/book", {"slot_id": slot_id, "difficulty": "easy"}).status_code

    answers = all_at_once(engine, "bookings", [partial(attempt, person) for person in people])
    assert sorted(answers) == [201, 201, 409, 409, 409, 409]


def test_of_many_overlapping_bookings_of_one_person_at_once_one_is_made(
    app: Flask, engine: Engine, alice: Person, make_slot: MakeSlot
) -> None:
    slots = [make_slot(60 + number) for number in range(6)]

    def attempt(slot_id: int) -> tuple[int, str]:
        answer = Person(app, alice.session).post("/slots/book", {"slot_id": slot_id, "difficulty": "easy"})
        return answer.status_code, answer.get_json().get("code", "")

    answers = all_at_once(engine, "bookings", [partial(attempt, slot_id) for slot_id in slots])
    assert sorted(answers) == [(201, ""), *[(409, "booking_overlap")] * 5]


def test_a_practice_room_can_be_booked_for_now(alice: Person, session: Session) -> None:
    room = schedule.practice_room(session, InterviewType.BEHAVIORAL).id
    session.commit()
    booking = alice.post("/slots/book", {"slot_id": room, "difficulty": "easy"}).get_json()
    assert booking["practice"] is True
    assert booking["room_opens_at"] is None
    assert booking["starts_at"] < booking["ends_at"]
