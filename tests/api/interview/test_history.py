"""GET /interview/history."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from shared.core.clock import rfc3339
from shared.models import InterviewStatus
from tests.api.conftest import pair_again
from tests.api.past import BEHAVIORAL, TECHNICAL, Past
from tests.clients.person import Person, code_of

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


def ids(person: Person, query: str = "") -> list[str]:
    return [each["id"] for each in history(person, query)["items"]]


def test_each_filter_keeps_what_fits(alice: Person, bob: Person, charlie: Person, session: Session) -> None:
    past = Past(session)
    at = [past.now - timedelta(days=days) for days in (9, 6, 3)]
    first = str(past.meet(alice.id, bob.id, at[0], of=BEHAVIORAL, difficulties=("hard", "easy")))
    second = str(past.meet(charlie.id, alice.id, at[1], of=TECHNICAL, difficulties=("hard", "medium")))
    third = str(past.meet(bob.id, alice.id, at[2], of=TECHNICAL, difficulties=("hard", "hard")))
    assert ids(alice) == [third, second, first]
    assert ids(alice, "?interview_type=technical") == [third, second]
    assert ids(alice, "?difficulty=H") == [third, first]
    assert ids(alice, f"?peer={bob.id}") == [third, first]
    assert ids(alice, f"?peer={alice.id}") == []
    assert ids(alice, f"?from={rfc3339(at[1])}") == [third, second]
    assert ids(alice, f"?to={rfc3339(at[1])}") == [first]
    assert ids(alice, f"?from={rfc3339(at[1])}&to={rfc3339(at[2])}") == [second]
    assert ids(alice, f"?interview_type=technical&difficulty=hard&peer={bob.id}") == [third]


def test_pages_keep_the_filter(alice: Person, bob: Person, charlie: Person, session: Session) -> None:
    past = Past(session)
    met = [
        str(past.meet(alice.id, other.id, past.now - timedelta(days=days)))
        for days, other in enumerate((bob, charlie, bob, charlie, bob), start=1)
    ]
    page = history(alice, f"?peer={bob.id}&limit=2")
    assert [each["id"] for each in page["items"]] == [met[0], met[2]]
    rest = history(alice, f"?peer={bob.id}&limit=2&cursor={page['next_cursor']}")
    assert ([each["id"] for each in rest["items"]], rest["next_cursor"]) == ([met[4]], None)


@pytest.mark.parametrize(
    "query", ["from=yesterday", "peer=0", "peer=x", "difficulty=extreme", "interview_type=chess", "who=1"]
)
def test_a_filter_that_cannot_be_used_is_refused(alice: Person, query: str) -> None:
    assert code_of(alice.get(f"/interview/history?{query}")) == (422, "invalid")


def test_from_must_be_before_to(alice: Person) -> None:
    query = "from=2030-01-02T00:00:00Z&to=2030-01-01T00:00:00Z"
    assert code_of(alice.get(f"/interview/history?{query}")) == (422, "invalid")


def test_only_the_question_that_was_asked_is_named(alice: Person, bob: Person, session: Session) -> None:
    past = Past(session)
    questions = past.question("hers", "graphs"), past.question("his", "trees")
    interview_id = past.meet(alice.id, bob.id, minutes=42, questions=questions)
    (seen_by_alice,), (seen_by_bob,) = history(alice)["items"], history(bob)["items"]
    assert [(one["title"], one["tags"], one["of_me"]) for one in seen_by_alice["questions"]] == [
        ("His", ["trees"], False)
    ]
    assert [(one["title"], one["of_me"]) for one in seen_by_bob["questions"]] == [("His", True)]
    assert (seen_by_alice["roles"], seen_by_bob["roles"]) == (["interviewer"], ["interviewee"])
    assert seen_by_alice["duration_seconds"] == seen_by_bob["duration_seconds"] == 42 * 60
    assert seen_by_alice["replay"] == f"/interview/{interview_id}/replay"


@pytest.mark.parametrize("swaps", [1, 2])
def test_whoever_swapped_roles_had_both_and_both_questions_were_asked_in_this_order(
    alice: Person, bob: Person, session: Session, swaps: int
) -> None:
    past = Past(session)
    for title in ("one", "two"):
        past.question(title, of=TECHNICAL, difficulty="medium")
    interview_id = pair_again(alice, bob, {"interview_type": "technical", "difficulty": "medium"})
    for person in (alice, bob):
        person.post("/interview/start", {"interview_id": interview_id})
    roles = {person: person.get(f"/interview/{interview_id}").get_json()["role"] for person in (alice, bob)}
    for _ in range(swaps):
        assert bob.post(f"/interview/{interview_id}/swap-roles").status_code == 200
    alice.post(f"/interview/{interview_id}/end")
    for person, role in roles.items():
        (seen,) = history(person)["items"]
        first, second = seen["questions"]
        assert (first["of_me"], second["of_me"]) == (role == "interviewee", role != "interviewee")
        assert seen["roles"] == (
            ["interviewer", "interviewee"] if role == "interviewer" else ["interviewee", "interviewer"]
        )


def test_one_that_never_began_has_no_duration(alice: Person, bob: Person, session: Session) -> None:
    past = Past(session)
    past.meet(alice.id, bob.id, status=InterviewStatus.ABANDONED, questions=(past.question("q"), past.question("r")))
    (seen,) = history(alice)["items"]
    assert (seen["duration_seconds"], seen["roles"], seen["questions"]) == (None, [], [])


def test_an_interview_with_somebody_whose_account_was_deleted_stays(
    alice: Person, bob: Person, session: Session
) -> None:
    interview_id = Past(session).meet(alice.id, bob.id)
    bob.post("/feedback/submit", {"interview_id": str(interview_id), **FEEDBACK})
    alice.post("/feedback/submit", {"interview_id": str(interview_id), **FEEDBACK})
    anonymous = "UPDATE users SET username = 'deleted-2', email = 'deleted-2@invalid', full_name = NULL WHERE id = :id"
    session.execute(text(anonymous), {"id": bob.id})
    session.execute(text("DELETE FROM sessions WHERE user_id = :id"), {"id": bob.id})
    session.commit()
    (seen,) = history(alice)["items"]
    assert (seen["id"], seen["peer"]["username"]) == (str(interview_id), "deleted-2")
    assert seen["feedback_received"]["overall"] == 4
