"""Documents that very many clients have written, in a letter each: nobody is locked out of them."""

from __future__ import annotations

from typing import Any

import pytest
from pycrdt import Doc, Text

from mockmate_ws.collab import sync
from mockmate_ws.endpoints.interview import InterviewLive
from shared.core import varints
from tests.clients.person import Person
from tests.ws.test_editor_foreign import clocks, store
from tests.ws.test_editor_hostile import Copy


def many(first: int, count: int, *, gone: bool) -> bytes:
    """Write a change by so many clients, of a letter each, or of one that is gone already."""
    piece = b"\x00\x01" if gone else b"\x04\x01\x04code\x01x"
    blocks = [b"\x01" + varints.number(client) + b"\x00" + piece for client in range(first, first + count)]
    return varints.number(count) + b"".join(blocks) + b"\x00"


@pytest.mark.parametrize("sizes", [[4_200], [4_096, 100], [1_500] * 3, [200] * 30])
def test_changes_of_very_many_clients_lock_nobody_out(
    alice: Person, bob: Person, room: str, sizes: list[int], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(InterviewLive, "editing_rate", 50_000)
    with alice.socket(room) as hers, bob.socket(room) as his:
        copy = Copy(hers)
        copy.insert("before")
        Copy(his).read("before")
        first = 1_000
        for size in sizes:
            his.say(sync.update(many(first, size, gone=True)))
            first += size
        assert his.expect("error")["data"]["code"] in ("document_full", "bad_update")
        copy.insert(", after")
        with bob.socket(room) as again:
            fresh = Copy(again)
            fresh.read("before, after")
            again.say(sync.step1(fresh.doc.get_state()))
            fresh.insert("!")
            copy.read("before, after!")
            assert len(clocks(fresh.doc.get_state())) < 4_096


def test_a_document_that_very_many_have_written_can_be_read_and_said_to_be_there(alice: Person, bob: Person, room: str):
    stored: Doc[Any] = Doc()
    stored["code"] = Text("whole")
    store(alice, room, stored.get_update(), many(1_000, 5_000, gone=True))
    with alice.socket(room) as hers:
        copy = Copy(hers)
        copy.read("whole")
        state = copy.doc.get_state()
        assert len(clocks(state)) == 5_001
        hers.binary.clear()
        hers.say(sync.step1(state))
        while not any(message[:2] == b"\x00\x01" for message in hers.binary):
            hers.next_binary()
        assert not [frame for frame in hers.seen if frame["type"] == "error"]
