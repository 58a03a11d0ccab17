"""Clients that read slowly or not at all: they are let go, and nobody else notices."""

from __future__ import annotations

import socket as plain
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager

import pytest

from mockmate_ws.endpoints.interview import InterviewLive
from mockmate_ws.transport import connection as module
from tests.clients import PATIENCE
from tests.clients.person import Person
from tests.sockets import InThread

Meet = Callable[[Person, Person], str]

# As much as a signal may carry; a few hundred of them fill any buffer between two processes.
LONG = "x" * 27_000


@pytest.fixture(autouse=True)
def _no_flood(monkeypatch: pytest.MonkeyPatch) -> None:
    """A room takes 30 messages a second, and it takes hundreds to fill the buffers in between."""
    monkeypatch.setattr(InterviewLive, "rate", 3_000)
    monkeypatch.setattr(InterviewLive, "signaling_burst", 1024**3)


@contextmanager
def barely_reading(server: InThread, person: Person, path: str) -> Iterator[plain.socket]:
    """Open a socket with the smallest buffer there is, and read the handshake only."""
    line = plain.socket()
    with closing(line):
        line.settimeout(PATIENCE)
        line.setsockopt(plain.SOL_SOCKET, plain.SO_RCVBUF, 1)
        line.connect(("127.0.0.1", server.settings.ws_port))
        line.sendall(
            f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
            f"Authorization: Bearer {person.token}\r\n\r\n".encode()
        )
        seen = b""
        while b'"interview.snapshot"' not in seen:
            seen += line.recv(4096)
        yield line


@pytest.fixture
def meet() -> Meet:
    def match(one: Person, other: Person) -> str:
        one.practise("easy")
        return f"/ws/interview/live?interview_id={other.practise('easy', status=200)['interview']['id']}"

    return match


def here(server: InThread) -> list[int]:
    """Return whose sockets the server holds."""
    return sorted(one.user_id for one in server.server.service.hub.connections)


def test_who_reads_a_byte_at_a_time_is_let_go_while_the_peer_chats_on(
    sockets: InThread,
    alice: Person,
    bob: Person,
    meet: Callable[[Person, Person], str],
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(module, "SEND_SECONDS", 0.5)
    path = meet(alice, bob)
    with alice.socket(path) as hers, barely_reading(sockets, bob, path) as line:
        hers.expect("interview.snapshot")
        said = 0
        while bob.id in here(sockets):
            for _ in range(2):
                hers.send("signal.send", {"description": {"type": "offer", "sdp": LONG}})
            assert hers.command("chat.send", {"text": "still chatting"}, id_=f"c{said}")["type"] == "ack"
            said += 1
            assert len(line.recv(1)) == 1
            assert said < 500, "the slow client is still there"
            time.sleep(0.02)
        assert hers.expect("peer.reconnecting")["data"] == {"user_id": bob.id}
        assert hers.command("chat.send", {"text": "after"}, id_="after")["type"] == "ack"


def test_what_a_slow_client_was_not_told_it_is_told_when_it_resumes(
    sockets: InThread,
    alice: Person,
    bob: Person,
    meet: Callable[[Person, Person], str],
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(module, "MAX_QUEUED_FRAMES", 3)
    path = meet(alice, bob)
    with bob.socket(path) as his:
        left_at = his.expect("hello")["data"]["streams"]
    with alice.socket(path) as hers, barely_reading(sockets, bob, path) as line:
        hers.expect("interview.snapshot")
        said: list[str] = []
        while bob.id in here(sockets):
            for _ in range(2):
                hers.send("signal.send", {"description": {"type": "offer", "sdp": LONG}})
            said.append(f"line-{len(said)}")
            assert hers.command("chat.send", {"text": said[-1]}, id_=said[-1])["type"] == "ack"
            assert len(said) < 300, "the slow client is still there"
        seen = b""
        while chunk := line.recv(65536):
            seen += chunk
        assert int.from_bytes(seen[seen.rindex(b"\x88") + 2 :][:2], "big") == 4408
    with bob.socket(path, resume=left_at) as his:
        told = [his.expect("chat.message")["data"]["text"] for _ in said]
    assert told == said
