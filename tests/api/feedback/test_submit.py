"""POST /feedback/submit."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import Engine

from tests.api.crowds import all_at_once
from tests.clients.person import Person, code_of

GOOD = {
    "communication": 4,
    "problem_solving": 3,
    "technical": 5,
    "overall": 4,
    "did_well": "Named the invariant first.",
    "to_improve": "Test the empty case.",
    "would_pass": True,
    "good_match": 5,
}


def test_it_is_kept_as_it_was_given(alice: Person, bob: Person, ended: str) -> None:
    answer = alice.post("/feedback/submit", {"interview_id": ended, **GOOD})
    assert answer.status_code == 201
    feedback = answer.get_json()
    assert {name: feedback[name] for name in GOOD} == GOOD
    assert (feedback["author"]["id"], feedback["subject"]["id"]) == (alice.id, bob.id)
    assert feedback["visible"] is False
    assert alice.get("/feedback/given").get_json()["items"] == [feedback]


def test_technical_ratings_may_be_left_out(alice: Person, ended: str) -> None:
    body = {name: value for name, value in GOOD.items() if name not in {"problem_solving", "technical"}}
    feedback = alice.post("/feedback/submit", {"interview_id": ended, **body}).get_json()
    assert (feedback["problem_solving"], feedback["technical"]) == (None, None)


@pytest.mark.parametrize("rating", ["problem_solving", "technical"])
def test_a_behavioral_interview_has_no_technical_ratings(alice: Person, bob: Person, rating: str) -> None:
    wish = {"interview_type": "behavioral", "difficulty": "easy"}
    alice.post("/match/pair", wish)
    interview_id = bob.post("/match/pair", wish).get_json()["interview"]["id"]
    for person in (alice, bob):
        person.post("/interview/start", {"interview_id": interview_id})
    alice.post(f"/interview/{interview_id}/end")
    body = {**GOOD, "problem_solving": None, "technical": None, rating: 3}
    answer = alice.post("/feedback/submit", {"interview_id": interview_id, **body})
    assert code_of(answer) == (422, "invalid")
    assert answer.get_json()["errors"][0]["pointer"] == f"#/{rating}"


def test_one_gives_it_once(app: Flask, engine: Engine, alice: Person, ended: str) -> None:
    def submit() -> int:
        body = {"interview_id": ended, **GOOD}
        return Person(app, alice.session).post("/feedback/submit", body).status_code

    assert sorted(all_at_once(engine, "feedback", [submit] * 4)) == [201, 409, 409, 409]
    assert code_of(alice.post("/feedback/submit", {"interview_id": ended, **GOOD})) == (409, "feedback_given")


def test_it_is_given_after_the_end(alice: Person, live: str) -> None:
    answer = alice.post("/feedback/submit", {"interview_id": live, **GOOD})
    assert code_of(answer) == (409, "interview_not_ended")


def test_an_interview_that_never_took_place_gets_none(alice: Person, bob: Person, matched: str) -> None:
    alice.post(f"/interview/{matched}/end")
    answer = bob.post("/feedback/submit", {"interview_id": matched, **GOOD})
    assert code_of(answer) == (409, "interview_not_ended")


def test_somebody_who_was_not_there_gives_none(charlie: Person, ended: str) -> None:
    assert code_of(charlie.post("/feedback/submit", {"interview_id": ended, **GOOD})) == (404, "not_found")
    unknown = str(uuid4())
    assert code_of(charlie.post("/feedback/submit", {"interview_id": unknown, **GOOD})) == (404, "not_found")


@pytest.mark.parametrize(
    "changes",
    [
        {"overall": 0},
        {"overall": 6},
        {"overall": 4.5},
        {"overall": "4"},
        {"overall": True},
        {"communication": None},
        {"good_match": -1},
        {"would_pass": "yes"},
        {"would_pass": 1},
        {"did_well": ""},
        {"did_well": " \n\t "},
        {"did_well": "x" * 4001},
        {"to_improve": None},
        {"to_improve": "a\0b"},
        {"author_id": 1},
        {"subject_id": 1},
    ],
)
def test_what_cannot_be_used_is_refused(alice: Person, ended: str, changes: dict[str, Any]) -> None:
    answer = alice.post("/feedback/submit", {"interview_id": ended, **GOOD, **changes})
    assert code_of(answer) == (422, "invalid")
    assert alice.get("/feedback/given").get_json()["items"] == []
