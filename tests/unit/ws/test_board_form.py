"""What the whiteboard may hold: every kind of mark, moved and connected, and nothing odd in any of its fields."""

from __future__ import annotations

import asyncio
import json
import math
from collections.abc import Iterator
from typing import Any

import pytest
from pycrdt import Array, Doc, Map

from mockmate_ws.collab.awareness_state import BadState, canonical
from mockmate_ws.collab.replica import Full, Replica
from shared.core.varints import Malformed

PLACE = {"x": -20, "y": 30.5}
BOX = {
    "id": "a1",
    "colour": 5,
    "width": 40,
    "fill": 1,
    **PLACE,
    "w": 240,
    "h": 140,
    "size": 32,
    "text": "API\n<b>",
    "z": -3,
}
STUCK = {"from": "a1", "fx": 0, "fy": 1000, "to": "b2", "tx": 500, "ty": 250}
HONEST: dict[str, dict[str, Any]] = {
    "a stroke of before": {"kind": "stroke", "colour": 3, "width": 5, "points": Array([1, 2.5, -3])},
    "a stroke that was moved": {
        "kind": "stroke",
        "colour": 0,
        "width": 5,
        "points": Array([1, 2]),
        **PLACE,
        "w": 9,
        "h": 0,
    },
    "a label of before": {"kind": "label", "colour": 1, **PLACE, "text": "cache"},
    "a rectangle": {"kind": "rect", **BOX},
    "an ellipse": {"kind": "ellipse", **BOX},
    "a diamond": {"kind": "diamond", **BOX},
    "a text": {"kind": "text", "id": "0" * 16, "colour": 4, **PLACE, "size": 400, "text": "x" * 1_000},
    "an arrow": {"kind": "arrow", **BOX, "w": -100_000, "h": -1, **STUCK},
    "a line": {"kind": "line", **PLACE, "w": 100_000, "h": 0},
}
ODD: dict[str, dict[str, Any]] = {
    "a picture": {"kind": "image"},
    "a page": {"kind": "embeddable"},
    "a kind in a list": {"kind": ["rect"]},
    "a link": {"link": "javascript:alert(1)"},
    "a style": {"style": "fill: red"},
    "a picture's data": {"href": "data:image/svg+xml,<svg/>"},
    "an id with more": {"id": '"><script>'},
    "an id of capitals": {"id": "A1"},
    "an id with a line end": {"id": "a1\n"},
    "no id": {"id": ""},
    "a long id": {"id": "a" * 17},
    "an id that is a number": {"id": 5},
    "an end at no id": {"from": "a b"},
    "an end at a number": {"to": 1},
    "an end outside": {"fx": 1_001},
    "an end before": {"ty": -1},
    "a far place": {"x": 100_001},
    "a far size": {"w": -100_001},
    "an endless size": {"h": math.inf},
    "a size that is no number": {"h": math.nan},
    "a width in words": {"w": "100%"},
    "a huge layer": {"z": 1e15},
    "a layer that is true": {"z": True},
    "letters too small": {"size": 7},
    "letters too large": {"size": 401},
    "letters in pixels": {"size": "12px"},
    "another filling": {"fill": 2},
    "a filling in words": {"fill": "url(#a)"},
    "a seventh color": {"colour": 6},
    "half a color": {"colour": 0.5},
    "a text too long": {"text": "😀" * 501},
    "a text that is a number": {"text": 1},
    "a text with parts": {"text": Array(["x"])},
    "an object for a place": {"x": {"valueOf": 1}},
    "two values": {"points": Map({"0": 1})},
}


@pytest.fixture
def replica() -> Iterator[Replica]:
    one = Replica()
    yield one
    one.close()


class Peer:
    """Somebody whose changes go to a replica."""

    def __init__(self, replica: Replica) -> None:
        self.replica = replica
        self.doc: Doc[Any] = Doc()
        self.board: Array[Any] = self.doc.get("board", type=Array)
        self._sent = self.doc.get_state()

    def send(self) -> bytes:
        update = self.doc.get_update(self._sent)
        self._sent = self.doc.get_state()
        self.replica.apply(self.replica.check(update, 1))
        return update


def test_every_kind_of_mark_is_taken_as_it_is(replica: Replica) -> None:
    peer = Peer(replica)
    for fields in HONEST.values():
        peer.board.append(Map(fields))
        peer.send()
    seen: Doc[Any] = Doc()
    seen.apply_update(replica.missing())
    assert seen.get("board", type=Array).to_py() == peer.board.to_py()
    assert len(peer.board) == len(HONEST)


def test_a_move_is_two_numbers_and_takes_few_bytes(replica: Replica) -> None:
    peer = Peer(replica)
    peer.board.append(Map(HONEST["a rectangle"]))
    peer.send()
    sizes = []
    for step in range(20):
        with peer.doc.transaction():
            peer.board[0]["x"] = 1_000 + 17 * step
            peer.board[0]["y"] = 700 + 13 * step
        sizes.append(len(peer.send()))
    # Client ids take up to five bytes here, and so does each of three references to one.
    assert max(sizes) <= 75, sizes


@pytest.mark.parametrize("odd", ODD)
def test_nothing_odd_gets_into_a_mark_at_once_or_later(replica: Replica, odd: str) -> None:
    peer = Peer(replica)
    peer.board.append(Map(HONEST["a rectangle"]))
    peer.send()
    peer.board[0].update(ODD[odd])
    with pytest.raises(Malformed):
        peer.send()
    other = Peer(replica)
    other.board.append(Map({**HONEST["an arrow"], **_again(ODD[odd])}))
    with pytest.raises(Malformed):
        other.send()


def _again(fields: dict[str, Any]) -> dict[str, Any]:
    """Return fields that are part of no document yet."""
    return {name: _fresh(value) for name, value in fields.items()}


def _fresh(value: Any) -> Any:
    return Array(["x"]) if isinstance(value, Array) else Map({"0": 1}) if isinstance(value, Map) else value


def test_a_board_takes_no_more_marks_than_a_page_can_bear(replica: Replica, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mockmate_ws.collab.replica.MAX_MARKS", 3)
    peer = Peer(replica)
    for _ in range(3):
        peer.board.append(Map({"kind": "rect"}))
        peer.send()
    # What is there can be changed and removed.
    peer.board[0]["x"] = 5
    peer.send()
    del peer.board[1]
    peer.send()
    more = Peer(replica)
    more.board.append(Map({"kind": "rect"}))
    with pytest.raises(Full, match="marks"):
        more.send()
    many = Peer(replica)
    many.board.extend([Map({"kind": "rect"}) for _ in range(4)])
    with pytest.raises(Full, match="marks"):
        asyncio.run(replica.apply_large(many.doc.get_update(), 5))


@pytest.mark.parametrize("pointer", [{"x": 0, "y": -5.5}, {"x": 100_000, "y": 1, "more": "left out"}])
def test_where_somebody_points_at_is_passed_on(pointer: dict[str, Any]) -> None:
    said = canonical(json.dumps({"pointer": pointer}))
    assert json.loads(said) == {"pointer": {"x": pointer["x"], "y": pointer["y"]}}


@pytest.mark.parametrize(
    "pointer",
    [{"x": 1}, {"x": 1, "y": 100_001}, {"x": "1", "y": 2}, {"x": True, "y": 2}, [1, 2], "here", {"x": None, "y": 0}],
)
def test_an_odd_place_is_not(pointer: Any) -> None:
    with pytest.raises(BadState):
        canonical(json.dumps({"pointer": pointer}))
