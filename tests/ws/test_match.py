"""/ws/match: being present in a waiting room, seeing it, and hearing of the match."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

from flask import Flask
from sqlalchemy.orm import Session

from shared.core.database import make_engine
from shared.core.settings import Settings
from shared.matching import pairing, waiting_room
from shared.models import Booking, BookingStatus, Difficulty, Slot
from tests.clients import PATIENCE
from tests.clients.person import Person, wait_for_a_lock
from tests.clients.wire import Wire


def test_two_waiting_people_hear_of_their_match(alice: Person, bob: Person):
    slot_id = alice.practise("easy")["slot_id"]
    with alice.socket(f"/ws/match?slot_id={slot_id}") as hers:
        assert hers.expect("hello")["data"]["user_id"] == alice.id
        snapshot = hers.expect("waiting_room.snapshot")["data"]
        assert (snapshot["status"], snapshot["position"]) == ("waiting", 1)
        bob.practise("easy", status=200)

        found = hers.expect("match.found")
        assert found["stream"] == f"user:{alice.id}"
        interview = found["data"]["interview"]
        assert interview["peer"]["username"] == "bob"
        assert interview["why"]["same_level"] is True
        assert bob.get("/match/status", status=200).get_json()["interview"]["id"] == interview["id"]


def test_the_room_of_the_seed_is_paired_live(newcomer: Callable[[str], Person]):
    """E1, E2, M1, H1, H2 → {E1, E2}, {M1, H1}, H2 waits."""
    levels = {"e1": "easy", "e2": "easy", "m1": "medium", "h1": "hard", "h2": "hard"}
    with ExitStack() as stack:
        wires: dict[str, Wire] = {}
        for name, difficulty in levels.items():
            person = newcomer(name)
            slot = next(
                room for room in person.get("/match/waiting-room", status=200).get_json()["items"] if room["practice"]
            )
            person.post("/slots/book", {"slot_id": slot["slot_id"], "difficulty": difficulty}, status=201)
            wires[name] = stack.enter_context(person.socket(f"/ws/match?slot_id={slot['slot_id']}"))
            wires[name].expect("waiting_room.snapshot")
        partners = {
            name: wires[name].expect("match.found")["data"]["interview"]["peer"]["username"]
            for name in ("e1", "e2", "m1", "h1")
        }
        alone = wires["h2"].expect("waiting_room.changed", "match.found")
        while alone["data"].get("waiting") != {"easy": 0, "medium": 0, "hard": 1}:
            alone = wires["h2"].expect("waiting_room.changed", "match.found")
    assert partners == {"e1": "e2", "e2": "e1", "m1": "h1", "h1": "m1"}
    assert alone["data"]["position"] == 1


def test_a_browser_comes_in_with_a_ticket_once(alice: Person):
    slot_id = alice.practise("hard")["slot_id"]
    ticket = alice.post("/auth/ws-ticket", status=201).get_json()["ticket"]
    frame = json.dumps({"type": "auth", "data": {"ticket": ticket}})
    path = f"/ws/match?slot_id={slot_id}"
    with Wire(alice.sockets + path) as first, Wire(alice.sockets + path) as second:
        first.say(frame)
        assert first.expect("hello")["data"]["user_id"] == alice.id
        second.say(frame)
        assert second.closed() == 4501


def test_leaving_by_command_closes_the_socket_and_frees_the_place(alice: Person, bob: Person):
    slot_id = alice.practise("easy")["slot_id"]
    with alice.socket(f"/ws/match?slot_id={slot_id}") as hers:
        hers.expect("waiting_room.snapshot")
        assert hers.command("waiting_room.leave")["type"] == "ack"
        assert hers.closed() == 1000
    assert alice.get("/match/status", status=200).get_json()["status"] == "idle"
    assert bob.practise("easy")["status"] == "waiting"


def test_without_a_booking_the_socket_says_so_and_closes(alice: Person):
    with alice.socket("/ws/match?slot_id=1") as hers:
        assert hers.expect("error")["data"]["code"] == "not_booked"
        assert hers.closed() == 4503


def test_a_slot_that_is_no_number_is_refused(alice: Person):
    for given in ("x", "-1", "0", "99999999999999999999", "%00", "1.5"):
        with alice.socket(f"/ws/match?slot_id={given}") as hers:
            assert hers.expect("error")["data"]["code"] == "invalid"
            assert hers.closed() == 4503


def test_others_in_the_room_see_who_comes(alice: Person, bob: Person):
    slot_id = alice.practise("easy")["slot_id"]
    with alice.socket(f"/ws/match?slot_id={slot_id}") as hers:
        hers.expect("waiting_room.snapshot")
        assert bob.practise("hard", max_level_gap=0)["position"] == 2
        seen = hers.expect("waiting_room.changed")
        while seen["data"]["waiting"]["hard"] != 1:
            seen = hers.expect("waiting_room.changed")
        assert seen["data"]["position"] == 1
        assert "offset" not in seen


def test_who_is_matched_while_coming_in_is_let_in_and_told(app: Flask, settings: Settings, alice: Person, bob: Person):
    slot_id = alice.practise("easy")["slot_id"]
    engine = make_engine(settings, "a pass")
    with ThreadPoolExecutor(1) as thread, Session(engine) as session:
        waiting_room.enter(session, settings, bobs_wish(session, bob, slot_id), 60)
        assert pairing.pair_slot(session, settings, slot_id).pairs == 1
        # The pass isn't committed: the socket reads a booking that waits, and is held up by its lock.
        coming = thread.submit(lambda: alice.socket(f"/ws/match?slot_id={slot_id}"))
        wait_for_a_lock(alice)
        session.commit()
        with coming.result(PATIENCE) as hers:
            snapshot = hers.expect("waiting_room.snapshot")["data"]
            assert snapshot["status"] == "matched"
            assert hers.expect("match.found")["data"]["interview"]["id"] == snapshot["interview"]["id"]
    engine.dispose()


def bobs_wish(session: Session, bob: Person, slot_id: int) -> Booking:
    slot = session.get_one(Slot, slot_id)
    return Booking(user_id=bob.id, slot=slot, difficulty=Difficulty.EASY, status=BookingStatus.BOOKED)
