"""GET /interview/history."""

from __future__ import annotations

from typing import Any

from tests.api.client import Person
from tests.api.conftest import pair_again

FEEDBACK = {
    "communication": 4,
    "overall": 4,
    "did_well": "Clear questions.",
    "to_improve": "Say what you think aloud.",
    "would_pass": True,
    "good_match": 5,
}


def practise(one: Person, other: Person) -> str:
    """Let two people go through a whole interview; returns its id."""
    wish = {"interview_type": "behavioral", "difficulty": "easy"}
    interview_id = pair_again(one, other, wish)
    for person in (one, other):
        person.post("/interview/start", {"interview_id": interview_id})
    assert one.post(f"/interview/{interview_id}/end").status_code == 200
    return interview_id


def history(person: Person, query: str = "") -> Any:
    return person.get(f"/interview/history{query}").get_json()


def test_what_is_not_over_is_not_history(alice: Person, live: str) -> None:
    assert history(alice) == {"items": [], "next_cursor": None}


def test_past_interviews_come_newest_first_to_those_who_were_there(alice: Person, bob: Person, charlie: Person) -> None:
    first, second, third = practise(alice, bob), practise(alice, charlie), practise(bob, alice)
    assert [each["id"] for each in history(alice)["items"]] == [third, second, first]
    assert [each["id"] for each in history(charlie)["items"]] == [second]
    assert [each["peer"]["username"] for each in history(alice)["items"]] == ["bob", "charlie", "bob"]
    assert [each["why"]["met_before"] for each in history(alice)["items"]] == [True, False, False]


def test_pages_follow_each_other(alice: Person, bob: Person) -> None:
    expected = [practise(alice, bob) for _ in range(3)][::-1]
    page = history(alice, "?limit=2")
    rest = history(alice, f"?limit=2&cursor={page['next_cursor']}")
    assert [each["id"] for each in page["items"] + rest["items"]] == expected
    assert rest["next_cursor"] is None


def test_feedback_is_shown_once_both_have_given_theirs(alice: Person, bob: Person) -> None:
    interview_id = practise(alice, bob)
    assert alice.post("/feedback/submit", {"interview_id": interview_id, **FEEDBACK}).status_code == 201
    (seen_by_alice,), (seen_by_bob,) = history(alice)["items"], history(bob)["items"]
    assert seen_by_alice["feedback_given"]["overall"] == 4
    assert seen_by_alice["feedback_received"] is None
    assert (seen_by_bob["feedback_given"], seen_by_bob["feedback_received"]) == (None, None)
    bob.post("/feedback/submit", {"interview_id": interview_id, **FEEDBACK, "overall": 2})
    (seen_by_alice,), (seen_by_bob,) = history(alice)["items"], history(bob)["items"]
    assert seen_by_alice["feedback_received"]["overall"] == seen_by_bob["feedback_given"]["overall"] == 2
    assert seen_by_bob["feedback_received"]["overall"] == 4
