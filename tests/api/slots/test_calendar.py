"""GET /slots/bookings/{id}/calendar.ics, POST /slots/calendar/rotate, GET /slots/calendar/{token}.ics."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from icalendar import Calendar
from sqlalchemy import text
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from shared.core.settings import Settings
from tests.clients.person import Person, code_of

MakeSlot = Callable[..., int]


def book(person: Person, slot_id: int) -> dict[str, Any]:
    answer = person.post("/slots/book", {"slot_id": slot_id, "difficulty": "medium"})
    assert answer.status_code == 201
    booking: dict[str, Any] = answer.get_json()
    return booking


def events(answer: TestResponse) -> list[Any]:
    assert answer.status_code == 200
    assert answer.mimetype == "text/calendar"
    assert answer.get_data().count(b"\n") == answer.get_data().count(b"\r\n")
    return Calendar.from_ical(answer.get_data()).walk("VEVENT")


def one(person: Person, booking: dict[str, Any]) -> Any:
    (event,) = events(person.get(f"/slots/bookings/{booking['id']}/calendar.ics"))
    return event


def live_at(session: Session, slot_id: int, starts_at: datetime) -> None:
    """Let a slot and its bookings be at another time."""
    for table, column in (("slots", "id"), ("bookings", "slot_id")):
        session.execute(
            text(f"UPDATE {table} SET starts_at = :at, ends_at = :end WHERE {column} = :slot"),
            {"at": starts_at, "end": starts_at + timedelta(hours=1), "slot": slot_id},
        )
    session.commit()


def path_of(person: Person, settings: Settings) -> str:
    """Return the path of a new address of somebody's feed."""
    answer = person.post("/slots/calendar/rotate")
    assert answer.status_code == 200
    url: str = answer.get_json()["url"]
    assert url.startswith(settings.public_url)
    return url.removeprefix(settings.public_url)


def test_one_booking_says_what_when_and_where(alice: Person, make_slot: MakeSlot, settings: Settings) -> None:
    booking = book(alice, make_slot())
    answer = alice.get(f"/slots/bookings/{booking['id']}/calendar.ics")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="booking-{booking["id"]}.ics"'
    (event,) = events(answer)
    assert event.decoded("dtstart") == datetime.fromisoformat(booking["starts_at"]).replace(microsecond=0)
    assert event.decoded("dtend") == datetime.fromisoformat(booking["ends_at"]).replace(microsecond=0)
    assert event.decoded("dtstart").utcoffset() == timedelta(0)
    assert str(event["SUMMARY"]) == "Mock interview: technical, medium"
    assert str(event["STATUS"]) == "CONFIRMED"
    assert str(event["URL"]) == settings.public_url
    assert str(event["ORGANIZER"]) == "mailto:mockmate@localhost"
    # UTC needs no zone; a calendar that knows another rule of a zone would shift what has one.
    assert Calendar.from_ical(answer.get_data()).walk("VTIMEZONE") == []
    assert b"TZID" not in answer.get_data()


def test_what_changes_in_it_has_the_same_uid_and_a_larger_sequence(alice: Person, make_slot: MakeSlot) -> None:
    booking = book(alice, make_slot())
    path = f"/slots/bookings/{booking['id']}"
    seen = [one(alice, booking)]
    steps: list[Callable[[], Any]] = [
        lambda: alice.patch(path, {"slot_id": make_slot(300)}),
        lambda: alice.patch(path, {"note": "for myself"}),
        lambda: alice.patch(path, {"difficulty": "hard"}),
        lambda: alice.patch(path, {"difficulty": "hard"}),
        lambda: alice.delete(path),
    ]
    for step in steps:
        assert step().status_code in {200, 204}
        seen.append(one(alice, booking))
    assert len({str(event["UID"]) for event in seen}) == 1
    assert [int(event["SEQUENCE"]) for event in seen] == [0, 1, 1, 2, 2, 3]
    stamps = [event.decoded("dtstamp") for event in seen]
    assert stamps == sorted(stamps)
    assert [str(event["STATUS"]) for event in seen[-2:]] == ["CONFIRMED", "CANCELLED"]
    assert "hard" in str(seen[-1]["SUMMARY"])


def test_it_is_stamped_with_its_last_change_not_with_the_present(
    alice: Person, session: Session, make_slot: MakeSlot
) -> None:
    booking = book(alice, make_slot())
    session.execute(text("UPDATE bookings SET revised_at = revised_at - interval '1 day'"))
    session.commit()
    changed = datetime.fromisoformat(booking["created_at"]).replace(microsecond=0) - timedelta(days=1)
    assert one(alice, booking).decoded("dtstamp") == changed


def test_two_bookings_have_two_uids(alice: Person, make_slot: MakeSlot) -> None:
    assert len({str(one(alice, book(alice, make_slot(minutes)))["UID"]) for minutes in (60, 300)}) == 2


def test_others_bookings_and_practice_are_not_there(alice: Person, bob: Person, make_slot: MakeSlot) -> None:
    booking = book(alice, make_slot())
    assert code_of(bob.get(f"/slots/bookings/{booking['id']}/calendar.ics")) == (404, "not_found")
    bob.post("/match/pair", {"interview_type": "technical", "difficulty": "easy"})
    (practice,) = bob.get("/slots/bookings").get_json()["items"]
    assert code_of(bob.get(f"/slots/bookings/{practice['id']}/calendar.ics")) == (404, "not_found")


@pytest.mark.parametrize(
    ("zone", "utc", "words"),
    [
        # The days before and after a change of clocks, in both hemispheres; a leap day; zones off the full hour.
        ("Europe/Berlin", "2027-03-27T17:00", "Saturday, 27 March 2027, 18:00 (Berlin, GMT+01:00)"),
        ("Europe/Berlin", "2027-03-28T17:00", "Sunday, 28 March 2027, 19:00 (Berlin, GMT+02:00)"),
        ("Europe/Berlin", "2027-10-31T00:30", "Sunday, 31 October 2027, 02:30 (Berlin, GMT+02:00)"),
        ("Europe/Berlin", "2027-10-31T01:30", "Sunday, 31 October 2027, 02:30 (Berlin, GMT+01:00)"),
        ("America/New_York", "2027-11-07T17:00", "Sunday, November 7, 2027, 12:00\u00a0PM (New York, GMT-05:00)"),
        ("Australia/Sydney", "2027-10-02T14:00", "Sunday, 3 October 2027, 12:00\u00a0am (Sydney, GMT+10:00)"),
        ("Australia/Sydney", "2027-10-03T14:00", "Monday, 4 October 2027, 1:00\u00a0am (Sydney, GMT+11:00)"),
        ("America/Santiago", "2027-04-04T12:00", "Sunday, April 4, 2027, 8:00\u00a0AM (Santiago, GMT-04:00)"),
        ("Asia/Kolkata", "2028-02-28T18:45", "Tuesday, 29 February 2028, 12:15\u00a0am (Kolkata, GMT+05:30)"),
        ("Pacific/Chatham", "2028-02-29T12:00", "Wednesday, 1 March 2028, 1:45\u00a0am (Chatham, GMT+13:45)"),
        ("Europe/Dublin", "2028-07-01T12:00", "Saturday 1 July 2028, 13:00 (Dublin, GMT+01:00)"),
        ("Etc/GMT+5", "2028-07-01T12:00", "Saturday, July 1, 2028, 7:00\u00a0AM (GMT-05:00)"),
        (
            "America/Argentina/Buenos_Aires",
            "2028-07-01T12:00",
            "Saturday, July 1, 2028, 9:00\u00a0AM (Buenos Aires, GMT-03:00)",
        ),
    ],
)
def test_times_are_utc_and_the_words_are_local(
    alice: Person, session: Session, make_slot: MakeSlot, zone: str, utc: str, words: str
) -> None:
    alice.patch("/users/me", {"time_zone": zone})
    slot_id = make_slot()
    booking = book(alice, slot_id)
    starts_at = datetime.fromisoformat(utc).replace(tzinfo=UTC)
    live_at(session, slot_id, starts_at)
    event = one(alice, booking)
    assert event.to_ical().count(starts_at.strftime("DTSTART:%Y%m%dT%H%M%SZ").encode()) == 1
    assert event.decoded("dtend") - event.decoded("dtstart") == timedelta(hours=1)
    assert str(event["DESCRIPTION"]).startswith(words)


def test_who_moves_to_another_zone_reads_the_same_moment_by_other_clocks(
    alice: Person, session: Session, make_slot: MakeSlot, api: Person, settings: Settings
) -> None:
    alice.patch("/users/me", {"time_zone": "Europe/Lisbon"})
    slot_id = make_slot()
    booking = book(alice, slot_id)
    live_at(session, slot_id, datetime(2027, 7, 1, 18, tzinfo=UTC))
    path = path_of(alice, settings)
    before, (feed_before,) = one(alice, booking), events(api.get(path))
    alice.patch("/users/me", {"time_zone": "Asia/Tokyo"})
    after, (feed_after,) = one(alice, booking), events(api.get(path))
    for name in ("UID", "DTSTART", "DTEND", "SEQUENCE"):
        assert before[name] == after[name] == feed_before[name] == feed_after[name]
    assert str(feed_before["DESCRIPTION"]).startswith("Thursday, 1 July 2027, 19:00 (Lisbon, GMT+01:00)")
    assert str(feed_after["DESCRIPTION"]).startswith("Friday, July 2, 2027, 3:00\u00a0AM (Tokyo, GMT+09:00)")


def test_the_feed_needs_no_login_and_follows_what_becomes_of_my_bookings(
    api: Person, alice: Person, bob: Person, make_slot: MakeSlot, settings: Settings
) -> None:
    first, second = book(alice, make_slot(60)), book(alice, make_slot(300))
    book(bob, make_slot(600))
    alice.post("/match/pair", {"interview_type": "technical", "difficulty": "easy"})
    path = path_of(alice, settings)
    uids = {str(one(alice, booking)["UID"]) for booking in (first, second)}
    assert {str(event["UID"]) for event in events(api.get(path))} == uids
    alice.delete(f"/slots/bookings/{first['id']}")
    assert [str(event["STATUS"]) for event in events(api.get(path))] == ["CANCELLED", "CONFIRMED"]


def test_the_feed_is_sent_again_only_when_it_changed(
    api: Person, alice: Person, make_slot: MakeSlot, settings: Settings
) -> None:
    booking = book(alice, make_slot())
    path = path_of(alice, settings)
    known = {"If-None-Match": api.get(path).headers["ETag"]}
    assert (api.get(path, headers=known).status_code, api.get(path, headers=known).get_data()) == (304, b"")
    alice.patch(f"/slots/bookings/{booking['id']}", {"difficulty": "hard"})
    assert api.get(path, headers=known).status_code == 200


def test_long_past_bookings_leave_the_feed(
    api: Person, alice: Person, session: Session, make_slot: MakeSlot, settings: Settings
) -> None:
    for minutes, days in ((60, 29), (300, 31)):
        slot_id = make_slot(minutes)
        book(alice, slot_id)
        live_at(session, slot_id, datetime.now(UTC) - timedelta(days=days))
    assert len(events(api.get(path_of(alice, settings)))) == 1


def test_a_new_address_ends_the_one_before(api: Person, alice: Person, bob: Person, settings: Settings) -> None:
    his = path_of(bob, settings)
    old, new = path_of(alice, settings), path_of(alice, settings)
    assert code_of(api.get(old)) == (404, "not_found")
    assert events(api.get(new)) == events(api.get(his)) == []
    assert code_of(api.get("/slots/calendar/x.ics")) == (404, "not_found")


def test_the_address_is_kept_nowhere(
    alice: Person, api: Person, session: Session, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    path = path_of(alice, settings)
    token = path.rpartition("/")[2].removesuffix(".ics")
    capsys.readouterr()
    assert api.get(path).status_code == 200
    assert code_of(api.call("POST", path)) == (405, "method_not_allowed")
    logged = capsys.readouterr().out
    assert "/slots/calendar/" in logged
    assert token not in logged
    (row,) = session.execute(text("SELECT calendar_feeds::text AS row FROM calendar_feeds"))
    assert token not in row.row
