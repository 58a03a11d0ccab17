"""Clients that hang up before they have said who they are: nothing of it is an error in the log."""

from __future__ import annotations

import socket
import struct

import pytest

from tests.clients import wait_until
from tests.clients.raw import TEXT, Raw, frame, handshake
from tests.sockets import InThread

KEY = "dGhlIHNhbXBsZSBub25jZQ=="
OPENING = {
    "no credentials": {},
    "a bad token": {"Authorization": "Bearer nonsense"},
    "another token": {"Authorization": "Bearer e30.e30.e30"},
    "a foreign origin": {"Origin": "https://elsewhere.example"},
}
FIRST = {
    "nothing": b"",
    "no auth": frame(TEXT, b"{}"),
    "a bad ticket": frame(TEXT, b'{"type":"auth","data":{"ticket":"x"}}'),
}


@pytest.mark.parametrize("opening", OPENING)
@pytest.mark.parametrize("first", FIRST)
def test_hanging_up_before_authentication_is_quiet(
    sockets: InThread, opening: str, first: str, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    state = sockets.server.server_state
    for waits in (True, False):
        for _ in range(5):
            with Raw(("127.0.0.1", sockets.settings.ws_port)) as raw:
                if waits:
                    raw.request("/ws/connect", handshake(KEY, **OPENING[opening]))
                else:
                    raw.send(_request(OPENING[opening]))
                raw.send(FIRST[first])
                # Close with a reset, so that the server can send nothing more.
                raw.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    wait_until(lambda: not state.tasks, "the server is done with them")
    assert not [record for record in caplog.records if record.levelname in ("ERROR", "CRITICAL")]
    assert "Traceback" not in "".join(capfd.readouterr())


def _request(headers: dict[str, str]) -> bytes:
    lines = [f"{name}: {value}" for name, value in handshake(KEY, **headers).items()]
    return "\r\n".join(["GET /ws/connect HTTP/1.1", *lines, "", ""]).encode()
