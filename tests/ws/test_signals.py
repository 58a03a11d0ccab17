"""WebRTC signals: the peer gets each of them, in order; none of another form, and none that is for another socket."""

from __future__ import annotations

import asyncio
import threading
from typing import Any

import pytest

from mockmate_ws.endpoints.interview import InterviewLive
from shared.events import redis_messages
from shared.events.redis_messages import SIGNAL, RelayedFrame
from tests.clients import PATIENCE
from tests.clients.person import Person
from tests.clients.wire import Wire

OFFER = {"type": "offer", "sdp": "v=0\r\n", "from": "hers", "to": "his"}
ICE = {"candidate": "candidate:1 1 udp 1 192.0.2.1 9 typ host", "sdpMid": "0", "sdpMLineIndex": 0}
NAMES = {"from": "hers", "to": "his"}

ODD: dict[str, dict[str, Any]] = {
    "nothing": {},
    "no description": {"description": None},
    "both": {"description": OFFER, "candidate": ICE},
    "a socket that can't be": {"description": OFFER, "to": "a b"},
    "a socket of many letters": {"description": OFFER, "to": "x" * 65},
    "a sender of their own choice": {"description": OFFER, "from": "hers"},
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
        {"candidate": None},
    ]
    with alice.socket(room) as hers, bob.socket(room) as his:
        his.expect("interview.snapshot")
        assert {odd: sent(hers, data) for odd, data in ODD.items()} == dict.fromkeys(ODD, "invalid")
        for data in right:
            assert sent(hers, data) == "ack"
            # The next signal that comes is this one.
            seen = his.expect("signal")["data"]
            assert seen == {"user_id": alice.id, "from": seen["from"], **data}


def test_a_signal_says_which_socket_it_is_from_and_may_be_for_one_alone(alice: Person, bob: Person, room: str):
    with alice.socket(room) as hers, bob.socket(room) as his:
        his.expect("interview.snapshot")
        names = []
        for _ in range(2):
            assert sent(hers, {"candidate": ICE}) == "ack"
            names.append(his.expect("signal")["data"]["from"])
        with alice.socket(room) as on_her_phone:
            assert sent(on_her_phone, {"candidate": ICE}) == "ack"
            names.append(his.expect("signal")["data"]["from"])
            assert names[0] == names[1] != names[2]
            for to in (names[2], "a socket that has gone".replace(" ", "-"), None):
                assert sent(his, {"description": {**OFFER, "sdp": f"to {to}"}, "to": to}) == "ack"
            for wire, expected in ((hers, ["to None"]), (on_her_phone, [f"to {names[2]}", "to None"])):
                told = [wire.expect("signal")["data"] for _ in expected]
                assert [each["description"]["sdp"] for each in told] == expected
                assert not any("to" in each for each in told)


def test_a_signal_to_whoever_is_about_to_come_waits_for_their_snapshot(
    alice: Person, bob: Person, room: str, monkeypatch: pytest.MonkeyPatch
):
    is_sent = threading.Event()
    register = InterviewLive._register_socket

    async def register_late(socket: InterviewLive) -> None:
        if socket.user_id == bob.id:
            assert await asyncio.to_thread(is_sent.wait, PATIENCE)
        await register(socket)

    monkeypatch.setattr(InterviewLive, "_register_socket", register_late)
    with alice.socket(room) as hers:
        hers.expect("interview.snapshot")
        with bob.socket(room) as his:
            hers.expect("peer.joined")
            assert sent(hers, {"candidate": ICE}) == "ack"
            is_sent.set()
            his.expect("signal")
            assert [frame["type"] for frame in his.seen][:3] == ["hello", "interview.snapshot", "signal"]


def test_who_sends_more_signals_than_a_line_can_take_is_slowed_down(
    alice: Person, bob: Person, room: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(InterviewLive, "signaling_rate", 1)
    monkeypatch.setattr(InterviewLive, "signaling_burst", 1_000)
    with alice.socket(room) as hers, bob.socket(room) as his:
        his.expect("interview.snapshot")
        long = {"description": {**OFFER, "sdp": "x" * 800}}
        assert sent(hers, long) == "ack"
        refused = hers.command("signal.send", long)["data"]
        assert refused["code"] == "too_many_requests"
        assert refused["retry_after_ms"] > 0
        assert hers.command("chat.send", {"text": "still here"})["type"] == "ack"
        his.expect("chat.message")
        assert [frame["type"] for frame in his.seen].count("signal") == 1


def test_a_signal_for_one_socket_crosses_redis_as_one_of_the_release_before_reads_it():
    message = RelayedFrame("node", 17, SIGNAL, b"{}", "his")
    assert redis_messages.read_stream_message(message.encode()) == message
    assert len(message.encode().partition(b"\n")[0].split(b" ")) == 3
