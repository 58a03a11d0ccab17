"""The outbox and where it goes: files, and a real SMTP server that has bad days."""

from __future__ import annotations

from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from mockmate_api import create_app
from shared.core.settings import Settings
from shared.mail import outbox
from tests.clients import wait_until
from tests.clients.person import register
from tests.sockets import InThread
from tests.ws.post import Post, Server, text_of


def test_mail_becomes_a_file_once(post: Post, tmp_path: Path):
    post.enqueue(subject="Grüße", body="Hello\nDana — ok")
    folder = tmp_path / "a mail folder"
    assert post.deliver(mail_url=f"file:{folder}") == 1
    assert post.deliver(mail_url=f"file:{folder}") == 0
    (path,) = folder.iterdir()
    assert path.suffix == ".eml"
    message = message_from_bytes(path.read_bytes(), policy=default)
    assert (message["To"], message["Subject"]) == ("dana@example.com", "Grüße")
    assert text_of(message, "plain") == "Hello\nDana — ok"
    assert "Hello<br>Dana — ok" in text_of(message, "html")


def test_a_letter_of_a_later_release_holds_up_nobody(post: Post, server: Server):
    post.settle("dana@example.com")
    post.run(lambda session: outbox.enqueue(session, "dana@example.com", "of_a_later_release"))
    post.enqueue("erin@example.com")
    with server.listening():
        assert post.deliver() == 1
    assert server.recipients == ["erin@example.com"]
    parked = post.run(lambda session: session.scalars(text("SELECT error FROM parked_items")).all())
    assert [error.split()[0] for error in parked] == ["TemplateNotFound"]


def test_without_a_transport_mail_waits(post: Post):
    post.enqueue()
    assert post.deliver(mail_url="") == 0
    assert post.waiting()[0].attempts == 0


def test_smtp_gets_text_and_html_once(post: Post, server: Server):
    post.enqueue(body="<b>hello</b>")
    with server.listening():
        assert (post.deliver(), post.deliver()) == (1, 0)
    (message,) = server.taken
    assert server.recipients == ["dana@example.com"]
    assert message["From"] == post.settings.mail_from
    assert message["Auto-Submitted"] == "auto-generated"
    assert text_of(message, "plain") == "<b>hello</b>"
    assert "&lt;b&gt;hello" in text_of(message, "html")


def test_nothing_is_locked_and_no_transaction_open_while_the_server_thinks(post: Post, server: Server):
    """It may think for longer than PostgreSQL lets a transaction idle."""
    post.enqueue()
    found: list[int] = []

    def look(session: Session) -> None:
        session.execute(text("SELECT FROM outgoing_mails FOR UPDATE NOWAIT")).all()
        idle = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in tr%'"
        found.append(session.execute(text(idle)).scalar_one())

    server.meanwhile = lambda: post.run(look)
    with server.listening():
        assert post.deliver() == 1
    assert found == [0]
    assert post.waiting()[0].sent_at is not None


def test_a_server_that_is_away_for_an_hour_loses_nothing(post: Post, server: Server):
    for number in range(3):
        post.enqueue(f"dana{number}@example.com")
    waits: list[timedelta] = []
    away = timedelta()
    while away < timedelta(hours=1):
        assert post.deliver() == 3
        assert post.deliver() == 0
        mails = post.waiting()
        assert {one.sent_at for one in mails} == {one.given_up_at for one in mails} == {None}
        wait = timedelta(seconds=30 * 2 ** len(waits))
        waits.append(wait)
        away += min(wait, timedelta(minutes=10))
        post.let_pass(min(wait, timedelta(minutes=10)))
    assert len(waits) < 15
    with server.listening():
        assert post.deliver() == 3
    assert sorted(server.recipients) == [f"dana{number}@example.com" for number in range(3)]
    assert all(one.sent_at for one in post.waiting())


@pytest.mark.parametrize("what", ["to_recipients", "to_messages"])
def test_a_temporary_refusal_is_tried_again(post: Post, server: Server, what: str):
    post.enqueue()
    setattr(server, what, "451 come back later")
    with server.listening():
        assert post.deliver() == 1
        assert post.deliver() == 0
        assert server.taken == []
        setattr(server, what, "250 OK")
        post.let_pass(timedelta(minutes=1))
        assert post.deliver() == 1
    assert len(server.taken) == 1


@pytest.mark.parametrize("what", ["to_recipients", "to_messages"])
def test_a_refusal_for_good_is_given_up_and_logged_without_the_address(
    post: Post, server: Server, what: str, capsys: pytest.CaptureFixture[str]
):
    post.enqueue("dana@example.com")
    post.enqueue("erin@example.com")
    setattr(server, what, "550 no such user dana@example.com here")
    with server.listening():
        assert post.deliver() == 2
        post.let_pass(timedelta(hours=5))
        assert post.deliver() == 0
    assert [(one.attempts, one.given_up_at is not None) for one in post.waiting()] == [(1, True)] * 2
    said = capsys.readouterr().out + "".join(one.last_error or "" for one in post.waiting())
    assert "mail.given_up" in said
    assert "550" in said
    assert "@" not in said


def test_a_sender_who_is_refused_is_the_deployers_to_mend_so_nothing_is_given_up(post: Post, server: Server):
    post.enqueue()
    with server.listening():
        assert post.deliver(mail_url=f"smtp://ada:wrong@127.0.0.1:{server.port}") == 1
    assert post.waiting()[0].given_up_at is None


def test_after_three_days_nobody_waits_any_more(post: Post):
    post.enqueue()
    post.let_pass(timedelta(days=4))
    assert post.deliver() == 1
    assert post.waiting()[0].given_up_at is not None


@pytest.mark.parametrize(
    ("recipient", "subject"),
    [
        ("dana@example.com\nBcc: evil@example.com", "Hello"),
        ("dana@example.com\r\nBcc: evil@example.com\r\n\r\nbody", "Hello"),
        ("dana@exam\nple.com", "Hello"),
        ("dana@example.com, evil@example.com", "Hello"),
        ("dana@example.com", "Hello\nBcc: evil@example.com"),
        ("dana@example.com", "Hello\r\n\r\nNot the body"),
        ("dana@example.com", "Hello\u2028Bcc: evil@example.com"),
    ],
)
def test_nothing_breaks_out_of_a_header_nor_holds_up_the_mail_behind_it(
    post: Post, server: Server, recipient: str, subject: str
):
    post.enqueue(recipient, subject, "the body")
    post.enqueue("erin@example.com")
    with server.listening():
        assert post.deliver() == 2
    assert "erin@example.com" in server.recipients
    assert "evil@example.com" not in server.recipients
    for message in server.taken:
        assert message["Bcc"] is None
        assert "Not the body" not in text_of(message, "plain")


def test_of_two_that_deliver_at_once_each_mail_is_sent_by_one(post: Post, server: Server):
    for number in range(5):
        post.enqueue(f"dana{number}@example.com")
    first = post.run(lambda session: outbox.claim(session, post.settings, 5))
    assert len(first) == 5
    with server.listening():
        assert post.deliver() == 0


def test_what_a_dead_process_had_claimed_is_sent_later_under_the_same_id(post: Post, server: Server):
    post.enqueue()
    (claimed,) = post.run(lambda session: outbox.claim(session, post.settings, 1))
    post.let_pass(timedelta(minutes=6))
    with server.listening():
        assert post.deliver() == 1
    (message,) = server.taken
    assert message["Message-ID"].startswith(f"<mail-{claimed.id}.")


def test_sent_mail_is_forgotten_after_a_month(post: Post, tmp_path: Path):
    post.enqueue()
    post.enqueue()
    post.deliver(mail_url=f"file:{tmp_path}")
    post.enqueue()
    assert post.run(lambda session: outbox.prune(session, post.settings)) == 0
    post.let_pass(timedelta(days=31))
    assert post.run(lambda session: outbox.prune(session, post.settings)) == 2
    assert [one.sent_at for one in post.waiting()] == [None]


def test_the_service_carries_mail_by_itself_once_its_server_is_there(settings: Settings, server: Server):
    """Registering sends the welcome; the server was away at first."""
    service = InThread(settings.model_copy(update={"mail_url": f"smtp://127.0.0.1:{server.port}"}))
    post = Post(settings)
    try:
        register(create_app(settings), "dana")
        wait_until(lambda: post.waiting()[0].last_error is not None)
        with server.listening():
            post.let_pass(timedelta(minutes=1))
            wait_until(lambda: bool(server.taken))
        assert server.taken[0]["To"] == "dana@example.com"
        assert "/verify-email#token=" in text_of(server.taken[0], "plain")
    finally:
        post.close()
        service.stop()
