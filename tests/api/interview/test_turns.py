"""GET /interview/{id}/turns: who was asked, and what of the questions each may see."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from shared.models import InterviewStatus
from tests.api.feedback.test_roles import swap
from tests.api.past import Past
from tests.clients.person import Person, code_of


def turns(person: Person, interview: UUID) -> list[tuple[bool, Any, bool]]:
    """Return whom each turn was of, the question, and whether its solution is there."""
    answer = person.get(f"/interview/{interview}/turns")
    assert answer.status_code == 200
    return [
        (
            each["of_me"],
            each["question"] and each["question"]["id"],
            bool(each["question"] and each["question"]["solution"]),
        )
        for each in answer.get_json()["items"]
    ]


@pytest.mark.parametrize("status", list(InterviewStatus))
def test_a_question_is_shown_once_it_was_asked(
    alice: Person, bob: Person, session: Session, status: InterviewStatus
) -> None:
    past = Past(session)
    of_alice, of_bob = past.question("of-alice"), past.question("of-bob")
    met = past.meet(alice.id, bob.id, past.now - timedelta(minutes=40), status=status, questions=(of_alice, of_bob))
    began = status in {InterviewStatus.LIVE, InterviewStatus.ENDED}
    assert turns(alice, met) == ([(False, of_bob, True)] if began else [])
    assert turns(bob, met) == ([(True, of_bob, False)] if began else [])


def test_after_a_swap_each_sees_both_and_the_solution_of_the_one_they_asked(
    alice: Person, bob: Person, session: Session
) -> None:
    past = Past(session)
    of_alice, of_bob = past.question("of-alice"), past.question("of-bob")
    met = past.meet(alice.id, bob.id, questions=(of_alice, of_bob), asked=(True, True))
    swap(session, met)
    assert turns(alice, met) == [(True, of_alice, False), (False, of_bob, True)]
    assert turns(bob, met) == [(False, of_alice, True), (True, of_bob, False)]


def test_a_turn_without_a_question_says_so(alice: Person, bob: Person, charlie: Person, session: Session) -> None:
    met = Past(session).meet(alice.id, bob.id)
    assert turns(alice, met) == [(False, None, False)]
    assert code_of(charlie.get(f"/interview/{met}/turns")) == (404, "not_found")
