"""What stands beside the code in a document: the whiteboard and the language."""

from __future__ import annotations

from typing import Any

import pytest
from pycrdt import Array, Doc, Map

from mockmate_ws.collab import sync
from shared.core import varints
from tests.clients.person import Person
from tests.ws.test_editor_hostile import Copy


def test_a_whiteboard_goes_beside_the_code(alice: Person, bob: Person, room: str):
    drawing: Doc[Any] = Doc()
    drawing["board"] = board = Array[Any]()
    stroke = {"kind": "stroke", "colour": 1, "width": 5}
    board.append(Map({**stroke, "points": Array([0.5, 1, -2])}))
    with alice.socket(room) as hers, bob.socket(room) as his:
        Copy(hers)
        hers.say(sync.update(drawing.get_update()))
        Copy(his)
        seen: Doc[Any] = Doc()
        copy: Array[Any] = seen.get("board", type=Array)
        while not len(copy):
            his.next_binary()
            for message in his.binary:
                if message[:2] in (b"\x00\x01", b"\x00\x02"):
                    seen.apply_update(varints.Reader(message[2:]).buffer())
        assert copy.to_py() == [{**stroke, "points": [0.5, 1, -2]}]


def test_the_whiteboard_counts_in_the_limit_of_the_document(
    alice: Person, bob: Person, room: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("mockmate_ws.collab.replica.MAX_BYTES", 20_000)
    drawing: Doc[Any] = Doc()
    drawing["board"] = board = Array[Any]()
    board.append(Map({"points": Array([number / 7 for number in range(1_500)])}))
    with alice.socket(room) as hers, bob.socket(room) as his:
        copy = Copy(hers)
        hers.say(sync.update(drawing.get_update()))
        copy.insert("x" * 3_000)
        Copy(his).read("x" * 3_000)
        copy.insert("y" * 6_000)
        assert hers.expect("error")["data"]["code"] == "document_full"
        assert hers.command("chat.send", {"text": "It is full."})["type"] == "ack"


def test_the_language_is_chosen_for_both_and_stays(alice: Person, bob: Person, room: str):
    with alice.socket(room) as hers, bob.socket(room) as his:
        assert hers.expect("interview.snapshot")["data"]["language"] == "python"
        for _ in range(2):
            assert hers.command("editor.language", {"language": "rust"})["type"] == "ack"
        assert his.expect("editor.language")["data"] == {"language": "rust", "by": alice.id, "pad": "code"}
        assert hers.command("editor.language", {"language": "klingon"})["data"]["code"] == "invalid"
    with bob.socket(room) as again:
        assert again.expect("interview.snapshot")["data"]["language"] == "rust"
        assert [kind for _, kind in his.durable()].count("editor.language") == 1
