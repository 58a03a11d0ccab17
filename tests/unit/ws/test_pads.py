"""The texts of the document: `code` and `code2`. Each holds text alone, and the limits count both together."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest
from pycrdt import Array, Doc, Map, Text

from mockmate_ws.collab import awareness_state
from mockmate_ws.collab.awareness_state import BadState
from mockmate_ws.collab.form import MAX_CLIENTS
from mockmate_ws.collab.replica import Full, Replica
from shared.core.varints import Malformed

CODE = "636f6465"
CODE2 = "636f646532"


@pytest.fixture
def replica() -> Iterator[Replica]:
    made = Replica()
    yield made
    made.close()


def written(**roots: Any) -> bytes:
    """Return the update of somebody who has written these roots."""
    doc: Doc[Any] = Doc()
    for name, value in roots.items():
        doc[name] = value
    return doc.get_update()


def apply(replica: Replica, update: bytes) -> None:
    replica.apply(replica.check(update, MAX_CLIENTS))


def texts(replica: Replica) -> list[str]:
    doc: Doc[Any] = Doc()
    doc.apply_update(replica.missing())
    return [str(doc.get(name, type=Text)) for name in ("code", "code2")]


def test_each_pad_has_its_text(replica: Replica):
    apply(replica, written(code=Text("one"), code2=Text("two"), board=Array([Map({"kind": "stroke"})])))
    assert texts(replica) == ["one", "two"]


def test_a_document_of_before_gets_a_second_pad(replica: Replica):
    old = written(code=Text("from before"))
    replica.extend_at_once(old)
    client: Doc[Any] = Doc()
    client.apply_update(old)
    before = client.get_state()
    second = client.get("code2", type=Text)
    second += "since"
    apply(replica, client.get_update(before))
    assert texts(replica) == ["from before", "since"]


@pytest.mark.parametrize(
    "roots",
    [
        {"code2": Map({"kind": "stroke"})},
        {"code2": Array([1, 2])},
        {"code2": Array([Map({"a": 1})])},
        {"code3": Text("more")},
        {"Code2": Text("more")},
        {"code2 ": Text("more")},
        {"": Text("more")},
    ],
)
def test_what_is_no_pad_or_no_text_is_refused(replica: Replica, roots: dict[str, Any]):
    with pytest.raises(Malformed):
        replica.check(written(**roots), MAX_CLIENTS)
    assert texts(replica) == ["", ""]


@pytest.mark.parametrize("name", ["code", "code2"])
def test_text_with_a_format_or_something_embedded_is_refused(replica: Replica, name: str):
    for put in (
        lambda text: text.format(0, 3, {"bold": True}),
        lambda text: text.insert_embed(1, {"image": "https://example.org"}),
    ):
        doc: Doc[Any] = Doc()
        text: Text = doc.get(name, type=Text)
        text += "abc"
        put(text)
        with pytest.raises(Malformed):
            replica.check(doc.get_update(), MAX_CLIENTS)


def test_nothing_lies_between_two_pads(replica: Replica):
    # Client 5 writes "a" into `code` and "b" into `code2`; client 6 puts "x" between the two.
    apply(replica, bytes.fromhex(f"01 02 05 00 04 01 04 {CODE} 01 61 04 01 05 {CODE2} 01 62 00"))
    assert texts(replica) == ["a", "b"]
    with pytest.raises(Malformed, match="different places"):
        replica.check(bytes.fromhex("01 01 06 00 c4 05 00 05 01 01 78 00"), MAX_CLIENTS)


def test_a_piece_that_is_known_is_not_continued_in_another_pad(replica: Replica):
    apply(replica, bytes.fromhex(f"01 01 05 00 04 01 04 {CODE} 01 61 00"))
    with pytest.raises(Malformed):
        replica.check(bytes.fromhex(f"01 01 05 00 04 01 05 {CODE2} 02 61 62 00"), MAX_CLIENTS)
    # What the same client writes next may be elsewhere.
    apply(replica, bytes.fromhex(f"01 01 05 01 04 01 05 {CODE2} 01 62 00"))
    assert texts(replica) == ["a", "b"]


def test_the_limit_of_text_counts_both_pads(replica: Replica, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("mockmate_ws.collab.replica.MAX_TEXT_BYTES", 1_000)
    asyncio.run(replica.apply_large(written(code=Text("x" * 600)), MAX_CLIENTS))
    with pytest.raises(Full, match="its text would be longer"):
        asyncio.run(replica.apply_large(written(code2=Text("y" * 600)), MAX_CLIENTS))


def test_a_cursor_is_in_either_pad_and_nowhere_else():
    def at(name: str) -> str:
        end = f'{{"type": null, "tname": "{name}", "item": null, "assoc": 0}}'
        return f'{{"cursor": {{"anchor": {end}, "head": {end}}}}}'

    for name in ("code", "code2"):
        assert f'"tname":"{name}"' in awareness_state.canonical(at(name))
        assert awareness_state.canonical(f'{{"pad": "{name}"}}') == f'{{"pad":"{name}"}}'
    for name in ("code3", "board", ""):
        for state in (at(name), f'{{"pad": "{name}"}}'):
            with pytest.raises(BadState):
                awareness_state.canonical(state)


def test_what_is_wrong_is_told_with_its_pad(replica: Replica):
    with pytest.raises(Malformed, match="something in `code2`"):
        replica.check(written(code2=Array([1])), MAX_CLIENTS)
