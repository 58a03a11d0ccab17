"""Moving and cancelling: free until two hours before, later marked late."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from tests.api.conftest import events_of
from tests.clients.person import Person

MakeSlot = Callable[..., int]


def book(person: Person, slot_id: int) -> dict[str, Any]:
    answer = person.post("/slots/book", {"slot_id": slot_id, "difficulty": "hard", "note": "graphs"})
    booking: dict[str, Any] = answer.get_json()
    return booking


@pytest.mark.parametrize(("minutes", "late"), [(119, True), (122, False)])
def test_moving_is_free_until_two_hours_before(
    alice: Person, session: Session, make_slot: MakeSlot, minutes: int, late: bool
) -> None:
    booking = book(alice, make_slot(minutes))
    assert booking["late"] is False
    assert booking["free_until"] < booking["starts_at"]
    target = make_slot(600)
    moved = alice.patch(f"/slots/bookings/{booking['id']}", {"slot_id": target}).get_json()
    assert (moved["id"], moved["slot_id"], moved["status"]) == (booking["id"], target, "booked")
    assert (moved["note"], moved["difficulty"], moved["late"]) == ("graphs", "hard", late)
    assert moved["free_until"] > booking["free_until"]
    known = alice.get("/users/me").get_json()["reliability"]
    assert known == {"fraction": 0 if late else None, "count": int(late), "late": 0}


@pytest.mark.parametrize(("minutes", "late"), [(119, True), (122, False)])
def test_cancelling_is_too(alice: Person, make_slot: MakeSlot, minutes: int, late: bool) -> None:
    booking = book(alice, make_slot(minutes))
    alice.delete(f"/slots/bookings/{booking['id']}")
    seen = alice.get(f"/slots/bookings/{booking['id']}").get_json()
    assert (seen["status"], seen["late"]) == ("cancelled", late)


def test_who_moves_late_and_then_comes_has_kept_half_of_their_word(
    alice: Person, session: Session, make_slot: MakeSlot
) -> None:
    booking = book(alice, make_slot(60))
    alice.patch(f"/slots/bookings/{booking['id']}", {"slot_id": make_slot(600)})
    session.execute(text("UPDATE bookings SET status = 'completed', starts_at = now()"))
    session.commit()
    assert alice.get("/users/me").get_json()["reliability"] == {"fraction": 0.5, "count": 2, "late": 0}


def test_changing_anything_else_is_never_late(alice: Person, make_slot: MakeSlot) -> None:
    booking = book(alice, make_slot(30))
    assert alice.patch(f"/slots/bookings/{booking['id']}", {"difficulty": "easy"}).get_json()["late"] is False


def test_my_other_devices_hear_of_a_move(alice: Person, session: Session, make_slot: MakeSlot) -> None:
    booking = book(alice, make_slot(200))
    alice.patch(f"/slots/bookings/{booking['id']}", {"slot_id": make_slot(600)})
    alice.patch(f"/slots/bookings/{booking['id']}", {"note": None})
    assert events_of(session, f"user:{alice.id}") == ["booking.changed"] * 2


def test_a_move_that_is_refused_marks_nothing(alice: Person, make_slot: MakeSlot) -> None:
    booking = book(alice, make_slot(30))
    assert alice.patch(f"/slots/bookings/{booking['id']}", {"slot_id": make_slot(-5)}).status_code == 409
    assert alice.get(f"/slots/bookings/{booking['id']}").json == booking


def test_practising_now_has_no_free_time(alice: Person) -> None:
    alice.post("/match/pair", {"interview_type": "technical", "difficulty": "easy"})
    (booking,) = alice.get("/slots/bookings").get_json()["items"]
    assert booking["free_until"] is None
