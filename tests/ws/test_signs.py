"""What matters only now: which devices send, and who writes. The peer is told, nobody else, and nothing is kept."""

from __future__ import annotations

import json
from typing import Any

import pytest
from sqlalchemy import text

from tests.clients.person import Person

SIGNS = {"peer.media", "peer.typing"}
OFF = {"microphone": False, "camera": False, "screen": False, "weak_line": False, "audio_only": 0}


def test_the_peer_is_told_which_devices_send_and_who_writes(alice: Person, bob: Person, room: str):
    with alice.socket(room) as hers, bob.socket(room) as his:
        his.expect("interview.snapshot")
        assert hers.command("media.set", {"microphone": True, "camera": False})["type"] == "ack"
        assert his.expect("peer.media")["data"] == {"user_id": alice.id, **OFF, "microphone": True}
        # Without an id there is no answer.
        saving = {**OFF, "screen": True, "weak_line": True, "audio_only": 3}
        hers.say(json.dumps({"type": "media.set", "data": saving}))
        assert his.expect("peer.media")["data"] == {"user_id": alice.id, **saving}
        hers.say(json.dumps({"type": "chat.typing"}))
        assert his.expect("peer.typing")["data"] == {"user_id": alice.id}
        # It comes to nobody who has sent it: the next frame is the answer to something else.
        assert hers.command("chat.send", {"text": "hello"})["type"] == "ack"
        assert not SIGNS & {frame["type"] for frame in hers.seen}
    kept = alice.in_database(lambda session: session.scalars(text("SELECT type FROM events")).all())
    assert not SIGNS & set(kept)


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"microphone": True},
        {**OFF, "camera": "yes"},
        {**OFF, "camera": 1},
        {**OFF, "screen": None},
        {**OFF, "weak_line": 1},
        {**OFF, "audio_only": True},
        {**OFF, "audio_only": -1},
        {**OFF, "x": 1},
    ],
)
def test_a_state_of_another_form_reaches_nobody(alice: Person, bob: Person, room: str, data: dict[str, Any]):
    with alice.socket(room) as hers, bob.socket(room) as his:
        his.expect("interview.snapshot")
        assert hers.command("media.set", data)["data"]["code"] == "invalid"
        hers.command("media.set", {**OFF, "camera": True})
        assert his.expect("peer.media")["data"] == {"user_id": alice.id, **OFF, "camera": True}
