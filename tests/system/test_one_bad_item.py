"""One row that cannot be processed, in every job and in mail: everything else goes on, also after a restart."""

from __future__ import annotations

import json
import time
import urllib.request
from collections.abc import Callable, Iterator
from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
import redis
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from mockmate_api import create_app
from shared.models import Slot
from shared.settings import Settings
from tests.people import PATIENCE, Person
from tests.sockets import AsProcess

# Of the kinds whose mail says something of the event, with nothing of it there.
EMPTY = ("booking.reminder", "slot.available", "match.found", "match.expired", "match.peer_no_show", "week.summarized")


@pytest.fixture
def app(settings: Settings) -> Flask:
    return create_app(settings)


@pytest.fixture
def letters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that mail goes to."""
    folder = tmp_path / "mail"
    monkeypatch.setenv("MAIL_URL", f"file:{folder}")
    return folder


@pytest.fixture
def start(settings: Settings, tmp_path: Path, letters: Path) -> Iterator[Callable[[], AsProcess]]:
    """Start the socket service; items that failed before don't keep it from being ready."""
    started: list[AsProcess] = []

    def begin() -> AsProcess:
        started.append(AsProcess(settings, tmp_path / "ws.log", wanted=("up", "degraded")))
        return started[-1]

    yield begin
    for one in started:
        one.stop()


def run(person: Person, statement: str, **given: Any) -> list[Any]:
    """Say something to the database, as an administrator or an accident does."""

    def say(session: Session) -> list[Any]:
        result = session.execute(text(statement), given)
        return list(result.all()) if result.returns_rows else []  # type: ignore[attr-defined]

    return person.in_database(say)


def wait_until(happens: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not happens():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def readiness(process: AsProcess) -> dict[str, Any]:
    """Return /health/ready, which has to be 200."""
    address = f"http://127.0.0.1:{process.settings.ws_port}/health/ready"
    with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
        said: dict[str, Any] = json.load(answer)
    return said


def failing(process: AsProcess) -> dict[str, int]:
    """Return what /health/ready names, with how many items are parked."""
    said = readiness(process)
    found = {one["name"]: one["parked"] for one in said["failing"]}
    assert said["status"] == ("degraded" if found else "up")
    return found


def mails_to(folder: Path, person: Person) -> list[EmailMessage]:
    """Return somebody's mails, but for those about the account."""
    found = [message_from_bytes(path.read_bytes(), policy=default) for path in sorted(folder.glob("*.eml"))]
    own = [mail for mail in found if mail["To"] == f"{person.name}@example.com"]
    return [mail for mail in own if mail["List-Unsubscribe"]]


def text_of(mail: EmailMessage) -> str:
    part = mail.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def make_slot(person: Person, minutes: float, capacity: int = 5) -> int:
    def insert(session: Session) -> int:
        now = session.execute(text("SELECT now()")).scalar_one()
        starts_at = now + timedelta(minutes=minutes)
        ends_at = starts_at + timedelta(minutes=30)
        slot = Slot(interview_type="technical", starts_at=starts_at, ends_at=ends_at, capacity=capacity)
        session.add(slot)
        session.flush()
        return slot.id

    return person.in_database(insert)


def book(person: Person, slot_id: int) -> None:
    person.post("/slots/book", {"slot_id": slot_id, "difficulty": "easy"}, status=201)


def wish_for_mail(person: Person) -> None:
    kinds = person.get("/notifications/preferences")["kinds"]
    wanted = {kind: {"in_app": True, "email": True} for kind in kinds}
    person._call("PUT", "/notifications/preferences", {"kinds": wanted, "quiet_hours": None}, 200)


def retry(person: Person) -> None:
    """Do as the handbook says once a cause is mended."""
    run(person, "UPDATE parked_items SET retry_at = now()")


def tell(person: Person, type_: str, data: str) -> None:
    """Put an event into somebody's stream, as a version of ours might have written it."""
    run(
        person,
        "WITH topped AS (INSERT INTO streams AS s (name, top) VALUES (:stream, 1)"
        " ON CONFLICT (name) DO UPDATE SET top = s.top + 1 RETURNING name, top)"
        ' INSERT INTO events (stream, "offset", type, data) SELECT name, top, :type, CAST(:data AS jsonb) FROM topped',
        stream=f"user:{person.id}",
        type=type_,
        data=data,
    )


def test_events_without_what_their_mail_says_hold_up_nobody_and_are_mailed_once_mended(
    app: Flask, start: Callable[[], AsProcess], letters: Path
):
    alice, bob, charlie = (Person(app, name) for name in ("alice", "bob", "charlie"))
    wish_for_mail(alice)
    process = start()
    for kind in EMPTY:
        tell(alice, kind, "{}")
    book(bob, make_slot(bob, 600))
    wait_until(lambda: len(mails_to(letters, bob)) == 1)
    assert failing(process) == {"write_letters": len(EMPTY)}
    process.kill()
    process = start()
    book(charlie, make_slot(charlie, 900))
    wait_until(lambda: len(mails_to(letters, charlie)) == 1)
    assert mails_to(letters, alice) == []
    assert failing(process) == {"write_letters": len(EMPTY)}
    soon = run(alice, "SELECT now() + interval '9 minutes' AS soon")[0].soon.isoformat()
    whole = {
        "interview_type": "technical",
        "starts_at": soon,
        "minutes": 10,
        "absent": [],
        "next_slots": [],
        "interview": {"start_by": soon, "peer": {"username": "bob"}},
        "week": "2026-01-05",
        "interviews": 1,
        "feedback": 2,
        "upcoming": 3,
    }
    mend = "UPDATE events SET data = CAST(:whole AS jsonb) WHERE stream = :stream AND data = '{}'"
    run(alice, mend, whole=json.dumps(whole), stream=f"user:{alice.id}")
    retry(alice)
    wait_until(lambda: len(mails_to(letters, alice)) == len(EMPTY))
    assert any("Your week at Mock Mate" in mail["Subject"] for mail in mails_to(letters, alice))
    assert failing(process) == {}
    assert [len(mails_to(letters, one)) for one in (bob, charlie)] == [1, 1]


def test_people_of_zones_that_this_machine_does_not_know_get_utc_in_mail_and_on_pages(
    app: Flask, start: Callable[[], AsProcess], letters: Path
):
    bob = Person(app, "bob")
    # Not in the data, a folder of it, a path, a path out of it, nothing.
    zones = {
        Person(app, f"alice{n}"): zone for n, zone in enumerate(["Mars/Olympus", "Europe", "/etc/hosts", "../x", ""])
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
        assert f"{booking.starts_at:%H:%M} (UTC)" in said
        assert "your week from" in said
        assert person.get("/analytics/me")["time_zone"] == "UTC"
        assert person.get("/notifications/preferences")["time_zone"] == "UTC"
        assert person.get("/users/me")["time_zone"] == zone
        assert person.get("/slots?from_time=00:00&to_time=23:59")["items"]
        wish_for_mail(person)
        path = f"/slots/bookings/{booking.id}/calendar.ics"
        calendar = person.client().get(path, headers=person.headers)
        assert calendar.status_code == 200
        assert "(UTC)" in calendar.text.replace("\r\n ", "")


class Ward:
    """Two people for each job: to the first, nothing more can be told; the second one is well."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._count = 0
        self.ill: dict[str, str] = {}
        self.well: dict[str, str] = {}
        self.awaited: dict[str, str] = {}
        self.somebody = self.person()

    def person(self) -> Person:
        self._count += 1
        return Person(self._app, f"person{self._count}")

    def add(self, job: str, awaited: str, prepare: Callable[[], str]) -> None:
        """Prepare the same twice; `prepare` returns the stream in which a type of event is awaited."""
        self.ill[job], self.well[job], self.awaited[job] = prepare(), prepare(), awaited

    def matched(self, *, live: bool) -> tuple[Person, str]:
        one, other = self.person(), self.person()
        one.practise("easy")
        interview_id: str = other.practise("easy", status=200)["interview"]["id"]
        if live:
            for person in (one, other):
                person.post("/interview/start", {"interview_id": interview_id})
        return one, interview_id

    def shift(self, table: str, column: str, by: str, where: str, **given: Any) -> None:
        run(self.somebody, f"UPDATE {table} SET {column} = {column} + interval '{by}' WHERE {where}", **given)

    def missed(self) -> str:
        person = self.person()
        slot_id = make_slot(person, 10)
        book(person, slot_id)
        self.shift("slots", "starts_at", "-3 hours", "id = :id", id=slot_id)
        return f"user:{person.id}"

    def reminded(self) -> str:
        person = self.person()
        book(person, make_slot(person, 45))
        self.shift("bookings", "revised_at", "-2 days", "user_id = :id", id=person.id)
        return f"user:{person.id}"

    def watching(self) -> str:
        person, holder = self.person(), self.person()
        slot_id = make_slot(person, 500, capacity=1)
        book(holder, slot_id)
        # So that something has been told before.
        book(person, make_slot(person, 800))
        person.post(f"/slots/{slot_id}/watch", status=204)
        run(person, "UPDATE slots SET capacity = 2 WHERE id = :id", id=slot_id)
        return f"user:{person.id}"

    def summarized(self) -> str:
        person = self.person()
        book(person, make_slot(person, 700))
        wish_for_mail(person)
        # Long ago enough for it to be due on every day of the week.
        long_ago = "UPDATE notification_settings SET next_summary_at = now() - interval '3 days' WHERE user_id = :me"
        run(person, long_ago, me=person.id)
        return f"user:{person.id}"

    def waiting_for_long(self) -> str:
        person = self.person()
        person.practise("easy", max_level_gap=0, language="eo")
        self.shift("bookings", "present_until", "-2 hours", "user_id = :id", id=person.id)
        return f"user:{person.id}"

    def not_started(self) -> str:
        person, interview_id = self.matched(live=False)
        self.shift("interviews", "start_by", "-3 hours", "id = :id", id=interview_id)
        return f"user:{person.id}"

    def overdue(self) -> str:
        person, interview_id = self.matched(live=True)
        self.shift("interviews", "ends_at", "-3 hours", "id = :id", id=interview_id)
        return f"user:{person.id}"

    def half_over(self) -> str:
        _, interview_id = self.matched(live=True)
        self.shift("interviews", "started_at", "-35 minutes", "id = :id", id=interview_id)
        self.shift("interviews", "ends_at", "-35 minutes", "id = :id", id=interview_id)
        return f"interview:{interview_id}"

    def gone(self) -> str:
        person, interview_id = self.matched(live=True)
        run(
            person,
            "UPDATE participants SET joined_at = now(), present_until = now() - interval '1 hour' WHERE user_id = :me",
            me=person.id,
        )
        return f"interview:{interview_id}"

    def told(self, stream: str, awaited: str) -> bool:
        found = (
            "SELECT FROM events WHERE stream = :stream AND type = :type AND data ->> 'status' IS DISTINCT FROM 'booked'"
        )
        return bool(run(self.somebody, found, stream=stream, type=awaited))

    def infect(self) -> None:
        """Set the streams back, as a stand-in that had lagged behind does: what they would say next is there."""
        for stream in self.ill.values():
            run(self.somebody, "UPDATE streams SET top = top - 1 WHERE name = :stream", stream=stream)

    def heal(self) -> None:
        run(self.somebody, 'UPDATE streams SET top = (SELECT max("offset") FROM events WHERE stream = name)')


def test_somebody_to_whom_nothing_can_be_told_holds_up_nobody_in_any_job(app: Flask, start: Callable[[], AsProcess]):
    ward = Ward(app)
    ward.add("give_up_no_shows", "match.peer_no_show", ward.not_started)
    ward.add("announce_left", "peer.left", ward.gone)
    ward.add("tell_time", "timer.half", ward.half_over)
    ward.add("end_interviews", "interview.ended", ward.overdue)
    ward.add("close_rooms", "booking.changed", ward.missed)
    ward.add("clear_practice", "match.expired", ward.waiting_for_long)
    ward.add("remind", "booking.reminder", ward.reminded)
    ward.add("tell_watchers", "slot.available", ward.watching)
    ward.add("write_summaries", "week.summarized", ward.summarized)
    ward.infect()
    process = start()
    for job, awaited in ward.awaited.items():
        wait_until(lambda job=job, awaited=awaited: ward.told(ward.well[job], awaited))  # type: ignore[misc]
    wait_until(lambda: failing(process) == dict.fromkeys(ward.awaited, 1))
    process.kill()
    process = start()
    assert failing(process) == dict.fromkeys(ward.awaited, 1)
    late = ward.missed()
    wait_until(lambda: ward.told(late, "booking.changed"))
    assert not any(ward.told(ward.ill[job], awaited) for job, awaited in ward.awaited.items())
    ward.heal()
    retry(ward.somebody)
    # Each job is due when a process starts; some of them only minutes later otherwise.
    process.kill()
    process = start()
    for job, awaited in ward.awaited.items():
        wait_until(lambda job=job, awaited=awaited: ward.told(ward.ill[job], awaited))  # type: ignore[misc]
    wait_until(lambda: failing(process) == {})


def test_what_is_no_longer_due_is_forgotten(app: Flask, start: Callable[[], AsProcess]):
    ward = Ward(app)
    ward.add("remind", "booking.reminder", ward.reminded)
    ward.infect()
    process = start()
    wait_until(lambda: failing(process) == {"remind": 1})
    run(ward.somebody, "UPDATE bookings SET status = 'cancelled'")
    retry(ward.somebody)
    wait_until(lambda: failing(process) == {})


def test_a_template_of_an_unknown_zone_is_left_out_and_the_others_are_planned(
    app: Flask, start: Callable[[], AsProcess]
):
    alice = Person(app, "alice")
    insert = (
        "INSERT INTO slot_templates (interview_type, weekday, local_time, time_zone, capacity)"
        " VALUES (:type, :day, '10:00', :zone, 3)"
    )
    for interview_type in ("technical", "behavioral"):
        run(alice, insert, type=interview_type, day=2, zone="Mars/Olympus")
    run(alice, insert, type="technical", day=4, zone="Europe/Berlin")
    planned = (
        "SELECT extract(isodow FROM starts_at) AS day FROM slots WHERE interview_type = :type AND starts_at > now()"
    )
    process = start()
    wait_until(lambda: {row.day for row in run(alice, planned, type="technical")} == {4})
    wait_until(lambda: failing(process) == {"roll_schedule": 2})
    assert run(alice, planned, type="behavioral") == []
    admin = Person(app, "admin")
    run(admin, "UPDATE users SET is_admin = true WHERE id = :me", me=admin.id)
    body = {"interview_type": "technical", "weekday": 5, "local_time": "11:00", "time_zone": "UTC", "capacity": 2}
    admin.post("/admin/slot-templates", body, status=201)
    assert {row.day for row in run(alice, planned, type="technical")} == {4, 5}
    run(alice, "UPDATE slot_templates SET time_zone = 'Europe/Berlin' WHERE time_zone = 'Mars/Olympus'")
    retry(alice)
    admin.post("/admin/slots/generate")
    assert {row.day for row in run(alice, planned, type="technical")} == {2, 4, 5}
    assert {row.day for row in run(alice, planned, type="behavioral")} == {2}
    assert failing(process) == {}


def test_mails_that_no_code_of_ours_wrote_hold_up_no_other(app: Flask, start: Callable[[], AsProcess], letters: Path):
    alice = Person(app, "alice")
    bad = {"dana": "data = '[1]'", "erin": """headers = '{"X-Number": 5}'""", "frank": """headers = '["X-Number"]'"""}
    for name in (*bad, "grace"):
        run(
            alice,
            "INSERT INTO outgoing_mails (recipient, letter, data)"
            """ VALUES (:to, 'message', '{"subject": "Hello", "body": "Hello"}')""",
            to=f"{name}@example.com",
        )
    for name, changed in bad.items():
        run(alice, f"UPDATE outgoing_mails SET {changed} WHERE recipient = :to", to=f"{name}@example.com")

    def sent_to(name: str) -> bool:
        return any(f"To: {name}@example.com".encode() in path.read_bytes() for path in letters.glob("*.eml"))

    process = start()
    wait_until(lambda: sent_to("grace"))
    assert readiness(process)["status"] == "up"
    assert not any(sent_to(name) for name in bad)
    run(
        alice,
        """UPDATE outgoing_mails SET headers = NULL, data = '{"subject": "Hello", "body": "Hello"}', due_at = now()"""
        " WHERE sent_at IS NULL",
    )
    wait_until(lambda: all(sent_to(name) for name in bad))


def test_an_event_that_cannot_be_read_ends_nobodys_stream(app: Flask, start: Callable[[], AsProcess]):
    alice = Person(app, "alice")
    alice.sockets = start().url
    with alice.socket("/ws/connect") as wire:
        begin = wire.expect("hello")["data"]["streams"]
    book(alice, make_slot(alice, 600))
    # Python's calendar ends before it.
    run(alice, "UPDATE events SET at = '20000-01-01' WHERE stream = :stream", stream=f"user:{alice.id}")
    with alice.socket("/ws/connect", resume=begin) as wire:
        assert wire.expect("resync")["stream"] == f"user:{alice.id}"
        book(alice, make_slot(alice, 900))
        assert wire.expect("booking.changed")["data"]["status"] == "booked"


def test_news_of_a_room_that_is_not_there_ends_no_pairing(
    app: Flask, start: Callable[[], AsProcess], settings: Settings
):
    alice, bob = (Person(app, name) for name in ("alice", "bob"))
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
