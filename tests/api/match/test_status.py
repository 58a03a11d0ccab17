"""GET /match/status."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import text
from sqlalchemy.orm import Session

from tests.clients.person import Person, code_of

PRACTICE = {"interview_type": "technical", "difficulty": "medium"}


def presence(session: Session) -> float:
    """Return for how many more seconds the one waiting person counts as present."""
    session.rollback()
    row = session.execute(text("SELECT extract(epoch FROM present_until - now()) AS left FROM bookings")).one()
    return float(row.left)


def shift_presence(session: Session, seconds: int) -> None:
    statement = "UPDATE bookings SET present_until = now() + make_interval(secs => :seconds)"
    session.execute(text(statement), {"seconds": seconds})
    session.commit()


def test_without_a_booking_i_am_idle(alice: Person) -> None:
    state = alice.get("/match/status").get_json()
    assert (state["status"], state["slot_id"], state["booking_id"]) == ("idle", None, None)


def test_asking_keeps_me_present(alice: Person, session: Session) -> None:
    alice.post("/match/pair", PRACTICE)
    shift_presence(session, 5)
    assert alice.get("/match/status").get_json()["status"] == "waiting"
    assert presence(session) > 30


def test_who_was_away_for_a_moment_goes_on_waiting(alice: Person, session: Session) -> None:
    alice.post("/match/pair", PRACTICE)
    shift_presence(session, -30)
    assert alice.get("/match/status").get_json()["status"] == "waiting"


def test_who_was_away_for_long_has_to_enter_again(alice: Person, bob: Person, session: Session) -> None:
    alice.post("/match/pair", PRACTICE)
    shift_presence(session, -600)
    assert alice.get("/match/status").get_json()["status"] == "booked"
    assert presence(session) < 0
    assert bob.post("/match/pair", PRACTICE).status_code == 202
    assert alice.post("/match/pair", PRACTICE).status_code == 200


def test_it_can_be_asked_of_one_slot(alice: Person, make_slot: Callable[..., int]) -> None:
    booked, other = make_slot(60), make_slot(200)
    alice.post("/slots/book", {"slot_id": booked, "difficulty": "easy"})
    assert alice.get(f"/match/status?slot_id={booked}").get_json()["status"] == "booked"
    assert alice.get(f"/match/status?slot_id={other}").get_json()["status"] == "idle"
    assert code_of(alice.get("/match/status?slot_id=404")) == (404, "not_found")
