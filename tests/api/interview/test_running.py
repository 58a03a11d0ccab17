"""GET /interview/{id}, POST /interview/{id}/swap-roles and /end."""

from __future__ import annotations

from functools import partial

import pytest
from flask import Flask
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from tests.api.conftest import events_of
from tests.api.crowds import all_at_once
from tests.clients.person import Person, code_of


def test_each_sees_it_from_their_side(alice: Person, bob: Person, live: str) -> None:
    seen_by_alice, seen_by_bob = (person.get(f"/interview/{live}").get_json() for person in (alice, bob))
    assert (seen_by_alice["peer"]["id"], seen_by_bob["peer"]["id"]) == (bob.id, alice.id)
    assert {seen_by_alice["role"], seen_by_bob["role"]} == {"interviewer", "interviewee"}
    assert "email" not in seen_by_alice["peer"]


@pytest.mark.parametrize(("method", "action"), [("GET", ""), ("POST", "/swap-roles"), ("POST", "/end")])
def test_nobody_else_sees_or_changes_it(charlie: Person, alice: Person, live: str, method: str, action: str) -> None:
    before = alice.get(f"/interview/{live}").json
    assert code_of(charlie.call(method, f"/interview/{live}{action}")) == (404, "not_found")
    assert alice.get(f"/interview/{live}").json == before


@pytest.mark.parametrize(
    "path", ["0b8d3a8e-3c1c-4b0a-9d57-1f7f6f1f6c11", "1", "history2", "0b8d3a8e-3c1c-4b0a-9d57-1f7f6f1f6c110"]
)
def test_what_is_no_interview_is_not_there(alice: Person, path: str) -> None:
    assert code_of(alice.get(f"/interview/{path}")) == (404, "not_found")


def test_a_swap_changes_both_roles_and_both_are_told(alice: Person, bob: Person, live: str, session: Session) -> None:
    before = {person.id: person.get(f"/interview/{live}").get_json()["role"] for person in (alice, bob)}
    swapped = alice.post(f"/interview/{live}/swap-roles").get_json()
    assert swapped["role"] != before[alice.id]
    assert bob.get(f"/interview/{live}").get_json()["role"] == before[alice.id]
    assert "roles.swapped" in events_of(session, f"interview:{live}")


def test_an_even_number_of_swaps_at_once_changes_nothing(
    app: Flask, alice: Person, bob: Person, engine: Engine, live: str
) -> None:
    before = [person.get(f"/interview/{live}").get_json()["role"] for person in (alice, bob)]

    def swap(person: Person) -> int:
        return Person(app, person.session).post(f"/interview/{live}/swap-roles").status_code

    answers = all_at_once(engine, "interviews", [partial(swap, person) for person in [alice, bob] * 3])
    assert answers == [200] * 6
    assert [person.get(f"/interview/{live}").get_json()["role"] for person in (alice, bob)] == before


def test_roles_cannot_be_swapped_before_it_is_live(alice: Person, matched: str) -> None:
    assert code_of(alice.post(f"/interview/{matched}/swap-roles")) == (409, "interview_not_live")


def test_roles_cannot_be_swapped_after_it_is_over(alice: Person, ended: str) -> None:
    assert code_of(alice.post(f"/interview/{ended}/swap-roles")) == (409, "interview_over")


def test_the_end_is_the_end_for_both(alice: Person, bob: Person, live: str, session: Session) -> None:
    answer = alice.post(f"/interview/{live}/end").get_json()
    assert answer["status"] == "ended"
    assert answer["ended_at"] is not None
    for person in (alice, bob):
        assert person.get(f"/interview/{live}").get_json()["status"] == "ended"
        assert person.get("/match/status").get_json()["status"] == "idle"
        (booking,) = person.get("/slots/bookings").get_json()["items"]
        assert booking["status"] == "completed"
        assert events_of(session, f"user:{person.id}")[-1] == "interview.ended"


def test_ending_again_changes_nothing(bob: Person, ended: str, session: Session) -> None:
    before = events_of(session, f"interview:{ended}")
    assert bob.post(f"/interview/{ended}/end").get_json()["status"] == "ended"
    session.rollback()
    assert events_of(session, f"interview:{ended}") == before


def test_who_ends_it_before_the_start_sends_the_other_back_to_wait(alice: Person, bob: Person, matched: str) -> None:
    assert alice.post(f"/interview/{matched}/end").get_json()["status"] == "abandoned"
    assert alice.get("/match/status").get_json()["status"] == "idle"
    assert bob.get("/match/status").get_json()["status"] == "waiting"
