"""POST /match/pair."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from shared.matching import schedule
from shared.models import InterviewType
from tests.api.conftest import events_of
from tests.clients import PASSWORD
from tests.clients.person import Person, code_of, register

MakeSlot = Callable[..., int]
PRACTICE = {"interview_type": "technical", "difficulty": "medium"}


def test_who_is_alone_waits(alice: Person) -> None:
    answer = alice.post("/match/pair", PRACTICE)
    assert answer.status_code == 202
    state = answer.get_json()
    assert (state["status"], state["position"], state["interview"]) == ("waiting", 1, None)
    assert state["waiting"] == {"easy": 0, "medium": 1, "hard": 0}


def test_the_second_one_is_matched_at_once_and_both_are_told(alice: Person, bob: Person, session: Session) -> None:
    alice.post("/match/pair", PRACTICE)
    answer = bob.post("/match/pair", {**PRACTICE, "difficulty": "H"})
    assert answer.status_code == 200
    interview = answer.get_json()["interview"]
    nothing_known = {"fraction": None, "count": 0, "late": 0}
    assert interview["peer"] == {
        "id": alice.id,
        "username": "alice",
        "full_name": None,
        "reliability": nothing_known,
    }
    assert (interview["my_difficulty"], interview["level_gap"]) == ("hard", 1)
    seen_by_alice = alice.get("/match/status").get_json()
    assert seen_by_alice["status"] == "matched"
    assert seen_by_alice["interview"]["id"] == interview["id"]
    assert seen_by_alice["interview"]["peer"]["id"] == bob.id
    assert {interview["role"], seen_by_alice["interview"]["role"]} == {"interviewer", "interviewee"}
    for person in (alice, bob):
        assert events_of(session, f"user:{person.id}") == ["booking.changed", "match.found"]


def test_who_is_matched_already_is_told_so_again(alice: Person, matched: str) -> None:
    answer = alice.post("/match/pair", PRACTICE)
    assert answer.status_code == 200
    assert answer.get_json()["interview"]["id"] == matched


def test_asking_again_keeps_the_place_and_takes_the_new_wish(alice: Person, charlie: Person) -> None:
    first = alice.post("/match/pair", {**PRACTICE, "max_level_gap": 0}).get_json()
    charlie.post("/match/pair", {**PRACTICE, "difficulty": "hard", "max_level_gap": 0})
    again = alice.post("/match/pair", {**PRACTICE, "difficulty": "easy", "max_level_gap": 0}).get_json()
    assert (again["booking_id"], again["position"]) == (first["booking_id"], 1)
    assert again["waiting"] == {"easy": 1, "medium": 0, "hard": 1}


def test_a_double_click_is_one_booking(app: Flask, alice: Person, session: Session) -> None:
    schedule.practice_room(session, InterviewType.TECHNICAL)
    session.commit()

    def attempt(_number: int) -> int:
        return Person(app, alice.session).post("/match/pair", PRACTICE).status_code

    with ThreadPoolExecutor(6) as threads:
        assert list(threads.map(attempt, range(6))) == [202] * 6
    assert session.execute(text("SELECT count(*) FROM bookings")).scalar_one() == 1


def test_people_are_never_paired_twice_however_they_crowd(app: Flask, session: Session) -> None:
    people = [register(app, f"person{number}") for number in range(8)]

    def attempt(person: Person) -> int:
        return person.post("/match/pair", PRACTICE).status_code

    with ThreadPoolExecutor(8) as threads:
        assert set(threads.map(attempt, people)) <= {200, 202}
    states = [person.get("/match/status").get_json() for person in people]
    assert {state["status"] for state in states} == {"matched"}
    assert len({state["interview"]["id"] for state in states}) == 4
    assert session.execute(text("SELECT count(DISTINCT user_id) FROM participants")).scalar_one() == 8


@pytest.mark.slow
def test_who_enters_while_passes_are_stuck_waits_all_the_same(alice: Person, bob: Person, engine: Engine) -> None:
    slot_id = alice.post("/match/pair", PRACTICE).get_json()["slot_id"]
    with Session(engine) as stuck:
        # What a pass holds; the API gives up waiting for it after five seconds.
        lock = "SELECT pg_advisory_xact_lock(hashtextextended('waiting_room', :slot))"
        stuck.execute(text(lock), {"slot": slot_id})
        answer = bob.post("/match/pair", PRACTICE)
        assert (answer.status_code, answer.get_json()["position"]) == (202, 2)
    assert bob.post("/match/pair", PRACTICE).status_code == 200


def test_the_two_types_are_two_rooms(alice: Person, bob: Person) -> None:
    alice.post("/match/pair", PRACTICE)
    assert bob.post("/match/pair", {**PRACTICE, "interview_type": "behavioral"}).status_code == 202


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"language": "de"}, {}),
        ({"difficulty": "easy", "max_level_gap": 0}, {}),
        ({}, {"max_level_gap": 0, "difficulty": "hard"}),
    ],
)
def test_hard_limits_are_kept(alice: Person, bob: Person, one: dict[str, Any], other: dict[str, Any]) -> None:
    assert alice.post("/match/pair", {**PRACTICE, **one}).status_code == 202
    assert bob.post("/match/pair", {**PRACTICE, **other}).status_code == 202


def test_a_slot_must_be_booked_first(alice: Person, make_slot: MakeSlot) -> None:
    assert code_of(alice.post("/match/pair", {"slot_id": make_slot(5)})) == (409, "not_booked")
    assert code_of(alice.post("/match/pair", {"slot_id": 404})) == (409, "not_booked")


def test_a_booking_of_somebody_else_opens_no_door(alice: Person, bob: Person, make_slot: MakeSlot) -> None:
    slot_id = make_slot(5)
    alice.post("/slots/book", {"slot_id": slot_id, "difficulty": "easy"})
    assert code_of(bob.post("/match/pair", {"slot_id": slot_id})) == (409, "not_booked")


def test_a_waiting_room_opens_ten_minutes_before_and_closes_fifteen_after(
    alice: Person, make_slot: MakeSlot, let_pass: Callable[[int, float], None]
) -> None:
    slot_id = make_slot(11)
    alice.post("/slots/book", {"slot_id": slot_id, "difficulty": "easy"})
    assert code_of(alice.post("/match/pair", {"slot_id": slot_id})) == (409, "room_not_open")
    let_pass(slot_id, 2)
    answer = alice.post("/match/pair", {"slot_id": slot_id})
    assert answer.status_code == 202
    assert answer.get_json()["pairs_at"] is not None
    let_pass(slot_id, 25)
    assert code_of(alice.post("/match/pair", {"slot_id": slot_id})) == (409, "room_closed")


def test_before_the_start_of_a_slot_nobody_is_paired_and_after_it_at_once(
    alice: Person, bob: Person, make_slot: MakeSlot, let_pass: Callable[[int, float], None]
) -> None:
    slot_id = make_slot(5)
    for person in (alice, bob):
        person.post("/slots/book", {"slot_id": slot_id, "difficulty": "easy"})
        assert person.post("/match/pair", {"slot_id": slot_id}).status_code == 202
    let_pass(slot_id, 6)
    assert alice.post("/match/pair", {"slot_id": slot_id}).status_code == 200


def test_practising_now_must_not_run_into_my_booking(alice: Person, make_slot: MakeSlot) -> None:
    alice.post("/slots/book", {"slot_id": make_slot(30), "difficulty": "easy"})
    assert code_of(alice.post("/match/pair", PRACTICE)) == (409, "booking_overlap")
    assert alice.get("/match/status").get_json()["status"] == "booked"


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"interview_type": "technical"},
        {"difficulty": "easy"},
        {"slot_id": 1, "interview_type": "technical"},
        {"slot_id": 1, "difficulty": "easy"},
        {"slot_id": 1, "max_level_gap": 0},
        {"slot_id": 1, "interview_type": "technical", "difficulty": "easy"},
        {"interview_type": "cooking", "difficulty": "easy"},
        {"interview_type": "technical", "difficulty": "easy", "user_id": 2},
    ],
)
def test_either_a_slot_or_a_wish_is_needed(alice: Person, body: dict[str, Any]) -> None:
    assert code_of(alice.post("/match/pair", body)) == (422, "invalid")


def test_the_rule_pairs_five_people_who_come_one_after_the_other(app: Flask) -> None:
    levels = {"e1": "E", "e2": "E", "m1": "M", "h1": "H", "h2": "H"}
    people = {name: register(app, name) for name in levels}
    for name, person in people.items():
        person.post("/match/pair", {"interview_type": InterviewType.TECHNICAL, "difficulty": levels[name]})
    states = {name: person.get("/match/status").get_json() for name, person in people.items()}
    peers = {name: (state["interview"] or {}).get("peer", {}).get("username") for name, state in states.items()}
    assert peers == {"e1": "e2", "e2": "e1", "m1": "h1", "h1": "m1", "h2": None}
    assert states["h2"]["status"] == "waiting"


def test_a_login_that_has_ended_enters_no_room_whatever_it_asks_for(alice: Person, app: Flask) -> None:
    again = Person(app, alice.post("/auth/login", {"login": "alice", "password": PASSWORD}).get_json())
    alice.post("/match/pair", PRACTICE, headers={"Idempotency-Key": "once"}, status=202)
    alice.post("/match/leave", {}, status=204)
    alice.post("/auth/logout", status=204)
    for body in (PRACTICE, {"slot_id": 0}, {"slot_id": 999_999}, {"nonsense": 1}):
        assert code_of(alice.post("/match/pair", body)) == (401, "login_revoked")
    kept = alice.post("/match/pair", PRACTICE, headers={"Idempotency-Key": "once"})
    assert code_of(kept) == (401, "login_revoked")
    assert again.get("/match/status").get_json()["status"] == "idle"
    again.post("/match/pair", PRACTICE, status=202)
