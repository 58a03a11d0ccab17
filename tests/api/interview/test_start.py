"""POST /interview/start."""

from __future__ import annotations

from functools import partial
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from mockmate_api.questions import bank
from tests.api.conftest import events_of
from tests.api.crowds import all_at_once
from tests.clients.person import Person, code_of


def test_it_is_live_once_both_are_ready(alice: Person, bob: Person, matched: str) -> None:
    first = alice.post("/interview/start", {"interview_id": matched}).get_json()
    assert (first["status"], first["i_started"], first["peer_started"]) == ("matched", True, False)
    assert first["ends_at"] is None
    second = bob.post("/interview/start", {"interview_id": matched}).get_json()
    assert (second["status"], second["i_started"], second["peer_started"]) == ("live", True, True)
    assert second["started_at"] < second["ends_at"]
    assert second["socket"] == f"/ws/interview/live?interview_id={matched}"
    assert second["video"] == {"provider": "webrtc", "ice_servers": [], "polite": True, "allowed": True}


def test_starting_again_is_harmless(alice: Person, live: str, session: Session) -> None:
    before = events_of(session, f"interview:{live}")
    assert alice.post("/interview/start", {"interview_id": live}).get_json()["status"] == "live"
    session.rollback()
    assert events_of(session, f"interview:{live}") == before


def test_two_who_start_at_once_start_it_once(
    app: Flask, alice: Person, bob: Person, engine: Engine, matched: str, session: Session
) -> None:
    def start(person: Person) -> int:
        return Person(app, person.session).post("/interview/start", {"interview_id": matched}).status_code

    answers = all_at_once(engine, "participants", [partial(start, person) for person in [alice, bob] * 3])
    assert answers == [200] * 6
    assert alice.get(f"/interview/{matched}").get_json()["status"] == "live"
    assert events_of(session, f"interview:{matched}").count("interview.started") == 1
    assert events_of(session, f"user:{alice.id}").count("interview.started") == 1


def test_only_the_interviewer_sees_hints_and_solution(
    alice: Person, bob: Person, session: Session, matched: str
) -> None:
    bank.load(session)
    session.commit()
    for person in (alice, bob):
        person.post("/interview/start", {"interview_id": matched})
    seen = {
        view["role"]: view["question"]
        for view in (person.post("/interview/start", {"interview_id": matched}).get_json() for person in (alice, bob))
    }
    assert seen["interviewer"]["id"] == seen["interviewee"]["id"]
    assert seen["interviewer"]["solution"]
    assert seen["interviewer"]["hints"]
    for secret in ("solution", "hints", "follow_ups"):
        assert seen["interviewee"][secret] is None
    assert seen["interviewee"]["difficulty"] == "medium"


def test_anothers_interview_is_not_there(charlie: Person, alice: Person, matched: str) -> None:
    assert code_of(charlie.post("/interview/start", {"interview_id": matched})) == (404, "not_found")
    assert alice.get(f"/interview/{matched}").get_json()["i_started"] is False


def test_an_interview_that_does_not_exist_is_not_there(alice: Person) -> None:
    assert code_of(alice.post("/interview/start", {"interview_id": str(uuid4())})) == (404, "not_found")


def test_what_is_over_cannot_be_started(bob: Person, ended: str) -> None:
    assert code_of(bob.post("/interview/start", {"interview_id": ended})) == (409, "interview_over")


@pytest.mark.parametrize("interview_id", ["x", 1, None, "", "0b8d3a8e-3c1c-4b0a-9d57-1f7f6f1f6c1", "{" * 36])
def test_the_id_must_be_a_uuid(alice: Person, interview_id: object) -> None:
    assert code_of(alice.post("/interview/start", {"interview_id": interview_id})) == (422, "invalid")
