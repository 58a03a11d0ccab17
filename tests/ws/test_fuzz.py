"""Frames by chance, wild and nearly right: each is answered or closes its sender, and nobody else notices."""

from __future__ import annotations

import json
import random
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest
from flask import Flask
from websockets.exceptions import ConnectionClosed

from mockmate_ws import protocol
from shared.core.settings import Settings
from tests.clients.person import Person, register
from tests.clients.wire import Wire
from tests.sockets import AsProcess

SOCKETS, FRAMES_EACH = 30, 18  # fewer than a flood
MEMORY_BYTES = 150 * 1024 * 1024

_NAMES = sorted({protocol.type_of(frame) for frames in protocol.COMMANDS.values() for frame in frames} | {"auth"})
_ODD_TEXTS = ("", " ", "\x00", "\ufeff", "\u202e", "x" * 4001, "κ" * 300, "{}", "<script>", "'; --", "-0", "1e999")
_ODD_NUMBERS = (0, -1, 2**31, 2**63, 2**64, 10**400, 0.1, -0.0, 1e308)
_ODD_JSON = (
    '{"type":"chat.send","type":"roles.swap","id":"1","data":{}}',
    '{"type":"chat.send","id":"1","data":{"text":"one","text":"two"}}',
    '{"type":"signal.send","data":{"candidate":{"x":NaN}}}',
    '{"type":"signal.send","data":{"candidate":{"x":1e400}}}',
    '{"type":"signal.send","data":{"candidate":{"x":"\\ud800"}}}',
    '{"type":"chat.send","id":"1","data":{"text":"\\udc00\\ud800"}}',
    '{"type":"signal.send","data":{"candidate":' + '{"a":' * 300 + "1" + "}" * 300 + "}}",
    '{"type":"signal.send","data":{"candidate":' + "[" * 30_000 + "]" * 30_000 + "}}",
    "\ufeff{}",
    '{"type":"auth","data":{"resume":{"user:1":{"epoch":"x","offset":9223372036854775808}}}}',
    '{"type":"auth","data":{"resume":{"user:1":{"epoch":"x","offset":-1}}}}',
)


@pytest.fixture
def process(settings: Settings, tmp_path: Path) -> Iterator[AsProcess]:
    running = AsProcess(settings, tmp_path / "ws.log")
    yield running
    running.stop()


@pytest.fixture
def people(app: Flask, process: AsProcess) -> list[Person]:
    """Four people in two rooms; the last two are the bystanders."""
    made = [register(app, name, process.url) for name in ("ada", "bea", "cleo", "dora")]
    for one, other in (made[:2], made[2:]):
        one.practise("easy")
        other.practise("easy", status=200)
    return made


def odd_value(dice: random.Random, depth: int = 0) -> Any:
    kind = dice.randrange(8 if depth < 4 else 5)
    if kind == 0:
        return dice.choice(_ODD_TEXTS)
    if kind == 1:
        return dice.choice(_ODD_NUMBERS)
    if kind == 2:
        return dice.choice([None, True, False])
    if kind <= 4:
        return "".join(chr(dice.choice([dice.randrange(32, 127), dice.randrange(0xD7FF)])) for _ in range(9))
    if kind == 5:
        return [odd_value(dice, depth + 1) for _ in range(dice.randrange(4))]
    fields = ["text", "description", "candidate", "ticket", "resume", "requeue", "type", "id", "data", "\x00"]
    return {dice.choice(fields): odd_value(dice, depth + 1) for _ in range(dice.randrange(4))}


def odd_frame(dice: random.Random) -> str | bytes:
    """Return anything from noise to a frame that is nearly right."""
    kind = dice.randrange(6)
    if kind == 0:
        return dice.randbytes(dice.randrange(200))
    if kind == 1:
        return dice.choice(_ODD_JSON)
    if kind == 2:
        return json.dumps(odd_value(dice))
    right = {"type": dice.choice(_NAMES), "id": f"f{dice.randrange(5)}", "data": odd_value(dice)}
    text = json.dumps(right, ensure_ascii=dice.random() < 0.5)
    if kind == 3:
        place = dice.randrange(len(text))
        return text[:place] + dice.choice(["", "}", '"', "\\", "9" * 400]) + text[place + 1 :]
    return text


def test_what_chance_sends_is_answered_or_closes_its_sender_alone(
    process: AsProcess, people: list[Person], chance: random.Random
):
    memory = psutil.Process(process.process.pid)
    paths = ("/ws/connect", "/ws/match", f"/ws/interview/live?interview_id={_room_of(people[0])}")
    before = memory.memory_info().rss
    with people[2].socket(f"/ws/interview/live?interview_id={_room_of(people[2])}") as bystander:
        bystander.expect("interview.snapshot")
        for number in range(SOCKETS):
            with chance.choice(people[:2]).socket(paths[number % len(paths)]) as wire:
                _let_loose(wire, chance)
            answer = bystander.command("chat.send", {"text": f"still here after {number}"}, id_=f"calm-{number}")
            assert answer["type"] == "ack"
    assert memory.memory_info().rss - before < MEMORY_BYTES
    health = process.url.replace("ws://", "http://") + "/health/ready"
    with urllib.request.urlopen(health, timeout=20) as ready:
        assert ready.status == 200


def _room_of(person: Person) -> str:
    state = person.get("/match/status", status=200).get_json()
    room: str = state["interview"]["id"]
    return room


def _let_loose(wire: Wire, dice: random.Random) -> None:
    close = None
    try:
        wire.expect("hello")
        for _ in range(FRAMES_EACH):
            wire.say(odd_frame(dice))
        # Whatever came before has been read when this is answered.
        wire.send("no.such.command", id_="last")
        wire.expect("error", id="last")
    except ConnectionClosed as closed:
        close = closed
    if close is not None:
        assert close.rcvd is not None, "closed without a word"
        assert 4400 <= close.rcvd.code < 4600 or close.rcvd.code == 1000, close.rcvd
