"""GET /match/waiting-room."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy.orm import Session

from shared.matching import schedule
from shared.models import InterviewType
from tests.clients.person import Person, code_of

MakeSlot = Callable[..., int]


def rooms(person: Person, query: str = "") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = person.get(f"/match/waiting-room{query}").get_json()["items"]
    return found


def test_practice_rooms_come_first_then_open_ones_then_soon(
    alice: Person, session: Session, make_slot: MakeSlot
) -> None:
    practice = {schedule.practice_room(session, each).id for each in InterviewType}
    session.commit()
    soon, opened = make_slot(60), make_slot(5)
    make_slot(-20)
    make_slot(60 * 48)
    found = rooms(alice)
    assert {room["slot_id"] for room in found[:2]} == practice
    assert [room["slot_id"] for room in found[2:]] == [opened, soon]
    assert [room["open"] for room in found] == [True, True, True, False]


def test_it_counts_who_waits_and_says_which_is_mine(alice: Person, bob: Person) -> None:
    state = alice.post("/match/pair", {"interview_type": "technical", "difficulty": "hard"}).get_json()
    query = f"?slot_id={state['slot_id']}"
    (seen_by_alice,), (seen_by_bob,) = rooms(alice, query), rooms(bob, query)
    assert seen_by_alice["waiting"] == seen_by_bob["waiting"] == {"easy": 0, "medium": 0, "hard": 1}
    assert seen_by_alice["mine"]["status"] == "waiting"
    assert seen_by_bob["mine"] is None
    assert seen_by_bob["practice"] is True


def test_a_room_that_does_not_exist_is_not_found(alice: Person) -> None:
    assert code_of(alice.get("/match/waiting-room?slot_id=404")) == (404, "not_found")
