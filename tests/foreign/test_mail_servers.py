"""Every kind of letter, from the API to a mailbox of Debian's Postfix and Exim on their bad days: each arrives once.

What is compared are the bytes in the mailbox.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from flask import Flask
from sqlalchemy import text

from shared.core.settings import Settings
from shared.matching import schedule
from shared.models import InterviewType
from tests.certificates import Authority
from tests.clients import wait_until
from tests.clients.person import Person, register
from tests.databases import Place
from tests.foreign.letters import (
    BOOKED,
    FOUND,
    LINKS,
    NEWS,
    WELCOME,
    Arrived,
    a_night_ago,
    arrived,
    book_and_match,
    follow_links,
    make_news,
    wait_for,
)
from tests.foreign.mail_servers import PASSWORD as RELAY_PASSWORD
from tests.foreign.mail_servers import USER as RELAY_USER
from tests.foreign.mail_servers import Exim, MailServer, Postfix
from tests.foreign.spamassassin import SpamAssassin
from tests.sockets import ROOT, AsProcess, environment

pytestmark = [pytest.mark.needs("apt-get"), pytest.mark.timeout(600)]


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
