"""mockmate_ws killed with -9 and started again: no waiting person, match, line or event is lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from websockets.exceptions import ConnectionClosed

from mockmate_api import create_app
from shared.core.settings import Settings
from tests.clients.person import Person, register
from tests.clients.wire import Wire
from tests.sockets import AsProcess


@pytest.fixture
def app(settings: Settings) -> Flask:
    return create_app(settings)


@pytest.fixture
def process(settings: Settings, tmp_path: Path) -> Iterator[AsProcess]:
    running = AsProcess(settings, tmp_path / "ws.log", cold=True)
    yield running
    running.stop()


@pytest.fixture
def alice(app: Flask, process: AsProcess) -> Person:
    return register(app, "alice", process.url)


@pytest.fixture
def bob(app: Flask, process: AsProcess) -> Person:
    return register(app, "bob", process.url)


def _left_at(wire: Wire, resumed: dict[str, Any] | None = None) -> dict[str, Any]:
    """Return where a client that saw these frames resumes; what it resumed may have been cut before its first event."""
    hello = next(frame for frame in wire.seen if frame["type"] == "hello")
    positions: dict[str, Any] = hello["data"]["streams"] | (resumed or {})
    for frame in wire.seen:
        if "offset" in frame:
            positions[frame["stream"]]["offset"] = frame["offset"]
    return positions


def _until_cut(wire: Wire) -> None:
    try:
        while True:
            wire.receive()
    except (ConnectionClosed, OSError):
        wire.close()


def test_a_waiting_person_keeps_the_place(process: AsProcess, alice: Person, bob: Person):
    first = alice.practise("easy")
    with alice.socket(f"/ws/match?slot_id={first['slot_id']}") as hers:
        hers.expect("waiting_room.snapshot")
        assert bob.practise("hard", max_level_gap=0)["position"] == 2
        process.kill()
        _until_cut(hers)
        resume = _left_at(hers)
    process.start()
    with alice.socket(f"/ws/match?slot_id={first['slot_id']}", resume=resume) as hers:
        snapshot = hers.expect("waiting_room.snapshot")["data"]
        assert (snapshot["status"], snapshot["position"]) == ("waiting", 1)


def test_a_match_made_while_the_process_was_dead_is_told_on_return(process: AsProcess, alice: Person, bob: Person):
    slot_id = alice.practise("easy")["slot_id"]
    with alice.socket(f"/ws/match?slot_id={slot_id}") as hers:
        hers.expect("waiting_room.snapshot")
        process.kill()
        _until_cut(hers)
        resume = _left_at(hers)
    interview = bob.practise("easy", status=200)["interview"]
    process.start()
    with alice.socket(f"/ws/match?slot_id={slot_id}", resume=resume) as hers:
        assert hers.expect("match.found")["data"]["interview"]["id"] == interview["id"]


def test_every_acked_line_is_there_after_each_of_several_kills(process: AsProcess, alice: Person, bob: Person):
    alice.practise("easy")
    interview_id = bob.practise("easy", status=200)["interview"]["id"]
    path = f"/ws/interview/live?interview_id={interview_id}"
    resume: dict[str, Any] | None = None
    acked: list[str] = []
    heard: list[str] = []
    offsets: list[int] = []
    for life in range(4):
        # Where he resumes is in his first frame, before hello: so nothing comes early, to come again in its turn.
        with bob.in_browser(path, resume) as his, alice.socket(path) as hers:
            his.expect("interview.snapshot")
            hers.expect("interview.snapshot")
            for number in range(5):
                line = f"life {life} line {number}"
                assert hers.command("chat.send", {"text": line}, id_=line.replace(" ", "-"))["type"] == "ack"
                acked.append(line)
            process.kill()
            _until_cut(his)
            _until_cut(hers)
            resume = _left_at(his, resume)
            heard += [frame["data"]["text"] for frame in his.seen if frame["type"] == "chat.message"]
            offsets += [offset for offset, _ in his.durable()]
        process.start()
    with bob.in_browser(path, resume) as his:
        while len(heard) < len(acked):
            heard.append(his.expect("chat.message")["data"]["text"])
        offsets += [offset for offset, _ in his.durable()]
    assert heard == acked
    assert offsets == list(range(min(offsets), max(offsets) + 1))


def test_sigterm_tells_every_socket_to_come_back(process: AsProcess, alice: Person):
    with alice.socket("/ws/connect") as one, alice.socket("/ws/connect") as two:
        one.expect("hello")
        two.expect("hello")
        process.stop()
        assert (one.closed(), two.closed()) == (1012, 1012)
    assert process.process.returncode == 0
