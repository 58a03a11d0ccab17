"""Changes and cursors that are well-formed and not ours: neither the peer nor who comes later is told of them."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from pycrdt import Array, Doc, Map, Text, XmlFragment, XmlText

from mockmate_ws.collab import sync
from shared.core import varints
from shared.rooms import documents
from shared.rooms.documents import Addition, NewChange
from tests.clients.person import Person
from tests.clients.wire import Wire
from tests.unit.ws.test_slices import in_a_circle
from tests.ws.test_editor_hostile import EMPTY, Copy

MARKER = "not-of-our-own"


# Each changes a document that has "before" as its code and one stroke on its board.


def mark(**fields: Any) -> Map[Any]:
    points = Array[Any](fields.pop("points", [1, 2]))
    return Map({"kind": "stroke", "colour": 1, "width": 5, "points": points, **fields})


def embed(doc: Doc[Any]) -> None:
    code(doc).insert_embed(2, {MARKER: 1})


def embed_a_type(doc: Doc[Any]) -> None:
    code(doc).insert_embed(2, Map({MARKER: 1}))


def bold(doc: Doc[Any]) -> None:
    code(doc).format(0, 3, {MARKER: True})


def bold_words(doc: Doc[Any]) -> None:
    code(doc).insert(0, "words", {MARKER: True})


def drawn(*marks: Any) -> Callable[[Doc[Any]], None]:
    return lambda doc: board(doc).extend(list(marks))


def changed(**fields: Any) -> Callable[[Doc[Any]], None]:
    return lambda doc: board(doc)[0].update(fields)


def farther(*points: Any) -> Callable[[Doc[Any]], None]:
    return lambda doc: board(doc)[0]["points"].extend(list(points))


def beside(root: str, kind: Any) -> Callable[[Doc[Any]], None]:
    def write(doc: Doc[Any]) -> None:
        doc[root] = kind

    return write


def code(doc: Doc[Any]) -> Text:
    text: Text = doc.get("code", type=Text)
    return text


def board(doc: Doc[Any]) -> Array[Any]:
    marks: Array[Any] = doc.get("board", type=Array)
    return marks


FOREIGN: dict[str, Callable[[Doc[Any]], None]] = {
    "an embed": embed,
    "a type in the code": embed_a_type,
    "a format": bold,
    "formatted words": bold_words,
    "another text": beside("notes", Text(MARKER)),
    "another map": beside("config", Map({MARKER: 1})),
    "another list": beside("log", Array([MARKER])),
    "XML": beside("page", XmlFragment([XmlText(MARKER)])),
    "a document within": beside("files", Map({MARKER: Doc()})),
    "a document on the board": drawn(Doc()),
    "a document in a mark": changed(text=Doc()),
    "an object on the board": drawn({"kind": "stroke", MARKER: 1}),
    "words on the board": drawn(MARKER),
    "numbers on the board": drawn(1, 2, 3),
    "a text on the board": drawn(Text(MARKER)),
    "a list on the board": drawn(Array([MARKER])),
    "a mark with more": drawn(mark(onclick=MARKER)),
    "a mark of another kind": drawn(mark(kind=MARKER)),
    "a color in words": drawn(mark(colour=f"red; {MARKER}")),
    "a color that there isn't": drawn(mark(colour=6)),
    "an endless width": drawn(mark(width=math.inf)),
    "a wide width": drawn(mark(width=1e6)),
    "a place that is no number": drawn(mark(x=math.nan)),
    "a place far away": drawn(mark(y=1e300)),
    "a long text": drawn(mark(kind="label", text="x" * 1_001)),
    "a label of many": drawn(mark(text=["x"])),
    "points in words": drawn(mark(points=[1, MARKER])),
    "points in a map": drawn(Map({"kind": "stroke", "points": Map({MARKER: 1})})),
    "a map within": drawn(mark(text=Map({MARKER: 1}))),
    "another color later": changed(colour=MARKER),
    "more of it later": changed(style=MARKER),
    "other points later": changed(points=MARKER),
    "endless points": farther(1, math.inf),
    "nested points": farther([1, 2]),
    "types for points": farther(Map({MARKER: 1})),
}


class Drawing(Copy):
    """A copy that has the board too, and can change anything."""

    def change(self, work: Callable[[Doc[Any]], None]) -> None:
        before = self.doc.get_state()
        work(self.doc)
        self.wire.say(sync.update(self.doc.get_update(before)))


def begun(wire: Wire) -> Drawing:
    """Write and draw what is there before."""
    copy = Drawing(wire)
    copy.insert("before")
    copy.change(drawn(mark(points=[10, 20, 30.5, 40])))
    return copy


@pytest.mark.parametrize("foreign", FOREIGN)
def test_what_no_client_of_ours_puts_there_closes_its_sender_and_is_told_to_nobody(
    alice: Person, bob: Person, room: str, foreign: str
):
    with alice.socket(room) as hers, bob.socket(room) as his:
        copy = begun(hers)
        other = Drawing(his)
        other.read("before")
        wait_for_marks(other, 1)
        other.change(FOREIGN[foreign])
        assert his.expect("error")["data"]["code"] == "bad_update"
        assert his.closed() == 4500
        copy.insert(", after")
        with bob.socket(room) as again:
            fresh = Drawing(again)
            fresh.read("before, after")
            wait_for_marks(fresh, 1)
            assert board(fresh.doc)[0].to_py() == {
                "kind": "stroke",
                "colour": 1,
                "width": 5,
                "points": [10, 20, 30.5, 40],
            }
            assert fresh.doc.get_update() == copy.doc.get_update()
            # And it goes on in both directions.
            fresh.insert("!")
            copy.read("before, after!")


def wait_for_marks(copy: Drawing, count: int) -> None:
    while len(board(copy.doc)) < count:
        copy.wire.next_binary()
        for message in copy.wire.binary:
            if message[:2] in (b"\x00\x01", b"\x00\x02"):
                copy.doc.apply_update(varints.Reader(message[2:]).buffer())
        copy.wire.binary.clear()


RAW = {
    # Client 5; values in `code`, by its name, and beside what is there by client 4.
    "values in the code": "01 01 05 00 08 01 04 636f6465 02 7d01 7d02 00",
    "values beside letters": "02 01 04 00 04 01 04 636f6465 02 6869 01 05 00 88 04 01 01 7d01 00",
    "letters beside a mark": "02 01 04 00 07 01 05 626f617264 01 01 05 00 84 04 00 02 6869 00",
    "a key of the code": "01 01 05 00 24 01 04 636f6465 01 78 02 6869 00",
    "bytes": "01 01 05 00 03 01 04 636f6465 02 6869 00",
    "JSON of old clients": "01 01 05 00 02 01 04 636f6465 01 01 31 00",
    "a named element": "01 01 05 00 07 01 04 636f6465 03 01 70 00",
    "deleted content elsewhere": "01 01 05 00 01 01 03 6c6f67 05 00",
    "children of letters": "02 01 04 00 04 01 04 636f6465 02 6869 01 05 00 04 00 04 00 01 78 00",
    "pieces in a circle": "01 02 05 00 84 05 01 01 78 84 05 00 01 79 00",
    "a long circle": in_a_circle(1_000).hex(),
    "pieces that wait for each other": "02 01 04 00 84 05 00 01 78 01 05 00 84 04 00 01 79 00",
    "a piece between two places": "02 02 04 00 04 01 04 636f6465 01 78 07 01 05 626f617264 01"
    " 01 05 00 c4 04 00 04 01 01 79 00",
}


@pytest.mark.parametrize("foreign", RAW)
def test_nor_by_the_side_of_something(alice: Person, bob: Person, room: str, foreign: str):
    with alice.socket(room) as hers, bob.socket(room) as his:
        copy = Copy(hers)
        copy.insert("before")
        Copy(his).read("before")
        his.say(sync.update(bytes.fromhex(RAW[foreign])))
        assert his.expect("error")["data"]["code"] == "bad_update"
        assert his.closed() == 4500
        copy.insert(", after")
        with bob.socket(room) as again:
            fresh = Copy(again)
            fresh.read("before, after")
            assert fresh.doc.get_update() == copy.doc.get_update()


def test_what_builds_on_what_nobody_has_reaches_nobody_when_it_is_there(alice: Person, bob: Person, room: str):
    """What lies in wait for somebody's next letter isn't theirs."""
    with alice.socket(room) as hers, bob.socket(room) as his:
        copy = Copy(hers)
        copy.insert("a")
        other = Copy(his)
        other.read("a")
        writer = next(iter(clocks(copy.doc.get_state())))
        # An embed behind the second letter that she writes.
        waiting = b"\x01\x01\x05\x00\x85" + varints.number(writer) + b"\x01" + varints.buffer(b'{"a":1}') + b"\x00"
        his.say(sync.update(waiting))
        his.say(sync.step1(EMPTY))
        his.next_binary()
        copy.insert("b")
        other.read("ab")
        assert code(other.doc).diff() == [("ab", None)]
        with bob.socket(room) as again:
            fresh = Copy(again)
            fresh.read("ab")
            assert fresh.doc.get_update() == copy.doc.get_update()


def clocks(state: bytes) -> dict[int, int]:
    reader = varints.Reader(state)
    return {reader.number(): reader.number() for _ in range(reader.number())}


def store(person: Person, room: str, *changes: bytes) -> None:
    addition = Addition(UUID(room.partition("=")[2]), [NewChange(data, time.monotonic()) for data in changes])
    person.in_database(lambda session: documents.append(session, [addition]))


def test_what_was_stored_before_stays_and_is_worked_with(alice: Person, bob: Person, room: str):
    stored: Doc[Any] = Doc()
    stored["code"] = text = Text("old ")
    stored["config"] = Map({"theme": "dark"})
    text.insert_embed(4, {"an": "image"})
    store(alice, room, stored.get_update())
    with alice.socket(room) as hers, bob.socket(room) as his:
        copy, other = Drawing(hers), Drawing(his)
        for one in (copy, other):
            one.read("old ")
        # All of it said again, as clients may, and something new beside it.
        hers.say(sync.step2(copy.doc.get_update()))
        copy.insert("and new")
        other.read("old and new")
        other.change(embed)
        assert his.expect("error")["data"]["code"] == "bad_update"
