"""One row that cannot be processed, in mail, on a stream or in a room: everything else goes on, after a restart too."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
import redis
from flask import Flask

from mockmate_api import create_app
from shared.core.settings import Settings
from tests.clients import wait_until
from tests.sockets import AsProcess
from tests.system.bad_items import (
    book,
    failing,
    mails_to,
    make_slot,
    register_confirmed,
    retry,
    run,
    seen_by_administrator,
    tell,
    text_of,
    wish_for_mail,
)

# Of the kinds whose mail says something of the event, with nothing of it there.
EMPTY = ("booking.reminder", "slot.available", "match.found", "match.expired", "match.peer_no_show", "week.summarized")


@pytest.fixture
def app(settings: Settings) -> Flask:
    return create_app(settings)


def test_events_without_what_their_mail_says_hold_up_nobody_and_are_mailed_once_mended(
    app: Flask, start: Callable[[], AsProcess], letters: Path
):
    alice, bob, charlie = (register_confirmed(app, name) for name in ("alice", "bob", "charlie"))
    wish_for_mail(alice)
    process = start()
    for kind in EMPTY:
        tell(alice, kind, "{}")
    book(bob, make_slot(bob, 600))
    wait_until(lambda: len(mails_to(letters, bob)) == 1)
    unwritten = {"write_letters": len(EMPTY)}
    wait_until(lambda: failing(process) == unwritten)
    process.kill()
    process = start()
    book(charlie, make_slot(charlie, 900))
    wait_until(lambda: len(mails_to(letters, charlie)) == 1)
    assert mails_to(letters, alice) == []
    assert failing(process) == unwritten
    soon = run(alice, "SELECT now() + interval '9 minutes' AS soon")[0].soon.isoformat()
    whole = {
        "booking_id": 999,
        "slot_id": 999,
        "interview_id": str(UUID(int=9)),
        "interview_type": "technical",
        "starts_at": soon,
        "minutes": 10,
        "absent": [],
        "next_slots": [],
        "interview": {"id": str(UUID(int=9)), "start_by": soon, "peer": {"username": "bob"}},
        "week": "2026-01-05",
        "interviews": 1,
        "feedback": 2,
        "upcoming": 3,
    }
    mend = "UPDATE events SET data = CAST(:whole AS jsonb) WHERE stream = :stream AND data = '{}'"
    run(alice, mend, whole=json.dumps(whole), stream=f"user:{alice.id}")
    retry(alice)
    # What there is no booking, seat or match for any more is not mailed.
    wait_until(lambda: len(mails_to(letters, alice)) == 3 and failing(process) == {})
    assert any("Your week at Mock Mate" in mail["Subject"] for mail in mails_to(letters, alice))
    assert [len(mails_to(letters, one)) for one in (bob, charlie)] == [1, 1]


def test_people_of_zones_that_this_machine_does_not_know_get_utc_in_mail_and_on_pages(
    app: Flask, start: Callable[[], AsProcess], letters: Path
):
    bob = register_confirmed(app, "bob")
    # Not in the data, a folder of it, a path, a path out of it, nothing.
    zones = {
        register_confirmed(app, f"alice{n}"): zone
        for n, zone in enumerate(["Mars/Olympus", "Europe", "/etc/hosts", "../x", ""])
    }
    for person, zone in zones.items():
        wish_for_mail(person)
        run(person, "UPDATE users SET time_zone = :zone WHERE id = :me", zone=zone, me=person.id)
        run(
            person,
            "UPDATE notification_settings SET quiet_from = '00:00', quiet_to = '00:00',"
            " next_summary_at = now() - interval '3 days' WHERE user_id = :me",
            me=person.id,
        )
    for person in (*zones, bob):
        book(person, make_slot(person, 600))
    process = start()
    wait_until(lambda: len(mails_to(letters, bob)) == 1 and all(len(mails_to(letters, one)) == 2 for one in zones))
    assert failing(process) == {}
    for person, zone in zones.items():
        (booking,) = run(person, "SELECT id, starts_at FROM bookings WHERE user_id = :me", me=person.id)
        said = " ".join(text_of(mail) for mail in mails_to(letters, person))
        assert f"{booking.starts_at:%-I:%M}\u00a0{booking.starts_at:%p} (GMT+00:00)" in said
        assert "Your week starting" in said
        assert person.get("/analytics/me").get_json()["time_zone"] == "UTC"
        assert person.get("/notifications/preferences").get_json()["time_zone"] == "UTC"
        assert person.get("/users/me").get_json()["time_zone"] == zone
        assert person.get("/slots?from_time=00:00&to_time=23:59").get_json()["items"]
        wish_for_mail(person)
        calendar = person.get(f"/slots/bookings/{booking.id}/calendar.ics", status=200)
        assert "(GMT+00:00)" in calendar.text.replace("\r\n ", "")


def test_mails_that_no_code_of_ours_wrote_hold_up_no_other(app: Flask, start: Callable[[], AsProcess], letters: Path):
    alice = register_confirmed(app, "alice")
    bad = {"dana": "data = '[1]'", "erin": """headers = '{"X-Number": 5}'""", "frank": """headers = '["X-Number"]'"""}
    # Python's calendar ends before it.
    bad["heidi"] = "created_at = '20000-01-01'"
    for name in (*bad, "grace"):
        register_confirmed(app, name)
        run(
            alice,
            "INSERT INTO outgoing_mails (recipient, letter, data)"
            """ VALUES (:to, 'message', '{"subject": "Hello", "body": "Hello"}')""",
            to=f"{name}@example.com",
        )
    for name, changed in bad.items():
        run(
            alice,
            f"UPDATE outgoing_mails SET {changed} WHERE recipient = :to AND letter = 'message'",
            to=f"{name}@example.com",
        )

    def sent_to(name: str) -> bool:
        return any(f"To: {name}@example.com".encode() in path.read_bytes() for path in letters.glob("*.eml"))

    process = start()
    wait_until(lambda: sent_to("grace"))
    wait_until(lambda: failing(process) == {"send_mail": len(bad)})
    assert not any(sent_to(name) for name in bad)
    parked = seen_by_administrator(alice, "send_mail")
    assert {one["attempts"] for one in parked.values()} == {1}
    run(
        alice,
        """UPDATE outgoing_mails SET headers = NULL, data = '{"subject": "Hello", "body": "Hello"}',"""
        " created_at = now() WHERE sent_at IS NULL",
    )
    alice.post("/admin/parked-items/retry", {"job": "send_mail"}, status=200)
    wait_until(lambda: all(sent_to(name) for name in bad))
    wait_until(lambda: failing(process) == {})


def test_an_event_that_cannot_be_read_ends_nobodys_stream(app: Flask, start: Callable[[], AsProcess], letters: Path):
    alice, bob = (register_confirmed(app, name) for name in ("alice", "bob"))
    process = start()
    alice.sockets = process.url
    with alice.socket("/ws/connect") as wire:
        begin = wire.expect("hello")["data"]["streams"]
    book(alice, make_slot(alice, 600))
    wish_for_mail(bob)
    run(alice, "UPDATE events SET at = '20000-01-01' WHERE stream = :stream", stream=f"user:{alice.id}")
    with alice.socket("/ws/connect", resume=begin) as wire:
        assert wire.expect("resync")["stream"] == f"user:{alice.id}"
        book(alice, make_slot(alice, 900))
        assert wire.expect("booking.changed")["data"]["status"] == "booked"
    assert list(seen_by_administrator(bob, "read_events")) == [f"user:{alice.id}/1"]
    # Mail about others is written, too.
    book(bob, make_slot(bob, 600))
    wait_until(lambda: len(mails_to(letters, bob)) == 1)
    assert failing(process) == {"read_events": 1}
    run(alice, "UPDATE events SET at = now() WHERE at > now()")
    bob.post("/admin/parked-items/retry", {"job": "read_events", "item": f"user:{alice.id}/1"}, status=200)
    wait_until(lambda: failing(process) == {})


def test_news_of_a_room_that_is_not_there_ends_no_pairing(
    app: Flask, start: Callable[[], AsProcess], settings: Settings
):
    alice, bob = (register_confirmed(app, name) for name in ("alice", "bob"))
    process = start()
    with redis.Redis.from_url(settings.redis_url) as client:
        for unknown in ("999999999", "-1", "99999999999999999999"):
            assert client.publish(f"{settings.redis_prefix}:rooms", unknown)
    slot_id = make_slot(alice, 1)
    for person in (alice, bob):
        book(person, slot_id)
        person.sockets = process.url
    run(alice, "UPDATE slots SET starts_at = now() WHERE id = :id", id=slot_id)
    # Over sockets, so that the service's own passes have to find them.
    with alice.socket(f"/ws/match?slot_id={slot_id}") as hers, bob.socket(f"/ws/match?slot_id={slot_id}") as his:
        found = [wire.expect("match.found")["data"]["interview"]["id"] for wire in (hers, his)]
    assert found[0] == found[1]
    assert failing(process) == {}
