"""GET, POST, PATCH and DELETE /admin/slot-templates."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from shared.core.settings import Settings
from shared.matching import schedule
from shared.models import Booking, Difficulty, InterviewType, Slot, SlotTemplate
from tests.api.crowds import all_at_once, wait_for_a_lock
from tests.clients.person import Person, code_of

PATH = "/admin/slot-templates"
EVENING = {
    "interview_type": "technical",
    "weekday": 3,
    "local_time": "18:30",
    "time_zone": "Europe/Berlin",
    "capacity": 7,
}


def starts(session: Session, of: str = "technical") -> list[tuple[datetime, int]]:
    """Return when slots of a type start, and their capacity."""
    session.rollback()
    rows = session.execute(
        text("SELECT starts_at, capacity FROM slots WHERE interview_type = :of AND starts_at IS NOT NULL ORDER BY 1"),
        {"of": of},
    )
    return [(row.starts_at, row.capacity) for row in rows]


def local(session: Session, zone: str = "Europe/Berlin") -> set[tuple[int, str, int]]:
    place = ZoneInfo(zone)
    return {(at.astimezone(place).isoweekday(), f"{at.astimezone(place):%H:%M}", many) for at, many in starts(session)}


def add(admin: Person, **changes: Any) -> dict[str, Any]:
    answer = admin.post(PATH, {**EVENING, **changes})
    assert answer.status_code == 201, answer.text
    template: dict[str, Any] = answer.get_json()
    return template


def test_a_type_with_a_template_follows_it_and_the_other_stays_hourly(admin: Person, session: Session) -> None:
    admin.post("/admin/slots/generate")
    assert len(starts(session)) == len(starts(session, "behavioral")) > 300
    template = add(admin)
    assert template == {**EVENING, "id": template["id"]}
    assert admin.get(PATH).json == {"items": [template], "next_cursor": None}
    assert local(session) == {(3, "18:30", 7)}
    assert len(starts(session)) == 2
    assert len(starts(session, "behavioral")) > 300
    assert admin.post("/admin/slots/generate").json == {"created": 0}
    assert admin.post("/admin/slots/generate", {"days": 60}).get_json()["created"] > 6
    assert local(session) == {(3, "18:30", 7)}


def test_templates_add_up_and_without_any_every_hour_has_a_slot_again(
    admin: Person, session: Session, settings: Settings
) -> None:
    first, second = add(admin), add(admin, weekday=7, capacity=None)
    assert second["capacity"] == settings.slot_capacity
    assert local(session) == {(3, "18:30", 7), (7, "18:30", settings.slot_capacity)}
    assert admin.delete(f"{PATH}/{first['id']}").status_code == 204
    assert local(session) == {(7, "18:30", settings.slot_capacity)}
    assert admin.delete(f"{PATH}/{second['id']}").status_code == 204
    assert len(starts(session)) > 300
    assert code_of(admin.delete(f"{PATH}/{second['id']}")) == (404, "not_found")


def test_a_change_moves_the_slots_that_nobody_has_booked(admin: Person, alice: Person, session: Session) -> None:
    template = add(admin)
    booked = alice.get("/slots").get_json()["items"][0]
    assert alice.post("/slots/book", {"slot_id": booked["id"], "difficulty": "easy"}).status_code == 201
    answer = admin.patch(f"{PATH}/{template['id']}", {"local_time": "07:15", "capacity": 3})
    assert answer.json == {**template, "local_time": "07:15", "capacity": 3}
    assert local(session) == {(3, "18:30", 7), (3, "07:15", 3)}
    (kept,) = [at for at, many in starts(session) if many == 7]
    assert kept == datetime.fromisoformat(booked["starts_at"])
    assert alice.get("/slots/bookings").get_json()["items"][0]["slot_id"] == booked["id"]


def test_a_change_of_type_changes_both_schedules(admin: Person, session: Session) -> None:
    template = add(admin)
    admin.patch(f"{PATH}/{template['id']}", {"interview_type": "behavioral"})
    assert len(starts(session)) > 300
    assert [many for _, many in starts(session, "behavioral")] == [7, 7]


def test_capacity_follows_on_slots_that_are_there(admin: Person, alice: Person, session: Session) -> None:
    template = add(admin)
    slot = alice.get("/slots").get_json()["items"][0]
    alice.post("/slots/book", {"slot_id": slot["id"], "difficulty": "easy"})
    admin.patch(f"{PATH}/{template['id']}", {"capacity": 1})
    assert {many for _, many in starts(session)} == {1}
    assert alice.get("/slots").get_json()["items"][0]["booked"] == 1


def first_slot(person: Person) -> int:
    return int(person.get("/slots").get_json()["items"][0]["id"])


def test_who_books_a_slot_that_is_just_being_taken_away_is_told_there_is_none(
    app: Flask, engine: Engine, admin: Person, alice: Person, settings: Settings
) -> None:
    template = add(admin)
    slot_id = first_slot(alice)

    def book() -> Any:
        return Person(app, alice.session).post("/slots/book", {"slot_id": slot_id, "difficulty": "easy"})

    with ThreadPoolExecutor(1) as thread, Session(engine) as own:
        own.delete(own.get_one(SlotTemplate, template["id"]))
        own.flush()
        schedule.replan(own, settings, InterviewType.TECHNICAL)
        booking = thread.submit(book)
        wait_for_a_lock(engine)
        own.commit()
        assert code_of(booking.result()) == (404, "not_found")


def test_a_slot_that_is_just_being_booked_stays(engine: Engine, admin: Person, alice: Person, session: Session) -> None:
    template = add(admin)
    slot_id = first_slot(alice)
    with Session(engine) as own:
        slot = own.get_one(Slot, slot_id, with_for_update={"key_share": True})
        own.add(
            Booking(
                user_id=alice.id,
                slot_id=slot_id,
                difficulty=Difficulty.EASY,
                starts_at=slot.starts_at,
                ends_at=slot.ends_at,
            )
        )
        own.flush()
        assert admin.delete(f"{PATH}/{template['id']}").status_code == 204
        own.commit()
    session.rollback()
    assert session.get(Slot, slot_id) is not None
    assert [each["slot_id"] for each in alice.get("/slots/bookings").get_json()["items"]] == [slot_id]


def test_there_is_one_template_of_a_time(admin: Person, session: Session) -> None:
    template = add(admin)
    assert code_of(admin.post(PATH, EVENING)) == (409, "slot_template_taken")
    other = add(admin, weekday=4)
    assert code_of(admin.patch(f"{PATH}/{other['id']}", {"weekday": 3})) == (409, "slot_template_taken")
    assert admin.get(PATH).get_json()["items"] == [template, other]
    assert local(session) == {(3, "18:30", 7), (4, "18:30", 7)}


def test_the_same_moment_by_two_clocks_is_one_slot(admin: Person, session: Session) -> None:
    add(admin, time_zone="UTC", local_time="12:00", capacity=5)
    add(admin, time_zone="Asia/Tokyo", local_time="21:00", capacity=9)
    assert {(at.astimezone(UTC).hour, many) for at, many in starts(session)} == {(12, 9)}
    assert len(starts(session)) == 2


@pytest.mark.parametrize(
    "changes",
    [
        {"weekday": 0},
        {"weekday": 8},
        {"weekday": "monday"},
        {"local_time": "25:00"},
        {"local_time": "18:30:00"},
        {"time_zone": "Mars/Olympus"},
        {"capacity": 0},
        {"interview_type": "chess"},
        {"id": 5},
    ],
)
def test_what_cannot_be_used_changes_nothing(admin: Person, session: Session, changes: dict[str, Any]) -> None:
    template = add(admin)
    before = starts(session)
    assert code_of(admin.post(PATH, {**EVENING, **changes})) == (422, "invalid")
    assert code_of(admin.patch(f"{PATH}/{template['id']}", changes)) == (422, "invalid")
    assert admin.get(PATH).get_json()["items"] == [template]
    assert starts(session) == before


def test_processes_that_plan_at_once_plan_the_same(
    admin: Person, engine: Engine, session: Session, settings: Settings
) -> None:
    add(admin)
    session.execute(text("DELETE FROM slots"))
    session.commit()

    def plan() -> int:
        with Session(engine) as own:
            made = schedule.generate(own, settings, 10)
            own.commit()
            return made

    made = all_at_once(engine, "slots", [plan] * 3)
    assert sorted(made)[:2] == [0, 0]
    assert len(starts(session)) <= 2
