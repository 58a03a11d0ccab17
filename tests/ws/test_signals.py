"""Signals of another form than WebRTC's: their sender is told what is wrong, and the peer of none of them."""

from __future__ import annotations

from typing import Any

from tests.clients.person import Person
from tests.clients.wire import Wire

OFFER = {"type": "offer", "sdp": "v=0\r\n", "from": "hers", "to": "his"}
ICE = {"candidate": "candidate:1 1 udp 1 192.0.2.1 9 typ host", "sdpMid": "0", "sdpMLineIndex": 0}
NAMES = {"from": "hers", "to": "his"}

ODD: dict[str, dict[str, Any]] = {
    "a kind that there isn't": {"description": {**OFFER, "type": "other"}},
    "an offer of nothing": {"description": {"type": "offer"}},
    "an offer in pieces": {"description": {**OFFER, "sdp": ["v=0"]}},
    "an offer with control characters": {"description": {**OFFER, "sdp": "v=0\x08"}},
    "a long offer": {"description": {**OFFER, "sdp": "x" * 28_000}},
    "an offer that is long as JSON": {"description": {**OFFER, "sdp": '"' * 14_000}},
    "an offer with more": {"description": {**OFFER, "style": "x"}},
    "a long name": {"description": {**OFFER, "from": "x" * 65}},
    "a name that is none": {"description": {**OFFER, "to": {"a": 1}}},
    "a candidate in words": {"candidate": "x"},
    "a candidate that is none": {"candidate": {**ICE, "candidate": 5}},
    "a candidate of lines": {"candidate": {**ICE, "candidate": "a\nb"}},
    "a long candidate": {"candidate": {**ICE, "candidate": "x" * 4_097}},
    "a candidate nowhere": {"candidate": {**ICE, "sdpMLineIndex": -1}},
    "a candidate in half": {"candidate": {**ICE, "sdpMLineIndex": 0.5}},
    "a candidate with more": {"candidate": {**ICE, "address": "192.0.2.1"}},
    "a named candidate with more": {"candidate": {**NAMES, "ice": ICE, "more": 1}},
    "a named candidate without one": {"candidate": NAMES},
}


def sent(wire: Wire, data: dict[str, Any]) -> str:
    """Send a signal; returns "ack" or the code of the refusal."""
    answer = wire.command("signal.send", data)
    return str(answer["data"]["code"] if answer["type"] == "error" else answer["type"])


def test_odd_signals_reach_nobody_and_right_ones_do(alice: Person, bob: Person, room: str):
    right: list[dict[str, Any]] = [
        {"description": OFFER},
        {"description": {**OFFER, "sdp": '"' * 13_999}},
        {"description": {"type": "hello", "from": "hers"}},
        {"candidate": ICE},
        {"candidate": {**NAMES, "ice": ICE}},
        {"candidate": {**NAMES, "ice": None}},
    ]
    with alice.socket(room) as hers, bob.socket(room) as his:
        his.expect("interview.snapshot")
        assert {odd: sent(hers, data) for odd, data in ODD.items()} == dict.fromkeys(ODD, "invalid")
        for data in right:
            assert sent(hers, data) == "ack"
            # The next signal that comes is this one.
            assert his.expect("signal")["data"] == {"user_id": alice.id, **data}
