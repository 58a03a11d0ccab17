"""`reunion.answer` on /ws/match: two who met lately are asked at once whether they would meet again now."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from shared.matching import rule
from shared.models import User
from tests.api.past import Past
from tests.clients.person import Person
from tests.clients.wire import Wire

Newcomer = Callable[[str], Person]
Two = tuple[Wire, Wire]


@pytest.fixture
def asked(alice: Person, bob: Person, room: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Two]:
    """Alice and Bob, who have just met, wait again; each of them sees the question, which stands for an hour."""
    monkeypatch.setattr(rule, "REUNION_AFTER", timedelta(hours=1))
    alice.post(f"/interview/{room.rpartition('=')[2]}/end", status=200)
    with ExitStack() as stack:
        wires = []
        for one in (alice, bob):
            one.practise("easy")
            wires.append(stack.enter_context(one.socket("/ws/match")))
        for wire in wires:
            state_until(wire, "offered")
        yield wires[0], wires[1]


def state_until(wire: Wire, state: str | None) -> Any:
    """Read on until the room says so of the question; returns what it says, with the whole frame."""
    while True:
        frame = wire.expect("waiting_room.snapshot", "waiting_room.changed")["data"]
        if (frame["reunion"] and frame["reunion"]["state"]) == state:
            return frame


def answer(wire: Wire, person: Person, *, again: bool, id_: str = "a1") -> Any:
    offer = person.get("/match/status", status=200).get_json()["reunion"]["id"]
    return wire.command("reunion.answer", {"offer_id": offer, "again": again}, id_=id_)


def peer_found(wire: Wire) -> Any:
    return wire.expect("match.found")["data"]["interview"]["peer"]["username"]


@pytest.mark.recorded
def test_both_are_asked_and_if_both_would_they_are_paired_at_once(alice: Person, bob: Person, asked: Two):
    hers, his = asked
    assert answer(hers, alice, again=True)["type"] == "ack"
    assert state_until(hers, "accepted")["met_at"] is not None
    # Nobody hears of one wish alone.
    assert bob.get("/match/status", status=200).get_json()["reunion"]["state"] == "offered"
    assert answer(his, bob, again=True)["type"] == "ack"
    assert (peer_found(hers), peer_found(his)) == ("bob", "alice")


def test_a_no_keeps_both_apart_while_they_wait_and_says_not_whose_it_is(alice: Person, bob: Person, asked: Two):
    hers, his = asked
    assert answer(his, bob, again=True)["type"] == "ack"
    assert answer(hers, alice, again=False)["type"] == "ack"
    told = [state_until(wire, "apart") for wire in asked]
    assert [one["reunion_at"] for one in told] == [None, None]
    assert {name for one in told for name in one["reunion"]} == {"id", "met_at", "state"}
    # Not after the minute either, nor if the one who said no says yes now.
    assert answer(hers, alice, again=True, id_="a2")["type"] == "ack"
    longer = "UPDATE bookings SET waiting_since = waiting_since - interval '2 hours' WHERE status = 'waiting'"
    alice.in_database(lambda session: session.execute(text(longer)))
    assert bob.practise("easy")["status"] == "waiting"
    # A later wait asks again.
    bob.post("/match/leave", status=204)
    assert bob.practise("easy")["reunion"]["state"] == "offered"


def test_somebody_new_who_comes_in_between_is_preferred(alice: Person, newcomer: Newcomer, asked: Two):
    hers, his = asked
    assert answer(hers, alice, again=True)["type"] == "ack"
    carol = newcomer("carol")
    assert carol.practise("easy", status=200)["interview"]["peer"]["username"] == "alice"
    assert peer_found(hers) == "carol"
    offer = {"offer_id": 1, "again": True}
    assert hers.command("reunion.answer", offer, id_="late")["data"]["code"] == "already_matched"
    while state_until(his, None)["waiting"]["easy"] != 1:
        pass
    assert his.command("reunion.answer", offer, id_="late")["data"]["code"] == "reunion_gone"


def test_both_at_once(alice: Person, bob: Person, asked: Two):
    with ThreadPoolExecutor(2) as pool:
        said = pool.map(lambda one: answer(one[0], one[1], again=True), zip(asked, (alice, bob), strict=True))
        assert [one["type"] for one in said] == ["ack", "ack"]
    assert [peer_found(wire) for wire in asked] == ["bob", "alice"]


def test_the_question_goes_with_the_one_it_is_about(alice: Person, bob: Person, asked: Two):
    hers, _ = asked
    offer = alice.get("/match/status", status=200).get_json()["reunion"]["id"]
    bob.post("/match/leave", status=204)
    state_until(hers, None)
    assert hers.command("reunion.answer", {"offer_id": offer, "again": True})["data"]["code"] == "reunion_gone"


def test_a_repeated_answer_counts_once_and_a_yes_can_be_taken_back(alice: Person, bob: Person, asked: Two):
    hers, his = asked
    for _ in range(2):
        assert answer(hers, alice, again=True)["type"] == "ack"
    assert answer(hers, alice, again=False, id_="a2")["type"] == "ack"
    state_until(his, "apart")
    assert answer(his, bob, again=True)["type"] == "ack"
    assert alice.get("/match/status", status=200).get_json()["status"] == "waiting"


def test_only_the_two_who_are_asked_can_answer(alice: Person, bob: Person, newcomer: Newcomer, asked: Two):
    """Not a stranger, a former peer, an administrator or the organizer of a group, in this room or in another."""
    stranger, former, admin, organizer = (newcomer(name) for name in ("sam", "fay", "ada", "olga"))

    def begin(session: Session) -> None:
        Past(session).meet(alice.id, former.id)
        session.get_one(User, admin.id).is_admin = True

    alice.in_database(begin)
    club = organizer.post("/groups", {"name": "Club"}, status=201).get_json()["group"]["id"]
    stranger.practise("hard", max_level_gap=0)
    former.practise("easy", interview_type="behavioral")
    admin.practise("medium", max_level_gap=0)
    organizer.practise("easy", group_id=club)
    offers = [one.get("/match/status", status=200).get_json()["reunion"]["id"] for one in (alice, bob)]
    for who in (stranger, former, admin, organizer):
        with who.socket("/ws/match") as wire:
            for number, offer in enumerate(offers):
                refused = wire.command("reunion.answer", {"offer_id": offer, "again": False}, id_=f"a{number}")
                assert refused["data"]["code"] == "reunion_gone", who.username
    for one in (alice, bob):
        assert one.get("/match/status", status=200).get_json()["reunion"]["state"] == "offered"
    stored = alice.in_database(
        lambda session: session.execute(text("SELECT count(*) FROM reunion_answers")).scalar_one()
    )
    assert stored == 0
