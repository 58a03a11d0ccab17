"""A group's practice rooms and slots: for its members only, and what becomes of seats when that ends."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from shared.models import InterviewType, Slot
from tests.api.conftest import events_of
from tests.clients import PASSWORD
from tests.clients.person import Person, code_of, register, wait_for_a_lock

WISH = {"interview_type": "technical", "difficulty": "medium"}
HIDDEN = (404, "not_found")


@pytest.fixture
def dora(app: Flask, club: dict[str, Any]) -> Person:
    """The third of the group."""
    person = register(app, "dora")
    person.post("/groups/join", {"token": club["token"]}, status=200)
    return person


@pytest.fixture
def slot(session: Session, club: dict[str, Any]) -> int:
    """A slot of the group in an hour."""
    starts_at = datetime.now(UTC) + timedelta(hours=1)
    made = Slot(
        interview_type=InterviewType.TECHNICAL,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=1),
        capacity=10,
        group_id=club["id"],
    )
    session.add(made)
    session.commit()
    return made.id


def rooms(person: Person) -> list[tuple[str, str | None]]:
    """Return the practice rooms that a person is shown: of what type, and whose."""
    listed = person.get("/match/waiting-room").get_json()["items"]
    return [(one["interview_type"], one["group"] and one["group"]["name"]) for one in listed if one["practice"]]


def book(person: Person, slot: int) -> Any:
    return person.post("/slots/book", {"slot_id": slot, "difficulty": "easy"})


def practice(person: Person, club: dict[str, Any]) -> Any:
    return person.post("/match/pair", WISH | {"group_id": club["id"]})


def peer_of(person: Person) -> str | None:
    interview = person.get("/match/status").get_json()["interview"]
    return str(interview["peer"]["username"]) if interview else None


def status_of(person: Person) -> tuple[str, str | None]:
    (booking,) = person.get("/slots/bookings").get_json()["items"]
    return booking["status"], booking["cancelled_by"]


def test_members_see_their_groups_rooms_behind_the_public_ones(
    club: dict[str, Any], alice: Person, bob: Person, charlie: Person, admin: Person
) -> None:
    charlie.practise("easy")
    public = [("technical", None)]
    own = [("behavioral", "Club"), ("technical", "Club")]
    assert [rooms(one) for one in (alice, bob, charlie, admin)] == [public + own, public + own, public, public]


def test_three_of_a_group_are_matched_among_themselves(
    club: dict[str, Any], alice: Person, bob: Person, dora: Person, charlie: Person
) -> None:
    charlie.practise("medium")
    assert practice(alice, club).status_code == 202
    assert practice(dora, club).status_code == 200
    assert (peer_of(alice), peer_of(dora), peer_of(charlie)) == ("dora", "alice", None)
    assert practice(bob, club).status_code == 202
    assert (peer_of(bob), peer_of(charlie)) == (None, None)


def test_to_all_others_its_slots_and_rooms_are_not_there(
    club: dict[str, Any], slot: int, bob: Person, charlie: Person, other_club: Any, admin: Person, app: Flask
) -> None:
    room = practice(bob, club).get_json()["slot_id"]
    booking = charlie.post("/slots/book", {"slot_id": _public(admin), "difficulty": "easy"}, status=201).get_json()
    for who in (charlie, admin):
        assert code_of(book(who, slot)) == HIDDEN
        assert code_of(practice(who, club)) == HIDDEN
        assert code_of(who.post(f"/slots/{slot}/watch")) == HIDDEN
        assert slot not in [one["id"] for one in who.get("/slots").get_json()["items"]]
        assert who.get(f"/slots?group_id={club['id']}").get_json()["items"] == []
        for hidden in (slot, room):
            assert code_of(who.get(f"/match/waiting-room?slot_id={hidden}")) == HIDDEN
            assert code_of(who.get(f"/match/status?slot_id={hidden}")) == HIDDEN
            assert code_of(who.post("/match/pair", {"slot_id": hidden})) == (409, "not_booked")
    assert code_of(charlie.patch(f"/slots/bookings/{booking['id']}", {"slot_id": slot})) == HIDDEN
    assert code_of(admin.post(f"/admin/slots/{slot}/pair")) == HIDDEN
    assert Person(app).get("/slots").status_code == 401


def _public(admin: Person) -> int:
    admin.post("/admin/slots/generate", {"days": 2}, status=200)
    return int(admin.get("/slots").get_json()["items"][-1]["id"])


def test_members_find_and_book_them_and_everything_says_whose_they_are(
    club: dict[str, Any], slot: int, bob: Person
) -> None:
    (found,) = bob.get(f"/slots?group_id={club['id']}").get_json()["items"]
    whose = {"id": club["id"], "name": "Club"}
    assert (found["id"], found["group"]) == (slot, whose)
    booked = book(bob, slot).get_json()
    assert booked["group"] == whose
    assert bob.get(f"/slots/bookings/{booked['id']}").get_json() == booked
    assert bob.get("/slots/bookings").get_json()["items"] == [booked]


def test_a_public_slot_and_a_groups_at_the_same_time_are_two(
    club: dict[str, Any], other_club: Any, session: Session, make_slot: Callable[..., int]
) -> None:
    public = session.get_one(Slot, make_slot(90))
    for group in (club, other_club):
        times = {"starts_at": public.starts_at, "ends_at": public.ends_at, "capacity": 5}
        session.add(Slot(interview_type=public.interview_type, group_id=group["id"], **times))
    session.commit()


def test_the_schedule_leaves_a_groups_slots_alone(
    club: dict[str, Any], slot: int, admin: Person, bob: Person, session: Session
) -> None:
    before = session.get_one(Slot, slot).capacity
    admin.post("/admin/slots/generate", {"days": 2}, status=200)
    template = {"interview_type": "technical", "weekday": 1, "local_time": "18:00", "time_zone": "UTC"}
    admin.post("/admin/slot-templates", template, status=201)
    (found,) = bob.get(f"/slots?group_id={club['id']}").get_json()["items"]
    assert (found["id"], found["capacity"]) == (slot, before)


END = {
    "leaves": (lambda alice, bob, club: bob.post(f"/groups/{club['id']}/leave", status=204), "person"),
    "is removed": (
        lambda alice, bob, club: alice.delete(f"/groups/{club['id']}/members/{bob.id}", status=204),
        "group",
    ),
    "is archived": (lambda alice, bob, club: alice.post(f"/groups/{club['id']}/archive", status=204), "group"),
    "deletes": (lambda alice, bob, club: bob.delete("/users/me", json={"password": PASSWORD}, status=204), "person"),
}
"""What ends Bob's time in the group, and in whose name his bookings are canceled."""
ending = pytest.mark.parametrize(("end", "by"), END.values(), ids=END)
Ends = Callable[[Person, Person, dict[str, Any]], Any]


def outcome(session: Session, person: Person) -> tuple[str, str | None]:
    session.rollback()
    row = session.execute(
        text("SELECT status, cancelled_by FROM bookings WHERE user_id = :user"), {"user": person.id}
    ).one()
    return row.status, row.cancelled_by


@ending
def test_before_it_begins_a_booking_is_canceled(
    club: dict[str, Any], slot: int, alice: Person, bob: Person, session: Session, end: Ends, by: str
) -> None:
    assert book(bob, slot).status_code == 201
    end(alice, bob, club)
    assert outcome(session, bob) == ("cancelled", by)


@ending
def test_whoever_waits_waits_no_more(
    club: dict[str, Any], alice: Person, bob: Person, dora: Person, session: Session, end: Ends, by: str
) -> None:
    assert practice(bob, club).status_code == 202
    end(alice, bob, club)
    assert outcome(session, bob) == ("cancelled", by)
    assert practice(dora, club).status_code == (404 if by == "group" and end is END["is archived"][0] else 202)


@ending
def test_a_match_that_has_not_begun_is_taken_back(
    club: dict[str, Any], alice: Person, bob: Person, dora: Person, session: Session, end: Ends, by: str
) -> None:
    practice(dora, club)
    assert practice(bob, club).status_code == 200
    end(alice, bob, club)
    assert outcome(session, bob) == ("cancelled", by)
    archived = end is END["is archived"][0]
    assert outcome(session, dora) == (("cancelled", "group") if archived else ("waiting", None))
    told = events_of(session, f"user:{dora.id}")
    assert "interview.ended" in told
    if by == "group":
        assert session.execute(text("SELECT bool_or(cancelled_late) FROM bookings")).scalar_one() is False


@pytest.mark.parametrize("name", ["leaves", "is removed", "is archived"])
def test_a_live_interview_goes_on_to_its_end(
    club: dict[str, Any], alice: Person, bob: Person, dora: Person, session: Session, name: str
) -> None:
    practice(dora, club)
    interview = practice(bob, club).get_json()["interview"]["id"]
    for one in (bob, dora):
        one.post("/interview/start", {"interview_id": interview}, status=200)
    END[name][0](alice, bob, club)
    for one in (bob, dora):
        assert one.get(f"/interview/{interview}", status=200).get_json()["status"] == "live"
        assert one.get("/match/status").get_json()["status"] == "matched"
    dora.post(f"/interview/{interview}/end", status=200)
    assert outcome(session, bob) == ("completed", None)
    # What is past stays theirs.
    assert len(bob.get("/interview/history").get_json()["items"]) == 1
    # Together again only where both may be.
    assert code_of(practice(bob, club)) == HIDDEN


def test_deleting_an_account_ends_a_live_interview_as_everywhere(
    club: dict[str, Any], alice: Person, bob: Person, dora: Person, session: Session
) -> None:
    practice(dora, club)
    interview = practice(bob, club).get_json()["interview"]["id"]
    for one in (bob, dora):
        one.post("/interview/start", {"interview_id": interview}, status=200)
    END["deletes"][0](alice, bob, club)
    assert dora.get(f"/interview/{interview}").get_json()["status"] == "ended"


def test_members_of_whom_one_blocks_the_other_are_not_matched_at_any_moment(
    club: dict[str, Any], alice: Person, bob: Person, dora: Person
) -> None:
    bob.patch("/users/me", {"blocks": [dora.id]}, status=200)
    assert practice(bob, club).status_code == 202
    assert practice(dora, club).status_code == 202
    assert practice(alice, club).status_code == 200
    assert (peer_of(bob), peer_of(dora)) == ("alice", None)


def test_after_an_interview_people_go_back_to_the_room_of_their_group(
    club: dict[str, Any], bob: Person, dora: Person
) -> None:
    practice(dora, club)
    interview = practice(bob, club).get_json()
    for one in (bob, dora):
        one.post("/interview/start", {"interview_id": interview["interview"]["id"]}, status=200)
    bob.post(f"/interview/{interview['interview']['id']}/end", {"requeue": True}, status=200)
    assert bob.get("/match/status").get_json()["slot_id"] == interview["slot_id"]


def test_a_slot_is_booked_before_the_group_is_archived_and_then_canceled_or_not_at_all(
    club: dict[str, Any], slot: int, alice: Person, bob: Person, session: Session
) -> None:
    with ThreadPoolExecutor(2) as both:
        archiving = both.submit(alice.post, f"/groups/{club['id']}/archive")
        booking = both.submit(book, bob, slot)
        assert archiving.result().status_code == 204
        booked = booking.result().status_code
    assert booked in {201, 404}
    active = "SELECT count(*) FROM bookings WHERE status IN ('booked', 'waiting', 'matched')"
    assert session.execute(text(active)).scalar_one() == 0


def test_while_the_group_is_being_archived_a_booking_waits_for_that(
    club: dict[str, Any], slot: int, bob: Person, session: Session
) -> None:
    session.execute(text("UPDATE groups SET archived_at = now() WHERE id = :group"), {"group": club["id"]})
    with ThreadPoolExecutor(2) as both:
        booking, waiting = both.submit(book, bob, slot), both.submit(practice, Person(bob.app, bob.session), club)
        wait_for_a_lock(bob)
        session.commit()
        assert code_of(booking.result()) == HIDDEN
        assert code_of(waiting.result()) == HIDDEN


def test_people_who_have_left_see_their_own_past_in_a_room_and_not_who_is_there_now(
    club: dict[str, Any], slot: int, bob: Person, dora: Person
) -> None:
    room = practice(bob, club).get_json()["slot_id"]
    bob.post("/match/leave", {}, status=204)
    assert book(bob, slot).status_code == 201
    bob.post(f"/groups/{club['id']}/leave", status=204)
    practice(dora, club)
    for left in (room, slot):
        assert bob.get(f"/match/status?slot_id={left}", status=200).get_json()["waiting"] is None
        assert code_of(bob.get(f"/match/waiting-room?slot_id={left}")) == HIDDEN
        assert code_of(bob.post(f"/slots/{left}/watch")) == HIDDEN
    assert bob.get("/slots").get_json()["items"] == []


def test_no_seat_that_becomes_free_is_told_to_people_who_have_left(
    club: dict[str, Any], slot: int, alice: Person, bob: Person, session: Session
) -> None:
    session.execute(text("UPDATE slots SET capacity = 1 WHERE id = :slot"), {"slot": slot})
    session.commit()
    assert book(alice, slot).status_code == 201
    bob.post(f"/slots/{slot}/watch", status=204)
    bob.post(f"/groups/{club['id']}/leave", status=204)
    assert session.execute(text("SELECT count(*) FROM slot_watches")).scalar_one() == 0
