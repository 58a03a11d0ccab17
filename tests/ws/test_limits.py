"""What one client may ask of the server: sockets, fragments, patience."""

from __future__ import annotations

import json
import socket as plain
import struct
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from mockmate_ws.endpoints import admission
from mockmate_ws.endpoints.interview import InterviewLive
from mockmate_ws.presence import socket_registry
from mockmate_ws.protocol import MAX_FRAGMENTS
from shared.core.settings import Settings
from tests.clients import PATIENCE
from tests.clients.person import Person
from tests.clients.wire import Wire
from tests.sockets import InThread


@pytest.fixture
def elsewhere(settings: Settings, sockets: InThread) -> Iterator[InThread]:
    """A second server on the same database and Valkey."""
    running = InThread(settings)
    yield running
    running.stop()


def on(server: InThread, person: Person, path: str = "/ws/connect") -> Wire:
    return Wire(server.url + path, person.headers)


def is_open(one: Wire) -> bool:
    one.say("anybody there?")
    code: str = one.expect("error")["data"]["code"]
    return code == "bad_json"


def test_the_oldest_of_six_sockets_gives_way_whichever_process_holds_it(
    sockets: InThread, elsewhere: InThread, alice: Person, bob: Person
):
    with ExitStack() as stack:
        his = stack.enter_context(on(sockets, bob))
        his.expect("hello")
        hers = []
        for number in range(6):
            hers.append(stack.enter_context(on((sockets, elsewhere)[number % 2], alice)))
            hers[-1].expect("hello")
        assert hers[0].closed() == 4505
        seventh = stack.enter_context(on(sockets, alice))
        seventh.expect("hello")
        assert hers[1].closed() == 4505
        for one in (*hers[2:], seventh, his):
            assert is_open(one)


def test_sockets_of_a_process_that_was_killed_keep_nobody_out(alice: Person):
    def leave_ghosts(session: Session) -> None:
        session.execute(text("INSERT INTO socket_processes VALUES ('killed', now() + interval '1 hour')"))
        session.execute(
            text(
                "INSERT INTO socket_places (id, user_id, node, stream)"
                " SELECT gen_random_uuid(), :user, 'killed', :stream FROM generate_series(1, 5)"
            ),
            {"user": alice.id, "stream": f"user:{alice.id}"},
        )

    alice.in_database(leave_ghosts)
    with ExitStack() as stack:
        hers = [stack.enter_context(alice.socket("/ws/connect")) for _ in range(5)]
        for one in hers:
            one.expect("hello")
        assert all(is_open(one) for one in hers)


@pytest.fixture
def brief_places(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sockets are registered again every second."""
    monkeypatch.setattr(socket_registry, "LEASE", timedelta(seconds=3))


def test_a_closed_socket_is_counted_no_longer_and_a_lost_table_is_filled_again(brief_places: None, alice: Person):
    def held(session: Session) -> int:
        return session.scalar(text("SELECT count(*) FROM socket_places")) or 0

    def wait_for(count: int) -> None:
        for _ in range(int(PATIENCE / 0.1)):
            if alice.in_database(held) == count:
                return
            time.sleep(0.1)
        raise AssertionError(alice.in_database(held))

    with alice.socket("/ws/connect") as one, alice.socket("/ws/connect") as two:
        one.expect("hello")
        two.expect("hello")
        one.close()
        wait_for(1)
        alice.in_database(lambda session: session.execute(text("TRUNCATE socket_processes CASCADE")))
        wait_for(1)
        assert is_open(two)
    wait_for(0)


def test_processes_that_are_long_gone_are_forgotten(alice: Person):
    def leave(session: Session) -> None:
        session.execute(
            text("INSERT INTO socket_processes VALUES ('old', now() - interval '1 hour'), ('young', now())")
        )

    def known(session: Session) -> set[str]:
        socket_registry.remove_dead(session)
        return set(session.scalars(text("SELECT node FROM socket_processes")))

    alice.in_database(leave)
    assert alice.in_database(known) & {"old", "young"} == {"young"}


def test_one_address_may_hold_only_so_many_sockets_that_say_nothing(
    sockets: InThread, alice: Person, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(admission, "UNAUTHENTICATED_PER_ADDRESS", 3)
    with ExitStack() as stack:
        strangers = [stack.enter_context(connect(sockets.url + "/ws/connect")) for _ in range(3)]
        with pytest.raises(InvalidStatus) as refused:
            connect(sockets.url + "/ws/connect")
        assert refused.value.response.status_code == 429
        assert refused.value.response.headers["Retry-After"] == "5"
        # Who says at the handshake who they are waits for nobody.
        stack.enter_context(alice.socket("/ws/connect")).expect("hello")
        strangers[0].send("nonsense")
        assert "error" in str(strangers[0].recv(PATIENCE))
        with pytest.raises(ConnectionClosed):
            strangers[0].recv(PATIENCE)
        stack.enter_context(connect(sockets.url + "/ws/connect"))


def raw(server: InThread, person: Person) -> plain.socket:
    """Open a socket by hand, to say what no library would."""
    line = plain.create_connection(("127.0.0.1", server.settings.ws_port), timeout=PATIENCE)
    line.sendall(
        b"GET /ws/connect HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
        b"Authorization: Bearer " + person.token.encode() + b"\r\n\r\n"
    )
    seen = b""
    while b'"hello"' not in seen:
        seen += line.recv(4096)
    return line


def piece(opcode: int, payload: bytes = b"") -> bytes:
    """A masked frame; the key is 0, so that the payload stays readable."""
    return struct.pack("!BB", opcode, 0x80 | len(payload)) + b"\0\0\0\0" + payload


def close_code(line: plain.socket) -> int:
    seen = b""
    while chunk := line.recv(4096):
        seen += chunk
    return int.from_bytes(seen[seen.rindex(b"\x88") + 2 :][:2], "big")


def test_a_message_in_endless_empty_pieces_closes_the_socket(sockets: InThread, alice: Person):
    with closing(raw(sockets, alice)) as line:
        line.sendall(piece(0x01, b"{") + piece(0x00) * (MAX_FRAGMENTS + 1))
        line.shutdown(plain.SHUT_WR)  # else the server waits for the client's half of the close
        assert close_code(line) == 1009


def test_text_that_is_no_utf_8_closes_the_socket(sockets: InThread, alice: Person):
    with closing(raw(sockets, alice)) as line:
        line.sendall(piece(0x81, b"\xff\xfe"))
        line.shutdown(plain.SHUT_WR)
        assert close_code(line) == 1007


def test_who_goes_on_with_nonsense_is_told_to_stop(alice: Person, bob: Person, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(InterviewLive, "burst", 200)  # so that it isn't a flood
    alice.practise("easy")
    path = f"/ws/interview/live?interview_id={bob.practise('easy', status=200)['interview']['id']}"
    with alice.socket(path) as hers:
        hers.expect("interview.snapshot")
        for _ in range(101):
            hers.say(json.dumps({"type": "chat.shout", "id": "1"}))
        assert hers.closed() == 4500


def test_who_answers_no_ping_is_closed(sockets: InThread, alice: Person):
    sockets.server.config.ws_ping_interval = 0.2
    sockets.server.config.ws_ping_timeout = 0.2
    with closing(raw(sockets, alice)) as line:
        assert close_code(line) == 4409
