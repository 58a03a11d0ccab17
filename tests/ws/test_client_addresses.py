"""Whose place a socket takes that has not said yet who it is: its client's, past proxies of ours."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from flask import Flask
from websockets.exceptions import InvalidStatus
from websockets.sync.client import ClientConnection, connect

from mockmate_ws import auth
from mockmate_ws.endpoints import admission
from shared.core.settings import Settings
from tests.clients import PATIENCE
from tests.clients.person import register
from tests.sockets import InThread

PLACES = 3

Start = Callable[[int], "Door"]


class Door:
    """A server behind so many proxies, at which sockets are opened and held."""

    def __init__(self, running: InThread, held: ExitStack) -> None:
        self.running = running
        self._held = held

    def knock(self, *forwarded: str) -> int:
        """Open a socket that says nothing, with these X-Forwarded-For headers; returns the status."""
        try:
            self._held.enter_context(self.open(*forwarded))
        except InvalidStatus as refused:
            return refused.response.status_code
        return 101

    def open(self, *forwarded: str) -> ClientConnection:
        headers = [("X-Forwarded-For", value) for value in forwarded]
        return connect(self.running.url + "/ws/connect", additional_headers=headers, open_timeout=PATIENCE)


@pytest.fixture
def behind(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Start]:
    monkeypatch.setattr(admission, "UNAUTHENTICATED_PER_ADDRESS", PLACES)
    monkeypatch.setattr(auth, "FIRST_FRAME_SECONDS", PATIENCE)
    with ExitStack() as stack:

        def start(trusted_proxies: int) -> Door:
            running = InThread(settings.model_copy(update={"trusted_proxies": trusted_proxies}))
            stack.callback(running.stop)
            return Door(running, stack.enter_context(ExitStack()))

        yield start


# {n} is another number for each socket.
@pytest.mark.parametrize(
    "written",
    [
        "203.0.113.8",
        "203.0.113.8:4000{n}",
        '"203.0.113.8:4000{n}"',
        "::ffff:203.0.113.8",
        "[2001:db8:7:8::{n}]:4000{n}",
        "2001:db8:7:8:{n}::1",
        "fe80::1%eth{n}",
        "198.51.100.{n}, 203.0.113.8",
        '"{n}, 203.0.113.8',
        "unknown",
        "gateway-{n}:443",
        "198.51.100.{n}, ",
    ],
)
def test_a_client_behind_our_proxy_has_its_own_places_and_no_more(behind: Start, written: str) -> None:
    door = behind(1)
    assert [door.knock(written.format(n=number)) for number in range(PLACES)] == [101] * PLACES
    assert door.knock(written.format(n=PLACES)) == 429
    # Others come by the same proxy, with a port or without, of either kind.
    assert [door.knock(other) for other in ("192.0.2.9", "192.0.2.10:5", "[2001:db8:7:9::1]:6")] == [101] * 3


def test_two_clients_fill_their_places_and_a_third_comes_in_with_a_ticket(behind: Start, app: Flask) -> None:
    door = behind(1)
    for attacker in ("203.0.113.8", "2001:db8:7:8::1"):
        assert [door.knock(attacker) for _ in range(PLACES + 1)] == [101] * PLACES + [429]
    ticket = register(app, "alice").post("/auth/ws-ticket", status=201).get_json()["ticket"]
    with door.open("192.0.2.9") as hers:
        hers.send(json.dumps({"type": "auth", "data": {"ticket": ticket}}))
        assert '"hello"' in str(hers.recv(PATIENCE))


@pytest.mark.parametrize("written", ["203.0.113.{n}", "203.0.113.8, 198.51.100.{n}", "2001:db8:{n}::1", "unknown{n}"])
def test_without_a_proxy_nobody_says_themselves_where_they_are(behind: Start, written: str) -> None:
    door = behind(0)
    assert [door.knock(written.format(n=number)) for number in range(PLACES)] == [101] * PLACES
    assert door.knock(written.format(n=PLACES)) == 429
    assert door.knock() == 429


def test_of_two_proxies_the_outer_one_is_asked(behind: Start) -> None:
    door = behind(2)
    # A header may come in several lines.
    ways = [
        ("198.51.100.1, 203.0.113.8:7, 10.0.0.2",),
        ("198.51.100.2", "203.0.113.8", "10.0.0.2:9"),
        ("203.0.113.8, unknown",),
    ]
    assert [door.knock(*way) for way in ways] == [101] * PLACES
    assert door.knock("203.0.113.9, 203.0.113.8, 10.0.0.3") == 429
    assert door.knock("203.0.113.8, 203.0.113.9, 10.0.0.2") == 101


def test_the_log_says_who_took_the_places(behind: Start, capfd: pytest.CaptureFixture[str]) -> None:
    door = behind(1)
    assert [door.knock(f"[2001:db8:7:8::{number}]:443") for number in range(PLACES + 1)] == [101] * PLACES + [429]
    (line,) = (line for line in capfd.readouterr().out.splitlines() if "socket.too_many_strangers" in line)
    assert f"address=2001:db8:7:8::{PLACES} " in f"{line} "
