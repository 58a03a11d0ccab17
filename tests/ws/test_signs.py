"""What matters only now: how people take part, what they say, who writes. The peer is told, and nothing is kept."""

from __future__ import annotations

import json
from typing import Any

import pytest
from sqlalchemy import text

from tests.clients.person import Person

SIGNS = {"peer.media", "peer.typing", "peer.caption", "peer.recording"}
OFF = {"microphone": False, "camera": False, "screen": False, "weak_line": False, "audio_only": 0}
SPEAKING = {"takes_part": "speaking", "wants_captions": False, "captions": "off"}
WRITING = {"takes_part": "writing", "wants_captions": True, "captions": "unavailable"}


def test_the_peer_is_told_which_devices_send_and_who_writes(alice: Person, bob: Person, room: str):
    with alice.socket(room) as hers, bob.socket(room) as his:
        his.expect("interview.snapshot")
        assert hers.command("media.set", {"microphone": True, "camera": False})["type"] == "ack"
        assert his.expect("peer.media")["data"] == {"user_id": alice.id, **OFF, **SPEAKING, "microphone": True}
        # Without an id there is no answer.
        saving = {**OFF, "screen": True, "weak_line": True, "audio_only": 3}
        hers.say(json.dumps({"type": "media.set", "data": saving}))
        assert his.expect("peer.media")["data"] == {"user_id": alice.id, **saving, **SPEAKING}
        hers.command("media.set", {**OFF, **WRITING})
        assert his.expect("peer.media")["data"] == {"user_id": alice.id, **OFF, **WRITING}
        hers.say(json.dumps({"type": "chat.typing"}))
        assert his.expect("peer.typing")["data"] == {"user_id": alice.id}
        hers.say(json.dumps({"type": "caption.say", "data": {"line": "l1", "text": "Grüße"}}))
        assert his.expect("peer.caption")["data"] == {
            "user_id": alice.id,
            "line": "l1",
            "text": "Grüße",
            "final": False,
        }
        step = {"recording": "r1", "step": "ask"}
        assert hers.command("recording.set", step)["type"] == "ack"
        assert his.expect("peer.recording")["data"] == {"user_id": alice.id, **step}
        # It comes to nobody who has sent it: the next frame is the answer to something else.
        assert hers.command("chat.send", {"text": "hello"})["type"] == "ack"
        assert not SIGNS & {frame["type"] for frame in hers.seen}
    kept = alice.in_database(lambda session: session.scalars(text("SELECT type FROM events")).all())
    assert not SIGNS & set(kept)


@pytest.mark.parametrize(
    ("sign", "data"),
    [
        ("media.set", {}),
        ("media.set", {"microphone": True}),
        ("media.set", {**OFF, "camera": "yes"}),
        ("media.set", {**OFF, "camera": 1}),
        ("media.set", {**OFF, "screen": None}),
        ("media.set", {**OFF, "weak_line": 1}),
        ("media.set", {**OFF, "audio_only": True}),
        ("media.set", {**OFF, "audio_only": -1}),
        ("media.set", {**OFF, "takes_part": "singing"}),
        ("media.set", {**OFF, "wants_captions": "yes"}),
        ("media.set", {**OFF, "captions": True}),
        ("media.set", {**OFF, "x": 1}),
        ("caption.say", {"line": "l1", "text": "x" * 501}),
        ("caption.say", {"line": "l1", "text": "two\nlines"}),
        ("caption.say", {"line": "", "text": "x"}),
        ("caption.say", {"text": "x"}),
        ("recording.set", {"recording": "r1", "step": "pause"}),
        ("recording.set", {"recording": "r" * 65, "step": "ask"}),
        ("recording.set", {"step": "ask"}),
    ],
)
def test_a_sign_of_another_form_reaches_nobody(alice: Person, bob: Person, room: str, sign: str, data: dict[str, Any]):
    with alice.socket(room) as hers, bob.socket(room) as his:
        his.expect("interview.snapshot")
        assert hers.command(sign, data)["data"]["code"] == "invalid"
        hers.command("media.set", {**OFF, "camera": True})
        assert his.expect("peer.media")["data"] == {"user_id": alice.id, **OFF, **SPEAKING, "camera": True}
