"""Ending an interview and going back to the practice room with one request."""

from __future__ import annotations

from tests.clients.person import Person

PRACTICE = {"interview_type": "technical", "difficulty": "hard", "max_level_gap": 1, "language": "de"}


def _meet(one: Person, other: Person) -> str:
    one.post("/match/pair", PRACTICE)
    interview_id: str = other.post("/match/pair", PRACTICE).get_json()["interview"]["id"]
    return interview_id


def test_who_ends_a_running_interview_may_wait_again_at_once(alice: Person, bob: Person) -> None:
    interview_id = _meet(alice, bob)
    for person in (alice, bob):
        person.post("/interview/start", {"interview_id": interview_id})
    ended = alice.post(f"/interview/{interview_id}/end", {"requeue": True})
    assert ended.get_json()["status"] == "ended"
    state = alice.get("/match/status").get_json()
    assert state["status"] == "waiting"
    booking = alice.get(f"/slots/bookings/{state['booking_id']}").get_json()
    assert (booking["difficulty"], booking["language"], booking["max_level_gap"]) == ("hard", "de", 1)
    assert bob.get("/match/status").get_json()["status"] == "idle"


def test_turning_down_a_match_sends_both_back_and_not_to_each_other_twice(alice: Person, bob: Person) -> None:
    interview_id = _meet(alice, bob)
    assert alice.post(f"/interview/{interview_id}/end", {"requeue": True}).get_json()["status"] == "abandoned"
    assert alice.get("/match/status").get_json()["status"] == "waiting"
    assert bob.get("/match/status").get_json()["status"] == "waiting"


def test_repeating_the_end_enters_no_second_time(alice: Person, bob: Person) -> None:
    interview_id = _meet(alice, bob)
    for person in (alice, bob):
        person.post("/interview/start", {"interview_id": interview_id})
    for _ in range(2):
        assert alice.post(f"/interview/{interview_id}/end", {"requeue": True}).status_code == 200
    live = alice.get("/slots/bookings?live=true").get_json()["items"]
    assert [booking["status"] for booking in live] == ["waiting"]
