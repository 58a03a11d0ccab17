"""Connections whose handshake never ends: they are let go, whatever part of it has come."""

from __future__ import annotations

from contextlib import suppress

import pytest

from mockmate_ws.transport import http_protocol
from tests.clients import wait_until
from tests.clients.person import Person
from tests.clients.raw import Raw
from tests.sockets import InThread

HEALTH = b"GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n"


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http_protocol, "REQUEST_SECONDS", 0.5)


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"GET /ws/conn",
        b"GET /ws/connect HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\n",
        b"POST /health/live HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n1234",
        HEALTH + b"GET /he",
    ],
    ids=["nothing", "half a line", "half of the headers", "half a body", "half of the next request"],
)
def test_a_connection_without_a_whole_request_is_closed(sockets: InThread, alice: Person, sent: bytes) -> None:
    sockets.server.config.timeout_keep_alive = 1
    with alice.socket("/ws/connect") as wire, Raw(("127.0.0.1", sockets.settings.ws_port)) as half:
        wire.expect("hello")
        half.send(sent)
        half.wait_until_over()
        assert wire.command("notifications.read", {"up_to": 1})["type"] == "ack", "other sockets stay"


def test_sending_byte_by_byte_gains_no_time(sockets: InThread) -> None:
    with Raw(("127.0.0.1", sockets.settings.ws_port)) as slow:
        slow.send(b"GET /ws/connect HTTP/1.1\r\nX-Long: ")

        def is_cut_off() -> bool:
            with suppress(ConnectionError):
                slow.send(b"x")
                return False
            return True

        wait_until(is_cut_off, "the server hangs up")
