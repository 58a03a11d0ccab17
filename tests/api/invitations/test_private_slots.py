"""A private slot is there for its two people, and for nobody else; what ends it for one ends it for both."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from mockmate_ws.jobs import expiries
from shared.core.settings import Settings
from tests.api.conftest import events_of
from tests.api.invitations.conftest import MakePrivate, states
from tests.clients.person import Person, code_of


def listed(person: Person) -> tuple[list[int], list[int]]:
    """Return the slots, and the waiting rooms with times, that lists show to a person."""
    slots = [one["id"] for one in person.get("/slots").get_json()["items"]]
    rooms = person.get("/match/waiting-room").get_json()["items"]
    return slots, [one["slot_id"] for one in rooms if not one["practice"]]


def booking_in(person: Person, slot_id: int) -> int:
    mine = person.get("/slots/bookings").get_json()["items"]
    return next(int(one["id"]) for one in mine if one["slot_id"] == slot_id)


def meet(one: Person, other: Person, slot_id: int) -> str:
    """Let both enter the room, and return their interview's id."""
    one.post("/match/pair", {"slot_id": slot_id}, status=202)
    return str(other.post("/match/pair", {"slot_id": slot_id}, status=200).get_json()["interview"]["id"])


def test_only_the_two_see_their_slot(make_private: MakePrivate, alice: Person, bob: Person, charlie: Person):
    slot_id = make_private(alice, bob)
    for person in (alice, bob):
        assert listed(person) == ([slot_id], [slot_id])
        assert person.get(f"/match/waiting-room?slot_id={slot_id}").status_code == 200
        assert person.get(f"/match/status?slot_id={slot_id}").get_json()["status"] == "booked"
    assert listed(charlie) == ([], [])


def test_for_everybody_else_it_does_not_exist(
    make_private: MakePrivate, make_slot: Callable[..., int], alice: Person, bob: Person, charlie: Person, admin: Person
):
    slot_id = make_private(alice, bob)
    public = charlie.post("/slots/book", {"slot_id": make_slot(120), "difficulty": "easy"}).get_json()["id"]
    missing = slot_id + 1000
    for person in (charlie, admin):
        for asked in (slot_id, missing):
            answers = [
                person.get(f"/match/waiting-room?slot_id={asked}"),
                person.get(f"/match/status?slot_id={asked}"),
                person.post("/slots/book", {"slot_id": asked, "difficulty": "easy"}),
                person.post(f"/slots/{asked}/watch"),
            ]
            assert [code_of(one) for one in answers] == [(404, "not_found")] * 4
            assert code_of(person.post("/match/pair", {"slot_id": asked})) == (409, "not_booked")
    for asked in (slot_id, missing):
        assert code_of(charlie.patch(f"/slots/bookings/{public}", {"slot_id": asked})) == (404, "not_found")
        assert code_of(admin.post(f"/admin/slots/{asked}/pair")) == (404, "not_found")


def test_nor_does_it_once_it_is_empty(make_private: MakePrivate, alice: Person, bob: Person, charlie: Person):
    slot_id = make_private(alice, bob)
    assert alice.delete(f"/slots/bookings/{booking_in(alice, slot_id)}").status_code == 204
    for person in (alice, bob, charlie):
        assert listed(person) == ([], [])
        assert code_of(person.post("/slots/book", {"slot_id": slot_id, "difficulty": "easy"})) == (404, "not_found")
    # Those who had it are told how it ended.
    assert alice.get(f"/match/status?slot_id={slot_id}").get_json()["status"] == "idle"


def test_it_is_no_seat_to_watch_or_to_be_suggested(
    make_private: MakePrivate, make_slot: Callable[..., int], let_pass: Any, session: Session, settings: Settings,
    alice: Person, bob: Person, charlie: Person,
):  # fmt: skip
    waited, later = make_slot(5), make_slot(200)
    make_private(alice, bob, 300)
    charlie.post("/slots/book", {"slot_id": waited, "difficulty": "easy"}, status=201)
    charlie.post("/match/pair", {"slot_id": waited}, status=202)
    let_pass(waited, 60)
    expiries.close_waiting_rooms(session, settings)
    session.commit()
    waits = charlie.get("/match/status").get_json()["last_wait"]
    assert [one["slot_id"] for one in waits["next_slots"]] == [later]


def test_two_who_cancel_late_have_no_fact_against_them(make_private: MakePrivate, alice: Person, bob: Person):
    slot_id = make_private(alice, bob, 30)
    booking = alice.get(f"/slots/bookings/{booking_in(alice, slot_id)}").get_json()
    assert booking["free_until"] is None
    assert alice.delete(f"/slots/bookings/{booking['id']}").status_code == 204
    assert (states(alice), states(bob)) == ([("cancelled", "person")], [("cancelled", "peer")])
    assert [one["late"] for one in alice.get("/slots/bookings").get_json()["items"]] == [False]


def test_the_other_hears_that_it_is_canceled(make_private: MakePrivate, session: Session, alice: Person, bob: Person):
    slot_id = make_private(alice, bob)
    bob.delete(f"/slots/bookings/{booking_in(bob, slot_id)}", status=204)
    assert events_of(session, f"user:{alice.id}")[-1:] == ["booking.changed"]


@pytest.mark.parametrize("change", [{"language": "de"}, {"max_level_gap": 0}])
def test_what_both_agreed_on_is_not_changed_by_one(
    make_private: MakePrivate, alice: Person, bob: Person, change: dict[str, Any]
):
    booking = f"/slots/bookings/{booking_in(alice, make_private(alice, bob))}"
    assert code_of(alice.patch(booking, change)) == (409, "booking_closed")
    assert alice.patch(booking, {"difficulty": "hard", "note": "trees"}).get_json()["difficulty"] == "hard"


def test_it_is_not_moved(make_private: MakePrivate, make_slot: Callable[..., int], alice: Person, bob: Person):
    booking = f"/slots/bookings/{booking_in(alice, make_private(alice, bob))}"
    assert code_of(alice.patch(booking, {"slot_id": make_slot(200)})) == (409, "booking_closed")
    assert states(bob) == [("booked", None)]


def test_they_meet_however_lately_they_met_and_declined(
    make_private: MakePrivate, let_pass: Any, session: Session, alice: Person, bob: Person
):
    for _ in range(2):
        slot_id = make_private(alice, bob, -1, alice="easy", bob="hard")
        interview_id = meet(alice, bob, slot_id)
        for person in (alice, bob):
            person.post("/interview/start", {"interview_id": interview_id}, status=200)
        alice.post(f"/interview/{interview_id}/end", status=200)
        let_pass(slot_id, 600)
    slot_id = make_private(alice, bob, -1)
    bob.post(f"/interview/{meet(alice, bob, slot_id)}/decline", {}, status=200)
    let_pass(slot_id, 600)
    assert meet(alice, bob, make_private(alice, bob, -1))


@pytest.mark.parametrize("reason", ["not_now", "somebody_else"])
def test_declining_ends_it_for_both_and_costs_nothing(
    make_private: MakePrivate, session: Session, let_pass: Any, alice: Person, bob: Person, reason: str
):
    for _ in range(6):
        slot_id = make_private(alice, bob, -1)
        interview_id = meet(alice, bob, slot_id)
        bob.post(f"/interview/{interview_id}/decline", {"reason": reason}, status=200)
        assert (states(alice)[0], states(bob)[0]) == (("cancelled", "peer"), ("cancelled", "person"))
        let_pass(slot_id, 600)
    last = text(
        "SELECT data->'waiting_again' FROM events WHERE type = 'match.declined' ORDER BY \"offset\" DESC LIMIT 1"
    )
    assert session.scalar(last) is False
    assert bob.practise("easy")["status"] == "waiting"


def test_an_account_that_goes_ends_it_too(make_private: MakePrivate, alice: Person, bob: Person, admin: Person):
    make_private(alice, bob)
    admin.post(f"/admin/users/{alice.id}/suspend", {"reason": "spam"}, status=204)
    assert states(bob) == [("cancelled", "peer")]
