"""POST /interview/{id}/decline: what it does to both, what it costs, and that two who declined do not meet again."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from mockmate_ws.jobs import no_shows
from shared.core.settings import Settings
from tests.api.conftest import events_of
from tests.api.crowds import all_at_once, held_up
from tests.clients.person import Person, register

WISH = {"interview_type": "technical", "difficulty": "medium"}
ELSE = {"reason": "somebody_else"}


def pair(person: Person) -> dict[str, Any]:
    state: dict[str, Any] = person.post("/match/pair", WISH).get_json()
    return state


def state(person: Person) -> dict[str, Any]:
    found: dict[str, Any] = person.get("/match/status").get_json()
    return found


def decline(person: Person, interview_id: str, body: Any = None, **options: Any) -> tuple[int, str]:
    answer = person.post(f"/interview/{interview_id}/decline", body, **options)
    return answer.status_code, answer.get_json().get("code") or answer.get_json()["status"]


def since(session: Session, person: Person) -> datetime:
    asked = text("SELECT waiting_since FROM bookings WHERE user_id = :user AND status = 'waiting'")
    found: datetime = session.scalars(asked, {"user": person.id}).one()
    session.commit()
    return found


def forget(session: Session, hours: float) -> None:
    """Let so much time pass since the declines."""
    session.execute(text("UPDATE participants SET declined_at = declined_at - :by"), {"by": timedelta(hours=hours)})
    session.execute(text("UPDATE users SET practice_blocked_until = NULL"))
    session.commit()


def test_the_first_is_free_for_who_wants_somebody_else_and_the_peer_keeps_their_place(
    alice: Person, bob: Person, session: Session
) -> None:
    pair(alice)
    before = since(session, alice)
    interview_id = pair(bob)["interview"]["id"]
    assert decline(bob, interview_id, ELSE) == (200, "abandoned")
    assert (state(alice)["status"], state(alice)["position"]) == ("waiting", 1)
    assert (state(bob)["status"], state(bob)["position"]) == ("waiting", 2)
    assert since(session, alice) == before
    told = events_of(session, f"user:{alice.id}")
    assert "match.declined" in told
    assert "match.declined" not in events_of(session, f"user:{bob.id}")
    assert bob.get("/users/me").get_json()["reliability"]["count"] == 0


@pytest.mark.parametrize("body", [None, {}, {"reason": "not_now"}])
def test_not_now_leaves_the_room_without_penalty(
    alice: Person, bob: Person, session: Session, matched: str, body: Any
) -> None:
    assert decline(alice, matched, body) == (200, "abandoned")
    assert state(alice)["status"] == "idle"
    assert state(bob)["status"] == "waiting"
    assert alice.get("/users/me").get_json()["reliability"]["count"] == 0


@pytest.mark.parametrize("body", [{"reason": "dull"}, {"why": "x"}])
def test_a_reason_that_does_not_exist_is_refused_and_changes_nothing(alice: Person, matched: str, body: Any) -> None:
    assert decline(alice, matched, body)[0] == 422
    assert state(alice)["status"] == "matched"


@pytest.mark.parametrize("who", ["decliner", "peer"])
@pytest.mark.parametrize("how", ["decline", "end"])
def test_the_two_are_not_paired_again_for_six_hours(
    alice: Person, bob: Person, session: Session, matched: str, how: str, who: str
) -> None:
    assert alice.post(f"/interview/{matched}/{how}").status_code == 200
    again, other = (alice, bob) if who == "decliner" else (bob, alice)
    other.post("/match/pair", WISH)
    assert pair(again)["status"] == "waiting"
    forget(session, 6.1)
    assert pair(again)["status"] == "matched"


def troll(app: Flask, alice: Person, times: int, how: str = "decline") -> list[tuple[int, str]]:
    """Let Alice decline so many people, each of whom leaves; returns the answers to what she asked for."""
    answers = []
    for _ in range(times):
        peer = register(app, f"peer{uuid4().hex[:12]}")
        pair(peer)
        asked = alice.post("/match/pair", WISH)
        if asked.status_code == 200:
            alice.post(f"/interview/{asked.get_json()['interview']['id']}/{how}")
        answers.append((asked.status_code, asked.get_json().get("code", "")))
        peer.post("/match/leave")
    return answers


def test_a_second_decline_costs_the_place_in_line(app: Flask, alice: Person, bob: Person, session: Session) -> None:
    troll(app, alice, 1)
    pair(alice)
    before = since(session, alice)
    decline(alice, pair(bob)["interview"]["id"], ELSE)
    assert since(session, alice) > before


@pytest.mark.parametrize("how", ["decline", "end"])
def test_the_fifth_closes_practice_and_each_further_one_for_longer(
    app: Flask, alice: Person, session: Session, how: str
) -> None:
    assert troll(app, alice, 6, how) == [(200, "")] * 5 + [(409, "practice_blocked")]

    def hours() -> float:
        until = datetime.fromisoformat(alice.get("/users/me").get_json()["practice_blocked_until"])
        return (until - datetime.now(UTC)) / timedelta(hours=1)

    assert 0.9 < hours() < 1.01
    session.execute(text("UPDATE users SET practice_blocked_until = NULL"))
    session.commit()
    troll(app, alice, 1, how)
    assert 1.9 < hours() < 2.01
    forget(session, 3.1)
    assert troll(app, alice, 2) == [(200, "")] * 2


def test_an_administrator_forgives_declines_too(app: Flask, alice: Person, admin: Person) -> None:
    troll(app, alice, 5)
    assert admin.post(f"/admin/users/{alice.id}/forgive").status_code == 204
    assert troll(app, alice, 2) == [(200, "")] * 2


def test_who_is_closed_out_by_a_decline_does_not_wait_on(app: Flask, alice: Person) -> None:
    troll(app, alice, 4)
    pair(register(app, "last"))
    assert decline(alice, pair(alice)["interview"]["id"], ELSE) == (200, "abandoned")
    assert state(alice)["status"] == "idle"


def test_it_is_only_for_who_has_not_started(alice: Person, bob: Person, matched: str) -> None:
    alice.post("/interview/start", {"interview_id": matched})
    assert decline(alice, matched) == (409, "already_started")
    assert state(alice)["status"] == "matched"
    assert decline(bob, matched, ELSE) == (200, "abandoned")
    assert state(alice)["status"] == "waiting"
    assert decline(alice, matched) == (409, "interview_over")


def test_a_live_or_an_ended_interview_is_not_declined(alice: Person, bob: Person, live: str) -> None:
    assert decline(alice, live) == (409, "already_started")
    alice.post(f"/interview/{live}/end")
    assert decline(bob, live) == (409, "interview_over")


def test_repeating_it_has_no_second_effect(alice: Person, bob: Person, session: Session, matched: str) -> None:
    key = {"headers": {"Idempotency-Key": "once"}}
    assert decline(alice, matched, ELSE, **key) == (200, "abandoned")
    before = since(session, alice)
    assert alice.post(f"/interview/{matched}/decline", ELSE, **key).headers["Idempotent-Replayed"] == "true"
    assert decline(alice, matched, {"reason": "not_now"}) == (200, "abandoned")
    assert decline(alice, matched, {"reason": "not_now"}, **key)[1] == "idempotency_key_reused"
    assert since(session, alice) == before
    assert events_of(session, f"user:{bob.id}").count("match.declined") == 1


def test_two_clicks_and_both_people_at_once_decline_it_once(
    app: Flask, engine: Engine, alice: Person, bob: Person, session: Session, matched: str
) -> None:
    clicks = [partial(decline, Person(app, one.session), matched, ELSE) for one in (alice, alice, bob)]
    answers = all_at_once(engine, "participants", clicks)
    assert (200, "abandoned") in answers
    assert set(answers) <= {(200, "abandoned"), (409, "interview_over")}
    told = [events_of(session, f"user:{one.id}").count("match.declined") for one in (alice, bob)]
    assert sorted(told) == [0, 1]


def test_of_a_decline_and_the_start_by_the_same_person_one_wins(
    app: Flask, engine: Engine, alice: Person, matched: str
) -> None:
    def ask(way: str, body: Any) -> int:
        return Person(app, alice.session).post(f"/interview/{way}", body).status_code

    start = partial(ask, "start", {"interview_id": matched})
    answers = all_at_once(engine, "participants", [start, partial(ask, f"{matched}/decline", {})])
    assert sorted(answers) == [200, 409]
    assert state(alice)["status"] == ("matched" if answers[0] == 200 else "idle")


@pytest.mark.parametrize("first", ["job", "decline"])
def test_of_a_decline_and_the_job_for_no_shows_the_first_wins(
    engine: Engine, settings: Settings, alice: Person, session: Session, matched: str, first: str
) -> None:
    session.execute(text("UPDATE interviews SET start_by = now() - interval '1 minute'"))
    session.commit()

    def give_up() -> int:
        with Session(engine) as own:
            given_up = no_shows.give_up_no_shows(own, settings)
            own.commit()
        return given_up

    lock = "LOCK TABLE interviews IN SHARE MODE"
    if first == "job":
        with held_up(engine, lock, give_up) as (job, connection), ThreadPoolExecutor(1) as thread:
            late = thread.submit(decline, alice, matched)
            connection.rollback()
        assert (job.result(), late.result()) == (1, (409, "interview_over"))
    else:
        with held_up(engine, lock, partial(decline, alice, matched)) as (declined, _):
            assert give_up() == 0
        assert declined.result() == (200, "abandoned")
    status = session.scalars(text("SELECT status FROM bookings WHERE user_id = :user"), {"user": alice.id}).one()
    assert status == ("no_show" if first == "job" else "cancelled")


def test_in_a_booked_slot_a_second_not_now_counts_as_late(
    app: Flask, alice: Person, session: Session, make_slot: Callable[..., int], let_pass: Callable[[int, float], None]
) -> None:
    troll(app, alice, 1)
    slot_id = make_slot(5)
    bob = register(app, "bob")
    for person in (alice, bob):
        person.post("/slots/book", {"slot_id": slot_id, "difficulty": "easy"})
        person.post("/match/pair", {"slot_id": slot_id})
    let_pass(slot_id, 6)
    interview_id = alice.post("/match/pair", {"slot_id": slot_id}).get_json()["interview"]["id"]
    assert decline(alice, interview_id) == (200, "abandoned")
    assert alice.get("/users/me").get_json()["reliability"] == {"fraction": 0.0, "count": 1, "late": 0}
