"""`python -m deployment.check` of mail, TURN and the server that runs code, each against a server that is there."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from aiosmtpd.smtp import AuthResult
from pydantic import SecretStr

from deployment.check import keys, mail, providers, runner, stun, turn
from deployment.check.stun import Place
from mockmate_api.auth.providers import asking
from shared.core.settings import Settings
from tests.api.auth.provider import provider_in_thread
from tests.clients import wait_until
from tests.runners.judge0 import Judge0
from tests.runners.serving import Ran, serving
from tests.web.turn import SECRET as TURN_SECRET
from tests.web.turn import turn_server
from tests.ws.post import Server

PASSWORD = "the-password-of-mail"
STRONG = "5f1c0b7e92d84a36bd07c5e1f4a8926d3b70e9c5a1f24d86"


def settings(**given: Any) -> Settings:
    values = {"database_url": "postgresql://db/mockmate", "jwt_secret": STRONG, "mail_from": "mocks@example.net"}
    return Settings(**(values | given))


def mail_says(url: str) -> list[str]:
    return [finding.text for finding in mail.check(settings(mail_url=url))]


def test_mail_that_would_be_taken_is_not_sent():
    server = Server()
    with server.listening():
        assert mail_says(f"smtp://127.0.0.1:{server.port}") == []
    assert server.raw == []


@pytest.mark.parametrize(
    ("url", "senders", "words"),
    [
        ("smtp://127.0.0.1:9", "250 OK", "Could not connect"),
        ("smtp://nowhere.invalid", "250 OK", "DNS doesn't know the name"),
        ("smtp+starttls://127.0.0.1:{}", "250 OK", "offers no STARTTLS"),
        ("smtps://127.0.0.1:{}", "250 OK", "does not speak TLS from the start"),
        ("smtp://127.0.0.1:{}", "553 5.7.1 Sender address rejected", "may not send from the address in MAIL_FROM"),
        ("file:/proc/mail", "250 OK", "can't be written to"),
    ],
)
def test_mail_that_would_not_be_taken(url: str, senders: str, words: str):
    server = Server()
    server.to_senders = senders
    with server.listening():
        (found,) = mail_says(url.format(server.port))
    assert words in found


def test_a_login_that_mail_refuses_and_that_others_can_read():
    server = Server()

    def refuse(*_: object) -> AuthResult:
        return AuthResult(success=False, handled=False)

    with server.listening(authenticator=refuse, auth_require_tls=False):
        refused, unencrypted = mail_says(f"smtp://ada:{PASSWORD}@127.0.0.1:{server.port}")
    assert "refused the login of ada" in refused
    assert "unencrypted" in unencrypted
    assert PASSWORD not in refused + unencrypted


@pytest.fixture(scope="module")
def coturn(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    with turn_server(tmp_path_factory.mktemp("coturn") / "turn") as port:
        wait_until(lambda: turn_says(f"stun:127.0.0.1:{port}") == [], "coturn listens for datagrams")
        yield port


def turn_says(*urls: str, secret: str = TURN_SECRET, **given: Any) -> list[str]:
    chosen = settings(ice_servers=",".join(urls), turn_secret=SecretStr(secret), **given)
    return [finding.text for finding in turn.check(chosen)]


@pytest.mark.needs("turnserver")
def test_a_server_that_relays_for_our_credentials(coturn: int):
    udp = f"turn:127.0.0.1:{coturn}"
    assert turn_says(f"stun:127.0.0.1:{coturn}", udp, f"{udp}?transport=tcp") == []


@pytest.mark.needs("turnserver")
def test_what_a_turn_server_lends_is_given_back(tmp_path: Path):
    with turn_server(tmp_path / "turn", "--user-quota=1") as port:
        udp = f"turn:127.0.0.1:{port}"
        # coturn listens for datagrams last, and frees a port a moment late; else it keeps it for ten minutes.
        for _ in range(2):
            wait_until(lambda: turn_says(udp) == [], "coturn lends a port")


@pytest.mark.needs("turnserver")
def test_what_keeps_a_call_from_being_relayed(coturn: int, monkeypatch: pytest.MonkeyPatch):
    udp = f"turn:127.0.0.1:{coturn}"
    (refused,) = turn_says(udp, secret="another secret")
    assert "refuses to relay (401" in refused
    assert "TURN_SECRET is not its static-auth-secret" in refused
    (missing,) = turn_says(udp, secret="")
    assert "TURN_SECRET isn't set" in missing
    (inside,) = turn_says(udp, public_url="https://interviews.example.org")
    assert "relays from 127.0.0.1, which browsers outside can't reach" in inside
    monkeypatch.setattr(stun, "_CONNECT_SECONDS", 0.5)
    (plain,) = turn_says(f"turns:127.0.0.1:{coturn}")
    assert "If the port is one without TLS, use turn:" in plain


@pytest.mark.parametrize("transport", ["udp", "tcp"])
def test_a_turn_server_that_is_not_there(transport: str):
    (found,) = turn_says(f"turn:127.0.0.1:9?transport={transport}")
    assert f"listens at port 9, {transport.upper()}" in found
    (found,) = turn_says(f"turn:nowhere.invalid?transport={transport}")
    assert "DNS doesn't know" in found


def test_something_else_than_a_turn_server():
    with closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)) as parrot:
        parrot.bind(("127.0.0.1", 0))

        def repeat() -> None:
            said, where = parrot.recvfrom(2048)
            parrot.sendto(said[:-1] + b"?", where)

        thread = Thread(target=repeat)
        thread.start()
        (found,) = turn_says(f"turn:127.0.0.1:{parrot.getsockname()[1]}")
        thread.join()
    assert "something else answers" in found


@pytest.mark.parametrize(
    ("url", "place"),
    [
        ("turn:turn.example.org", ("turn", "turn.example.org", 3478, "udp")),
        ("turn:turn.example.org:80?transport=tcp", ("turn", "turn.example.org", 80, "tcp")),
        ("turns:turn.example.org", ("turns", "turn.example.org", 5349, "tcp")),
        ("stun:[::1]:3479", ("stun", "::1", 3479, "udp")),
    ],
)
def test_where_a_url_leads(url: str, place: tuple[str, str, int, str]):
    assert Place.of(url) == place


@pytest.mark.needs("turnserver")
def test_a_datagram_gets_its_own_address_back(coturn: int):
    assert str(stun.ask(Place("stun", "127.0.0.1", coturn, "udp"), "", "")) == "127.0.0.1"


def test_the_server_that_runs_code():
    judge0 = Judge0(execute=lambda *_: Ran(), tokens=("the-token",))
    with serving(judge0):

        def says(**given: Any) -> list[str]:
            return [each.text for each in runner.check(settings(**given))]

        assert says() == []
        assert says(runner_url=judge0.url, runner_token="the-token") == []
        (refused,) = says(runner_url=judge0.url, runner_token="another-token")
        (other,) = says(runner_url=judge0.url, runner_token="the-token", runner_kind="piston")
        (away,) = says(runner_url="http://127.0.0.1:9")
    assert "RUNNER_TOKEN" in refused
    assert "that a Piston answers there" in other
    assert "can't be reached" in away


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"jwt_secret": "please change this secret please change this secret"}, "JWT_SECRET can be guessed"),
        ({"jwt_secret": "a" * 64}, "JWT_SECRET can be guessed"),
        ({"turn_secret": "coturn"}, "TURN_SECRET can be guessed"),
        ({"turn_secret": STRONG}, "JWT_SECRET and TURN_SECRET are the same"),
        ({"public_url": "https://interviews.example.org"}, "PASSWORD_PEPPER isn't set"),
    ],
)
def test_secrets_that_are_none(given: dict[str, str], words: str):
    (found,) = [each.text for each in keys.check(settings(**given))]
    assert words in found
    assert STRONG not in found


def test_secrets_that_are_good():
    assert list(keys.check(settings(password_pepper=STRONG[::-1]))) == []


def test_a_folder_for_metrics_and_a_misspelled_setting():
    given = {"PROMETHEUS_MULTIPROC_DIR": "/proc/metrics", "REDIS_ULR": "redis://x"}
    misspelled, folder = [each.text for each in keys.environment(settings(), given)]
    assert "did you mean REDIS_URL" in misspelled
    assert "PROMETHEUS_MULTIPROC_DIR can't be written to" in folder


def test_mail_that_is_not_configured(tmp_path: Path):
    (found,) = mail.check(settings(public_url="https://interviews.example.org"))
    assert "MAIL_URL isn't set" in found.text
    assert mail_says("") == mail_says(f"file:{tmp_path}/mail") == []


def test_a_provider_that_is_there_and_one_that_calls_itself_something_else():
    with provider_in_thread() as provider:
        asking.forget()
        told = {"name": "campus", "client_id": "x"}
        right = settings(oidc_providers=SecretStr(json.dumps([told | {"issuer": provider.url}])))
        assert [*providers.check(right)] == []
        other = settings(oidc_providers=SecretStr(json.dumps([told | {"issuer": f"{provider.url}/"}])))
        (found,) = providers.check(other)
    assert f"{provider.url}/.well-known/openid-configuration can't be reached, or names another issuer." in found.text
    gone = settings(oidc_providers=right.oidc_providers, github_client_id="x", github_client_secret=SecretStr("x"))
    assert len([*providers.check(gone)]) == 1
    asking.forget()
