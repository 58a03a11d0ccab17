"""How a wait ended, in GET /match/status: for whoever was not there to hear of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from mockmate_ws.jobs import expiries, no_shows
from shared.core.settings import Settings
from tests.clients import PASSWORD
from tests.clients.person import Person

MakeSlot = Callable[..., int]


def last_wait(person: Person, slot: int | None = None) -> Any:
    path = "/match/status" if slot is None else f"/match/status?slot_id={slot}"
    return person.get(path, status=200).get_json()["last_wait"]


def test_nothing_is_told_before_and_during_a_wait(alice: Person) -> None:
    assert last_wait(alice) is None
    assert alice.practise("easy")["last_wait"] is None
    assert last_wait(alice) is None


def test_leaving_declining_and_ending(alice: Person, bob: Person, matched: str) -> None:
    bob.post(f"/interview/{matched}/decline", {"reason": "not_now"}, status=200)
    ended = last_wait(bob)
    assert (ended["outcome"], ended["cancelled_by"], ended["interview_id"]) == ("declined", "person", matched)
    assert last_wait(alice) is None
    alice.post("/match/leave", status=204)
    ended = last_wait(alice)
    assert (ended["outcome"], ended["cancelled_by"]) == ("cancelled", "person")


def test_who_waits_on_after_declining_has_left_later(alice: Person, matched: str, session: Session) -> None:
    alice.post(f"/interview/{matched}/decline", {"reason": "somebody_else"}, status=200)
    session.execute(text("UPDATE participants SET declined_at = declined_at - interval '2 seconds'"))
    session.commit()
    alice.post("/match/leave", status=204)
    assert last_wait(alice)["outcome"] == "cancelled"


def test_a_completed_interview_is_the_end_of_a_wait(alice: Person, ended: str) -> None:
    seen = last_wait(alice)
    assert (seen["outcome"], seen["interview_id"]) == ("completed", ended)


def test_who_missed_the_start_reads_so_and_who_was_ready_waits(
    alice: Person, bob: Person, matched: str, session: Session, settings: Settings
) -> None:
    alice.post("/interview/start", {"interview_id": matched}, status=200)
    session.execute(text("UPDATE interviews SET start_by = now() - interval '1 second'"))
    no_shows.give_up_no_shows(session, settings)
    session.commit()
    assert alice.get("/match/status", status=200).get_json()["status"] == "waiting"
    assert last_wait(alice) is None
    missed = last_wait(bob)
    assert (missed["outcome"], missed["interview_id"]) == ("missed", matched)
    # For an hour, or until the next wait.
    session.execute(text("UPDATE interviews SET ended_at = now() - interval '61 minutes'"))
    session.commit()
    assert last_wait(bob) is None


def test_a_room_that_closes_tells_who_waited_what_is_next_and_who_never_came_that_they_missed_it(
    alice: Person,
    bob: Person,
    make_slot: MakeSlot,
    let_pass: Callable[[int, float], None],
    session: Session,
    settings: Settings,
) -> None:
    slot, later = make_slot(5), make_slot(300)
    for one in (alice, bob):
        one.post("/slots/book", {"slot_id": slot, "difficulty": "easy"}, status=201)
    alice.post("/match/pair", {"slot_id": slot}, status=202)
    let_pass(slot, 25)
    expiries.close_waiting_rooms(session, settings)
    session.commit()
    expired = last_wait(alice, slot)
    assert expired["outcome"] == "expired"
    assert later in [one["slot_id"] for one in expired["next_slots"]]
    missed = last_wait(bob)
    assert (missed["outcome"], missed["interview_id"], missed["slot_id"]) == ("missed", None, slot)
    assert last_wait(bob, later) is None


def test_what_an_administrator_cancels_says_so(
    alice: Person, admin: Person, session: Session, make_slot: MakeSlot
) -> None:
    alice.practise("easy")
    # A booking whose room is not open is no wait.
    alice.post("/slots/book", {"slot_id": make_slot(300), "difficulty": "easy"}, status=201)
    admin.post(f"/admin/users/{alice.id}/suspend", {"reason": "Only a test"}, status=204)
    admin.post(f"/admin/users/{alice.id}/unsuspend", status=204)
    alice.log_in(alice.post("/auth/login", {"email": "alice@example.com", "password": PASSWORD}).get_json())
    assert last_wait(alice)["cancelled_by"] == "administrator"


def test_whoever_was_not_heard_of_for_long_is_away(alice: Person, session: Session) -> None:
    alice.practise("easy")
    session.execute(text("UPDATE bookings SET present_until = now() - interval '5 minutes'"))
    session.commit()
    state = alice.get("/match/status", status=200).get_json()
    assert (state["status"], state["away"], state["last_wait"]) == ("booked", True, None)
    assert alice.practise("easy")["away"] is False
