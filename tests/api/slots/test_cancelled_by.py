"""Who cancelled a booking: the person or an administrator, in answers, in events, and in what counts as late."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
import redis
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from shared.core import broker
from shared.core.settings import Settings
from shared.events.redis_messages import WAITING_ROOMS, WaitingRoomUpdated
from tests.clients import PASSWORD
from tests.clients.person import Person

MakeSlot = Callable[..., int]
PublishedRooms = Callable[[], list[int]]
State = tuple[str, str | None]

PRACTICE = {"interview_type": "technical", "difficulty": "medium"}
WAITING: State = ("waiting", None)
BY_PERSON: State = ("cancelled", "person")
BY_ADMINISTRATOR: State = ("cancelled", "administrator")
NO_FACTS = {"fraction": None, "count": 0, "late": 0}
ONE_LATE_CANCELLATION = {"fraction": 0.0, "count": 1, "late": 0}


def book(person: Person, slot_id: int) -> int:
    answer = person.post("/slots/book", {"slot_id": slot_id, "difficulty": "easy"})
    assert answer.status_code == 201
    booking = answer.get_json()
    assert (booking["status"], booking["cancelled_by"]) == ("booked", None)
    return int(booking["id"])


def wait_in(person: Person, slot_id: int) -> int:
    booking_id = book(person, slot_id)
    assert person.post("/match/pair", {"slot_id": slot_id}).status_code == 202
    return booking_id


def bookings(person: Person) -> list[State]:
    """Return the state of each booking of this person, latest first."""
    return [(each["status"], each["cancelled_by"]) for each in person.get("/slots/bookings").get_json()["items"]]


def events(session: Session, person: Person) -> list[State]:
    """Return what the person's booking.changed events say, in order."""
    session.rollback()
    rows = session.execute(
        text(
            "SELECT data->>'status' AS status, data->>'cancelled_by' AS cancelled_by FROM events"
            " WHERE stream = :stream AND type = 'booking.changed' ORDER BY \"offset\""
        ),
        {"stream": f"user:{person.id}"},
    )
    return [(row.status, row.cancelled_by) for row in rows]


def reliability(person: Person) -> dict[str, float | None]:
    found: dict[str, float | None] = person.get("/users/me").get_json()["reliability"]
    return found


def decline(person: Person, interview_id: str) -> None:
    assert person.post(f"/interview/{interview_id}/end").get_json()["status"] == "abandoned"


def suspend(admin: Person, person: Person) -> None:
    assert admin.post(f"/admin/users/{person.id}/suspend", {"reason": "Spam."}).status_code == 204


def let_back_in(app: Flask, admin: Person, person: Person) -> Person:
    assert admin.post(f"/admin/users/{person.id}/unsuspend").status_code == 204
    return Person(app, Person(app).post("/auth/login", {"login": person.username, "password": PASSWORD}).get_json())


def delete(person: Person) -> None:
    assert person.delete("/users/me", json={"password": PASSWORD}).status_code == 204


@pytest.fixture
def published_rooms(settings: Settings) -> Iterator[PublishedRooms]:
    """Return the rooms that were published as changed since the last call."""
    channel = broker.channel(settings, WAITING_ROOMS)
    end = WaitingRoomUpdated(0).encode()
    with redis.Redis.from_url(settings.redis_url) as client, client.pubsub(ignore_subscribe_messages=True) as heard:
        heard.subscribe(channel)
        heard.get_message(timeout=10)  # now it is subscribed

        def read() -> list[int]:
            client.publish(channel, end)
            rooms = []
            while (message := heard.get_message(timeout=10)) is None or message["data"] != end:
                assert message is not None, "the end was not published"
                rooms.append(WaitingRoomUpdated.decode(message["data"]).slot_id)
            return rooms

        yield read


def test_a_person_who_cancels_is_named_in_the_answer_and_in_the_event(
    alice: Person, session: Session, make_slot: MakeSlot
) -> None:
    booking_id = book(alice, make_slot())
    assert alice.delete(f"/slots/bookings/{booking_id}").status_code == 204
    assert alice.get(f"/slots/bookings/{booking_id}").get_json()["cancelled_by"] == "person"
    assert bookings(alice) == [BY_PERSON]
    assert events(session, alice) == [("booked", None), BY_PERSON]
    assert reliability(alice) == ONE_LATE_CANCELLATION


def test_an_event_names_what_was_changed_of_a_booking(alice: Person, session: Session, make_slot: MakeSlot) -> None:
    booking_id = book(alice, make_slot(300))
    for changes in (
        {"difficulty": "hard"},
        {"language": "de", "note": "not told"},
        {"slot_id": make_slot(600), "difficulty": "medium"},
        {"difficulty": "medium", "note": "the same"},
    ):
        assert alice.patch(f"/slots/bookings/{booking_id}", changes).status_code == 200
    alice.delete(f"/slots/bookings/{booking_id}")
    told = session.scalars(
        text("SELECT data->'changed' FROM events WHERE type = 'booking.changed' ORDER BY \"offset\"")
    )
    assert told.all() == [[], ["difficulty"], ["language"], ["time", "difficulty"], []]


def test_cancelling_in_time_is_by_the_person_but_not_late(alice: Person, make_slot: MakeSlot) -> None:
    alice.delete(f"/slots/bookings/{book(alice, make_slot(150))}")
    assert bookings(alice) == [BY_PERSON]
    assert reliability(alice) == NO_FACTS


def test_leaving_a_practice_room_cancels_by_the_person_and_is_not_late(alice: Person, session: Session) -> None:
    alice.post("/match/pair", PRACTICE)
    assert alice.post("/match/leave").status_code == 204
    assert bookings(alice) == [BY_PERSON]
    assert events(session, alice) == [WAITING, BY_PERSON]
    assert reliability(alice) == NO_FACTS


def test_leaving_the_waiting_room_of_a_slot_cancels_nothing(
    alice: Person, session: Session, make_slot: MakeSlot
) -> None:
    wait_in(alice, make_slot(5))
    assert alice.post("/match/leave").status_code == 204
    assert bookings(alice) == [("booked", None)]
    assert events(session, alice) == [("booked", None), WAITING, ("booked", None)]


def test_declining_a_match_cancels_by_the_person_without_penalty_and_the_peer_waits_again(
    alice: Person, bob: Person, session: Session, matched: str
) -> None:
    decline(alice, matched)
    assert bookings(alice) == [BY_PERSON]
    assert events(session, alice)[-1] == BY_PERSON
    assert reliability(alice) == NO_FACTS
    assert bookings(bob) == [WAITING]
    assert events(session, bob)[-1] == WAITING
    assert reliability(bob) == NO_FACTS


def test_deleting_the_account_cancels_by_the_person_and_the_peer_waits_again(
    alice: Person, bob: Person, session: Session, matched: str, make_slot: MakeSlot
) -> None:
    book(alice, make_slot(24 * 60))
    delete(alice)
    rows = session.execute(text("SELECT status, cancelled_by FROM bookings WHERE user_id = :id"), {"id": alice.id})
    assert [tuple(row) for row in rows] == [BY_PERSON] * 2
    assert events(session, alice) == [BY_PERSON] * 2
    assert bookings(bob) == [WAITING]
    assert events(session, bob)[-1] == WAITING


def test_a_suspension_cancels_all_bookings_by_an_administrator_and_is_held_against_nobody(
    app: Flask, alice: Person, bob: Person, admin: Person, session: Session, matched: str, make_slot: MakeSlot
) -> None:
    book(alice, make_slot(90))
    suspend(admin, alice)
    alice = let_back_in(app, admin, alice)
    assert bookings(alice) == [BY_ADMINISTRATOR] * 2
    assert events(session, alice)[-2:] == [BY_ADMINISTRATOR] * 2
    assert reliability(alice) == NO_FACTS
    late = session.scalars(text("SELECT cancelled_late FROM bookings WHERE cancelled_by IS NOT NULL"))
    assert late.all() == [False, False]
    assert bookings(bob) == [WAITING]
    assert events(session, bob)[-1] == WAITING
    assert reliability(bob) == NO_FACTS


def test_a_suspension_leaves_alone_what_the_person_cancelled_before(
    app: Flask, alice: Person, admin: Person, make_slot: MakeSlot
) -> None:
    alice.delete(f"/slots/bookings/{book(alice, make_slot(300))}")
    wait_in(alice, make_slot(5))
    suspend(admin, alice)
    alice = let_back_in(app, admin, alice)
    assert bookings(alice) == [BY_PERSON, BY_ADMINISTRATOR]


def test_what_ends_in_another_way_was_cancelled_by_nobody(
    alice: Person, bob: Person, session: Session, ended: str
) -> None:
    for person in (alice, bob):
        assert bookings(person) == [("completed", None)]
        assert events(session, person)[-1] == ("completed", None)


def test_what_was_cancelled_before_this_was_kept_says_so_with_null(
    alice: Person, session: Session, make_slot: MakeSlot
) -> None:
    booking_id = book(alice, make_slot())
    alice.delete(f"/slots/bookings/{booking_id}")
    session.execute(text("UPDATE bookings SET cancelled_by = NULL"))
    session.commit()
    assert bookings(alice) == [("cancelled", None)]
    booking = alice.get(f"/slots/bookings/{booking_id}").get_json()
    assert (booking["status"], booking["cancelled_by"]) == ("cancelled", None)


def test_the_room_is_published_when_a_waiting_booking_is_cancelled(
    alice: Person, make_slot: MakeSlot, published_rooms: PublishedRooms
) -> None:
    slot_id = make_slot(5)
    booking_id = wait_in(alice, slot_id)
    published_rooms()
    assert alice.delete(f"/slots/bookings/{booking_id}").status_code == 204
    assert published_rooms() == [slot_id]


def test_the_practice_room_is_published_when_somebody_leaves_it(alice: Person, published_rooms: PublishedRooms) -> None:
    room = alice.post("/match/pair", PRACTICE).get_json()["slot_id"]
    published_rooms()
    assert alice.post("/match/leave").status_code == 204
    assert published_rooms() == [room]


def test_no_room_is_published_when_nobody_waited(
    alice: Person, make_slot: MakeSlot, published_rooms: PublishedRooms
) -> None:
    alice.delete(f"/slots/bookings/{book(alice, make_slot())}")
    assert published_rooms() == []


def test_the_room_is_published_when_a_match_is_declined(
    alice: Person, matched: str, published_rooms: PublishedRooms
) -> None:
    (booking,) = alice.get("/slots/bookings").get_json()["items"]
    published_rooms()
    decline(alice, matched)
    assert published_rooms() == [booking["slot_id"]]


@pytest.mark.parametrize("by", ["person", "administrator"])
def test_the_room_is_published_when_an_account_ends_that_waited(
    alice: Person, admin: Person, make_slot: MakeSlot, published_rooms: PublishedRooms, by: str
) -> None:
    slot_id = make_slot(5)
    wait_in(alice, slot_id)
    book(alice, make_slot(300))
    published_rooms()
    if by == "person":
        delete(alice)
    else:
        suspend(admin, alice)
    assert published_rooms() == [slot_id]
