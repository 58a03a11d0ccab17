"""POST /match/reunion: whether two who met lately would meet again now, and what is kept of their answers."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from mockmate_ws.jobs import retention
from shared.core.settings import Settings
from shared.matching import pairing
from tests.clients import PASSWORD
from tests.clients.person import Person, code_of

pytestmark = pytest.mark.usefixtures("ended")


def asked(person: Person) -> Any:
    return person.get("/match/status", status=200).get_json()["reunion"]


def say(person: Person, *, again: bool) -> Any:
    return person.post("/match/reunion", {"offer_id": asked(person)["id"], "again": again}, status=200).get_json()


def run_pass(session: Session, settings: Settings, slot_id: int) -> int:
    pairs = pairing.pair_slot(session, settings, slot_id).pairs
    session.commit()
    return pairs


def test_two_who_both_would_are_paired_by_the_next_pass(
    alice: Person, bob: Person, session: Session, settings: Settings
) -> None:
    slot_id = alice.practise("easy")["slot_id"]
    assert asked(alice) is None
    bob.practise("easy")
    assert (say(alice, again=True)["reunion"]["state"], asked(bob)["state"]) == ("accepted", "offered")
    assert run_pass(session, settings, slot_id) == 0
    say(bob, again=True)
    assert run_pass(session, settings, slot_id) == 1
    late = {"offer_id": 1, "again": False}
    assert code_of(alice.post("/match/reunion", late)) == (409, "already_matched")


def test_only_what_one_is_asked_can_be_answered(alice: Person, bob: Person, charlie: Person) -> None:
    for one in (alice, bob):
        one.practise("easy")
    charlie.practise("hard", max_level_gap=0)
    his = asked(alice)["id"]
    for offer in (his, asked(bob)["id"], 2**40):
        assert code_of(charlie.post("/match/reunion", {"offer_id": offer, "again": True})) == (409, "reunion_gone")
    assert code_of(bob.post("/match/reunion", {"offer_id": his, "again": True})) == (409, "reunion_gone")
    assert code_of(alice.post("/match/reunion", {"offer_id": his, "again": "yes"})) == (422, "invalid")
    assert asked(alice)["state"] == asked(bob)["state"] == "offered"


def test_whom_one_blocks_one_is_not_asked_about(alice: Person, bob: Person) -> None:
    for one in (alice, bob):
        one.practise("easy")
    say(bob, again=True)
    alice.patch("/users/me", {"blocks": [bob.id]}, status=200)
    assert (asked(alice), asked(bob)) == (None, None)


def test_answers_are_exported_and_go_with_the_wait_and_with_the_account(
    alice: Person, bob: Person, session: Session, settings: Settings
) -> None:
    for one in (alice, bob):
        one.practise("easy")
    say(alice, again=False)
    assert [one["again"] for one in alice.get("/users/me/export").get_json()["reunion_answers"]] == [False]
    assert bob.get("/users/me/export").get_json()["reunion_answers"] == []
    retention.prune(session, settings)
    assert kept(session) == 1
    bob.post("/match/leave", status=204)
    retention.prune(session, settings)
    assert kept(session) == 0


def test_deleting_an_account_takes_the_answers_of_both_along(alice: Person, bob: Person, session: Session) -> None:
    for one in (alice, bob):
        one.practise("easy")
    for one in (alice, bob):
        say(one, again=True)
    assert kept(session) == 2
    alice.delete("/users/me", json={"password": PASSWORD})
    assert kept(session) == 0


def kept(session: Session) -> int:
    session.commit()
    return int(session.execute(text("SELECT count(*) FROM reunion_answers")).scalar_one())
