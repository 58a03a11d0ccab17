"""Whom the services take a client for behind the gateway, which is at another address than this machine's own."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

import pytest
from sqlalchemy import create_engine, text
from websockets.exceptions import InvalidStatus
from websockets.sync.client import ClientConnection, connect

from mockmate_ws import auth
from mockmate_ws.endpoints import admission
from shared.core.settings import Settings
from tests.clients import PATIENCE
from tests.clients.person import register
from tests.deployment.gateway import ApiProcess, Gateway, Upstream
from tests.sockets import InThread

PLACES = 3
TRIES = 10
HOP = "127.0.0.5"
OUR_PROXY = "127.0.0.9"


class House(NamedTuple):
    """Both services behind the gateway, with limits."""

    gateway: Gateway
    settings: Settings

    def knock(self, source: str) -> ClientConnection:
        """Open a socket from an address of this machine. Raises InvalidStatus."""
        return connect(f"{self.gateway.sockets}/ws/connect", source_address=(source, 0), open_timeout=PATIENCE)

    def guess(self, source: str, **headers: str) -> int:
        """Try a password from an address of this machine; returns the status."""
        body = json.dumps({"login": "alice", "password": "wrong password"}).encode()
        given = {
            "Content-Type": "application/json",
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        return self.gateway.ask("POST", "/auth/login", given, body, source).status


@pytest.fixture
def house(
    start_gateway: Callable[..., Gateway], settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[House]:
    monkeypatch.setattr(admission, "UNAUTHENTICATED_PER_ADDRESS", PLACES)
    monkeypatch.setattr(auth, "FIRST_FRAME_SECONDS", PATIENCE)
    behind = settings.model_copy(update={"trusted_proxies": 1, "rate_limits": "on"})
    with ExitStack() as stack:
        api = ApiProcess(behind, tmp_path)
        stack.callback(api.stop)
        sockets = InThread(behind)
        stack.callback(sockets.stop)
        ports = [api.port], [sockets.settings.ws_port]
        yield House(start_gateway(*ports, hop=HOP, PROXIES_IN_FRONT=f"{OUR_PROXY}/32"), behind)


def test_who_fills_the_places_of_some_addresses_keeps_nobody_else_out(house: House):
    with ExitStack() as stack:
        for attacker in ("127.0.0.2", "127.0.0.3"):
            for _ in range(PLACES):
                stack.enter_context(house.knock(attacker))
            with pytest.raises(InvalidStatus) as refused:
                house.knock(attacker)
            assert refused.value.response.status_code == 429
        alice = register(house.gateway.url, "alice")
        ticket = alice.post("/auth/ws-ticket", status=201).get_json()["ticket"]
        hers = stack.enter_context(house.knock("127.0.0.4"))
        hers.send(json.dumps({"type": "auth", "data": {"ticket": ticket}}))
        assert json.loads(hers.recv(PATIENCE))["type"] == "hello"


def test_who_guesses_at_some_addresses_keeps_nobody_else_out(house: House):
    for attacker in ("127.0.0.2", "127.0.0.3"):
        guesses = [house.guess(attacker, X_Forwarded_For=f"198.51.100.{number}") for number in range(TRIES + 1)]
        assert guesses == [401] * TRIES + [429]
    assert house.guess("127.0.0.4") == 401


def test_whom_a_proxy_in_front_of_the_gateway_saw_is_whom_the_audit_log_names(house: House):
    for written in ("203.0.113.8:40001", "[2001:db8:7:8::1]:40002", "198.51.100.1, 203.0.113.9"):
        assert house.guess(OUR_PROXY, X_Forwarded_For=written) == 401
    engine = create_engine(house.settings.database_url)
    with engine.connect() as connection:
        kept = connection.scalars(text("SELECT address FROM audit_log ORDER BY id")).all()
    engine.dispose()
    assert kept == ["203.0.113.8", "2001:db8:7:8::1", "203.0.113.9"]


def statuses(gateway: Gateway, *written: str) -> list[int]:
    """Ask for what the gateway itself limits, as clients whom a proxy in front of it saw."""
    return [gateway.ask("POST", "/auth/login", {"X-Forwarded-For": one}, b"{}", OUR_PROXY).status for one in written]


@pytest.mark.parametrize(
    ("client", "others"),
    [
        ("2001:db8:7:8:{n}::1", ["2001:db8:7:9::1", "2001:db8:8:8::1", "198.51.100.7"]),
        ("2001:db8:7:a0a::{n}", ["2001:db8:7:a0b::1"]),  # bytes that are line breaks
        ("::ffff:198.51.100.7", ["::ffff:198.51.100.8", "198.51.100.9", "::1"]),
        ("198.51.100.7", ["198.51.100.8", "2001:db8:7:8::1"]),
    ],
)
def test_the_gateways_own_limits_count_a_network_as_one(
    start_gateway: Callable[..., Gateway], upstream: Upstream, client: str, others: list[str]
):
    gateway = start_gateway([upstream.port], [upstream.port], AUTH_RATE="1r/m", PROXIES_IN_FRONT=f"{OUR_PROXY}/32")
    assert statuses(gateway, *(client.format(n=number) for number in range(1, 103))) == [200] * 101 + [429]
    assert statuses(gateway, *others) == [200] * len(others)


def test_ipv4_inside_of_ipv6_is_the_same_client(start_gateway: Callable[..., Gateway], upstream: Upstream):
    gateway = start_gateway([upstream.port], [upstream.port], AUTH_RATE="1r/m", PROXIES_IN_FRONT=f"{OUR_PROXY}/32")
    assert statuses(gateway, *["198.51.100.7"] * 101) == [200] * 101
    assert statuses(gateway, "::ffff:198.51.100.7", "::ffff:198.51.100.10") == [429, 200]
