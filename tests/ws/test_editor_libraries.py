"""The shared editor with other implementations than ours: they write one document, and each reads all of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial

import pytest
from pycrdt import Array

from mockmate_ws.endpoints.interview import InterviewLive
from tests.clients.copies import Client, Copy, Pycrdt, ywasm
from tests.clients.person import Person
from tests.clients.yjs import HERE, Writer, wait_until
from tests.node import install
from tests.sockets import InThread
from tests.ws.test_editor_foreign import store

LIBRARIES: dict[str, Callable[[], Copy]] = {"pycrdt": Pycrdt, "ywasm": ywasm}


@pytest.fixture(scope="module", autouse=True)
def yjs() -> None:
    install(HERE)


@pytest.fixture
def opened() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


def joined(opened: ExitStack, person: Person, room: str, make: Callable[[], Copy]) -> Client:
    """Join the room with a copy that has nothing, or what was written before."""
    copy = make()
    opened.callback(copy.close)
    return Client(opened.enter_context(person.socket(room)), copy)


def in_turns(
    opened: ExitStack, hers: Writer, person: Person, room: str, libraries: dict[str, Callable[[], Copy]]
) -> None:
    """Somebody with Yjs and somebody with each library write, one after the other."""
    clients = {name: joined(opened, person, room, make) for name, make in libraries.items()}
    text = "zoë 👋\n"
    hers.do("insert", text=text)
    for name, client in clients.items():
        client.read(text)
        # Before the waving hand, and away with the letter before that.
        client.insert(3, f"|{name} 👩‍💻 é|")
        client.delete(2, 1)
        text = text[:2] + f"|{name} 👩‍💻 é|" + text[3:]
        wait_until(lambda expected=text: hers.do("look")["text"] == expected, f"she reads {name}'s")  # type: ignore[misc]
        hers.do("delete", at=0, length=1)
        hers.do("insert", at=0, text="zz")
        text = "zz" + text[1:]
        for one in clients.values():
            one.read(text)
    # Who comes later, with whatever library, is told the same.
    for make in libraries.values():
        joined(opened, person, room, make).read(text)


def all_at_once(
    opened: ExitStack, hers: Writer, person: Person, room: str, libraries: dict[str, Callable[[], Copy]]
) -> None:
    """They write at the same place, before they see what the others write."""
    clients = {name: joined(opened, person, room, make) for name, make in libraries.items()}
    hers.do("insert", text="before")
    for client in clients.values():
        client.read("before")
    for number in range(5):
        for name, client in clients.items():
            client.insert(0, f"<{name} 👋>")
            client.insert(3, str(number))
            client.delete(1, 1)
        hers.do("insert", at=1, text=f"<yjs {number}>")
    for client in clients.values():
        client.insert(0, "✓")  # after all else of theirs
    wait_until(lambda: hers.do("look")["text"].count("✓") == len(clients), "she reads it all")
    for client in clients.values():
        client.read(hers.do("look")["text"])
    for make in libraries.values():
        joined(opened, person, room, make).read(hers.do("look")["text"])


@pytest.mark.parametrize("type_", [in_turns, all_at_once])
def test_everyone_types_into_one_room(
    opened: ExitStack,
    alice: Person,
    bob: Person,
    room: str,
    sockets: InThread,
    type_: Callable[[ExitStack, Writer, Person, str, dict[str, Callable[[], Copy]]], None],
):
    hers = opened.enter_context(Writer(alice, room))
    hers.connect(sockets.url)
    type_(opened, hers, bob, room, LIBRARIES)
    assert hers.do("look")["open"]


def written_before(make: Callable[[], Copy]) -> Copy:
    """Write a document while no line is open."""
    copy = make()
    for number in range(200):
        copy.insert(0, f"number {number} 👋 é\n")
        copy.insert(4, "👋")
        if number % 3 == 0:
            copy.delete(2, 4)
    return copy


def everyone_reads(
    opened: ExitStack, hers: Writer, person: Person, room: str, library: str, libraries: dict[str, Callable[[], Copy]]
) -> None:
    """Somebody brings what was written before with one library, and all read it, from the room and from each other."""
    his = joined(opened, person, room, partial(written_before, libraries[library]))
    text = his.copy.text()
    his.bring()
    for make in libraries.values():
        reader = joined(opened, person, room, make)
        his.insert(0, "x")
        text = "x" + text
        reader.read(text)
    wait_until(lambda: hers.do("look")["text"] == text, "Yjs reads it")


@pytest.mark.parametrize("library", LIBRARIES)
def test_what_one_wrote_before_is_read_whole_by_the_others(
    opened: ExitStack, alice: Person, bob: Person, room: str, sockets: InThread, library: str
):
    hers = opened.enter_context(Writer(alice, room))
    hers.connect(sockets.url)
    everyone_reads(opened, hers, bob, room, library, LIBRARIES)


def test_whole_numbers_of_any_size_are_read_as_ywasm_writes_them(
    opened: ExitStack, alice: Person, room: str, sockets: InThread
):
    """They were stored by early versions, which let more into the document."""
    values = [0, 64, -65, 2**31, 2**52 - 1, 2**52, -(2**52), 2**53 - 1, -(2**53 - 1)]
    copy = ywasm()
    opened.callback(copy.close)
    copy.insert(0, "beside them")
    copy.do("list", of="numbers", values=values)
    store(alice, room, copy.missing(b"\x00"))
    hers = opened.enter_context(Writer(alice, room))
    hers.connect(sockets.url)
    wait_until(lambda: hers.do("look")["text"] == "beside them", "she reads it")
    assert hers.do("list", of="numbers")["values"] == values
    reader = Pycrdt()
    joined(opened, alice, room, lambda: reader).read("beside them")
    assert reader.doc.get("numbers", type=Array).to_py() == values


@pytest.mark.parametrize(("rate", "burst"), [(500, 5_000), (2_000, 100)], ids=["in one go", "slowed down"])
def test_thousands_of_tiny_edits_by_a_program_all_arrive(
    opened: ExitStack,
    alice: Person,
    bob: Person,
    room: str,
    sockets: InThread,
    monkeypatch: pytest.MonkeyPatch,
    rate: int,
    burst: int,
):
    monkeypatch.setattr(InterviewLive, "editing_rate", rate)
    monkeypatch.setattr(InterviewLive, "editing_burst", burst)
    hers, his = (opened.enter_context(Writer(person, room)) for person in (alice, bob))
    for one in (hers, his):
        one.connect(sockets.url)
    typed = "".join(f"{number} " for number in range(530))
    assert len(typed) > 2_000
    hers.do("type", text=typed)
    assert hers.do("look")["text"] == typed
    wait_until(lambda: his.do("look")["text"] == typed, "he reads all of it")
    assert all(one.do("look")["open"] for one in (hers, his))
    joined(opened, alice, room, Pycrdt).read(typed)
