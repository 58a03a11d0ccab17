"""Cursors of another form than ours are shown to nobody, and honest ones always."""

from __future__ import annotations

import json
from typing import Any

import pytest

from mockmate_ws.collab import sync
from mockmate_ws.collab.sync import ClientState
from shared.core import varints
from tests.clients.person import Person
from tests.clients.wire import Wire
from tests.ws.test_editor_foreign import MARKER
from tests.ws.test_editor_hostile import Copy

PLACE = {"type": None, "tname": "code", "item": None, "assoc": 0}


BESIDE = {"type": None, "tname": None, "item": {"client": 7, "clock": 3}, "assoc": -1}


USER = {"name": "Zoë", "color": "#4655d9", "colorLight": "#4655d933"}


HONEST: list[Any] = [
    {},
    {"user": {"name": "Zoë"}},
    {"user": {"name": "Zoë", "color": "#fff"}},
    {"user": USER},
    {"user": USER, "cursor": {"anchor": PLACE, "head": BESIDE}},
]


ODD: dict[str, Any] = {
    "a color that is more": {"user": {**USER, "color": f"red; margin: 1px; {MARKER}"}},
    "a light color that is more": {"user": {**USER, "colorLight": f"#fff; {MARKER}"}},
    "a color in words": {"user": {**USER, "color": MARKER}},
    "a color with a line end": {"user": {**USER, "color": "#4655d9\n"}},
    "a color in a list": {"user": {**USER, "color": ["#4655d9"]}},
    "a name that is none": {"user": {"name": {MARKER: 1}}},
    "a long name": {"user": {"name": MARKER * 20}},
    "a name of lines": {"user": {"name": f"a\n{MARKER}"}},
    "a name that turns the direction": {"user": {"name": f"\u202e{MARKER}"}},
    "a name that is not seen": {"user": {"name": "\u200b"}},
    "a user in words": {"user": MARKER},
    "words": MARKER,
    "a list": [MARKER],
    "a number": 5,
    "a cursor in words": {"user": USER, "cursor": MARKER},
    "a cursor without an end": {"user": USER, "cursor": {"anchor": PLACE}},
    "a cursor nowhere": {"user": USER, "cursor": {"anchor": {}, "head": {}}},
    "a cursor elsewhere": {"user": USER, "cursor": {"anchor": {**PLACE, "tname": MARKER}, "head": PLACE}},
    "a cursor at half": {
        "user": USER,
        "cursor": {"anchor": {**BESIDE, "item": {"client": 1, "clock": 0.5}}, "head": PLACE},
    },
    "a cursor before": {
        "user": USER,
        "cursor": {"anchor": {**BESIDE, "item": {"client": 1, "clock": -1}}, "head": PLACE},
    },
    "too much": {"user": USER, "more": "x" * 5_000},
}


def states(wire: Wire, until: int) -> dict[int, Any]:
    """Return all awareness states that come, up to the first of a client."""
    found: dict[int, Any] = {}
    while until not in found:
        wire.next_binary()
        for message in wire.binary:
            if message[:1] == b"\x01":
                reader = varints.Reader(varints.Reader(message[1:]).buffer())
                for _ in range(reader.number()):
                    client, _, state = reader.number(), reader.number(), reader.text()
                    found[client] = json.loads(state)
        wire.binary.clear()
    return found


def say(wire: Wire, client: int, state: Any, clock: int = 1) -> None:
    wire.say(sync.awareness([ClientState(client, clock, json.dumps(state))]))


@pytest.mark.parametrize("odd", ODD)
def test_cursors_of_another_form_are_shown_to_nobody(alice: Person, bob: Person, room: str, odd: str):
    with alice.socket(room) as hers, bob.socket(room) as his:
        Copy(hers)
        Copy(his)
        say(his, 11, ODD[odd])
        refusal = his.expect("error")["data"]
        assert refusal["code"] == "invalid"
        assert "client 11" in refusal["detail"]
        say(his, 12, {"user": USER})
        assert states(hers, until=12) == {12: {"user": USER}}
        # Nor to who asks.
        with alice.socket(room) as again:
            Copy(again)
            assert states(again, until=12) == {12: {"user": USER}}


@pytest.mark.parametrize("honest", HONEST)
def test_cursors_of_our_form_are_shown_as_they_are(alice: Person, bob: Person, room: str, honest: Any):
    with alice.socket(room) as hers, bob.socket(room) as his:
        Copy(hers)
        Copy(his)
        say(his, 11, {**honest, "field": MARKER})
        assert states(hers, until=11) == {11: honest}
        say(his, 11, None, clock=2)
        assert states(hers, until=11) == {11: None}


def test_nobody_speaks_for_somebody_else(alice: Person, bob: Person, room: str):
    with alice.socket(room) as hers, bob.socket(room) as his:
        Copy(hers)
        Copy(his)
        say(hers, 11, {"user": {"name": "Alice"}})
        assert states(his, until=11) == {11: {"user": {"name": "Alice"}}}
        for clock in (1, 2, 2**40):
            say(his, 11, None, clock)
            say(his, 11, {"user": {"name": MARKER}}, clock)
        say(his, 12, {"user": {"name": "Bob"}})
        assert states(hers, until=12) == {12: {"user": {"name": "Bob"}}}
        # What was said before may be told twice, to those who have just come.
        say(hers, 11, {"user": {"name": "Alice again"}}, clock=2)
        while (seen := states(his, until=11)[11]) != {"user": {"name": "Alice again"}}:
            assert seen == {"user": {"name": "Alice"}}


def test_very_many_cursors_take_no_place_from_the_other_one(alice: Person, bob: Person, room: str):
    with alice.socket(room) as hers, bob.socket(room) as his:
        Copy(hers)
        Copy(his)
        for client in range(100, 150):
            say(his, client, {"user": {"name": str(client)}})
        his.say(sync.awareness([ClientState(client, 1, "{}") for client in range(200, 300)]))
        assert 149 in states(hers, until=149)
        say(hers, 11, {"user": {"name": "Alice"}})
        assert states(his, until=11)[11] == {"user": {"name": "Alice"}}
        with alice.socket(room) as again:
            Copy(again)
            there = states(again, until=11)
            assert 149 in there
            assert len(there) < 32


def test_a_cursor_is_back_with_its_line(alice: Person, bob: Person, room: str):
    with alice.socket(room) as hers:
        Copy(hers)
        with bob.socket(room) as his:
            Copy(his)
            say(his, 11, {"user": USER}, clock=5)
            assert states(hers, until=11) == {11: {"user": USER}}
        assert states(hers, until=11) == {11: None}
        with bob.socket(room) as his:
            Copy(his)
            say(his, 11, {"user": USER}, clock=6)
            assert states(hers, until=11) == {11: {"user": USER}}


def test_reloading_many_times_leaves_the_newest_cursor(alice: Person, bob: Person, room: str):
    with alice.socket(room) as hers:
        Copy(hers)
        # Each page is a client of its own.
        for client in range(100, 140):
            with bob.socket(room) as his:
                Copy(his)
                say(his, client, {"user": USER})
                assert states(hers, until=client)[client] == {"user": USER}
            assert states(hers, until=client) == {client: None}
        with bob.socket(room) as his:
            Copy(his)
            say(his, 99, {"user": USER})
            assert states(hers, until=99) == {99: {"user": USER}}
            with alice.socket(room) as again:
                Copy(again)
                assert states(again, until=99) == {99: {"user": USER}}
