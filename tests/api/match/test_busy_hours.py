"""GET /match/busy-hours and /match/busy-hours/calendar.ics."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from icalendar import Calendar
from sqlalchemy.orm import Session

from shared.core import clock
from shared.core.clock import rfc3339
from shared.models import BookingStatus, InterviewType, User
from tests.api.past import BEHAVIORAL, TECHNICAL, Past
from tests.clients.person import Person, code_of, register

MakeApp = Callable[..., Flask]
NOBODY_KNOWS = {"of_weeks": 4, "items": [], "next_cursor": None}


def in_hours(hours: int) -> datetime:
    """Return the middle of an hour to come."""
    return datetime.now(UTC).replace(minute=0, second=0, microsecond=0) + timedelta(hours=hours)


def come(past: Past, people: list[int], at: datetime, weeks: tuple[int, ...], of: InterviewType = TECHNICAL) -> None:
    """Let people come in some of the weeks before, 20 minutes after a full hour."""
    for ago in weeks:
        for person in people:
            past.wait_in_vain(person, at - timedelta(weeks=ago) + timedelta(minutes=20), of)


@pytest.fixture
def past(session: Session) -> Past:
    return Past(session)


@pytest.fixture
def others(app: Flask) -> list[int]:
    return [register(app, f"other{number}").id for number in range(5)]


def hours(person: Person, query: str = "?interview_type=technical") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = person.get(f"/match/busy-hours{query}").get_json()["items"]
    return found


def test_while_nobody_has_come_nothing_is_known(alice: Person) -> None:
    assert alice.get("/match/busy-hours").json == NOBODY_KNOWS


def test_an_hour_in_which_people_came_in_two_of_four_weeks_is_told(
    alice: Person, past: Past, others: list[int]
) -> None:
    at = in_hours(30)
    come(past, others[:3], at, (1,))
    come(past, others[2:], at, (3,))
    (hour,) = hours(alice)
    times = {"starts_at": rfc3339(at), "ends_at": rfc3339(at + timedelta(hours=1))}
    assert hour == {"interview_type": "technical", "weeks": 2, "people": 5, **times}


def test_one_week_is_not_usual_and_the_week_before_the_last_four_is_over(
    alice: Person, past: Past, others: list[int]
) -> None:
    come(past, others, in_hours(30), (1, 5))
    assert hours(alice) == []


def test_fewer_than_five_people_are_not_told_of(alice: Person, past: Past, others: list[int]) -> None:
    come(past, others[:4], in_hours(30), (1, 2, 3, 4))
    assert hours(alice) == []


def test_one_does_not_count_for_oneself(alice: Person, bob: Person, past: Past, others: list[int]) -> None:
    come(past, [*others[:4], alice.id], in_hours(30), (1, 2))
    assert hours(alice) == []
    assert [one["people"] for one in hours(bob)] == [5]


def test_who_booked_and_did_not_come_does_not_count(alice: Person, past: Past, others: list[int]) -> None:
    at = in_hours(30)
    come(past, others[:4], at, (1, 2))
    slot = past._slot(TECHNICAL, at - timedelta(weeks=1))
    past.book(others[4], slot, BookingStatus.NO_SHOW, waited=False)
    past.session.commit()
    assert hours(alice) == []


def test_types_are_counted_apart_and_come_soonest_first(alice: Person, past: Past, others: list[int]) -> None:
    come(past, others, in_hours(30), (1, 2))
    come(past, others, in_hours(20), (1, 2), BEHAVIORAL)
    assert [one["interview_type"] for one in hours(alice, "")] == ["behavioral", "technical"]
    assert [one["interview_type"] for one in hours(alice)] == ["technical"]


def test_only_the_next_three_are_told(alice: Person, past: Past, others: list[int]) -> None:
    for ahead in (10, 50, 90, 130):
        come(past, others, in_hours(ahead), (1, 2))
    told = [datetime.fromisoformat(one["starts_at"]) for one in hours(alice)]
    assert told == [in_hours(10), in_hours(50), in_hours(90)]


def test_only_rooms_for_everybody_count(alice: Person, bob: Person, past: Past, others: list[int]) -> None:
    """Not those of groups, also for their members, nor those of invitations: who waits there can't be met by others."""
    at = in_hours(30)
    club = bob.post("/groups", {"name": "Club"}, status=201).get_json()["group"]["id"]
    come(past, others[:4], at, (1, 2))
    for ago in (1, 2):
        then = at - timedelta(weeks=ago)
        past.wait_in_vain(others[4], then, group_id=club)
        past.meet(others[4], alice.id, then + timedelta(minutes=5), invited=True)
        past.meet(others[4], alice.id, then + timedelta(minutes=50), group_id=club)
    assert (hours(alice), hours(bob)) == ([], [])
    past.wait_in_vain(others[4], at - timedelta(weeks=2))
    assert [(one["people"], one["weeks"]) for one in hours(alice)] == [(5, 2)]


@pytest.mark.parametrize(
    ("zone", "now", "weeks", "begins"),
    [
        # Clocks in Berlin went forward on March 28, 2027, and in New York on March 14; 18:00 there is told as such.
        ("Europe/Berlin", (4, 6, 10, 30), ((3, 9, 17), (3, 23, 17), (3, 30, 16)), (4, 6, 16)),
        ("America/New_York", (3, 23, 10, 30), ((2, 23, 23), (3, 9, 23), (3, 16, 22)), (3, 23, 22)),
        # And back, on October 31 and on November 7.
        ("Europe/Berlin", (11, 9, 10, 30), ((10, 12, 16), (10, 26, 16), (11, 2, 17)), (11, 9, 17)),
        ("America/New_York", (11, 16, 10, 30), ((10, 19, 22), (11, 2, 22), (11, 9, 23)), (11, 16, 23)),
    ],
)
def test_people_come_by_the_clocks_before_and_after_these_change(
    alice: Person,
    past: Past,
    others: list[int],
    monkeypatch: pytest.MonkeyPatch,
    zone: str,
    now: tuple[int, ...],
    weeks: tuple[tuple[int, ...], ...],
    begins: tuple[int, ...],
) -> None:
    def utc(*given: int) -> datetime:
        return datetime(2027, *given, tzinfo=UTC)  # type: ignore[arg-type, misc]

    for week in weeks:
        for person in others:
            past.wait_in_vain(person, utc(*week) + timedelta(minutes=10))
    alice.patch("/users/me", {"time_zone": zone}, status=200)
    monkeypatch.setattr(clock, "now", lambda session: utc(*now))
    (hour,) = hours(alice)
    assert (hour["starts_at"], hour["ends_at"]) == (rfc3339(utc(*begins)), rfc3339(utc(*begins) + timedelta(hours=1)))
    assert (hour["weeks"], hour["people"]) == (3, 5)
    (event,) = Calendar.from_ical(alice.get(ics(hour)).get_data()).walk("VEVENT")
    assert event.decoded("dtstart") == utc(*begins)


def test_people_of_the_other_circle_are_not_told_of(
    make_app: MakeApp, alice: Person, bob: Person, past: Past, others: list[int], session: Session
) -> None:
    app = make_app(require_birth_year=True)
    come(past, others, in_hours(30), (1, 2))
    for person, year in [*((other, 1990) for other in others), (alice.id, 1985), (bob.id, datetime.now(UTC).year - 15)]:
        session.get_one(User, person).birth_year = year
    session.commit()
    assert [one["people"] for one in hours(Person(app, alice.session))] == [5]
    assert hours(Person(app, bob.session)) == []


def test_hours_begin_by_the_clocks_of_ones_time_zone(alice: Person, past: Past, others: list[int]) -> None:
    # At 20 past the hour in UTC, it is 5 past in Kathmandu, whose clocks are 5:45 ahead.
    come(past, others, in_hours(30), (1, 2))
    assert alice.patch("/users/me", {"time_zone": "Asia/Kathmandu"}).status_code == 200
    (hour,) = hours(alice)
    begins = datetime.fromisoformat(hour["starts_at"])
    assert begins == in_hours(30) + timedelta(minutes=15)
    assert begins.astimezone(ZoneInfo("Asia/Kathmandu")).minute == 0


def ics(hour: dict[str, Any]) -> str:
    return f"/match/busy-hours/calendar.ics?interview_type={hour['interview_type']}&starts_at={hour['starts_at']}"


def test_an_hour_can_be_had_as_a_calendar_file(alice: Person, past: Past, others: list[int]) -> None:
    come(past, others, in_hours(30), (1, 2))
    alice.call("PUT", "/notifications/preferences", json={"kinds": {}, "calendar_alarm_minutes": 10}, status=200)
    answer = alice.get(ics(hours(alice)[0]))
    assert answer.mimetype == "text/calendar"
    (event,) = Calendar.from_ical(answer.get_data()).walk("VEVENT")
    assert event.decoded("dtstart") == in_hours(30)
    assert event.decoded("dtend") == in_hours(31)
    assert str(event["SUMMARY"]) == "Practice: technical interview"
    assert str(event["TRANSP"]) == "TRANSPARENT"
    (alarm,) = event.walk("VALARM")
    assert alarm.decoded("trigger") == timedelta(minutes=-10)
    again = alice.get(ics(hours(alice)[0]))
    assert Calendar.from_ical(again.get_data()).walk("VEVENT")[0]["UID"] == event["UID"]


def test_an_hour_that_is_not_told_has_no_file(alice: Person, past: Past, others: list[int]) -> None:
    come(past, others, in_hours(30), (1, 2))
    hour = hours(alice)[0]
    assert code_of(alice.get(ics(hour | {"interview_type": "behavioral"}))) == (404, "not_found")
    assert code_of(alice.get(ics(hour | {"starts_at": rfc3339(in_hours(31))}))) == (404, "not_found")


def test_all_of_them_are_one_file_and_none_are_a_valid_one(alice: Person, past: Past, others: list[int]) -> None:
    everything = "/match/busy-hours/calendar.ics"
    assert Calendar.from_ical(alice.get(everything).get_data()).walk("VEVENT") == []
    come(past, others, in_hours(30), (1, 2))
    come(past, others, in_hours(20), (1, 2), BEHAVIORAL)
    events = Calendar.from_ical(alice.get(everything).get_data()).walk("VEVENT")
    assert [event.decoded("dtstart") for event in events] == [in_hours(20), in_hours(30)]
