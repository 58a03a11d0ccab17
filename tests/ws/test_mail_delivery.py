"""What a mail server's bad days do to mail: slow acceptance, refusals of us and of addresses, ends of connections."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from mockmate_ws.jobs import mail_sender
from mockmate_ws.jobs.mail_sender import MailSender
from shared.core import clock, metrics
from tests.clients import wait_until
from tests.clients.person import register
from tests.ws.post import Post, Server
from tests.ws.senders import sending

SLOW = "slow@example.com"


async def until(is_true: Callable[[], bool]) -> None:
    await asyncio.to_thread(wait_until, is_true)


def with_a_slow_server(post: Post, server: Server, work: Callable[[MailSender], Awaitable[None]]) -> None:
    """Do something while the server thinks about the mail to `SLOW`, and let it go on afterwards."""

    async def go() -> None:
        server.slow[SLOW] = asyncio.Event()
        with server.listening():
            async with sending(post.settings, MailSender) as sender:
                await until(lambda: any(one.claimed_at for one in post.waiting()))
                await work(sender)
                server.loop.call_soon_threadsafe(server.slow[SLOW].set)
                await until(lambda: SLOW in server.recipients and all(one.sent_at for one in post.waiting()))

    asyncio.run(go())


def test_a_mail_that_is_accepted_late_comes_once_and_holds_up_no_other(post: Post, server: Server):
    """It takes longer than ten seconds, after which earlier releases sent it again."""
    post.enqueue(SLOW)
    others = [f"dana{number}@example.com" for number in range(30)]

    async def work(sender: MailSender) -> None:
        for recipient in others:
            post.enqueue(recipient)
        await until(lambda: len(server.recipients) == len(others))
        await asyncio.sleep(11)

    with_a_slow_server(post, server, work)
    assert sorted(server.recipients) == sorted([SLOW, *others])
    assert {one.attempts for one in post.waiting()} == {1}


def test_the_claim_of_a_mail_lasts_as_long_as_it_is_being_sent(
    post: Post, server: Server, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(mail_sender, "_EXTEND_SECONDS", 0.05)
    post.enqueue(SLOW)

    async def work(sender: MailSender) -> None:
        for _ in range(3):
            post.let_pass(timedelta(minutes=4, seconds=50))
            await until(lambda: post.waiting()[0].due_at > post.run(clock.now) + timedelta(minutes=4))
        assert await asyncio.to_thread(post.deliver) == 0

    with_a_slow_server(post, server, work)
    assert server.recipients == [SLOW]


def test_a_stop_waits_for_no_slow_server(post: Post, server: Server):
    post.enqueue(SLOW)

    async def go() -> None:
        server.slow[SLOW] = asyncio.Event()
        with server.listening():
            async with sending(post.settings, MailSender):
                await until(lambda: any(one.claimed_at for one in post.waiting()))
            server.loop.call_soon_threadsafe(server.slow[SLOW].set)

    asyncio.run(go())
    (mail,) = post.waiting()
    assert (mail.sent_at, mail.claimed_at, mail.given_up_at) == (None, None, None)


@pytest.mark.parametrize("ends_with", ["421 4.7.0 too many mails", ""], ids=["421", "a drop"])
def test_what_a_connection_that_ended_left_goes_at_once_over_another(post: Post, server: Server, ends_with: str):
    server.per_connection, server.ends_with = 2, ends_with
    recipients = [f"dana{number}@example.com" for number in range(5)]
    for recipient in recipients:
        post.enqueue(recipient)
    with server.listening():
        assert post.deliver() == 5
    assert server.recipients == recipients
    assert [(one.attempts, one.last_error) for one in post.waiting()] == [(1, None)] * 5


def test_a_server_that_takes_no_mail_at_all_is_not_asked_again_at_once(post: Post, server: Server):
    server.per_connection = 0
    post.enqueue()
    with server.listening():
        assert post.deliver() == 1
    (mail,) = post.waiting()
    assert (mail.attempts, mail.last_error, mail.given_up_at, mail.refused) == (1, "MAIL 421", None, False)


# Of us: what the relay says to everybody, until somebody mends it.
US = [
    ("to_senders", "530 5.7.0 Authentication required"),
    ("to_senders", "550 5.1.8 Sender address rejected: Domain not found"),
    ("to_senders", "553 5.7.1 Sender address rejected: not owned by user"),
    ("to_recipients", "550 authenticate first"),
    ("to_recipients", "550 relay not permitted"),
    ("to_recipients", "550 5.7.1 Unable to relay"),
    ("to_recipients", "554 5.7.1 <dana@example.com>: Relay access denied"),
    ("to_recipients", "554 5.7.1 Service unavailable; client host blocked using a list"),
    ("to_recipients", "554 refused"),
    ("to_recipients", "535 5.7.8 bad credentials"),
    ("to_recipients", "550 5.1.7 the sender's address has no user"),
    ("to_recipients", "503 5.5.1 bad sequence"),
    ("to_messages", "554 Message rejected: Email address is not verified."),
    ("to_messages", "550 5.7.26 unauthenticated mail is not accepted"),
    ("to_messages", "552 5.7.0 blocked because of its content"),
    ("to_messages", "550 Administrative prohibition"),
    ("to_messages", "550 This message looks like spam to us"),
]
# Of the address, or of this one mail.
MAIL = [
    ("to_recipients", "550 5.1.1 <dana@example.com>: Recipient address rejected: User unknown"),
    ("to_recipients", "550 5.1.10 the domain accepts no mail"),
    ("to_recipients", "550 no such user"),
    ("to_recipients", "550 Unrouteable address"),
    ("to_recipients", "551 not local"),
    ("to_recipients", "552 5.2.2 over quota"),
    ("to_recipients", "553 5.1.3 bad syntax"),
    ("to_recipients", "556 no mail here"),
    ("to_recipients", "550 5.2.1 mailbox disabled, access denied"),
    ("to_messages", "552 too large"),
    ("to_messages", "550 5.1.1 unknown user"),
    ("to_messages", "550 mailbox not found"),
    ("to_messages", "554 5.6.0 not convertible"),
    ("to_messages", "552 5.3.4 too large"),
]


@pytest.mark.parametrize(("where", "reply"), US)
def test_what_refuses_us_waits_and_is_told(
    post: Post, server: Server, where: str, reply: str, capsys: pytest.CaptureFixture[str]
):
    post.enqueue()
    setattr(server, where, reply)
    with server.listening():
        post.deliver()
        assert post.run(metrics.read_gauges).mails_refused == 1
        assert capsys.readouterr().out.count("mail.refused") == 1
        setattr(server, where, "250 OK")
        post.let_pass(timedelta(minutes=1))
        post.deliver()
    assert server.recipients == ["dana@example.com"]
    assert post.run(metrics.read_gauges).mails_refused == 0


@pytest.mark.parametrize(("where", "reply"), MAIL)
def test_what_refuses_an_address_is_final_and_tells_nobody(post: Post, server: Server, where: str, reply: str):
    post.enqueue()
    post.enqueue("erin@example.com")
    setattr(server, where, reply)
    with server.listening():
        post.deliver()
    assert all(one.given_up_at for one in post.waiting())
    assert post.run(metrics.read_gauges).mails_refused == 0


def test_a_login_that_is_refused_is_told(post: Post, server: Server):
    post.enqueue()
    with server.listening():
        post.deliver(mail_url=f"smtp://ada:wrong@127.0.0.1:{server.port}")
    assert post.run(metrics.read_gauges).mails_refused == 1


def test_after_three_days_a_refusal_of_us_is_given_up_and_no_longer_told(post: Post, server: Server):
    post.enqueue()
    server.to_recipients = "554 5.7.1 Relay access denied"
    with server.listening():
        post.deliver()
        post.let_pass(timedelta(days=4))
        post.deliver()
    assert post.waiting()[0].given_up_at is not None
    assert post.run(metrics.read_gauges).mails_refused == 0


def test_a_clock_that_was_ahead_holds_up_no_link(app: Flask, post: Post, server: Server):
    """There is one link a minute at most, but what a clock of tomorrow says of the last one counts for nothing."""
    dana = register(app, "dana")
    with server.listening():
        post.deliver()
        for ahead, links in ((0, 0), (2, 1)):
            later = text(f"UPDATE one_time_tokens SET expires_at = expires_at + interval '{ahead} hours'")
            post.run(partial(Session.execute, statement=later))
            dana.post("/auth/verify-email/resend")
            assert post.deliver() == links
    assert len(server.recipients) == 2
