"""A scheduled slot: the room opens before, everybody present is paired at the start, who is late joins later passes."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from shared.core import clock
from shared.models import Booking, InterviewType, Slot
from tests.clients.person import Person
from tests.clients.wire import Wire


@pytest.fixture
def make_slot(alice: Person) -> Callable[[timedelta], int]:
    """Make a slot that starts this long from now."""

    def make(begins_in: timedelta) -> int:
        def insert(session: Session) -> int:
            starts_at = clock.now(session) + begins_in
            slot = Slot(
                interview_type=InterviewType.BEHAVIORAL,
                starts_at=starts_at,
                ends_at=starts_at + timedelta(minutes=45),
                capacity=10,
            )
            session.add(slot)
            session.flush()
            return slot.id

        return alice.in_database(insert)

    return make


def _start_now(alice: Person, slot_id: int) -> datetime:
    """Let the time of the start come."""

    def shift(session: Session) -> datetime:
        slot = session.get_one(Slot, slot_id)
        assert slot.starts_at is not None
        assert slot.ends_at is not None
        gap = slot.starts_at - clock.now(session)
        slot.starts_at, slot.ends_at = slot.starts_at - gap, slot.ends_at - gap
        for booking in session.query(Booking).filter_by(slot_id=slot_id):
            booking.starts_at, booking.ends_at = slot.starts_at, slot.ends_at
        session.flush()
        return slot.starts_at

    return alice.in_database(shift)


def test_everybody_present_is_paired_in_one_pass_at_the_start(
    newcomer: Callable[[str], Person], alice: Person, make_slot: Callable[[timedelta], int]
):
    slot_id = make_slot(timedelta(minutes=5))
    late = newcomer("late")
    late.post("/slots/book", {"slot_id": slot_id, "difficulty": "E"}, status=201)
    levels = {"e1": "E", "e2": "E", "m1": "M", "h1": "H", "h2": "H"}
    with ExitStack() as stack:
        wires: dict[str, Wire] = {}
        for name, difficulty in levels.items():
            person = newcomer(name)
            person.post("/slots/book", {"slot_id": slot_id, "difficulty": difficulty}, status=201)
            wires[name] = stack.enter_context(person.socket(f"/ws/match?slot_id={slot_id}"))
            snapshot = wires[name].expect("waiting_room.snapshot")["data"]
            assert snapshot["status"] == "waiting"
            assert snapshot["pairs_at"] is not None
            assert person.post("/match/pair", {"slot_id": slot_id}, status=202).get_json()["status"] == "waiting"
        starts_at = _start_now(alice, slot_id)
        found = {name: wires[name].expect("match.found")["data"]["interview"] for name in ("e1", "e2", "m1", "h1")}
        partners = {name: interview["peer"]["username"] for name, interview in found.items()}
        assert partners == {"e1": "e2", "e2": "e1", "m1": "h1", "h1": "m1"}
        assert len({interview["matched_at"] for interview in found.values()}) == 1
        assert all(datetime.fromisoformat(interview["matched_at"]) >= starts_at for interview in found.values())
        with late.socket(f"/ws/match?slot_id={slot_id}") as theirs:
            assert theirs.expect("match.found")["data"]["interview"]["peer"]["username"] == "h2"
        assert wires["h2"].expect("match.found")["data"]["interview"]["level_gap"] == 2


def test_the_room_is_closed_to_the_early(alice: Person, make_slot: Callable[[timedelta], int]):
    slot_id = make_slot(timedelta(minutes=30))
    alice.post("/slots/book", {"slot_id": slot_id, "difficulty": "E"}, status=201)
    with alice.socket(f"/ws/match?slot_id={slot_id}") as hers:
        assert hers.expect("error")["data"]["code"] == "room_not_open"
        assert hers.closed() == 4503
