"""`flask mail-test`: each step in plain words, with what a mail server answered."""

from __future__ import annotations

import ssl
from collections.abc import Callable
from pathlib import Path

import pytest
from aiosmtpd.smtp import AuthResult
from click.testing import Result
from flask import Flask

from tests.certificates import Authority
from tests.sockets import free_port
from tests.ws.post import Server

Try = Callable[..., Result]


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
def run(make_app: Callable[..., Flask], server: Server) -> Try:
    """Send a test mail to that server, or to another."""

    def send(mail_url: str = "", to: str = "dana@example.com") -> Result:
        url = mail_url or f"smtp://127.0.0.1:{server.port}"
        app = make_app(mail_url=url.format(server.port), mail_from="Mocks <mocks@example.net>")
        return app.test_cli_runner().invoke(args=["mail-test", to])

    return send


def test_what_a_server_accepts(run: Try, server: Server):
    with server.listening():
        result = run()
    assert result.exit_code == 0
    connected, unencrypted, anonymous, accepted = result.output.splitlines()
    assert connected == f"Connected to 127.0.0.1 port {server.port}."
    assert unencrypted.startswith("Not encrypted")
    assert anonymous.startswith("Not logged in")
    assert accepted.startswith("Accepted for dana@example.com: 250 OK.")
    assert (server.senders, server.recipients) == (["mocks@example.net"], ["dana@example.com"])
    assert b"\r\nSubject: A test mail from Mock Mate\r\n" in server.raw[0]


def test_tls_and_a_password(run: Try, server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    authority = Authority(tmp_path, "private")

    def check(_server: object, _session: object, _envelope: object, mechanism: str, data: object) -> AuthResult:
        known = (getattr(data, "login", b""), getattr(data, "password", b"")) == (b"ada:x", "pä/ss@".encode())
        return AuthResult(success=known, handled=False)

    with server.listening(tls_context=authority.server(), authenticator=check):
        url = "smtp+starttls://ada%3Ax:{}@127.0.0.1:{{}}"
        distrusted = run(url.format("p%C3%A4%2Fss%40"))
        monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
        accepted, refused = run(url.format("p%C3%A4%2Fss%40")), run(url.format("wrong"))
        plain = run("smtp://127.0.0.1:{}")
    assert distrusted.exit_code == 1
    assert "not trusted" in distrusted.output
    assert "SSL_CERT_FILE" in distrusted.output
    assert accepted.exit_code == 0, accepted.output
    assert f"Encrypted with {ssl.TLSVersion.TLSv1_3.name.replace('_', '.')}" in accepted.output
    assert "Logged in as ada:x." in accepted.output
    assert refused.exit_code == 1
    assert "The server refused the login of ada:x: 535" in refused.output
    assert "use smtp+starttls://" in plain.output


@pytest.mark.parametrize(
    ("what", "answer", "words"),
    [
        ("to_recipients", "450 4.2.0 Greylisted", "refused the recipient: 450 4.2.0 Greylisted. That is temporary"),
        ("to_recipients", "550 5.1.1 No such user", "The address does not exist"),
        ("to_recipients", "554 5.7.1 Relay access denied", "The server does not pass mail on for you"),
        ("to_messages", "554 Message rejected: Email address is not verified.", "a sandbox"),
        ("to_messages", "451 Not now", "refused the mail: 451 Not now. That is temporary"),
    ],
)
def test_what_a_refusal_usually_means(run: Try, server: Server, what: str, answer: str, words: str):
    setattr(server, what, answer)
    with server.listening():
        result = run()
    assert result.exit_code == 1
    assert words in result.output


@pytest.mark.parametrize(
    ("mail_url", "words"),
    [
        ("smtp://127.0.0.1:1", "Could not connect to 127.0.0.1 port 1"),
        ("smtp://mail.invalid", "There is no server mail.invalid"),
        ("smtps://127.0.0.1:{}", "does not speak TLS from the start"),
        ("smtp+starttls://127.0.0.1:{}", "offers no STARTTLS"),
        ("smtp://ada:secret@127.0.0.1:{}", "offers no login"),
    ],
)
def test_a_url_that_leads_nowhere(run: Try, server: Server, mail_url: str, words: str):
    with server.listening():
        result = run(mail_url)
    assert result.exit_code == 1
    assert words in result.output
    assert "secret" not in result.output


def test_an_address_that_is_none(run: Try):
    result = run(to="dana\n@example.com")
    assert result.exit_code == 1
    assert "is not an address" in result.output


def test_without_a_mail_server(make_app: Callable[..., Flask]):
    result = make_app(mail_url="").test_cli_runner().invoke(args=["mail-test", "dana@example.com"])
    assert result.exit_code == 1
    assert "mail stays in the outbox" in result.output


def test_a_folder_gets_the_mail(run: Try, tmp_path: Path):
    result = run(f"file:{tmp_path}/post")
    (path,) = (tmp_path / "post").iterdir()
    assert (result.exit_code, result.output) == (
        0,
        f"The mail is in {path}. Nothing is sent, since MAIL_URL is a folder.\n",
    )


def test_the_default_sender_is_complained_of(make_app: Callable[..., Flask]):
    app = make_app(mail_url=f"smtp://127.0.0.1:{free_port()}")
    result = app.test_cli_runner().invoke(args=["mail-test", "dana@example.com"])
    assert "MAIL_FROM is an address at localhost" in result.output
