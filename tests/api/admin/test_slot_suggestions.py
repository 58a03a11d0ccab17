"""GET /admin/slot-templates/suggestions: the times that the last four weeks speak for and against."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from shared.models import BookingStatus
from tests.api.past import TECHNICAL, Past
from tests.clients.person import Person, register

TEMPLATES = "/admin/slot-templates"
BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture
def past(session: Session) -> Past:
    return Past(session)


@pytest.fixture
def people(app: Flask) -> list[int]:
    return [register(app, f"person{number}").id for number in range(5)]


def suggested(admin: Person, of: str = "technical") -> dict[str, Any]:
    answer = admin.get(f"{TEMPLATES}/suggestions").get_json()
    assert answer["of_weeks"] == 4
    found: dict[str, Any] = next(one for one in answer["items"] if one["interview_type"] == of)
    return found


def in_hours(hours: int) -> datetime:
    return datetime.now(UTC).replace(minute=0, second=0, microsecond=0) + timedelta(hours=hours)


def come(past: Past, people: list[int], at: datetime) -> None:
    for weeks in (1, 2, 3):
        for person in people:
            past.wait_in_vain(person, at - timedelta(weeks=weeks))


def template_at(at: datetime, zone: ZoneInfo = BERLIN) -> dict[str, Any]:
    local = at.astimezone(zone)
    return {"weekday": local.isoweekday(), "local_time": f"{local:%H:%M}", "time_zone": zone.key}


def old_template(admin: Person, session: Session, at: datetime) -> int:
    """Add a template that has been there for five weeks, with its slots."""
    made = admin.post(TEMPLATES, {"interview_type": "technical", "capacity": 9, **template_at(at)}, status=201)
    session.execute(text("UPDATE slot_templates SET created_at = now() - interval '5 weeks'"))
    for weeks in (1, 2, 3, 4):
        begin = at - timedelta(weeks=weeks)
        session.execute(
            text(
                "INSERT INTO slots (interview_type, starts_at, ends_at, capacity)"
                " VALUES ('technical', :at, :at + interval '1 hour', 9) ON CONFLICT DO NOTHING"
            ),
            {"at": begin},
        )
    session.commit()
    return int(made.get_json()["id"])


def test_without_a_past_nothing_is_suggested(admin: Person) -> None:
    nothing = {"interview_type": "technical", "hourly": True, "add": [], "remove": []}
    assert suggested(admin) == nothing


def test_an_hour_in_which_people_come_is_suggested_by_the_administrators_clock(
    admin: Person, past: Past, people: list[int]
) -> None:
    admin.patch("/users/me", {"time_zone": "Asia/Tokyo"})
    at = in_hours(30)
    come(past, people, at)
    found = suggested(admin)
    assert found["hourly"] is True
    assert found["add"] == [{**template_at(at, ZoneInfo("Asia/Tokyo")), "weeks": 3, "people": 5}]
    assert suggested(admin, "behavioral")["add"] == []


def test_what_is_suggested_can_be_added_and_is_then_suggested_no_more(
    admin: Person, past: Past, people: list[int]
) -> None:
    come(past, people, in_hours(30))
    come(past, people, in_hours(60))
    first, second = suggested(admin)["add"]
    given = {key: first[key] for key in ("weekday", "local_time", "time_zone")}
    assert admin.post(TEMPLATES, {"interview_type": "technical", **given}).status_code == 201
    found = suggested(admin)
    assert found["hourly"] is False
    assert found["add"] == [second]


def test_a_template_of_another_zone_within_the_hour_covers_it(
    admin: Person, session: Session, past: Past, people: list[int]
) -> None:
    at = in_hours(30)
    come(past, people, at)
    half_past = template_at(at + timedelta(minutes=30), ZoneInfo("America/New_York"))
    admin.post(TEMPLATES, {"interview_type": "technical", **half_past}, status=201)
    assert suggested(admin)["add"] == []


def test_a_template_that_nobody_books_is_suggested_to_go(admin: Person, session: Session) -> None:
    template = old_template(admin, session, in_hours(30))
    assert suggested(admin)["remove"] == [{"template_id": template, "slots": 4, "booked": 0}]


def test_a_template_where_somebody_waits_alone_is_suggested_to_go_and_says_so(
    admin: Person, session: Session, past: Past, people: list[int]
) -> None:
    at = in_hours(30)
    template = old_template(admin, session, at)
    past.wait_in_vain(people[0], at - timedelta(weeks=1))
    past.book(people[1], past._slot(TECHNICAL, at - timedelta(weeks=2)), BookingStatus.CANCELLED, waited=False)
    session.commit()
    assert suggested(admin)["remove"] == [{"template_id": template, "slots": 4, "booked": 1}]


def test_only_slots_for_everybody_count(
    admin: Person, alice: Person, session: Session, past: Past, people: list[int]
) -> None:
    """Neither is a time suggested for what groups and invited people do then, nor does a template stay for it."""
    at = in_hours(30)
    club = alice.post("/groups", {"name": "Club"}, status=201).get_json()["group"]["id"]
    template = old_template(admin, session, at)
    for weeks in (1, 2, 3):
        for hours in (0, 3):
            then = at - timedelta(weeks=weeks) + timedelta(hours=hours)
            past.meet(people[0], people[1], then, group_id=club)
            past.meet(people[2], people[3], then, invited=True)
            past.wait_in_vain(people[4], then, group_id=club)
    found = suggested(admin)
    assert found["remove"] == [{"template_id": template, "slots": 4, "booked": 0}]
    assert found["add"] == []


def test_a_template_where_people_met_stays(admin: Person, session: Session, past: Past, people: list[int]) -> None:
    at = in_hours(30)
    old_template(admin, session, at)
    past.meet(people[0], people[1], at - timedelta(weeks=1))
    assert suggested(admin)["remove"] == []


def test_a_template_that_is_new_has_its_chance(admin: Person, session: Session) -> None:
    old_template(admin, session, in_hours(30))
    session.execute(text("UPDATE slot_templates SET created_at = now() - interval '3 weeks'"))
    session.commit()
    assert suggested(admin)["remove"] == []
