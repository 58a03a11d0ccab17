"""GET /slots."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

from sqlalchemy.orm import Session

from shared.matching import schedule
from shared.models import InterviewType
from tests.clients.person import Person

MakeSlot = Callable[..., int]


def ids(person: Person, query: str = "") -> list[int]:
    return [slot["id"] for slot in person.get(f"/slots?limit=100&{query}").get_json()["items"]]


def test_slots_to_come_are_listed_soonest_first(alice: Person, make_slot: MakeSlot) -> None:
    later, sooner = make_slot(120), make_slot(60)
    make_slot(-1)
    assert ids(alice) == [sooner, later]


def test_practice_rooms_are_no_slots(alice: Person, session: Session) -> None:
    schedule.practice_room(session, InterviewType.TECHNICAL)
    session.commit()
    assert ids(alice) == []


def test_it_shows_how_full_a_slot_is_and_which_is_mine(alice: Person, bob: Person, make_slot: MakeSlot) -> None:
    slot_id = make_slot()
    booking = alice.post("/slots/book", {"slot_id": slot_id, "difficulty": "E"}).get_json()
    (seen_by_alice,) = alice.get("/slots").get_json()["items"]
    (seen_by_bob,) = bob.get("/slots").get_json()["items"]
    assert seen_by_alice["booked"] == seen_by_bob["booked"] == 1
    assert seen_by_alice["mine"] == {"booking_id": booking["id"], "status": "booked", "difficulty": "easy"}
    assert seen_by_bob["mine"] is None


def test_a_cancelled_booking_takes_no_seat(alice: Person, make_slot: MakeSlot) -> None:
    booking = alice.post("/slots/book", {"slot_id": make_slot(), "difficulty": "easy"}).get_json()
    alice.delete(f"/slots/bookings/{booking['id']}")
    (slot,) = alice.get("/slots").get_json()["items"]
    assert (slot["booked"], slot["mine"]) == (0, None)


def test_it_can_be_narrowed_by_type_in_any_case(alice: Person, make_slot: MakeSlot) -> None:
    technical, behavioral = make_slot(60), make_slot(61, of=InterviewType.BEHAVIORAL)
    assert ids(alice, "interview_type=technical") == [technical]
    assert ids(alice, "interview_type=Behavioral") == [behavioral]


def test_it_can_be_narrowed_by_time(alice: Person, make_slot: MakeSlot) -> None:
    first, second, third = make_slot(60), make_slot(120), make_slot(180)
    after = quote((datetime.now(UTC) + timedelta(minutes=90)).isoformat())
    before = quote((datetime.now(UTC) + timedelta(minutes=150)).isoformat())
    assert ids(alice, f"from={after}") == [second, third]
    assert ids(alice, f"to={before}") == [first, second]
    assert ids(alice, f"from={after}&to={before}") == [second]
    assert ids(alice, "from=2000-01-01T00:00:00Z") == [first, second, third]


def test_pages_follow_each_other_without_gap_or_repetition(alice: Person, make_slot: MakeSlot) -> None:
    expected = [make_slot(60 + number // 2, of=list(InterviewType)[number % 2]) for number in range(7)]
    found, cursor = [], None
    while True:
        page = alice.get("/slots?limit=3" + (f"&cursor={cursor}" if cursor else "")).get_json()
        found += [slot["id"] for slot in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert sorted(found) == sorted(expected)
    assert len(found) == 7


def test_a_last_page_that_is_full_says_that_it_is_the_last(alice: Person, make_slot: MakeSlot) -> None:
    make_slot(60)
    make_slot(120)
    assert alice.get("/slots?limit=2").get_json()["next_cursor"] is None
