"""Feeds, files and invitations, read by the calendar libraries of other languages, which also validate them."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import update
from sqlalchemy.orm import Session

from deployment.local.environment import UV
from mockmate_ws.jobs import notification_mail
from shared.core.settings import Settings
from shared.models import InterviewType, Slot, User
from tests.clients.person import Person, register
from tests.node import NODE, install
from tests.programs import PROGRAMS
from tests.raw_mail import parts
from tests.ws.conftest import post, server
from tests.ws.post import Post, Server

__all__ = ["post", "server"]

HERE = Path(__file__).with_name("calendars")
# Around changes of the clock, of different lengths and in both hemispheres, and where a day begins at another date.
MOMENTS = {
    "Europe/Berlin": ["2027-03-28T00:30", "2027-03-28T17:00", "2027-10-31T00:30", "2027-10-31T01:30"],
    "America/New_York": ["2027-03-14T06:30", "2027-11-07T05:30", "2027-11-07T06:30"],
    "Australia/Lord_Howe": ["2027-04-03T14:45", "2027-10-02T15:15"],
    "Pacific/Chatham": ["2028-02-29T12:00"],
    "UTC": [],
}
NAMES = ['Zoë O\'Hara, "Zo"; the 2nd', "模擬面接 " + "\N{GRINNING FACE}" * 24, "نهى", "देवनागरी, " * 7 + "गरी", "UTC"]
# biweekly doesn't count a time zone as a component; RFC 5545 does (section 3.6).
NO_COMPONENT = "An iCalendar object must have at least one component."


def java() -> list[str]:
    maven = [PROGRAMS["mvn"].path(), "--quiet", "--batch-mode", "-Dstyle.color=never"]
    subprocess.run([*maven, "compile", "dependency:copy-dependencies"], cwd=HERE, check=True, capture_output=True)
    return ["java", "-cp", f"{HERE}/target/classes:{HERE}/target/dependency/*", "Readers"]


def node() -> list[str]:
    install(HERE)
    return [str(NODE), str(HERE / "read.mjs")]


def libical() -> list[str]:
    if not Path("/usr/include/libical/ical.h").exists():
        pytest.skip("libical is not installed: apt install libical-dev")
    (HERE / "target").mkdir(exist_ok=True)
    built = HERE / "target" / "libical"
    subprocess.run(["cc", "-Wall", "-Werror", "-o", built, HERE / "libical.c", "-lical"], check=True)
    return [str(built)]


def vobject() -> list[str]:
    run = (str(UV), "run", "--quiet", "--no-project", "--isolated", "--with", "vobject==0.9.9")
    return [*run, "python", str(HERE / "with_vobject.py")]


Row = tuple[str, ...]


class Calendars:
    """The calendars that people fetched and were mailed, as files, and what each of them has to say."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.events: dict[Path, set[Row]] = {}

    def keep(self, raw: bytes, events: set[Row]) -> None:
        path = self.folder / f"{len(self.events)}.ics"
        path.write_bytes(raw)
        self.events[path] = events


@pytest.fixture
def calendars(
    app_for: Callable[[Settings], Flask], settings: Settings, post: Post, server: Server, tmp_path: Path
) -> Calendars:
    """Feeds, files, requests and cancellations of people in several zones, some of whom want an alarm."""
    kept = Calendars(tmp_path)
    for number, (zone, moments) in enumerate(MOMENTS.items()):
        person = register(app_for(settings), f"person-{number}", time_zone=zone, full_name=NAMES[number])
        person.in_database(lambda session: session.execute(update(User).values(email_verified_at=datetime.now(UTC))))
        minutes = 30 if number % 2 else None
        person.call("PUT", "/notifications/preferences", json={"calendar_alarm_minutes": minutes}, status=200)
        mailed(settings, post, server)
        booked = [book(person, datetime.fromisoformat(each).replace(tzinfo=UTC)) for each in moments]
        for part, (_, begin) in zip(mailed(settings, post, server), booked, strict=True):
            kept.keep(part, {event("REQUEST", part, "0", "CONFIRMED", begin, "")})
        for booking_id, _ in booked[1:2]:
            person.delete(f"/slots/bookings/{booking_id}", status=204)
        for part in mailed(settings, post, server):
            kept.keep(part, {event("CANCEL", part, "1", "CANCELLED", booked[1][1], "")})
        all_of_them = set()
        for at, (booking_id, begin) in enumerate(booked):
            raw = person.get(f"/slots/bookings/{booking_id}/calendar.ics", status=200).get_data()
            state = ("1", "CANCELLED", begin, "") if at == 1 else ("0", "CONFIRMED", begin, str(minutes or ""))
            all_of_them.add(event("PUBLISH", raw, *state))
            kept.keep(raw, {event("PUBLISH", raw, *state)})
        url = person.post("/slots/calendar/rotate", status=200).get_json()["url"]
        kept.keep(person.get(url.removeprefix(settings.public_url), status=200).get_data(), all_of_them)
    return kept


def book(person: Person, begin: datetime) -> tuple[int, datetime]:
    """Book a slot of this moment; returns the booking's id, and the moment."""

    def add(session: Session) -> int:
        ends_at = begin + timedelta(minutes=45)
        slot = Slot(interview_type=InterviewType.TECHNICAL, starts_at=begin, ends_at=ends_at, capacity=9)
        session.add(slot)
        session.flush()
        return slot.id

    body = {"slot_id": person.in_database(add), "difficulty": "hard"}
    return person.post("/slots/book", body, status=201).get_json()["id"], begin


def mailed(settings: Settings, post: Post, server: Server) -> list[bytes]:
    """Return the calendars of the mails that are due now, as they are sent."""
    post.run(lambda session: notification_mail.write(session, settings))
    del server.raw[:]
    with server.listening():
        post.deliver()
    sent = [part for raw in server.raw for part in parts(raw, "text/calendar")]
    return [part.rstrip(b"\n").replace(b"\n", b"\r\n") + b"\r\n" for part in sent]


def event(method: str, raw: bytes, sequence: str, status: str, begin: datetime, alarm: str) -> Row:
    """Return what a reader has to find in a calendar with one event."""
    (uid,) = re.findall(rb"(?m)^UID:(.*)\r$", raw)
    seconds = int(begin.timestamp())
    return (method, uid.decode(), sequence, status, str(seconds), str(seconds + 45 * 60), alarm)


@pytest.mark.parametrize(
    "reader",
    [
        pytest.param(java, id="ical4j, biweekly", marks=pytest.mark.needs("mvn")),
        pytest.param(node, id="ical.js"),
        pytest.param(libical, id="libical", marks=pytest.mark.needs("cc")),
        pytest.param(vobject, id="vobject"),
    ],
)
def test_readers_accept_every_calendar_and_find_the_moments_that_were_booked(
    calendars: Calendars, reader: Callable[[], list[str]]
) -> None:
    done = subprocess.run([*reader(), *calendars.events], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    read: dict[str, dict[Path, set[Row]]] = {}
    for line in done.stdout.splitlines():
        file, name, *fields = line.split("\t")
        if fields[0] == "biweekly" and NO_COMPONENT in line and "BEGIN:VTIMEZONE" in Path(file).read_text():
            continue
        assert name != "invalid", line + "\n" + Path(file).read_text()
        read.setdefault(name, {path: set() for path in calendars.events})[Path(file)].add(tuple(fields))
    assert read
    for name, events in read.items():
        assert events == calendars.events, name
