"""The layer under our protocol against RFC 6455: an echo, served with the settings of the real service.

What is sent here are single frames, right ones and wrong ones; where the RFC leaves a choice, both answers pass.
"""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Iterator

import pytest
import uvicorn
from pydantic import SecretStr
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket

from mockmate_ws.__main__ import configuration
from mockmate_ws.protocol import MAX_MESSAGE_BYTES
from mockmate_ws.transport.uvicorn_protocol import UvicornProtocol
from shared.core.settings import Settings
from tests.clients import PATIENCE
from tests.clients.raw import BINARY, CLOSE, CONTINUATION, PING, PONG, TEXT, Frame, Raw, frame, handshake, opened
from tests.sockets import free_port

KEY = "dGhlIHNhbXBsZSBub25jZQ=="
Address = tuple[str, int]
# asyncio takes 64 KiB before it says that a line is full, and one read of 256 KiB may be on its way.
MAX_UNREAD_BYTES = 512 * 1024


async def _echo(websocket: WebSocket) -> None:
    await websocket.accept()
    while (message := await websocket.receive())["type"] == "websocket.receive":
        if message.get("text") is not None:
            await websocket.send_text(message["text"])
        else:
            await websocket.send_bytes(message["bytes"])


@pytest.fixture(scope="module")
def running() -> Iterator[uvicorn.Server]:
    settings = Settings(
        database_url="postgresql://nobody@127.0.0.1/none",
        redis_url="redis://127.0.0.1",
        jwt_secret=SecretStr("for tests only, and longer than 32 bytes"),
        ws_port=free_port(),
    )
    server = uvicorn.Server(configuration(Starlette(routes=[WebSocketRoute("/", _echo)]), settings))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        assert thread.is_alive()
    yield server
    server.should_exit = True
    thread.join(PATIENCE)


@pytest.fixture
def address(running: uvicorn.Server) -> Address:
    return "127.0.0.1", running.config.port


@pytest.fixture
def raw(address: Address) -> Iterator[Raw]:
    with opened(address, "/") as connection:
        yield connection


# The opening handshake.


@pytest.mark.parametrize(
    ("instead", "statuses"),
    [
        ({"Sec-WebSocket-Version": "12"}, {400, 426}),
        ({"Sec-WebSocket-Key": "short"}, {400}),
        ({"Sec-WebSocket-Key": ""}, {400}),
    ],
)
def test_a_wrong_handshake_is_refused(address: Address, instead: dict[str, str], statuses: set[int]):
    with Raw(address) as connection:
        status, _ = connection.request("/", {**handshake(KEY), **instead})
    assert status in statuses


# Messages, whole and in fragments.


@pytest.mark.parametrize("size", [0, 1, 125, 126, 127, 128, 65535, MAX_MESSAGE_BYTES])
@pytest.mark.parametrize("opcode", [TEXT, BINARY])
def test_messages_come_back_whole(raw: Raw, opcode: int, size: int):
    raw.send(frame(opcode, b"x" * size))
    assert raw.receive() == Frame(opcode, b"x" * size)


def test_a_frame_may_come_byte_by_byte(raw: Raw):
    for byte in frame(TEXT, b"slowly"):
        raw.send(bytes([byte]))
    assert raw.receive() == Frame(TEXT, b"slowly")


def test_fragments_make_one_message(raw: Raw):
    raw.send(
        frame(TEXT, b"one ", fin=False),
        frame(CONTINUATION, b"", fin=False),
        frame(CONTINUATION, b"message", fin=True),
    )
    assert raw.receive() == Frame(TEXT, b"one message")


def test_a_ping_between_fragments_is_answered_at_once(raw: Raw):
    raw.send(frame(BINARY, b"a", fin=False), frame(PING, b"there?"))
    assert raw.receive() == Frame(PONG, b"there?")
    raw.send(frame(CONTINUATION, b"b"))
    assert raw.receive() == Frame(BINARY, b"ab")


def test_pings_are_answered_in_order_with_what_they_said(raw: Raw):
    said = [b"", b"x" * 125, bytes(range(125))]
    raw.send(*(frame(PING, each) for each in said))
    assert [raw.receive() for _ in said] == [Frame(PONG, each) for each in said]


def test_a_pong_that_nobody_asked_for_is_ignored(raw: Raw):
    raw.send(frame(PONG, b"hm"), frame(TEXT, b"still here"))
    assert raw.receive() == Frame(TEXT, b"still here")


# What breaks the protocol.


@pytest.mark.parametrize(
    "frames",
    [
        *(pytest.param([frame(TEXT, b"x", reserved=bits)], id=f"reserved bits {bits}") for bits in (1, 2, 3)),
        *(pytest.param([frame(opcode)], id=f"reserved opcode {opcode:x}") for opcode in (3, 7, 0xB, 0xF)),
        pytest.param([frame(PING, b"x", fin=False)], id="a ping in fragments"),
        pytest.param([frame(PING, b"x" * 126)], id="a ping too long"),
        pytest.param([frame(CLOSE, b"x" * 126)], id="a close too long"),
        pytest.param([frame(TEXT, b"x", masked=False)], id="not masked"),
        pytest.param([frame(CONTINUATION, b"x")], id="a continuation of nothing"),
        pytest.param([frame(TEXT, b"x", fin=False), frame(TEXT, b"y")], id="a message inside another"),
        pytest.param([frame(CLOSE, b"x")], id="half a close code"),
        *(
            pytest.param([frame(CLOSE, struct.pack("!H", code))], id=f"close code {code}")
            for code in (0, 999, 1004, 1005, 1006, 1015, 2999, 5000, 65535)
        ),
    ],
)
def test_a_broken_rule_is_answered_with_1002(raw: Raw, frames: list[bytes]):
    raw.send(*frames)
    assert raw.until_close().code == 1002
    raw.send(frame(CLOSE, struct.pack("!H", 1002)))
    assert raw.is_over()


# UTF-8.


@pytest.mark.parametrize(
    "text", ["κόσμε", "\U0010ffff", "\ufeff", "a\x00b", "\u2028"], ids=["Greek", "last", "BOM", "NUL", "separator"]
)
def test_every_text_comes_back(raw: Raw, text: str):
    raw.send(frame(TEXT, text.encode()))
    assert raw.receive() == Frame(TEXT, text.encode())


def test_a_character_may_be_split_over_fragments(raw: Raw):
    said = "κ".encode()
    raw.send(frame(TEXT, said[:1], fin=False), frame(CONTINUATION, said[1:]))
    assert raw.receive() == Frame(TEXT, said)


@pytest.mark.parametrize(
    "wrong",
    [b"\xff", b"\xc0\xaf", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xce", b"fine so far \x80"],
    ids=["never", "overlong", "half a surrogate pair", "too high", "cut short", "in the end"],
)
def test_text_that_is_not_utf8_is_answered_with_1007(raw: Raw, wrong: bytes):
    raw.send(frame(TEXT, wrong))
    assert raw.until_close().code == 1007


def test_a_close_reason_that_is_not_utf8_breaks_the_protocol(raw: Raw):
    raw.send(frame(CLOSE, struct.pack("!H", 1000) + b"\xff"))
    assert raw.until_close().code in {1002, 1007}


# The closing handshake.


@pytest.mark.parametrize(
    "code", [1000, 1001, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4999]
)
def test_a_close_is_answered_and_the_line_is_closed(raw: Raw, code: int):
    raw.send(frame(CLOSE, struct.pack("!H", code) + b"bye"))
    assert raw.receive().code == code
    assert raw.is_over()


def test_a_close_without_a_code_is_answered(raw: Raw):
    raw.send(frame(CLOSE))
    assert raw.receive().opcode == CLOSE
    assert raw.is_over()


def test_what_comes_after_a_close_is_ignored(raw: Raw):
    raw.send(frame(CLOSE, struct.pack("!H", 1000)), frame(TEXT, b"too late"), frame(PING, b"too"))
    assert raw.receive().code == 1000
    assert raw.is_over()


def test_a_line_that_breaks_leaves_the_others_alone(address: Address, raw: Raw):
    with Raw(address) as other:
        other.open("/").send(frame(TEXT, b"half a", fin=False))
    raw.send(frame(TEXT, b"and me?"))
    assert raw.receive() == Frame(TEXT, b"and me?")


# Sizes.


@pytest.mark.parametrize("size", [MAX_MESSAGE_BYTES + 1, 2**31, 2**63 - 1])
def test_a_frame_that_says_it_is_too_big_is_refused_before_it_comes(raw: Raw, size: int):
    raw.send(frame(BINARY, b"only this", length=size))
    assert raw.until_close().code == 1009


def test_a_length_that_no_frame_can_have_is_refused(raw: Raw):
    raw.send(frame(BINARY, b"only this", length=2**64 - 1))
    assert raw.until_close().code in {1002, 1009}


def test_fragments_that_add_up_to_too_much_are_refused(raw: Raw):
    raw.send(frame(BINARY, b"x" * MAX_MESSAGE_BYTES, fin=False), frame(CONTINUATION, b"x"))
    assert raw.until_close().code == 1009


def test_seventy_thousand_tiny_fragments_are_refused_while_others_are_served(address: Address, raw: Raw):
    with opened(address, "/") as other:
        other.send(frame(BINARY, b"x", fin=False))
        tiny = frame(CONTINUATION, b"x", fin=False) * 1000
        refused = threading.Event()

        def flood() -> None:
            try:
                for _ in range(70):
                    other.send(tiny)
            except OSError:
                pass  # it need not listen to the end
            refused.set()

        flooding = threading.Thread(target=flood)
        flooding.start()
        answered = 0
        while not refused.is_set() or answered < 10:
            raw.send(frame(TEXT, b"%d" % answered))
            assert raw.receive() == Frame(TEXT, b"%d" % answered)
            answered += 1
        flooding.join(PATIENCE)
        assert other.until_close().code == 1009


def test_a_flood_of_pings_whose_answers_nobody_reads_piles_up_nothing(
    running: uvicorn.Server, address: Address, raw: Raw
):
    before = set(running.server_state.connections)
    with Raw(address) as other:
        # As little as the system allows: what it holds is not ours.
        other.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1)
        other.open("/")
        (wire,) = set(running.server_state.connections) - before
        assert isinstance(wire, UvicornProtocol)
        pings = frame(PING, b"x" * 125) * 1000
        for number in range(100):
            other.send(pings)
            raw.send(frame(TEXT, b"%d" % number))
            assert raw.receive() == Frame(TEXT, b"%d" % number)
            assert wire.unsent < MAX_UNREAD_BYTES


def test_nothing_is_agreed_on_that_could_unpack_to_something_big(address: Address):
    with Raw(address) as connection:
        offered = {"Sec-WebSocket-Extensions": "permessage-deflate; client_max_window_bits"}
        status, headers = connection.request("/", {**handshake(KEY), **offered})
    assert status == 101
    assert "sec-websocket-extensions" not in headers
