"""Frames that can't be used: each an error frame with a code, and the socket goes on."""

from __future__ import annotations

import json

import pytest
from websockets.exceptions import ConnectionClosed

from tests.clients.person import Person

BAD = {
    "bad_json": (
        "",
        "nonsense",
        "[1]",
        '"text"',
        "null",
        "{",
        '{"type": NaN}',
        '{"type":"chat.send","id":"\\ud83d"}',
        "[" * 60_000,
    ),
    "unknown_command": ("{}", '{"type":"chat.shout","id":"1"}', '{"type":5}', '{"type":"notifications.read","id":"1"}'),
    "invalid": (
        '{"type":"chat.send","id":"1"}',
        '{"type":"chat.send","id":"1","data":{}}',
        '{"type":"chat.send","id":"1","data":{"text":""}}',
        '{"type":"chat.send","id":"1","data":{"text":5}}',
        '{"type":"chat.send","id":"1","data":{"text":"x","as":"bob"}}',
        '{"type":"chat.send","id":1,"data":{"text":"x"}}',
        '{"type":"chat.send","data":{"text":"x"}}',
        '{"type":"chat.send","id":"' + "i" * 65 + '","data":{"text":"x"}}',
        '{"type":"chat.send","id":"1","data":{"text":"nul \\u0000"}}',
        json.dumps({"type": "chat.send", "id": "1", "data": {"text": "x" * 4001}}),
        '{"type":"signal.send","id":"1","data":{}}',
        '{"type":"signal.send","id":"1","data":{"description":{},"candidate":{}}}',
        '{"type":"roles.swap","id":"1","data":{"to":"me"}}',
        '{"type":"roles.swap","id":"1","extra":true}',
    ),
}


@pytest.fixture
def room(alice: Person, bob: Person) -> str:
    alice.practise("easy")
    return f"/ws/interview/live?interview_id={bob.practise('easy', status=200)['interview']['id']}"


def test_each_bad_frame_gets_its_code_and_the_socket_stays(alice: Person, room: str):
    with alice.socket(room) as hers:
        hers.expect("interview.snapshot")
        for code, frames in BAD.items():
            for frame in frames:
                hers.say(frame)
                assert hers.expect("error")["data"]["code"] == code, frame
        assert hers.command("chat.send", {"text": "still here"}, id_="after")["type"] == "ack"


def test_binary_messages_are_for_the_room_only(alice: Person):
    with alice.socket("/ws/connect") as hers:
        hers.expect("hello")
        hers.say(b"\x00\x01")
        assert hers.expect("error")["data"]["code"] == "binary_not_expected"
        hers.say("{}")
        assert hers.expect("error")["data"]["code"] == "unknown_command"


def test_a_frame_over_the_limit_closes_the_socket(alice: Person, room: str):
    with alice.socket(room) as hers:
        hers.expect("interview.snapshot")
        hers.say(json.dumps({"type": "chat.send", "id": "1", "data": {"text": "x" * 70_000}}))
        assert hers.closed() == 1009


def test_a_flood_is_slowed_down_then_cut_and_what_was_acked_was_said(alice: Person, bob: Person, room: str):
    with alice.socket(room) as hers:
        hers.expect("interview.snapshot")
        for number in range(400):
            try:
                hers.send("chat.send", {"text": str(number)}, id_=f"flood-{number}")
            except (OSError, ConnectionClosed):
                break
        assert hers.closed() == 4429
        acked = [frame["id"] for frame in hers.seen if frame["type"] == "ack"]
        slowed = [frame for frame in hers.seen if frame["type"] == "error"]
        assert slowed[0]["data"]["code"] == "too_many_messages"
        assert slowed[0]["data"]["retry_after_ms"] > 0
    with bob.socket(room) as his:
        said = {line["id"] for line in his.expect("interview.snapshot")["data"]["chat"]}
    assert set(acked) <= said
