"""Requests that come at the same moment share a pass, and no pass waits behind another for nothing."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import Engine, event, text
from sqlalchemy.orm import Session

from mockmate_api.match import service
from mockmate_api.match.service import PassCoalescer
from shared.core.settings import Settings
from shared.matching import pairing
from tests.api.crowds import held_up
from tests.clients.person import Person, register

PRACTICE = {"interview_type": "technical", "difficulty": "medium"}
ROOM = "SELECT pg_advisory_xact_lock(hashtextextended('waiting_room', {slot_id}))"


def test_who_comes_while_a_pass_waits_for_its_turn_is_answered_at_once_and_taken_along(
    app: Flask, session: Session, engine: Engine
) -> None:
    # Longer than this test takes on any machine; usually a lock is given up after three seconds.
    event.listen(engine, "begin", lambda one: one.exec_driver_sql("SET LOCAL lock_timeout = 60000"))
    event.listen(engine, "begin", lambda one: one.exec_driver_sql("SET LOCAL statement_timeout = 60000"))
    alice, bob, *others = (register(app, f"person{number}") for number in range(6))
    lock = ROOM.format(slot_id=alice.post("/match/pair", PRACTICE).get_json()["slot_id"])
    with held_up(engine, lock, lambda: bob.post("/match/pair", PRACTICE)) as (bobs, holder):
        for position, person in enumerate(others, 3):
            answer = person.post("/match/pair", PRACTICE)
            assert (answer.status_code, answer.get_json()["position"]) == (202, position)
        # Had they waited for the lock too, it would have been given up by now.
        assert not bobs.done()
        holder.rollback()
        assert bobs.result().status_code == 200
    states = [person.get("/match/status").get_json() for person in (alice, bob, *others)]
    assert {state["status"] for state in states} == {"matched"}
    assert session.execute(text("SELECT count(DISTINCT matched_at) FROM interviews")).scalar_one() == 1


def test_a_pass_that_does_not_wait_pairs_nobody_while_another_has_its_turn(
    alice: Person, engine: Engine, settings: Settings
) -> None:
    slot_id = alice.post("/match/pair", PRACTICE).get_json()["slot_id"]
    with Session(engine) as one, Session(engine) as other:
        one.execute(text(ROOM.format(slot_id=slot_id)))
        assert pairing.pair_slot_unless_busy(other, settings, slot_id) is None
        one.rollback()
        result = pairing.pair_slot_unless_busy(other, settings, slot_id)
        assert result is not None
        assert result.waiting == 1


def test_a_room_is_claimed_by_one_until_the_pass_has_its_turn() -> None:
    passes = PassCoalescer()
    assert passes.claim(1)
    assert not passes.claim(1)
    assert passes.claim(2)
    passes.begun(1)
    assert passes.claim(1)
    assert not passes.claim(2)


def test_who_is_to_run_a_pass_waits_for_those_at_the_door(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "_GATHER_SECONDS", 60)
    passes, happened = PassCoalescer(), list[str]()

    def claim() -> None:
        assert passes.claim(1)
        happened.append("claimed")

    with ThreadPoolExecutor(1) as threads:
        with passes.arrival():
            claiming = threads.submit(claim)
            while 1 not in passes._rooms:
                time.sleep(0.001)
            happened.append("arrived")
        claiming.result()
    assert happened == ["arrived", "claimed"]
