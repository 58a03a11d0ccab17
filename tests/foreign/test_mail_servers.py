"""Every kind of letter, from the API to a mailbox of Debian's Postfix and Exim on their bad days: each arrives once.

What is compared are the bytes in the mailbox.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any
from urllib.parse import quote
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from shared.core.settings import Settings
from shared.events import event_log
from shared.events.types import MatchExpired, MatchPeerNoShow, WeekSummarized
from shared.matching import schedule
from shared.models import InterviewType, Slot
from tests.api.past import Past
from tests.certificates import Authority
from tests.clients import wait_until
from tests.clients.person import Person, register
from tests.databases import Place
from tests.foreign.mail_servers import PASSWORD as RELAY_PASSWORD
from tests.foreign.mail_servers import USER as RELAY_USER
from tests.foreign.mail_servers import Exim, MailServer, Postfix
from tests.foreign.spamassassin import SpamAssassin
from tests.sockets import ROOT, AsProcess, environment

pytestmark = [pytest.mark.needs("apt-get"), pytest.mark.timeout(600)]

Arrived = Counter[tuple[str, str]]


class Sender:
    """The service that sends mail, as `python -m mockmate_ws` is."""

    def __init__(self, settings: Settings, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._settings, self._folder, self._monkeypatch = settings, folder, monkeypatch
        self._service: AsProcess | None = None

    def start(self, mail_url: str) -> None:
        self._monkeypatch.setenv("MAIL_URL", mail_url)
        self._service = AsProcess(self._settings, self._folder / "ws.log", busy=True)

    def test(self, mail_url: str) -> tuple[int, str]:
        """Send a test mail to Dana; returns the exit code, and what was said."""
        command = [sys.executable, "-m", "flask", "--app", "mockmate_api.wsgi", "mail-test", "dana@example.com"]
        given = {**environment(self._settings), "MAIL_URL": mail_url}
        ended = subprocess.run(command, check=False, cwd=ROOT, env=given, capture_output=True, text=True)
        return ended.returncode, ended.stdout + ended.stderr

    def stop(self) -> None:
        if self._service is not None:
            self._service.stop()


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority(tmp_path, "private")


@pytest.fixture
def sender(
    settings: Settings, tmp_path: Path, authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Sender]:
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
    monkeypatch.setenv("MAIL_FROM", "Mock Mate <no-reply@example.net>")
    monkeypatch.setenv("PUBLIC_URL", "https://interviews.example.net")
    made = Sender(settings, tmp_path, monkeypatch)
    yield made
    made.stop()


@pytest.fixture
def start(place: Place, authority: Authority) -> Iterator[Callable[[type[MailServer]], Any]]:
    """Start a mail server."""
    started: list[MailServer] = []

    def begin(kind: type[MailServer]) -> MailServer:
        if os.geteuid() != 0:
            pytest.skip("mail servers change accounts, which only root may")
        started.append(kind(place.make_folder(), authority))
        started[-1].start()
        return started[-1]

    yield begin
    for one in started:
        one.stop()


@pytest.fixture(scope="session")
def spamassassin(place: Place) -> SpamAssassin:
    return SpamAssassin(place.make_folder() / "spamassassin")


@pytest.fixture
def app(app_for: Callable[[Settings], Flask], settings: Settings) -> Flask:
    app = app_for(settings)
    Person(app).in_database(lambda session: schedule.practice_room(session, InterviewType.TECHNICAL))
    return app


def arrived(server: MailServer) -> Arrived:
    """Return how often each subject came to each person."""
    seen: Arrived = Counter()
    for raw in server.received():
        head = raw.partition(b"\n\n")[0]
        found = dict(re.findall(r"^(To|Subject): (.*)$", head.decode(), re.MULTILINE))
        seen[found["To"], found["Subject"]] += 1
    return seen


def wait_for(server: MailServer, person: Person | str, *subjects: str) -> None:
    name = person if isinstance(person, str) else person.username
    wanted = {(f"{name}@example.com", subject) for subject in subjects}
    wait_until(lambda: wanted <= arrived(server).keys(), f"{subjects} for {name}")


def token_for(server: MailServer, person: Person, subject: str) -> str:
    """Return the token of the link in a mail that has arrived."""
    wait_for(server, person, subject)
    (mail,) = (
        mail
        for mail in (message_from_bytes(raw, policy=default) for raw in server.received())
        if (mail["To"], mail["Subject"]) == (f"{person.username}@example.com", subject)
    )
    body = mail.get_body(("plain",))
    assert body is not None
    found = re.search(r"#token=(\S+)", body.get_content())
    assert found
    return found[1]


WELCOME = "Welcome to Mock Mate: please confirm your email address"
FOUND = "You are matched: your peer is waiting"
BOOKED, CHANGED, CANCELED = (f"{what}: your technical mock interview" for what in ("Booked", "Changed", "Canceled"))
LINKS = ["Choose a new password", "Your password was changed"]
NEWS = [
    CHANGED,
    CANCELED,
    "Your mock interview starts in an hour",
    "A seat is free in a slot you are watching",
    "Your peer declined the match",
    "No match this time",
    "You missed your mock interview",
    "Your peer didn't show up",
    "You have received feedback",
    "Your week at Mock Mate",
]


def a_night_ago(session: Session) -> None:
    """Let the mails that wait have been written before the night."""
    session.execute(text("UPDATE outgoing_mails SET created_at = created_at - interval '8 hours'"))


def slot(person: Person, minutes: float) -> int:
    def make(session: Session) -> int:
        starts_at = datetime.now(UTC) + timedelta(minutes=minutes)
        ends_at = starts_at + timedelta(hours=1)
        made = Slot(interview_type=InterviewType.TECHNICAL, starts_at=starts_at, ends_at=ends_at, capacity=10)
        session.add(made)
        session.flush()
        return made.id

    return person.in_database(make)


def book(person: Person, minutes: float) -> int:
    body = {"slot_id": slot(person, minutes), "difficulty": "easy"}
    booking: int = person.post("/slots/book", body, status=201).get_json()["id"]
    return booking


def follow_links(server: MailServer, alice: Person, bob: Person, carol: Person) -> None:
    """Let people use the links in their mail, as it arrived, and ask for others."""
    for person in (alice, bob):
        person.post("/auth/verify-email", {"token": token_for(server, person, WELCOME)}, status=204)
    wait_for(server, carol, WELCOME)
    a_while_ago = text("UPDATE one_time_tokens SET expires_at = expires_at - interval '2 min'")
    carol.in_database(lambda session: session.execute(a_while_ago))
    carol.post("/auth/verify-email/resend", status=202)
    carol.post("/auth/verify-email", {"token": token_for(server, carol, "Confirm your email address")}, status=204)
    bob.post("/auth/forgot-password", {"email": "bob@example.com"}, status=202)
    new = {"token": token_for(server, bob, "Choose a new password"), "password": "another horse battery"}
    bob.post("/auth/reset-password", new, status=204)
    bob.log_in(bob.post("/auth/login", {"login": "bob", "password": new["password"]}, status=200).get_json())


def book_and_match(server: MailServer, alice: Person, bob: Person) -> tuple[list[int], str]:
    """Let Alice book twice and be matched; returns the bookings and the interview."""
    kinds = alice.get("/notifications/preferences").get_json()["kinds"]
    body = {"kinds": {kind: {"in_app": True, "email": True} for kind in kinds}}
    alice.call("PUT", "/notifications/preferences", json=body, status=200)
    bookings = [book(alice, 6000), book(alice, 9000)]
    alice.practise("easy")
    interview: str = bob.practise("easy", status=200)["interview"]["id"]
    wait_for(server, alice, FOUND)
    wait_until(lambda: arrived(server)["alice@example.com", BOOKED] == 2)
    return bookings, interview


def make_news(alice: Person, bob: Person, bookings: list[int], interview: str) -> None:
    """Let everything happen to Alice of which there is mail, while nobody sends any."""
    alice.patch(f"/slots/bookings/{bookings[0]}", {"slot_id": slot(alice, 7000)}, status=200)
    alice.delete(f"/slots/bookings/{bookings[1]}", status=204)
    bob.post(f"/interview/{interview}/decline", {}, status=200)
    alice.post("/match/leave", {}, status=204)
    book(alice, 50)
    watched = slot(alice, 12000)
    alice.post(f"/slots/{watched}/watch", status=204)

    told = [
        MatchExpired(slot_id=watched, booking_id=bookings[0], next_slots=[]),
        MatchPeerNoShow(interview_id=UUID(interview), absent=[alice.id], waiting_again=True),
        MatchPeerNoShow(interview_id=uuid4(), absent=[], waiting_again=True),
        WeekSummarized(week=datetime.now(UTC).date(), interviews=2, minutes=60, feedback=1, upcoming=3),
    ]

    def write(session: Session) -> None:
        session.execute(text("UPDATE bookings SET revised_at = revised_at - interval '1 day' WHERE status = 'booked'"))
        for event in told:
            event_log.append(session, event_log.user(alice.id), event)

    alice.in_database(write)
    met = alice.in_database(lambda session: Past(session).meet(alice.id, bob.id))
    given: dict[str, Any] = {"communication": 4, "overall": 4, "would_pass": True, "good_match": 5}
    given |= {"problem_solving": 4, "technical": 4, "did_well": "Clear words.", "to_improve": "Ask more."}
    bob.post("/feedback/submit", {"interview_id": str(met), **given}, status=201)


def require_each_once(server: MailServer, alice: Person, welcomed: list[str]) -> None:
    """Wait until nothing is left to send, and require that every letter came once."""
    wait_for(server, alice, *NEWS)
    left = text("SELECT count(*) FROM outgoing_mails WHERE sent_at IS NULL")
    wait_until(lambda: alice.in_database(lambda session: session.scalar(left)) == 0, "all is sent")
    expected: Arrived = Counter({(f"{name}@example.com", WELCOME): 1 for name in welcomed})
    expected.update({("bob@example.com", subject): 1 for subject in LINKS})
    expected["dana@example.com", "A test mail from Mock Mate"] += 1
    expected["carol@example.com", "Confirm your email address"] += 1
    expected.update({("alice@example.com", subject): 1 for subject in (FOUND, *NEWS)})
    expected["alice@example.com", BOOKED] += 3
    assert arrived(server) == expected


def require_well_made(spamassassin: SpamAssassin, mails: list[bytes]) -> None:
    assert all(map(bytes.isascii, mails))
    # Of how mail comes to a mailbox on the same machine, the filter only says ALL_TRUSTED, which is a bonus.
    points = spamassassin.points(mails)
    assert {rule: cost for rule, cost in points.items() if cost > 0.5} == {}


def test_postfix_that_greylists(
    app: Flask, sender: Sender, start: Callable[[type[MailServer]], Postfix], spamassassin: SpamAssassin
):
    """It refuses every recipient at first, and takes its time with the content of a mail."""
    server = start(Postfix)
    names = ["alice", "bob", "carol", "slow"]
    alice, bob, carol, _ = people = [register(app, name, full_name=f"{name} Müller") for name in names]
    alice.in_database(a_night_ago)
    url = f"smtp+starttls://127.0.0.1:{server.port}"
    code, said = sender.test(url)
    assert (code, "450 4.2.0 <dana@example.com>: Recipient address rejected: Greylisted" in said) == (1, True), said
    sender.start(url)
    for person in people:
        wait_for(server, person, WELCOME)
    follow_links(server, alice, bob, carol)
    bookings, interview = book_and_match(server, alice, bob)
    sender.stop()
    make_news(alice, bob, bookings, interview)
    sender.start(url)
    code, said = sender.test(url)
    assert (code, "Encrypted with TLSv1.3" in said, "Accepted for dana@example.com: 250 " in said) == (0, True, True), (
        said
    )
    require_each_once(server, alice, names)
    require_well_made(spamassassin, server.received())


def test_exim_that_hangs_up(app: Flask, sender: Sender, start: Callable[[type[MailServer]], Exim]):
    """It refuses us without a password, takes its time, says 421 after three mails, and dies in the middle of one."""
    server = start(Exim)
    names = ["alice", "bob", "carol", "slow", "cut"]
    alice, bob, carol, _ = people = [register(app, name, full_name=f"{name} Müller") for name in names[:4]]
    without_password = f"smtp+starttls://127.0.0.1:{server.port}"
    code, said = sender.test(without_password)
    assert (code, "550 relay not permitted. The server does not pass mail on" in said) == (1, True), said
    sender.start(without_password)
    wait_until(lambda: server.log().count("relay not permitted") >= len(people))
    sender.stop()
    url = f"smtp+starttls://{quote(RELAY_USER, safe='')}:{quote(RELAY_PASSWORD, safe='')}@127.0.0.1:{server.port}"
    sender.start(url)
    for person in people:
        wait_for(server, person, WELCOME)
    follow_links(server, alice, bob, carol)
    bookings, interview = book_and_match(server, alice, bob)
    sender.stop()
    register(app, "cut")
    make_news(alice, bob, bookings, interview)
    sender.start(url)
    code, said = sender.test(url)
    assert (code, "Encrypted with TLSv1.3" in said, "Accepted for dana@example.com: 250 " in said) == (0, True, True), (
        said
    )
    require_each_once(server, alice, names)
