"""/asyncapi.json: every frame and event is in it, and what really goes over the sockets fits it."""

from __future__ import annotations

import json
import subprocess
import urllib.request
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker, ValidationError

from mockmate_ws import protocol
from shared.events import types
from tests.clients.openapi import closed
from tests.clients.person import Person
from tests.clients.wire import Wire
from tests.node import NODE, install
from tests.sockets import InThread

Json = dict[str, Any]
PARSER = Path(__file__).parent.parent / "documents"


@pytest.fixture
def document(sockets: InThread) -> Json:
    url = sockets.url.replace("ws://", "http://") + "/asyncapi.json"
    with urllib.request.urlopen(url, timeout=20) as answer:
        assert answer.headers["Content-Type"] == "application/json"
        document: Json = json.load(answer)
    return document


def message_for(document: Json, path: str, action: str, type_: str) -> Json:
    """Return the one message of this type that goes this way on this socket."""
    operation = next(
        one
        for one in document["operations"].values()
        if one["action"] == action and document["channels"][one["channel"]["$ref"].split("/")[-1]]["address"] == path
    )
    names = [reference["$ref"].split("/")[-1] for reference in operation["messages"]]
    messages: list[Json] = [document["components"]["messages"][name] for name in names]
    (found,) = [message for message in messages if message["name"] == type_]
    return found


def assert_fits(document: Json, path: str, action: str, frame: Json) -> None:
    payload = message_for(document, path, action, frame["type"])["payload"]
    schema = {**payload, "components": closed(document["components"])}
    Draft202012Validator(schema, format_checker=FormatChecker()).validate(frame)


def test_it_names_every_socket_frame_and_event(document: Json):
    assert {channel["address"] for channel in document["channels"].values()} == set(protocol.SERVER_FRAMES)
    named = {message["name"] for message in document["components"]["messages"].values()}
    frames = {protocol.type_of(one) for group in protocol.SERVER_FRAMES.values() for one in group}
    commands = {protocol.type_of(one) for group in protocol.COMMANDS.values() for one in group}
    assert named == {"auth"} | frames | commands | {event.type for event in types.ALL}


def test_the_official_parser_finds_nothing_wrong_with_it(document: Json):
    install(PARSER)
    read = subprocess.run(
        [NODE, "validate.js"], cwd=PARSER, input=json.dumps(document).encode(), check=True, capture_output=True
    )
    found = json.loads(read.stdout)
    hints = {"asyncapi-latest-version"}  # 3.0 is what tools read today
    assert [one for one in found["diagnostics"] if one["code"] not in hints] == []
    assert found["version"] == "3.0.0"
    assert found["messages"] == len(document["components"]["messages"])


def test_every_reference_leads_somewhere(document: Json):
    def references(value: Any) -> list[str]:
        if isinstance(value, dict):
            own = [value["$ref"]] if isinstance(value.get("$ref"), str) else []
            return own + [one for each in value.values() for one in references(each)]
        return [one for each in value for one in references(each)] if isinstance(value, list) else []

    found = references(document)
    assert len(found) > 100
    for reference in found:
        place: Any = document
        for step in reference.removeprefix("#/").split("/"):
            place = place[step]
        assert isinstance(place, dict)


def test_what_goes_over_the_sockets_fits_it(document: Json, alice: Person, bob: Person, question_bank: None):
    alice.practise("easy")
    with alice.socket("/ws/connect") as home, alice.socket("/ws/match") as waiting:
        waiting.expect("waiting_room.snapshot")
        interview_id = bob.practise("easy", status=200)["interview"]["id"]
        for wire in (home, waiting):
            wire.expect("match.found")
        path = f"/ws/interview/live?interview_id={interview_id}"
        with alice.socket(path) as mine, bob.socket(path) as theirs:
            for wire in (mine, theirs):
                assert wire.command("interview.ready")["type"] == "ack"
            mine.expect("interview.started")
            mine.command("chat.send", {"text": "Hello, Bob."})
            theirs.expect("chat.message")
            theirs.command("roles.swap")
            theirs.command("signal.send", {"candidate": {"candidate": "", "sdpMid": "0"}})
            mine.expect("signal")
            mine.command("chat.send", {"text": ""})
            mine.command("interview.end")
            theirs.expect("interview.ended")
            home.expect("interview.ended")
            seen = _seen(document, "/ws/interview/live", mine, theirs)
        seen |= _seen(document, "/ws/connect", home) | _seen(document, "/ws/match", waiting)
    with pytest.raises(ValidationError, match="Additional properties"):
        assert_fits(document, "/ws/connect", "send", {**home.seen[0], "more": 1})
    assert seen >= {"hello", "ack", "error", "interview.snapshot", "waiting_room.snapshot", "match.found", "signal"}


def _seen(document: Json, path: str, *wires: Wire) -> set[str]:
    for wire in wires:
        for frame in wire.seen:
            assert_fits(document, path, "send", frame)
    return {frame["type"] for wire in wires for frame in wire.seen}


def test_it_says_how_long_messages_may_be(document: Json):
    by_path = {one["address"]: one["x-message-bytes"] for one in document["channels"].values()}
    text = {"receive": {"text": 64 * 1024}, "send": {"text": 30 * 1024}}
    both = {way: {**one, "binary": 1024 * 1024} for way, one in text.items()}
    assert by_path == {"/ws/connect": text, "/ws/match": text, "/ws/interview/live": both}


def test_a_frame_that_is_refused_does_not_fit_it(document: Json):
    wrong = {"type": "chat.send", "id": "c1", "data": {"text": ""}}
    with pytest.raises(Exception, match=r"non-empty|too short"):
        assert_fits(document, "/ws/interview/live", "receive", wrong)
    assert_fits(document, "/ws/interview/live", "receive", {**wrong, "data": {"text": "Hi"}})
