"""GET /slots by day and time of the day, and which slots are popular."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from shared.models import InterviewType, Slot
from tests.api.past import Past
from tests.clients.person import Person, code_of, register

MakeSlot = Callable[..., int]


@pytest.fixture
def hours(session: Session) -> dict[int, datetime]:
    """A slot at each full hour of 40 days to come: across a change of clocks in most zones that have any."""
    now = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)
    starts = [now + timedelta(hours=number) for number in range(1, 40 * 24)]
    slots = [
        Slot(interview_type=InterviewType.TECHNICAL, starts_at=at, ends_at=at + timedelta(hours=1), capacity=9)
        for at in starts
    ]
    session.add_all(slots)
    session.commit()
    return {slot.id: at for slot, at in zip(slots, starts, strict=True)}


def found(person: Person, query: str) -> list[int]:
    ids: list[int] = []
    cursor = ""
    while True:
        page = person.get(f"/slots?limit=100&{query}{cursor}").get_json()
        ids += [slot["id"] for slot in page["items"]]
        if page["next_cursor"] is None:
            return ids
        cursor = f"&cursor={page['next_cursor']}"


@pytest.mark.parametrize(
    ("query", "fits"),
    [
        ("from_time=18:00&to_time=21:00", lambda at: time(18) <= at < time(21)),
        ("from_time=22:00&to_time=02:00", lambda at: at >= time(22) or at < time(2)),
        ("from_time=20:30", lambda at: at >= time(20, 30)),
        ("to_time=06:00", lambda at: at < time(6)),
    ],
)
def test_a_time_of_the_day_is_meant_by_the_clocks_of_a_zone(
    alice: Person, hours: dict[int, datetime], query: str, fits: Callable[[time], bool]
) -> None:
    for zone in ("UTC", "Europe/Berlin", "America/New_York", "Australia/Sydney", "Asia/Kathmandu"):
        expected = [slot_id for slot_id, at in hours.items() if fits(at.astimezone(ZoneInfo(zone)).time())]
        assert found(alice, f"{query}&zone={zone}") == expected, zone
        alice.patch("/users/me", {"time_zone": zone})
        assert found(alice, query) == expected, zone


def test_a_day_is_the_one_of_the_zone(alice: Person, hours: dict[int, datetime]) -> None:
    for zone in ("Pacific/Kiritimati", "Pacific/Honolulu"):  # where every day has 24 hours
        place = ZoneInfo(zone)
        day = (datetime.now(place) + timedelta(days=3)).date()
        expected = [slot_id for slot_id, at in hours.items() if at.astimezone(place).date() == day]
        assert found(alice, f"day={day}&zone={zone}") == expected
        assert len(expected) == 24
        evening = [slot_id for slot_id in expected if hours[slot_id].astimezone(place).hour in (18, 19)]
        assert found(alice, f"day={day}&zone={zone}&from_time=18:00&to_time=20:00") == evening


def test_it_goes_with_the_other_filters(alice: Person, hours: dict[int, datetime]) -> None:
    at = list(hours.values())[100]
    query = f"from_time=00:00&from={at:%Y-%m-%dT%H:%M:%SZ}&to={at + timedelta(hours=2):%Y-%m-%dT%H:%M:%SZ}"
    assert [hours[slot_id] for slot_id in found(alice, query)] == [at, at + timedelta(hours=1)]
    assert found(alice, f"{query}&interview_type=behavioral") == []


def test_slots_with_people_are_found(
    app: Flask, alice: Person, bob: Person, hours: dict[int, datetime], session: Session
) -> None:
    (usual, *_), booked, (cancelled, *_) = list(hours)[7:8], list(hours)[700:702], list(hours)[800:]
    for person, slot_id in zip((alice, bob), booked, strict=True):
        person.post("/slots/book", {"slot_id": slot_id, "difficulty": "easy"}, status=201)
    mistake = bob.post("/slots/book", {"slot_id": cancelled, "difficulty": "easy"}, status=201).get_json()
    bob.delete(f"/slots/bookings/{mistake['id']}", status=204)
    past = Past(session)
    for weeks in (1, 2, 3, 4) * 2:
        past.meet(alice.id, bob.id, hours[usual] - timedelta(weeks=weeks))
    assert found(alice, "with_people=true") == [usual, *booked]
    assert found(alice, "with_people=false") == [slot_id for slot_id in hours if slot_id not in {usual, *booked}]
    at = hours[booked[0]]
    assert found(alice, f"with_people=true&to={at:%Y-%m-%dT%H:%M:%SZ}") == [usual]


@pytest.mark.parametrize(
    "query",
    [
        "day=0",
        "with_people=2",
        "day=tomorrow",
        "day=2030-02-30",
        "day=1930-01-01",
        "from_time=6",
        "to_time=24:00",
        "zone=Mars",
        "hour=6",
    ],
)
def test_what_cannot_be_used_is_refused(alice: Person, query: str) -> None:
    assert code_of(alice.get(f"/slots?{query}")) == (422, "invalid")


def popular(person: Person, slot_id: int) -> bool:
    (slot,) = [each for each in person.get("/slots").get_json()["items"] if each["id"] == slot_id]
    return bool(slot["popular"])


def test_a_slot_that_many_have_booked_is_popular(app: Flask, alice: Person, make_slot: MakeSlot) -> None:
    slot_id = make_slot()
    for number in range(4):
        assert popular(alice, slot_id) is False
        register(app, f"p{number}").post("/slots/book", {"slot_id": slot_id, "difficulty": "easy"})
    assert popular(alice, slot_id) is True


def test_so_is_one_at_a_time_at_which_many_met_lately(
    alice: Person, bob: Person, charlie: Person, session: Session
) -> None:
    past = Past(session)
    at = past.now.replace(second=0, microsecond=0) + timedelta(hours=5)
    slot = Slot(interview_type=InterviewType.TECHNICAL, starts_at=at, ends_at=at + timedelta(hours=1), capacity=9)
    club = alice.post("/groups", {"name": "Club"}, status=201).get_json()["group"]["id"]
    own = Slot(interview_type=InterviewType.TECHNICAL, starts_at=at, ends_at=slot.ends_at, capacity=9, group_id=club)
    session.add_all([slot, own])
    session.commit()
    for weeks in (1, 2, 3, 4):
        past.meet(alice.id, bob.id, at - timedelta(weeks=weeks))
        assert popular(alice, slot.id) is False
        # Another time, another type, too long ago.
        past.meet(alice.id, bob.id, at - timedelta(weeks=weeks, hours=1))
        past.meet(alice.id, bob.id, at - timedelta(weeks=weeks), of=InterviewType.BEHAVIORAL)
        past.meet(alice.id, bob.id, at - timedelta(weeks=weeks + 4))
        # Those of a group and of invited people, who could not be met here.
        past.meet(alice.id, bob.id, at - timedelta(weeks=weeks), group_id=club)
        past.meet(alice.id, bob.id, at - timedelta(weeks=weeks), invited=True)
    # Of the group's slot at that time it is the other way round.
    assert popular(alice, own.id) is False
    past.meet(alice.id, bob.id, at - timedelta(weeks=1), group_id=club)
    for weeks in (1, 2, 3):
        past.meet(alice.id, charlie.id, at - timedelta(weeks=weeks), group_id=club)
    assert popular(alice, own.id) is True
    for weeks in (1, 2, 3, 4):
        assert popular(alice, slot.id) is False
        past.meet(charlie.id, bob.id, at - timedelta(weeks=weeks))
    assert popular(alice, slot.id) is True
