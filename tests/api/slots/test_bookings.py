"""GET, PATCH and DELETE under /slots/bookings."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from shared.matching import schedule
from shared.models import InterviewType
from tests.clients.person import Person, code_of

MakeSlot = Callable[..., int]


def book(person: Person, slot_id: int, **more: Any) -> dict[str, Any]:
    answer = person.post("/slots/book", {"slot_id": slot_id, "difficulty": "easy", **more})
    assert answer.status_code == 201
    booking: dict[str, Any] = answer.get_json()
    return booking


def ids(person: Person, query: str = "") -> list[int]:
    return [each["id"] for each in person.get(f"/slots/bookings?{query}").get_json()["items"]]


def test_i_see_mine_and_only_mine(alice: Person, bob: Person, make_slot: MakeSlot) -> None:
    slot_id = make_slot()
    mine, theirs = book(alice, slot_id), book(bob, slot_id)
    assert alice.get("/slots/bookings").get_json() == {"items": [mine], "next_cursor": None}
    assert ids(bob) == [theirs["id"]]


def test_live_ones_come_soonest_first_and_all_of_them_latest_first(alice: Person, make_slot: MakeSlot) -> None:
    later, sooner, cancelled = (book(alice, make_slot(minutes))["id"] for minutes in (300, 100, 200))
    alice.delete(f"/slots/bookings/{cancelled}")
    assert ids(alice, "live=true") == [sooner, later]
    assert ids(alice, "live=false") == [cancelled]
    assert ids(alice) == [later, cancelled, sooner]


def test_pages_follow_each_other(alice: Person, make_slot: MakeSlot) -> None:
    expected = [book(alice, make_slot(100 * number))["id"] for number in (3, 2, 1)]
    first = alice.get("/slots/bookings?limit=2").get_json()
    second = alice.get(f"/slots/bookings?limit=2&cursor={first['next_cursor']}").get_json()
    assert [each["id"] for each in first["items"] + second["items"]] == expected
    assert second["next_cursor"] is None


@pytest.mark.parametrize("method", ["GET", "PATCH", "DELETE"])
def test_anothers_booking_is_not_there(alice: Person, bob: Person, make_slot: MakeSlot, method: str) -> None:
    booking = book(alice, make_slot())
    body = {"difficulty": "hard"} if method == "PATCH" else None
    assert code_of(bob.call(method, f"/slots/bookings/{booking['id']}", json=body)) == (404, "not_found")
    assert alice.get(f"/slots/bookings/{booking['id']}").json == booking


def test_what_i_change_is_changed_and_the_rest_stays(alice: Person, make_slot: MakeSlot) -> None:
    booking = book(alice, make_slot(), note="graphs")
    changes = {"difficulty": "hard", "language": "fr", "max_level_gap": 0}
    answer = alice.patch(f"/slots/bookings/{booking['id']}", changes)
    assert answer.status_code == 200
    assert answer.json == {**booking, **changes}
    assert alice.get(f"/slots/bookings/{booking['id']}").json == answer.json


def test_a_note_can_be_taken_away_but_nothing_else(alice: Person, make_slot: MakeSlot) -> None:
    path = f"/slots/bookings/{book(alice, make_slot(), note='graphs')['id']}"
    assert alice.patch(path, {"note": None}).get_json()["note"] is None
    for field in ("difficulty", "language", "max_level_gap", "slot_id"):
        assert code_of(alice.patch(path, {field: None})) == (422, "invalid")


@pytest.mark.recorded
def test_a_booking_can_be_moved_and_keeps_what_it_asks_for(alice: Person, make_slot: MakeSlot) -> None:
    booking = book(alice, make_slot(60), note="graphs", language="fr")
    target = make_slot(90)  # overlaps the old time, which is given up
    moved = alice.patch(f"/slots/bookings/{booking['id']}", {"slot_id": target}).get_json()
    assert moved["slot_id"] == target
    assert moved["starts_at"] > booking["starts_at"]
    assert (moved["note"], moved["language"], moved["status"]) == ("graphs", "fr", "booked")


def test_a_booking_cannot_be_moved_where_it_could_not_be_made(
    alice: Person, bob: Person, session: Session, make_slot: MakeSlot
) -> None:
    path = f"/slots/bookings/{book(alice, make_slot(60))['id']}"
    other = book(alice, make_slot(300))["slot_id"]
    full = make_slot(600, capacity=1)
    book(bob, full)
    room = schedule.practice_room(session, InterviewType.TECHNICAL).id
    session.commit()
    before = alice.get(path).json
    refusals = {
        404: (404, "not_found"),
        other: (409, "already_booked"),
        make_slot(-1): (409, "slot_closed"),
        full: (409, "slot_full"),
        make_slot(330): (409, "booking_overlap"),
        room: (422, "invalid"),
    }
    for slot_id, refusal in refusals.items():
        assert code_of(alice.patch(path, {"slot_id": slot_id, "difficulty": "hard"})) == refusal
    assert alice.get(path).json == before


def test_who_waits_can_change_the_difficulty_but_not_the_slot(alice: Person, make_slot: MakeSlot) -> None:
    booking = book(alice, make_slot(5))
    assert alice.post("/match/pair", {"slot_id": booking["slot_id"]}).status_code == 202
    path = f"/slots/bookings/{booking['id']}"
    assert alice.patch(path, {"difficulty": "hard"}).get_json()["status"] == "waiting"
    assert code_of(alice.patch(path, {"slot_id": make_slot(300)})) == (409, "booking_closed")
    waiting = alice.get("/match/status").get_json()["waiting"]
    assert waiting == {"easy": 0, "medium": 0, "hard": 1}


def test_cancelling_gives_the_seat_back_once(alice: Person, make_slot: MakeSlot) -> None:
    path = f"/slots/bookings/{book(alice, make_slot())['id']}"
    assert alice.delete(path).status_code == 204
    assert alice.get(path).get_json()["status"] == "cancelled"
    assert code_of(alice.delete(path)) == (409, "booking_closed")
    assert code_of(alice.patch(path, {"difficulty": "hard"})) == (409, "booking_closed")


def test_cancelling_while_waiting_leaves_the_room(alice: Person, make_slot: MakeSlot) -> None:
    booking = book(alice, make_slot(5))
    alice.post("/match/pair", {"slot_id": booking["slot_id"]})
    assert alice.delete(f"/slots/bookings/{booking['id']}").status_code == 204
    (room,) = alice.get(f"/match/waiting-room?slot_id={booking['slot_id']}").get_json()["items"]
    assert room["waiting"] == {"easy": 0, "medium": 0, "hard": 0}


def test_who_is_matched_can_neither_change_nor_cancel(alice: Person, matched: str) -> None:
    (booking,) = alice.get("/slots/bookings?live=true").get_json()["items"]
    assert (booking["status"], booking["interview_id"]) == ("matched", matched)
    path = f"/slots/bookings/{booking['id']}"
    assert code_of(alice.patch(path, {"difficulty": "hard"})) == (409, "already_matched")
    assert code_of(alice.delete(path)) == (409, "already_matched")


@pytest.mark.parametrize("status", ["completed", "expired", "no_show"])
def test_what_is_over_cannot_be_changed(alice: Person, session: Session, make_slot: MakeSlot, status: str) -> None:
    path = f"/slots/bookings/{book(alice, make_slot())['id']}"
    session.execute(text("UPDATE bookings SET status = :status"), {"status": status})
    session.commit()
    assert code_of(alice.patch(path, {"note": "late"})) == (409, "booking_closed")
    assert code_of(alice.delete(path)) == (409, "booking_closed")
