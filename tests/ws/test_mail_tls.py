"""Mail by TLS, to servers whose certificates a private authority has signed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import AuthResult

from tests.certificates import Authority
from tests.ws.post import Post, Server


@pytest.fixture
def authority(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Authority:
    made = Authority(tmp_path, "private")
    monkeypatch.setenv("SSL_CERT_FILE", str(made.file))
    return made


@pytest.mark.parametrize("scheme", ["smtp+starttls", "smtps"])
def test_mail_is_encrypted_and_the_password_may_have_any_characters(
    post: Post, server: Server, authority: Authority, scheme: str
):
    logins: list[tuple[bytes, bytes]] = []

    def let_in(_server: object, _session: object, _envelope: object, _mechanism: str, given: Any) -> AuthResult:
        logins.append((given.login, given.password))
        return AuthResult(success=True)

    post.enqueue()
    # To aiosmtpd, only what began with STARTTLS is TLS.
    tls: dict[str, Any] = (
        {"tls_context": authority.server(), "require_starttls": True}
        if scheme == "smtp+starttls"
        else {"ssl_context": authority.server(), "auth_require_tls": False}
    )
    with server.listening(authenticator=let_in, **tls):
        assert post.deliver(mail_url=f"{scheme}://ada%3Ax:p%C3%A4%2Fss%40@127.0.0.1:{server.port}") == 1
    assert logins == [(b"ada:x", "pä/ss@".encode())]
    assert server.recipients == ["dana@example.com"]


@pytest.mark.parametrize("scheme", ["smtp+starttls", "smtps"])
@pytest.mark.parametrize("wrong", ["authority", "name"])
def test_a_server_that_may_be_another_gets_no_mail_which_waits(
    post: Post, server: Server, authority: Authority, tmp_path: Path, scheme: str, wrong: str
):
    post.enqueue()
    shown = Authority(tmp_path, "other").server() if wrong == "authority" else authority.server("127.0.0.2")
    tls: dict[str, Any] = {"tls_context" if scheme == "smtp+starttls" else "ssl_context": shown}
    with server.listening(**tls):
        assert post.deliver(mail_url=f"{scheme}://127.0.0.1:{server.port}") == 1
    assert server.taken == []
    (mail,) = post.waiting()
    assert (mail.sent_at, mail.given_up_at) == (None, None)
    assert "SSLCertVerificationError" in (mail.last_error or "")
