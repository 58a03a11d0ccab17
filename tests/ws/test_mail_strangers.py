"""What somebody gets who never asked for it: an address that isn't confirmed is sent links, few, and nobody's words."""

from __future__ import annotations

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from prometheus_client import generate_latest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from mockmate_api.http.extensions import db
from mockmate_ws.jobs import notification_mail
from shared.core.database_errors import sqlstate
from shared.mail import outbox
from shared.models import InterviewType, Slot
from tests.ws.post import Post, Server, text_of

PASSWORD = "correct horse battery"
VICTIM = "victim@example.com"
WORDS = "Your account is closed, pay at http://evil.example/now"


class Client:
    """Somebody who is logged in, with nothing but HTTP."""

    def __init__(self, app: Flask, email: str = VICTIM, **more: Any) -> None:
        self._client = app.test_client()
        body = {"email": email, "password": PASSWORD, **more}
        answer = self._client.post("/auth/register", json=body)
        assert answer.status_code == 201, answer.get_data(as_text=True)
        self._headers = {"Authorization": f"Bearer {answer.get_json()['access_token']}"}

    def call(self, method: str, path: str, **body: Any) -> Any:
        """Return the answer's JSON; no request of these tests is refused."""
        answer = self._client.open(path, method=method, json=body or None, headers=self._headers)
        assert answer.status_code < 300, answer.get_data(as_text=True)
        return answer.get_json() if answer.get_data() else None

    def confirm(self, server: Server) -> None:
        """Follow the link of the last mail."""
        self.call("POST", "/auth/verify-email", token=tokens_of(server)[-1])


def tokens_of(server: Server) -> list[str]:
    return [found for one in server.taken for found in re.findall(r"#token=(\S+)", text_of(one, "plain"))]


def subjects(server: Server) -> list[str]:
    return [str(one["Subject"]) for one in server.taken]


@pytest.fixture
def make_slot(app: Flask) -> Callable[[int], int]:
    def make(hours: int) -> int:
        starts_at = datetime.now(UTC) + timedelta(hours=hours)
        slot = Slot(
            interview_type=InterviewType.TECHNICAL,
            starts_at=starts_at,
            ends_at=starts_at + timedelta(hours=1),
            capacity=9,
        )
        with app.app_context():
            db.session.add(slot)
            db.session.commit()
            return slot.id

    return make


def carry(post: Post) -> None:
    """Do what the service does from time to time: look for news, and send what is due."""
    post.run(lambda session: notification_mail.write(session, post.settings))
    while post.deliver():
        pass


def let_a_minute_pass(post: Post) -> None:
    statement = text("UPDATE one_time_tokens SET expires_at = expires_at - interval '61 seconds'")
    post.run(lambda session: session.execute(statement))


@pytest.mark.parametrize(
    ("username", "words"),
    [
        ("evil.example", WORDS),
        ("www.evil.example", "Your account is closed"),
        ("pay-me.at", "evil.example"),
        ("evil", "Pay 1000"),
        ("none", "X" * 41),
    ],
)
def test_before_the_address_is_confirmed_only_links_are_mailed_and_no_words_of_whoever_typed_it(
    app: Flask, post: Post, server: Server, make_slot: Callable[[int], int], username: str, words: str
):
    carry(post)
    with server.listening():
        stranger = Client(app, full_name=words, username=username)
        carry(post)
        booking = stranger.call("POST", "/slots/book", slot_id=make_slot(20), difficulty="easy", note=words)
        carry(post)
        stranger.call("PATCH", f"/slots/bookings/{booking['id']}", slot_id=make_slot(30))
        carry(post)
        stranger.call("DELETE", f"/slots/bookings/{booking['id']}")
        stranger.call("POST", "/auth/change-password", current_password=PASSWORD, new_password=f"{PASSWORD} 2")
        stranger.call("POST", "/auth/forgot-password", email=VICTIM)
        let_a_minute_pass(post)
        stranger.call("POST", "/auth/verify-email/resend")
        carry(post)
    assert sorted(subjects(server)) == [
        "Choose a new password",
        "Confirm your email address",
        "Welcome to Mock Mate: please confirm your email address",
    ]
    for one in server.taken:
        shown = f"{one['Subject']} {one['To']} {text_of(one, 'plain')} {text_of(one, 'html')}"
        assert words not in shown
        assert "." not in username or username not in shown
        assert username.replace(".", " ") in shown
        assert one["List-Unsubscribe"] is None
        assert {part.get_content_type() for part in one.iter_parts()} == {"text/plain", "text/html"}


def test_from_when_it_is_confirmed_news_are_mailed(
    app: Flask, post: Post, server: Server, make_slot: Callable[[int], int]
):
    carry(post)
    with server.listening():
        anna = Client(app, "anna@example.com", full_name="Anna Ångström", username="anna.a")
        booking = anna.call("POST", "/slots/book", slot_id=make_slot(20), difficulty="easy")
        carry(post)
        anna.confirm(server)
        carry(post)
        assert len(server.taken) == 1
        anna.call("PATCH", f"/slots/bookings/{booking['id']}", slot_id=make_slot(30))
        carry(post)
        anna.call("POST", "/auth/change-password", current_password=PASSWORD, new_password=f"{PASSWORD} 2")
        anna.call("POST", "/auth/forgot-password", email="anna@example.com")
        carry(post)
    welcome, booked, changed, reset = server.taken
    for one in server.taken:
        assert "Hello Anna Ångström," in text_of(one, "plain")
    assert welcome["Subject"] == "Welcome to Mock Mate: please confirm your email address"
    # The first that the calendar hears of it.
    assert booked["Subject"] == "Booked: your technical mock interview"
    assert b"METHOD:REQUEST" in server.raw[1]
    assert changed["Subject"] == "Your password was changed"
    assert reset["Subject"] == "Choose a new password"


def test_news_that_wait_for_the_morning_are_not_sent_to_an_address_that_is_unconfirmed_by_then(
    post: Post, server: Server
):
    post.enqueue("anna@example.com")
    post.run(lambda session: session.execute(text("UPDATE users SET email_verified_at = NULL")))
    with server.listening():
        carry(post)
    assert server.recipients == []


def ask_for_a_password(client: Client) -> None:
    client.call("POST", "/auth/forgot-password", email=VICTIM.replace("victim", "VicTim"))


def ask_for_a_link(client: Client) -> None:
    client.call("POST", "/auth/verify-email/resend")


@pytest.mark.parametrize(
    ("ask", "letter", "cap"), [(ask_for_a_password, "reset_password", 20), (ask_for_a_link, "verify_email", 9)]
)
def test_however_often_links_are_asked_for_an_address_gets_so_many_a_day(
    app: Flask,
    post: Post,
    server: Server,
    ask: Callable[[Client], None],
    letter: str,
    cap: int,
    capsys: pytest.CaptureFixture[str],
):
    capped = f'mockmate_mails_capped_total{{letter="{letter}"}}'
    stranger = Client(app)
    with server.listening():
        carry(post)
        before = counted(capped)
        for _ in range(cap + 3):
            let_a_minute_pass(post)
            ask(stranger)
            carry(post)
        assert server.recipients == [VICTIM] * (1 + cap)
        assert counted(capped) == before + 3
        assert capsys.readouterr().out.count("mail.capped") == 3
        assert [one.last_error for one in post.waiting()].count("daily cap") == 3
        # Neither another address nor the next day has to do with it.
        Client(app, "erin@example.com")
        carry(post)
        post.let_pass(timedelta(hours=25))
        let_a_minute_pass(post)
        ask(stranger)
        carry(post)
    assert server.recipients[1 + cap :] == ["erin@example.com", VICTIM]


def counted(name: str) -> float:
    lines = generate_latest().decode().splitlines()
    return sum(float(line.rpartition(" ")[2]) for line in lines if line.startswith(name))


@pytest.mark.parametrize("spellings", [[VICTIM, "Victim@EXAMPLE.com"], ["ö@weiß.example", "ö@xn--wei-7ka.example"]])
def test_deleting_the_account_and_registering_again_begins_no_new_count(
    app: Flask, post: Post, server: Server, spellings: list[str]
):
    with server.listening():
        for number in range(14):
            stranger = Client(app, spellings[number % 2], username=f"someone{number}")
            carry(post)
            stranger.call("DELETE", "/users/me", password=PASSWORD)
    assert len(server.recipients) == 10
    # Only what is counted is kept, and for a day.
    rows = "SELECT string_agg(m::text, ' ') FROM outgoing_mails m"
    kept = post.run(lambda session: session.execute(text(rows)).scalar_one())
    assert not any(spelling.casefold() in kept.casefold() for spelling in spellings)


def test_tags_behind_a_plus_begin_no_new_count(app: Flask, post: Post, server: Server):
    with server.listening():
        for number in range(12):
            stranger = Client(app, f"Victim+{number}+a@example.com", username=f"someone{number}")
            carry(post)
            if number % 2:
                stranger.call("DELETE", "/users/me", password=PASSWORD)
        # Neither a mailbox whose name begins so, nor the same name elsewhere.
        for other in ("victim2+1@example.com", "+1@example.com", "+2@example.com", "victim@example.org"):
            Client(app, other)
        carry(post)
    assert len(server.recipients) == 10 + 4


def test_what_is_kept_of_a_deleted_account_is_forgotten_after_a_day(app: Flask, post: Post, server: Server):
    with server.listening():
        stranger = Client(app)
        carry(post)
        stranger.call("DELETE", "/users/me", password=PASSWORD)
    assert post.run(lambda session: outbox.prune(session, post.settings)) == 0
    post.let_pass(timedelta(hours=25))
    assert post.run(lambda session: outbox.prune(session, post.settings)) == 1
    assert post.waiting() == []


def test_news_have_a_cap_too_which_leaves_the_rest_to_others_and_links_alone(app: Flask, post: Post, server: Server):
    """Four processes at once send no more of them than one."""
    for recipient in ["anna@example.com"] * 104 + ["erin@example.com"]:
        post.enqueue(recipient)
    app.test_client().post("/auth/forgot-password", json={"email": "anna@example.com"})

    def deliver(_: int) -> int:
        try:
            return post.deliver()
        except OperationalError as error:
            # Three seconds were not enough for its turn: the service tries again, too.
            if sqlstate(error) != "55P03":
                raise
            return 1

    with server.listening(), ThreadPoolExecutor(4) as threads:
        while sum(threads.map(deliver, range(4))):
            pass
    assert subjects(server).count("Choose a new password") == 1
    assert server.recipients.count("anna@example.com") == 101
    assert server.recipients.count("erin@example.com") == 1


def test_mail_that_is_tried_again_counts_once(post: Post, server: Server):
    for _ in range(100):
        post.enqueue("anna@example.com")
    server.to_recipients = "451 later"
    with server.listening():
        for _ in range(3):
            carry(post)
            post.let_pass(timedelta(minutes=11))
        server.to_recipients = "250 OK"
        carry(post)
    assert server.recipients == ["anna@example.com"] * 100
