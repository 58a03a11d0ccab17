"""People who come at the same moment enter together: each gets their own answer, and no other's trouble."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait

from flask import Flask
from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from mockmate_api.match.service import Door
from shared.matching import schedule
from shared.models import InterviewType
from tests.api.crowds import held_up
from tests.clients import PATIENCE, wait_until
from tests.clients.person import Person, register

PRACTICE = {"interview_type": "technical", "difficulty": "easy"}


def say(session: Session, statement: str, person: Person) -> None:
    session.execute(text(statement), {"id": person.id})
    session.commit()


def outcome(answer: TestResponse) -> tuple[int, str]:
    body = answer.get_json()
    return answer.status_code, body.get("status") if answer.status_code < 300 else body["code"]


def test_everyone_who_comes_at_the_same_moment_gets_their_own_answer(
    app: Flask, session: Session, engine: Engine, make_slot: Callable[..., int]
) -> None:
    door: Door = app.extensions["mockmate.door"]
    schedule.practice_room(session, InterviewType.TECHNICAL)
    first, alice, bob, carol, dave, erin, frank = (register(app, f"person{number}") for number in range(7))
    soon, elsewhere = make_slot(5), make_slot(600)
    alice.post("/slots/book", {"slot_id": soon, "difficulty": "easy"}, status=201)
    say(session, "UPDATE users SET practice_blocked_until = now() + interval '1 hour' WHERE id = :id", bob)
    carol.practise("easy")
    carol.post("/match/leave", {}, status=204)
    # What happens to her next can't be stored.
    say(session, "UPDATE streams SET top = top - 1 WHERE name = 'user:' || :id", carol)
    outside = create_engine(engine.url)
    with ThreadPoolExecutor(8) as threads, outside.connect() as holder:
        holder.execute(text("SELECT FROM users WHERE id = :id FOR UPDATE"), {"id": dave.id})
        with held_up(engine, "LOCK TABLE bookings IN SHARE MODE", lambda: first.practise("easy")):

            def ask(person: Person, body: object) -> Future[TestResponse]:
                return threads.submit(person.post, "/match/pair", body)

            others = {
                "overlap": ask(alice, PRACTICE),
                "slot": ask(alice, {"slot_id": soon}),
                "blocked": ask(bob, PRACTICE),
                "bad": ask(carol, PRACTICE),
                "not booked": ask(erin, {"slot_id": elsewhere}),
                "once": ask(frank, PRACTICE),
                "twice": ask(frank, PRACTICE),
            }
            held = ask(dave, PRACTICE)
            wait_until(lambda: door.passes.arriving == 9)
        wait(others.values(), PATIENCE)
        assert not held.done()
        holder.rollback()
        # The document announces no such answer.
        assert '"code": "conflict"' in str(others.pop("bad").exception())
        bookings = {others.pop(name).result().get_json()["booking_id"] for name in ("once", "twice")}
        found = {name: outcome(answer.result()) for name, answer in others.items()}
        assert found == {
            "overlap": (409, "booking_overlap"),
            "slot": (202, "waiting"),
            "blocked": (409, "practice_blocked"),
            "not booked": (409, "not_booked"),
        }
        assert held.result().status_code in (200, 202)
    outside.dispose()
    assert {frank.get("/match/status").get_json()["booking_id"]} == bookings
    assert frank.get("/match/status").get_json()["interview"]["peer"]["id"] == first.id


def test_a_person_alone_enters_in_the_transaction_that_checked_their_login(app: Flask, engine: Engine) -> None:
    alice = register(app, "alice")
    commits: list[object] = []
    note = commits.append
    event.listen(engine, "commit", note)
    try:
        alice.practise("easy")
    finally:
        event.remove(engine, "commit", note)
    assert len(commits) == 3, "entering, the pass, and the answer"
