"""The rubric of feedback: finer ratings, by the type of the interview."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests.api.feedback.test_submit import GOOD
from tests.api.past import BEHAVIORAL, TECHNICAL, Past
from tests.clients.person import Person, code_of

PLAIN = {name: value for name, value in GOOD.items() if name not in {"problem_solving", "technical"}}
RUBRICS = {
    BEHAVIORAL: {"structure": 1, "ownership": 2, "impact": 3, "communication": 4},
    TECHNICAL: {"problem_solving": 5, "code": 4, "communication": 3, "testing": 2},
}


def submit(author: Person, interview_id: Any, rubric: Any) -> Any:
    return author.post("/feedback/submit", {"interview_id": str(interview_id), **PLAIN, "rubric": rubric})


@pytest.mark.parametrize("of", [BEHAVIORAL, TECHNICAL])
def test_it_is_kept_as_it_was_given(alice: Person, bob: Person, session: Session, of: Any) -> None:
    answer = submit(alice, Past(session).meet(alice.id, bob.id, of=of), RUBRICS[of])
    assert answer.status_code == 201
    assert answer.get_json()["rubric"] == RUBRICS[of]
    assert alice.get("/feedback/given").get_json()["items"] == [answer.get_json()]


@pytest.mark.parametrize("rubric", [None, {}])
def test_it_may_be_left_out(alice: Person, ended: str, rubric: Any) -> None:
    assert submit(alice, ended, rubric).get_json()["rubric"] is None


def test_one_may_give_some_of_its_ratings(alice: Person, ended: str) -> None:
    assert submit(alice, ended, {"code": 5}).get_json()["rubric"] == {"code": 5}


@pytest.mark.parametrize(("of", "other"), [(BEHAVIORAL, TECHNICAL), (TECHNICAL, BEHAVIORAL)])
def test_ratings_of_the_other_type_are_refused_by_name(
    alice: Person, bob: Person, session: Session, of: Any, other: Any
) -> None:
    interview_id = Past(session).meet(alice.id, bob.id, of=of)
    for name in RUBRICS[other].keys() - RUBRICS[of]:
        answer = submit(alice, interview_id, {name: 3})
        assert code_of(answer) == (422, "invalid")
        assert answer.get_json()["errors"][0]["pointer"] == f"#/rubric/{name}"
    assert alice.get("/feedback/given").get_json()["items"] == []


@pytest.mark.parametrize("rubric", [{"code": 0}, {"code": 6}, {"code": "5"}, {"charm": 5}, [], 5])
def test_what_cannot_be_used_is_refused(alice: Person, ended: str, rubric: Any) -> None:
    assert code_of(submit(alice, ended, rubric)) == (422, "invalid")
