"""Who is asked what: new to them, not their peer's, and told to each as their role may know it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from mockmate_api.questions import bank
from shared.models import Difficulty, InterviewType, Question
from shared.rooms import assignment
from tests.api.conftest import pair_again
from tests.clients.person import Person

WISH = {"interview_type": "technical", "difficulty": "medium"}
FEEDBACK = {
    "communication": 3,
    "problem_solving": 2,
    "technical": 2,
    "did_well": "Talked.",
    "to_improve": "Graphs.",
    "would_pass": False,
    "good_match": 5,
}


@pytest.fixture(autouse=True)
def _questions(session: Session) -> None:
    bank.load(session)
    session.commit()


def run_one(one: Person, other: Person) -> dict[int, int]:
    """Let two go through an interview in both roles. Returns who was asked which question."""
    interview_id = pair_again(one, other, WISH)
    asked = {}
    for person in (one, other):
        person.post("/interview/start", {"interview_id": interview_id})
    for _ in range(2):
        for person in (one, other):
            seen = person.get(f"/interview/{interview_id}").get_json()
            if seen["role"] == "interviewee":
                asked[person.id] = seen["question"]["id"]
        one.post(f"/interview/{interview_id}/swap-roles")
    one.post(f"/interview/{interview_id}/end")
    return asked


def add_questions(session: Session, *slugs: str, tags: Any = ()) -> list[int]:
    added = [
        Question(
            slug=slug,
            interview_type=InterviewType.TECHNICAL,
            difficulty=Difficulty.MEDIUM,
            title=slug,
            prompt="?",
            hints=[],
            solution="!",
            follow_ups=[],
            tags=list(tags),
        )
        for slug in slugs
    ]
    session.add_all(added)
    session.commit()
    return [one.id for one in added]


def test_nothing_is_shown_before_it_is_live(alice: Person, bob: Person, matched: str) -> None:
    assert alice.post("/interview/start", {"interview_id": matched}).get_json()["question"] is None
    assert bob.post("/interview/start", {"interview_id": matched}).get_json()["question"] is not None


@pytest.mark.parametrize(("interview_type", "minutes"), [("behavioral", 45), ("technical", 60)])
def test_each_is_asked_of_the_type_of_the_interview_and_of_the_difficulty_they_chose(
    alice: Person, bob: Person, session: Session, interview_type: str, minutes: int
) -> None:
    chosen = {alice.id: "easy", bob.id: "hard"}
    for person in (alice, bob):
        wish = {"interview_type": interview_type, "difficulty": chosen[person.id]}
        state = person.post("/match/pair", wish).get_json()
    interview_id = state["interview"]["id"]
    for person in (alice, bob):
        live = person.post("/interview/start", {"interview_id": interview_id}).get_json()
    length = datetime.fromisoformat(live["ends_at"]) - datetime.fromisoformat(live["started_at"])
    assert length == timedelta(minutes=minutes)
    asked = {}
    for _ in range(2):
        for person in (alice, bob):
            seen = person.get(f"/interview/{interview_id}").get_json()
            if seen["role"] == "interviewee":
                asked[person.id] = session.get_one(Question, seen["question"]["id"])
        alice.post(f"/interview/{interview_id}/swap-roles")
    assert {user_id: one.difficulty.value for user_id, one in asked.items()} == chosen
    assert {one.interview_type.value for one in asked.values()} == {interview_type}


def test_the_two_are_asked_different_questions_though_one_alone_fits_both(
    alice: Person, bob: Person, session: Session
) -> None:
    # Who has asked a question has read its solution.
    only = "SELECT min(slug) FROM questions WHERE difficulty = 'medium' AND interview_type = 'technical'"
    session.execute(text(f"UPDATE questions SET retired_at = now() WHERE difficulty = 'medium' AND slug <> ({only})"))
    session.commit()
    asked = run_one(alice, bob)
    assert asked[alice.id] != asked[bob.id]


def test_nobody_meets_a_question_again_while_there_are_new_ones(
    alice: Person, bob: Person, charlie: Person, session: Session
) -> None:
    add_questions(session, *(f"extra-{number}" for number in range(6)))
    seen = set(run_one(alice, bob).values())
    for _ in range(2):
        again = run_one(alice, charlie)
        assert again[alice.id] not in seen
        seen |= set(again.values())


def test_who_met_a_question_is_not_asked_what_has_replaced_it(
    alice: Person, bob: Person, charlie: Person, session: Session
) -> None:
    session.execute(text("UPDATE questions SET retired_at = now()"))
    old, newer, newest, other, another = add_questions(session, "old", "newer", "newest", "other", "another")
    retire = text("UPDATE questions SET retired_at = now() WHERE id = ANY(:ids)")
    session.execute(retire, {"ids": [newer, newest, another]})
    session.commit()
    met = set(run_one(alice, bob).values())
    assert met == {old, other}
    # Old, newer and newest are versions of one question; the fourth is new to both.
    session.execute(text("UPDATE questions SET replaced_by = :by WHERE id = :id"), [{"id": old, "by": newer}])
    session.execute(text("UPDATE questions SET replaced_by = :by WHERE id = :id"), [{"id": newer, "by": newest}])
    session.execute(text("UPDATE questions SET retired_at = NULL WHERE id = ANY(:ids)"), {"ids": [newest, another]})
    session.execute(retire, {"ids": [old]})
    session.commit()
    found = assignment.question_histories(session, uuid4(), [alice.id, charlie.id])
    assert found[alice.id].seen.keys() == {old, newer, newest, other}
    assert found[charlie.id].seen == {}
    assert run_one(alice, charlie)[alice.id] == another


def test_the_interviewer_rather_knows_the_question(
    alice: Person, bob: Person, charlie: Person, session: Session
) -> None:
    add_questions(session, *(f"extra-{number}" for number in range(20)))
    known_to_bob = run_one(alice, bob)[bob.id]
    assert run_one(charlie, bob)[charlie.id] == known_to_bob


def test_it_leans_to_what_went_poorly(alice: Person, bob: Person, session: Session) -> None:
    asked = run_one(alice, bob)[alice.id]
    session.execute(text("UPDATE questions SET tags = '{dreaded}' WHERE id = :id"), {"id": asked})
    session.commit()
    history = alice.get("/interview/history").get_json()["items"]
    body = {"interview_id": history[0]["id"], "overall": 1, **FEEDBACK}
    assert bob.post("/feedback/submit", body).status_code == 201
    found = assignment.question_histories(session, uuid4(), [alice.id, bob.id])
    assert (found[alice.id].weakness, found[bob.id].weakness) == ({"dreaded": 4.0}, {})


def test_a_question_that_was_never_asked_stays_new(alice: Person, bob: Person, session: Session) -> None:
    interview_id = pair_again(alice, bob, WISH)
    for person in (alice, bob):
        person.post("/interview/start", {"interview_id": interview_id})
    alice.post(f"/interview/{interview_id}/end")
    asked = session.execute(
        text("SELECT asked_at IS NOT NULL FROM participants WHERE interview_id = :id ORDER BY seat"),
        {"id": interview_id},
    ).scalars()
    # Seat 1 interviews first, and nobody swapped.
    assert list(asked) == [False, True]


def test_the_secrets_of_a_question_are_in_nothing_that_the_interviewee_gets(
    alice: Person, bob: Person, live: str, session: Session
) -> None:
    for _ in range(2):
        seen = {person: person.get(f"/interview/{live}") for person in (alice, bob)}
        roles = {answer.get_json()["role"]: person for person, answer in seen.items()}
        interviewee, interviewer = roles["interviewee"], roles["interviewer"]
        question = seen[interviewer].get_json()["question"]
        assert question["solution"]
        answers = [
            interviewee.get(f"/interview/{live}"),
            interviewee.post("/interview/start", {"interview_id": live}),
            interviewee.get(f"/interview/{live}/replay"),
            interviewee.get("/match/status"),
        ]
        for answer in answers:
            assert answer.status_code == 200
            for secret in (question["solution"], *question["hints"], *question["follow_ups"]):
                assert secret not in str(answer.get_json())
                assert secret not in answer.get_data(as_text=True)
        alice.post(f"/interview/{live}/swap-roles")
    session.rollback()
    told = session.execute(text("SELECT string_agg(data::text, ' ') FROM events")).scalar_one()
    for secrets in session.execute(text("SELECT solution FROM questions")).scalars():
        assert secrets[:60] not in told


def test_two_who_ask_for_the_same_swap_at_once_swap_once(alice: Person, bob: Person, live: str) -> None:
    before = alice.get(f"/interview/{live}").get_json()["role"]
    for person in (alice, bob):
        assert person.post(f"/interview/{live}/swap-roles", {"interviewer_seat": 2}).status_code == 200
    assert {before, alice.get(f"/interview/{live}").get_json()["role"]} == {"interviewer", "interviewee"}
