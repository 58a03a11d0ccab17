"""Feedback on both roles: what is asked for, refused and kept, by what the two people did."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from shared.events import event_log
from shared.events.types import RolesSwapped
from shared.models import Question
from tests.api.feedback.test_submit import GOOD
from tests.api.past import Past
from tests.clients.person import Person, code_of

WORDS = {"did_well": "Asked one thing at a time.", "to_improve": "Wait longer.", "good_match": 4}
AS_INTERVIEWER = {"overall": 2, "clarity": 5, "hints": 1, "listening": 3, "fairness": 4, "words": "Hints came late."}
LEVELS = {"1": "None.", "3": "Some.", "5": "Much."}
RUBRIC = {"Depth": LEVELS, "Trade-offs / costs": LEVELS}


def swap(session: Session, interview: UUID) -> None:
    """Let the two people have swapped roles, as the service records it."""
    swapped = RolesSwapped(interview_id=interview, interviewer_id=1, interviewer_seat=2, by=1)
    event_log.append(session, event_log.interview(interview), swapped)
    session.execute(text("UPDATE interviews SET interviewer_seat = 2 WHERE id = :id"), {"id": interview})
    session.commit()


@pytest.fixture
def met(alice: Person, bob: Person, session: Session) -> UUID:
    """An interview in which Alice interviewed Bob, and neither asked the other way round."""
    past = Past(session)
    questions = past.question("of-alice"), past.question("of-bob")
    for question in questions:
        session.get_one(Question, question).rubric = RUBRIC
    session.commit()
    return past.meet(alice.id, bob.id, past.now - timedelta(hours=1), questions=questions)


def submit(author: Person, met: UUID, **given: Any) -> Any:
    return author.post("/feedback/submit", {"interview_id": str(met), **given})


def faults(answer: Any) -> list[tuple[str, str]]:
    assert code_of(answer) == (422, "invalid")
    return sorted((each["pointer"], each["code"]) for each in answer.get_json()["errors"])


@pytest.mark.recorded
def test_after_a_swap_each_rates_both_roles_of_the_other(
    alice: Person, bob: Person, met: UUID, session: Session
) -> None:
    swap(session, met)
    rubric = {"Depth": 5, "Trade-offs / costs": 1}
    mine = submit(alice, met, **GOOD, as_interviewer=AS_INTERVIEWER, question_rubric=rubric)
    assert mine.status_code == 201
    given = mine.get_json()
    assert {name: given[name] for name in GOOD} == GOOD
    assert (given["rates_interviewee"], given["as_interviewer"]) == (True, AS_INTERVIEWER)
    assert given["question_rubric"] == rubric
    # Neither of the parts is shown before both have given theirs, and then wherever feedback is shown.
    past = bob.get("/interview/history").get_json()["items"][0]
    assert (past["feedback_received"], bob.get("/feedback/received").get_json()["items"]) == (None, [])
    assert bob.get("/users/me/export").get_json()["feedback_received"] == []
    assert submit(bob, met, **GOOD, as_interviewer={"overall": 5}).status_code == 201
    shown = {**given, "visible": True}
    assert bob.get("/feedback/received").get_json()["items"] == [shown]
    assert bob.get("/interview/history").get_json()["items"][0]["feedback_received"] == shown
    assert bob.get("/users/me/export").get_json()["feedback_received"] == [shown]
    answer = alice.get("/interview/history").get_json()["items"][0]["feedback_received"]
    assert answer["as_interviewer"] == {**dict.fromkeys(AS_INTERVIEWER), "overall": 5}
    assert alice.get("/feedback/received").get_json()["items"] == [answer]


@pytest.mark.parametrize("overall", [2, 3])
def test_who_only_interviewed_is_rated_as_interviewer_alone(bob: Person, met: UUID, overall: int) -> None:
    answer = submit(bob, met, **WORDS, as_interviewer={**AS_INTERVIEWER, "overall": overall})
    assert answer.status_code == 201
    given = answer.get_json()
    assert given["rates_interviewee"] is False
    # What clients of before show of it.
    assert (given["communication"], given["overall"], given["would_pass"]) == (overall, overall, overall >= 3)
    assert (given["problem_solving"], given["technical"], given["rubric"]) == (None, None, None)


def test_clients_of_before_rate_whom_they_met_as_they_did(bob: Person, met: UUID) -> None:
    given = submit(bob, met, **GOOD).get_json()
    assert {name: given[name] for name in GOOD} == GOOD
    assert (given["rates_interviewee"], given["as_interviewer"], given["question_rubric"]) == (True, None, None)


def test_who_never_interviewed_is_not_rated_as_interviewer(alice: Person, met: UUID) -> None:
    answer = submit(alice, met, **GOOD, as_interviewer={"overall": 5})
    assert faults(answer) == [("#/as_interviewer", "not_applicable")]
    assert answer.get_json()["errors"][0]["detail"] == "Your peer was never the interviewer."
    assert alice.get("/feedback/given").get_json()["items"] == []


def test_who_was_never_asked_is_not_rated_as_interviewee_besides(bob: Person, met: UUID) -> None:
    answer = submit(bob, met, **WORDS, as_interviewer={"overall": 5}, overall=3, question_rubric={"Depth": 3})
    assert faults(answer) == [("#/overall", "not_applicable"), ("#/question_rubric", "not_applicable")]


@pytest.mark.parametrize("swapped", [False, True])
def test_who_was_asked_is_rated_as_interviewee(alice: Person, met: UUID, session: Session, swapped: bool) -> None:
    if swapped:
        swap(session, met)
    more = {"as_interviewer": {"overall": 5}} if swapped else {}
    required = {("#/communication", "missing"), ("#/overall", "missing"), ("#/would_pass", "missing")}
    assert set(faults(submit(alice, met, **WORDS, **more))) == required
    assert faults(submit(alice, met, **{**GOOD, "would_pass": None}, **more)) == [("#/would_pass", "missing")]


@pytest.mark.parametrize(
    ("given", "pointer"),
    [
        ({"clarity": 3}, "#/as_interviewer/overall"),
        ({"overall": None}, "#/as_interviewer/overall"),
        ({"overall": 6}, "#/as_interviewer/overall"),
        ({"overall": 3, "hints": 0}, "#/as_interviewer/hints"),
        ({"overall": 3, "words": "  "}, "#/as_interviewer/words"),
        ({"overall": 3, "charm": 5}, "#/as_interviewer/charm"),
    ],
)
def test_a_part_that_is_half_given_is_refused_by_name(
    alice: Person, met: UUID, session: Session, given: dict[str, Any], pointer: str
) -> None:
    swap(session, met)
    assert [where for where, _ in faults(submit(alice, met, **GOOD, as_interviewer=given))] == [pointer]


@pytest.mark.parametrize(
    ("rubric", "pointer"),
    [
        ({"Charm": 3}, "#/question_rubric/Charm"),
        ({"Depth": 3, "a/b~c": 3}, "#/question_rubric/a~1b~0c"),
        ({"Depth": 0}, "#/question_rubric/Depth"),
    ],
)
def test_only_the_questions_own_rubric_is_rated_by(alice: Person, met: UUID, rubric: Any, pointer: str) -> None:
    assert [where for where, _ in faults(submit(alice, met, **GOOD, question_rubric=rubric))] == [pointer]
    assert submit(alice, met, **GOOD, question_rubric={"Depth": 3}).get_json()["question_rubric"] == {"Depth": 3}


def test_a_question_without_a_rubric_has_none_to_rate_by(alice: Person, ended: str) -> None:
    assert faults(submit(alice, UUID(ended), **GOOD, question_rubric={"Depth": 3})) == [
        ("#/question_rubric/Depth", "not_applicable")
    ]
    assert submit(alice, UUID(ended), **GOOD, question_rubric={}).get_json()["question_rubric"] is None


def test_both_parts_can_be_changed_and_taken_back(alice: Person, met: UUID, session: Session) -> None:
    swap(session, met)
    given = submit(alice, met, **GOOD, as_interviewer=AS_INTERVIEWER, question_rubric={"Depth": 2}).get_json()
    path = f"/feedback/{given['id']}"
    changed = alice.patch(path, {"as_interviewer": {"overall": 4}}).get_json()
    assert changed["as_interviewer"] == {**dict.fromkeys(AS_INTERVIEWER), "overall": 4}
    assert {**changed, "edited_at": None, "as_interviewer": AS_INTERVIEWER} == given
    assert faults(alice.patch(path, {"question_rubric": {"Charm": 2}})) == [
        ("#/question_rubric/Charm", "not_applicable")
    ]
    taken = alice.patch(path, {"as_interviewer": None, "question_rubric": None}).get_json()
    assert (taken["as_interviewer"], taken["question_rubric"], taken["overall"]) == (None, None, GOOD["overall"])


def test_what_rates_an_interviewer_alone_stays_so(bob: Person, met: UUID) -> None:
    path = f"/feedback/{submit(bob, met, **WORDS, as_interviewer=AS_INTERVIEWER).get_json()['id']}"
    assert faults(bob.patch(path, {"as_interviewer": None})) == [("#/as_interviewer", "missing")]
    assert faults(bob.patch(path, {"overall": 1})) == [("#/overall", "not_applicable")]
    changed = bob.patch(path, {"as_interviewer": {"overall": 5}, "did_well": "All of it."}).get_json()
    assert (changed["overall"], changed["would_pass"], changed["did_well"]) == (5, True, "All of it.")
    assert changed["rates_interviewee"] is False


def test_after_the_time_for_changes_neither_part_changes(alice: Person, met: UUID, session: Session) -> None:
    swap(session, met)
    given = submit(alice, met, **GOOD, as_interviewer=AS_INTERVIEWER).get_json()
    session.execute(text("UPDATE feedback SET created_at = created_at - interval '16 minutes'"))
    session.commit()
    refused = alice.patch(f"/feedback/{given['id']}", {"as_interviewer": {"overall": 5}})
    assert code_of(refused) == (409, "feedback_closed")
