"""PATCH /feedback/{id} and PUT /feedback/{id}/helpful."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from tests.api.conftest import events_of
from tests.api.crowds import all_at_once
from tests.api.feedback.test_submit import GOOD
from tests.clients.person import Person, code_of


@pytest.fixture
def given(alice: Person, ended: str) -> dict[str, Any]:
    """Feedback of Alice on Bob."""
    answer = alice.post("/feedback/submit", {"interview_id": ended, **GOOD, "rubric": {"code": 2}})
    feedback: dict[str, Any] = answer.get_json()
    return feedback


def answer_it(bob: Person, ended: str) -> dict[str, Any]:
    answer = bob.post("/feedback/submit", {"interview_id": ended, **GOOD})
    feedback: dict[str, Any] = answer.get_json()
    return feedback


def age(session: Session, minutes: int) -> None:
    session.execute(text("UPDATE feedback SET created_at = created_at - make_interval(mins => :by)"), {"by": minutes})
    session.commit()


def test_what_i_change_is_changed_and_the_rest_stays(alice: Person, given: dict[str, Any]) -> None:
    changes = {"overall": 1, "to_improve": "Read the question twice.", "technical": None, "rubric": {"testing": 3}}
    answer = alice.patch(f"/feedback/{given['id']}", changes)
    assert answer.status_code == 200
    changed = answer.get_json()
    assert {**changed, "edited_at": None} == {**given, **changes}
    assert changed["edited_at"] >= given["created_at"]
    assert alice.get("/feedback/given").get_json()["items"] == [changed]


def test_a_rubric_can_be_taken_back(alice: Person, given: dict[str, Any]) -> None:
    assert alice.patch(f"/feedback/{given['id']}", {"rubric": None}).get_json()["rubric"] is None


def test_changing_tells_nobody_anew(alice: Person, bob: Person, given: dict[str, Any], session: Session) -> None:
    before = events_of(session, f"user:{bob.id}")
    alice.patch(f"/feedback/{given['id']}", {"overall": 5})
    session.rollback()
    assert events_of(session, f"user:{bob.id}") == before


@pytest.mark.parametrize(("minutes", "refused"), [(14, False), (16, True)])
def test_it_can_be_changed_for_fifteen_minutes(
    alice: Person, given: dict[str, Any], session: Session, minutes: int, refused: bool
) -> None:
    age(session, minutes)
    answer = alice.patch(f"/feedback/{given['id']}", {"overall": 5})
    assert answer.status_code == (409 if refused else 200)
    assert not refused or code_of(answer) == (409, "feedback_closed")


def test_it_is_not_changed_once_the_other_has_been_given(
    alice: Person, bob: Person, ended: str, given: dict[str, Any]
) -> None:
    theirs = answer_it(bob, ended)
    assert code_of(alice.patch(f"/feedback/{given['id']}", {"overall": 1})) == (409, "feedback_closed")
    assert code_of(bob.patch(f"/feedback/{theirs['id']}", {"overall": 1})) == (409, "feedback_closed")


def test_of_a_change_and_an_answer_at_once_the_answer_sees_the_change_or_closes_it(
    app: Flask, engine: Engine, alice: Person, bob: Person, ended: str, given: dict[str, Any]
) -> None:
    def change() -> int:
        return Person(app, alice.session).patch(f"/feedback/{given['id']}", {"overall": 1}).status_code

    def give() -> int:
        return Person(app, bob.session).post("/feedback/submit", {"interview_id": ended, **GOOD}).status_code

    changed, gave = all_at_once(engine, "feedback", [change, give])
    assert gave == 201
    (seen,) = bob.get("/feedback/received").get_json()["items"]
    assert seen["overall"] == (1 if changed == 200 else given["overall"])


def test_only_its_author_changes_it(bob: Person, charlie: Person, given: dict[str, Any]) -> None:
    for person in (bob, charlie):
        assert code_of(person.patch(f"/feedback/{given['id']}", {"overall": 5})) == (404, "not_found")
    assert code_of(charlie.patch("/feedback/999", {"overall": 5})) == (404, "not_found")


@pytest.mark.parametrize(
    "changes", [{}, {"overall": None}, {"overall": 6}, {"rubric": {"structure": 3}}, {"interview_id": "x"}]
)
def test_what_cannot_be_used_changes_nothing(alice: Person, given: dict[str, Any], changes: dict[str, Any]) -> None:
    assert code_of(alice.patch(f"/feedback/{given['id']}", changes)) == (422, "invalid")
    assert alice.get("/feedback/given").get_json()["items"] == [given]


def test_who_received_it_says_whether_it_helped(alice: Person, bob: Person, ended: str, given: dict[str, Any]) -> None:
    answer_it(bob, ended)
    path = f"/feedback/{given['id']}/helpful"
    for helpful in (True, False, False):
        answer = bob.call("PUT", path, json={"helpful": helpful})
        assert (answer.status_code, answer.get_json()["helpful"]) == (200, helpful)
    assert alice.get("/feedback/given").get_json()["items"][0]["helpful"] is False


def test_nobody_else_votes_nor_before_it_can_be_read(
    alice: Person, bob: Person, charlie: Person, ended: str, given: dict[str, Any]
) -> None:
    path = f"/feedback/{given['id']}/helpful"
    assert code_of(bob.call("PUT", path, json={"helpful": True})) == (404, "not_found")
    answer_it(bob, ended)
    for person in (alice, charlie):
        assert code_of(person.call("PUT", path, json={"helpful": True})) == (404, "not_found")
    assert code_of(bob.call("PUT", path, json={"helpful": None})) == (422, "invalid")


def test_abusive_feedback_is_reported_once_it_can_be_read(
    alice: Person, bob: Person, admin: Person, given: dict[str, Any], ended: str
) -> None:
    path, said = f"/feedback/{given['id']}/report", {"reason": "harassment", "text": "It insults me."}
    assert code_of(bob.post(path, said)) == (404, "not_found")
    answer_it(bob, ended)
    for person in (alice, admin):
        assert code_of(person.post(path, said)) == (404, "not_found")
    assert code_of(bob.post(path, {**said, "reason": "boring"})) == (422, "invalid")
    made = bob.post(path, said)
    assert made.status_code == 201
    (shown,) = admin.get("/admin/reports?open=true").get_json()["items"]
    assert (shown["reporter"]["id"], shown["subject"]["id"], shown["interview_id"]) == (bob.id, alice.id, ended)
    assert (shown["reason"], shown["text"]) == ("harassment", "It insults me.")
    assert code_of(bob.post(path, said)) == (409, "already_reported")
