"""Calendar feed and files as bytes: what RFC 5545 asks of each line, hints for readers, and alarms."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from shared.core.settings import Settings
from tests.api.slots.test_calendar import book, live_at, path_of
from tests.clients.person import Person, code_of

MakeSlot = Callable[..., int]
ALARM = "/notifications/preferences"


def lines_of(raw: bytes) -> list[str]:
    """Read content lines as RFC 5545 writes them, and check the rules for bytes."""
    assert raw.endswith(b"\r\n")
    assert raw.count(b"\r") == raw.count(b"\n") == raw.count(b"\r\n")
    physical = raw.removesuffix(b"\r\n").split(b"\r\n")
    assert max(map(len, physical)) <= 75
    unfolded: list[str] = []
    for line in physical:
        shown = line.decode()  # fails for one that begins or ends inside a character
        if shown.startswith(" "):
            unfolded[-1] += shown[1:]
        else:
            unfolded.append(shown)
    return unfolded


def fetch(person: Person, path: str) -> list[str]:
    answer = person.get(path)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    return lines_of(answer.get_data())


def ring(person: Person, minutes: int | None) -> None:
    assert person.call("PUT", ALARM, json={"calendar_alarm_minutes": minutes}).status_code == 200


def test_a_feed_says_how_often_to_read_it_and_in_which_zone_to_show_it(
    alice: Person, api: Person, make_slot: MakeSlot, settings: Settings
) -> None:
    alice.patch("/users/me", {"time_zone": "Pacific/Chatham"})
    booking = book(alice, make_slot())
    lines = fetch(api, path_of(alice, settings))
    assert {
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
        "X-WR-TIMEZONE:Pacific/Chatham",
        "X-WR-CALNAME:Mock Mate",
        "METHOD:PUBLISH",
    } <= set(lines)
    assert "BEGIN:VTIMEZONE" not in lines
    assert not [
        line
        for line in fetch(alice, f"/slots/bookings/{booking['id']}/calendar.ics")
        if line.startswith(("REFRESH-", "X-"))
    ]


def test_an_empty_feed_has_a_component_that_changes_nothing(alice: Person, api: Person, settings: Settings) -> None:
    lines = fetch(api, path_of(alice, settings))
    zone = lines[lines.index("BEGIN:VTIMEZONE") : lines.index("END:VTIMEZONE")]
    assert set(zone) == {
        "BEGIN:VTIMEZONE",
        "TZID:Etc/UTC",
        "BEGIN:STANDARD",
        "DTSTART:19700101T000000",
        "TZOFFSETFROM:+0000",
        "TZOFFSETTO:+0000",
        "END:STANDARD",
    }
    assert "BEGIN:VEVENT" not in lines


def test_long_lines_are_folded_between_characters_and_commas_are_escaped(
    make_app: Callable[..., Flask], alice: Person, make_slot: MakeSlot, session: Session, settings: Settings
) -> None:
    name = "Пробные собеседования 模擬面接 " + "\N{GRINNING FACE}" * 20
    app = make_app(mail_from=f"{name} <no-reply@example.org>")
    slot_id = make_slot()
    book(alice, slot_id)
    live_at(session, slot_id, datetime(2027, 3, 28, 17, tzinfo=UTC))
    lines = fetch(Person(app), path_of(alice, settings))
    (organizer,) = (line for line in lines if line.startswith("ORGANIZER"))
    assert organizer in (
        f'ORGANIZER;CN="{name}":mailto:no-reply@example.org',
        f"ORGANIZER;CN={name}:mailto:no-reply@example.org",
    )
    (description,) = (line for line in lines if line.startswith("DESCRIPTION"))
    assert description.startswith(
        "DESCRIPTION:Sunday\\, March 28\\, 2027\\, 5:00\u00a0PM (GMT+00:00).\\nLanguage: English.\\nThe waiting room"
    )
    assert "SUMMARY:Mock interview: technical\\, medium" in lines


def alarms(lines: list[str]) -> list[list[str]]:
    begins = [at for at, line in enumerate(lines) if line == "BEGIN:VALARM"]
    return [lines[at : lines.index("END:VALARM", at) + 1] for at in begins]


def test_events_ring_only_for_who_wants_that_and_only_while_they_are_booked(
    alice: Person, api: Person, make_slot: MakeSlot, settings: Settings
) -> None:
    first, second = book(alice, make_slot(100)), book(alice, make_slot(300))
    alice.delete(f"/slots/bookings/{first['id']}")
    feed = path_of(alice, settings)
    files = [f"/slots/bookings/{each['id']}/calendar.ics" for each in (first, second)]
    assert [alarms(fetch(alice, path)) for path in (feed, *files)] == [[], [], []]
    ring(alice, 30)
    one = [
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "DESCRIPTION:Mock interview: technical\\, medium",
        "TRIGGER;RELATED=START:-PT30M",
        "END:VALARM",
    ]
    assert [alarms(fetch(api, feed)), *(alarms(fetch(alice, path)) for path in files)] == [[one], [], [one]]
    ring(alice, None)
    assert alarms(fetch(api, feed)) == []


@pytest.mark.parametrize("minutes", [0, -5, 1441, "10", 7.5, True])
def test_an_alarm_that_no_calendar_has_is_refused(alice: Person, minutes: Any) -> None:
    ring(alice, 10)
    assert code_of(alice.call("PUT", ALARM, json={"calendar_alarm_minutes": minutes})) == (422, "invalid")
    assert alice.get(ALARM).get_json()["calendar_alarm_minutes"] == 10


def since(api: Person, path: str, moment: str) -> int:
    return api.get(path, headers={"If-Modified-Since": moment}).status_code


def test_a_reader_that_knows_times_only_gets_what_changed(
    alice: Person, api: Person, make_slot: MakeSlot, settings: Settings
) -> None:
    path = path_of(alice, settings)
    changes: list[Callable[[], Any]] = [
        lambda: book(alice, make_slot()),
        lambda: alice.patch("/users/me", {"time_zone": "Asia/Tokyo"}),
        lambda: ring(alice, 10),
        lambda: ring(alice, None),
    ]
    known = api.get(path).headers["Last-Modified"]
    for change in changes:
        assert (since(api, path, known), since(api, path, known)) == (304, 304)
        change()
        assert since(api, path, known) == 200
        answer = api.get(path)
        assert answer.headers["Last-Modified"] != known
        known = answer.headers["Last-Modified"]
    # A reader that has an ETag is not fooled by a time.
    late = {"If-Modified-Since": known, "If-None-Match": '"another"'}
    assert api.get(path, headers=late).status_code == 200


def test_a_feed_that_is_asked_about_again_keeps_its_time(
    alice: Person, api: Person, session: Session, settings: Settings
) -> None:
    path = path_of(alice, settings)
    api.get(path)
    session.execute(text("UPDATE calendar_feeds SET changed_at = changed_at - :by"), {"by": timedelta(days=3)})
    session.commit()
    first = api.get(path).headers["Last-Modified"]
    assert datetime.now(UTC) - datetime.strptime(first, "%a, %d %b %Y %H:%M:%S %Z").replace(tzinfo=UTC) > timedelta(2)
    assert api.get(path).headers["Last-Modified"] == first


def test_head_tells_the_same_without_the_text(
    alice: Person, api: Person, make_slot: MakeSlot, settings: Settings
) -> None:
    book(alice, make_slot())
    path = path_of(alice, settings)
    whole, head = api.get(path), api.call("HEAD", path)
    assert (head.status_code, head.get_data()) == (200, b"")
    for name in ("ETag", "Last-Modified", "Content-Type", "Cache-Control", "Content-Length"):
        assert head.headers[name] == whole.headers[name], name
    assert api.call("HEAD", path, headers={"If-Modified-Since": whole.headers["Last-Modified"]}).status_code == 304
