"""Redis behind TLS (rediss://): who shows a certificate that is trusted is spoken with, anybody else is not.

The Valkey of the tests knows no TLS, so something in front of it does.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from urllib.parse import unquote

import pytest
import redis
from flask import Flask

from deployment.local.valkey import Valkey
from mockmate_api import create_app
from mockmate_ws.delivery import redis_client
from shared.core.broker import Broker
from shared.core.settings import Settings
from tests.certificates import Authority
from tests.clients.person import register
from tests.proxy import Proxy
from tests.sockets import InThread
from tests.system.test_redis_feed import ask

Show = Callable[[ssl.SSLContext], str]


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority(tmp_path, "trusted")


@pytest.fixture
def show(own_valkey: Valkey, authority: Authority) -> Iterator[Show]:
    """Put a Valkey behind a certificate; returns the URL for who trusts the authority."""
    socket = unquote(own_valkey.url.removeprefix("unix://"))
    with ExitStack() as stack:

        def behind(certificate: ssl.SSLContext) -> str:
            proxy = stack.enter_context(Proxy(socket, certificate))
            return f"rediss://127.0.0.1:{proxy.port}/0?ssl_ca_certs={authority.file}"

        yield behind


def test_the_thin_connection_speaks_over_tls_in_order(show: Show, authority: Authority):
    many = [(b"ECHO", b"%d" % number * 1000) for number in range(500)]
    assert ask(show(authority.server()), *many) == [words[1] for words in many]


BAD: dict[str, Callable[[Authority, Authority], ssl.SSLContext]] = {
    "of another authority": lambda trusted, other: other.server(),
    "of another address": lambda trusted, other: trusted.server("127.0.0.2"),
    "that has expired": lambda trusted, other: trusted.server(lasts=timedelta(days=-1)),
}


@pytest.mark.parametrize("certificate", BAD)
def test_nobody_speaks_with_a_certificate(
    certificate: str, show: Show, authority: Authority, tmp_path: Path, settings: Settings
):
    url = show(BAD[certificate](authority, Authority(tmp_path, "stranger")))
    with pytest.raises(ssl.SSLCertVerificationError):
        asyncio.run(redis_client.connect(url, lambda _: None))
    broker = Broker(settings.model_copy(update={"redis_url": url}))
    with pytest.raises(redis.ConnectionError, match="CERTIFICATE_VERIFY_FAILED"):
        broker.ping()
    broker.close()


def test_without_its_authority_a_certificate_is_not_trusted(show: Show, authority: Authority):
    url, _, _ = show(authority.server()).partition("?")
    with pytest.raises(ssl.SSLCertVerificationError):
        asyncio.run(redis_client.connect(url, lambda _: None))


def a_server(settings: Settings, url: str, wanted: str = "up") -> InThread:
    return InThread(settings.model_copy(update={"redis_url": url}), wanted)


@pytest.fixture
def app(settings: Settings, show: Show, authority: Authority) -> Flask:
    """The API, which speaks with Redis over TLS as well."""
    return create_app(settings.model_copy(update={"redis_url": show(authority.server())}))


def test_a_room_spans_two_processes_over_tls(app: Flask, settings: Settings, show: Show, authority: Authority):
    servers = [a_server(settings, show(authority.server())) for _ in range(2)]
    try:
        alice, bob = register(app, "alice", servers[0].url), register(app, "bob", servers[1].url)
        alice.practise("easy")
        room = f"/ws/interview/live?interview_id={bob.practise('easy', status=200)['interview']['id']}"
        with alice.socket(room) as hers, bob.socket(room) as his:
            for wire in (hers, his):
                wire.expect("interview.snapshot")
            # Only Redis brings a signal to another process.
            assert hers.command("signal.send", {"candidate": {"candidate": "x"}})["type"] == "ack"
            assert his.expect("signal")["data"]["user_id"] == alice.id
            assert his.command("chat.send", {"text": "over TLS"})["type"] == "ack"
            assert hers.expect("chat.message")["data"]["text"] == "over TLS"
    finally:
        for server in servers:
            server.stop()


def test_with_a_bad_certificate_the_service_says_degraded_and_tells_all_the_same(
    app: Flask, settings: Settings, show: Show, tmp_path: Path
):
    server = a_server(settings, show(Authority(tmp_path, "stranger").server()), "degraded")
    try:
        alice, bob = register(app, "alice", server.url), register(app, "bob", server.url)
        with alice.socket("/ws/connect") as hers:
            hers.expect("hello")
            alice.practise("easy")
            bob.practise("easy", status=200)
            hers.expect("match.found")
    finally:
        server.stop()
