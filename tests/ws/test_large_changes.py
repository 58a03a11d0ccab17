"""Changes that are large: they reach the peer whole, or are refused with a word; nobody is sent away for one."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from pycrdt import Array, Doc, Map, Text

from mockmate_ws.collab import sync
from mockmate_ws.endpoints.interview import InterviewLive
from tests.clients.person import Person
from tests.clients.raw import BINARY, CLOSE, CONTINUATION, PING, PONG, TEXT, Raw, frame, handshake
from tests.clients.wire import Wire
from tests.sockets import InThread
from tests.ws.test_editor_hostile import EMPTY, Copy

KIB = 1024
LARGEST_TEXT_FRAME = 64 * KIB
LARGEST_BINARY = 1024 * KIB
KEY = "dGhlIHNhbXBsZSBub25jZQ=="


@pytest.fixture
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Much editing is only delayed, and what a test sends is more than a person writes in seconds."""
    monkeypatch.setattr(InterviewLive, "editing_rate", 50_000)


@contextmanager
def raw(sockets: InThread, path: str, person: Person | None = None, until: bytes = b"") -> Iterator[Raw]:
    """Open a socket that may break the rules; with a person it is greeted, up to a frame that has `until` in it."""
    with Raw(("127.0.0.1", sockets.settings.ws_port)) as line:
        status, _ = line.request(path, {**handshake(KEY), **(person.headers if person is not None else {})})
        assert status == 101
        while until and until not in line.receive().payload:
            pass
        yield line


def replace_everywhere(copy: Copy, old: str, new: str) -> bytes:
    """Replace one letter everywhere, in one transaction; returns the message that tells it."""
    before = copy.doc.get_state()
    places = [place for place, letter in enumerate(str(copy.text)) if letter == old]
    with copy.doc.transaction():
        for place in places:
            del copy.text[place : place + 1]
            copy.text.insert(place, new)
    return sync.update(copy.doc.get_update(before))


JSON = '{"name": "x", "n": 1},' * 1_000


def test_replacing_thousands_of_places_reaches_the_peer_and_whoever_comes_later(alice: Person, bob: Person, room: str):
    with alice.socket(room) as hers, bob.socket(room) as his:
        copy, other = Copy(hers), Copy(his)
        copy.insert(JSON)
        other.read(JSON)
        change = replace_everywhere(copy, '"', "'")
        assert len(change) > LARGEST_TEXT_FRAME
        hers.say(change)
        other.read(JSON.replace('"', "'"))
        copy.insert(", and on")
        other.read(JSON.replace('"', "'") + ", and on")
    with bob.socket(room) as again:
        Copy(again).read(JSON.replace('"', "'") + ", and on")


@pytest.mark.parametrize("piece", [2 * KIB, 100 * KIB])
def test_a_large_change_may_come_in_fragments(alice: Person, bob: Person, sockets: InThread, room: str, piece: int):
    doc: Doc[Text] = Doc()
    doc["code"] = Text("x" * 200_000)
    message = sync.update(doc.get_update())
    pieces = [message[at : at + piece] for at in range(0, len(message), piece)]
    with raw(sockets, room, alice, b"interview.snapshot") as line, bob.socket(room) as his:
        for number, part in enumerate(pieces):
            line.send(frame(BINARY if number == 0 else CONTINUATION, part, fin=part is pieces[-1]))
            line.send(frame(PING, b"still there?"))
            while (got := line.receive()).opcode != PONG:
                assert got.opcode != CLOSE
        Copy(his).read("x" * 200_000)


def test_text_stays_small_also_in_a_room(alice: Person, sockets: InThread, room: str):
    starts = {
        "one frame, refused by its head": [frame(TEXT, b"{", length=LARGEST_TEXT_FRAME + 1)],
        "fragments": [frame(TEXT, b"x" * LARGEST_TEXT_FRAME, fin=False), frame(CONTINUATION, b"x", length=1)],
        "the head of a fragment": [frame(TEXT, b"{", fin=False), frame(CONTINUATION, b"x", length=LARGEST_TEXT_FRAME)],
        "after a large binary one": [
            frame(BINARY, sync.update(b"\x00\x00") + b"x" * LARGEST_TEXT_FRAME, fin=False),
            frame(CONTINUATION, b""),
            frame(TEXT, b"{", length=LARGEST_TEXT_FRAME + 1),
        ],
    }
    codes = {}
    for name, frames in starts.items():
        with raw(sockets, room, alice, b"interview.snapshot") as line:
            line.send(*frames)
            codes[name] = line.until_close().code
    # The binary one is no message that a client writes; its sender may be told so first.
    assert codes.pop("after a large binary one") in {1009, 4500}
    assert set(codes.values()) == {1009}


def test_a_control_frame_is_not_kept_until_it_is_large(alice: Person, sockets: InThread, room: str):
    with raw(sockets, room, alice, b"interview.snapshot") as line:
        line.send(frame(PING, b"x", length=LARGEST_TEXT_FRAME + 1))
        assert line.until_close().code in {1002, 1009}


def test_large_binary_messages_are_for_the_room_and_for_who_is_known(alice: Person, sockets: InThread, room: str):
    head = frame(BINARY, b"x", length=LARGEST_TEXT_FRAME + 1)
    for path, person, until in [
        (room, None, b""),
        ("/ws/connect", None, b""),
        ("/ws/connect", alice, b"hello"),
    ]:
        with raw(sockets, path, person, until) as line:
            line.send(head)
            assert line.until_close().code == 1009, path
    with raw(sockets, room, alice, b"interview.snapshot") as line:
        line.send(frame(BINARY, b"x", length=LARGEST_BINARY + 1))
        assert line.until_close().code == 1009
    with raw(sockets, room, alice, b"interview.snapshot") as line:
        line.send(frame(BINARY, b"\x00", fin=False), frame(CONTINUATION, b"x", length=LARGEST_BINARY))
        assert line.until_close().code == 1009


def test_a_stranger_to_the_room_may_send_nothing_large(newcomer: Callable[[str], Person], sockets: InThread, room: str):
    with raw(sockets, room, newcomer("charlie")) as line:
        line.send(frame(BINARY, b"x", length=LARGEST_TEXT_FRAME + 1))
        assert line.until_close().code in {1009, 4503}


def texts(wire: Wire) -> None:
    """Write more than a document's text may have, in pieces that are fine by themselves."""
    doc: Doc[Text] = Doc()
    text = doc.get("code", type=Text)
    for _ in range(5):
        before = doc.get_state()
        text += "é" * 30_000
        wire.say(sync.update(doc.get_update(before)))


def board(wire: Wire) -> None:
    """Draw more than a document may hold."""
    doc: Doc[Any] = Doc()
    marks = doc.get("board", type=Array)
    points = [n + 0.1 for n in range(900)]
    for _ in range(3):
        before = doc.get_state()
        for _ in range(45):
            marks.append(Map({"kind": "stroke", "colour": 1, "width": 4, "points": Array(points)}))
        wire.say(sync.update(doc.get_update(before)))


def at_once(wire: Wire) -> None:
    """Write all of it as one change."""
    doc: Doc[Text] = Doc()
    doc["code"] = Text("z" * 1_000_000)
    wire.say(sync.update(doc.get_update()))


@pytest.mark.parametrize("write", [texts, board, at_once])
def test_what_is_too_much_is_dropped_with_a_word_and_nobody_is_sent_away(
    alice: Person, bob: Person, room: str, unhurried: None, write: Callable[[Wire], None]
):
    with alice.socket(room) as hers, bob.socket(room) as his:
        copy, other = Copy(hers), Copy(his)
        copy.insert("before")
        other.read("before")
        write(his)
        refusal = his.expect("error")
        assert refusal["data"]["code"] == "document_full"
        assert "bytes was not applied" in refusal["data"]["detail"]
        # His line stays for everything else, and a fresh copy of the document is one he can go on with.
        assert his.command("chat.send", {"text": "That was too much."})["type"] == "ack"
        fresh = Copy.__new__(Copy)
        fresh.wire, fresh.doc = his, Doc()
        fresh.text = fresh.doc.get("code", type=Text)
        his.binary.clear()
        his.say(sync.step1(EMPTY))
        while "before" not in str(fresh.text):
            his.next_binary()
            read_all(fresh)
        fresh.text.insert(0, "after, ")
        his.say(sync.update(fresh.doc.get_update()))
        while not str(copy.text).startswith("after, "):
            hers.next_binary()
            read_all(copy)
        with alice.socket(room) as late:
            Copy(late).read(str(copy.text))
        assert not [frame for frame in hers.seen if frame["type"] == "error"]


def read_all(copy: Copy) -> None:
    """Take in what has come."""
    from shared.core import varints

    for message in copy.wire.binary:
        if message[:2] in (b"\x00\x01", b"\x00\x02"):
            copy.doc.apply_update(varints.Reader(message[2:]).buffer())
    copy.wire.binary.clear()


def test_answers_that_bring_nothing_new_are_no_attack(alice: Person, bob: Person, room: str, unhurried: None):
    with alice.socket(room) as hers, bob.socket(room) as his:
        copy, other = Copy(hers), Copy(his)
        copy.insert("'a'," * 5_000)
        hers.say(replace_everywhere(copy, "'", '"'))
        other.read('"a",' * 5_000)
        answer = sync.step2(copy.doc.get_update(copy.doc.get_state()))
        assert len(answer) > 12_000
        for _ in range(30):
            hers.say(sync.step1(copy.doc.get_state()))
            hers.say(answer)
        copy.insert("and on")
        other.read('"a",' * 5_000 + "and on")
        assert not [frame for frame in hers.seen if frame["type"] == "error"]


def test_a_large_frame_on_a_slow_line_is_not_taken_for_silence(
    alice: Person, bob: Person, sockets: InThread, room: str
):
    sockets.server.config.ws_ping_interval = 0.2
    sockets.server.config.ws_ping_timeout = 1
    doc: Doc[Text] = Doc()
    doc["code"] = Text("slowly " * 20_000)
    message = frame(BINARY, sync.update(doc.get_update()))
    with raw(sockets, room, alice, b"interview.snapshot") as line:
        pings = 0
        sent = 0
        # Nothing can overtake a frame: while it is on its way no ping is answered.
        while pings < 3:
            line.send(message[sent : sent + 500])
            sent += 500
            got = line.receive()
            assert got.opcode != CLOSE, struct.unpack("!H", got.payload[:2])
            pings += got.opcode == PING
        line.send(message[sent:])
        with bob.socket(room) as his:
            Copy(his).read("slowly " * 20_000)


def test_many_unfinished_messages_share_the_memory_there_is_for_them(
    alice: Person, bob: Person, sockets: InThread, room: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("mockmate_ws.transport.uvicorn_protocol._UNFINISHED_BYTES", 250_000)
    doc: Doc[Text] = Doc()
    doc["code"] = Text("first " * 30_000)
    message = frame(BINARY, sync.update(doc.get_update()))
    with raw(sockets, room, alice, b"interview.snapshot") as first:
        first.send(message[:-1])
        with raw(sockets, room, alice, b"interview.snapshot") as second:
            second.send(message[:-1])
            assert second.until_close().code == 1013
            assert second.is_over()
        first.send(message[-1:])
        with bob.socket(room) as his:
            Copy(his).read("first " * 30_000)
