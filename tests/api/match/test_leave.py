"""POST /match/leave."""

from __future__ import annotations

from collections.abc import Callable

from tests.clients.person import Person, code_of

PRACTICE = {"interview_type": "technical", "difficulty": "medium"}


def test_leaving_a_practice_room_cancels_and_nobody_is_paired_with_me(alice: Person, bob: Person) -> None:
    state = alice.post("/match/pair", PRACTICE).get_json()
    assert alice.post("/match/leave").status_code == 204
    assert alice.get("/match/status").get_json()["status"] == "idle"
    assert alice.get(f"/slots/bookings/{state['booking_id']}").get_json()["status"] == "cancelled"
    assert bob.post("/match/pair", PRACTICE).status_code == 202


def test_leaving_the_room_of_a_slot_keeps_the_booking(alice: Person, make_slot: Callable[..., int]) -> None:
    slot_id = make_slot(5)
    alice.post("/slots/book", {"slot_id": slot_id, "difficulty": "easy"})
    alice.post("/match/pair", {"slot_id": slot_id})
    assert alice.post("/match/leave", {"slot_id": slot_id}).status_code == 204
    assert alice.get(f"/match/status?slot_id={slot_id}").get_json()["status"] == "booked"


def test_leaving_another_room_leaves_this_one_alone(alice: Person, make_slot: Callable[..., int]) -> None:
    alice.post("/match/pair", PRACTICE)
    assert alice.post("/match/leave", {"slot_id": make_slot(300)}).status_code == 204
    assert alice.get("/match/status").get_json()["status"] == "waiting"


def test_leaving_where_i_am_not_is_fine(alice: Person) -> None:
    for body in (None, {}, {"slot_id": 404}):
        assert alice.post("/match/leave", body).status_code == 204


def test_who_is_matched_cannot_just_leave(alice: Person, matched: str) -> None:
    assert code_of(alice.post("/match/leave")) == (409, "already_matched")
    assert alice.get("/match/status").get_json()["status"] == "matched"


def test_what_is_sent_is_still_checked(alice: Person) -> None:
    assert code_of(alice.post("/match/leave", {"slot": 1})) == (422, "invalid")
    assert code_of(alice.post("/match/leave", data=b"x", headers={"Content-Type": "application/json"})) == (
        400,
        "malformed_json",
    )
