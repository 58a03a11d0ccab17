"""Redis gone while people are paired, over REST and on sockets, and back again: everybody is told, once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Self

import pytest
from flask import Flask

from deployment.local.valkey import Valkey
from mockmate_api import create_app
from shared.core.settings import Settings
from tests.clients.person import Person, register
from tests.clients.wire import Wire
from tests.sockets import AsProcess
from tests.system.crowd import Crowd


@pytest.fixture
def own_settings(settings: Settings, own_valkey: Valkey) -> Settings:
    """Settings with a Valkey that may be stopped."""
    return settings.model_copy(update={"redis_url": own_valkey.url, "match_interval_seconds": 0.2})


@pytest.fixture
def app(own_settings: Settings) -> Flask:
    return create_app(own_settings)


@pytest.fixture
def process(own_settings: Settings, tmp_path: Path) -> Iterator[AsProcess]:
    running = AsProcess(own_settings, tmp_path / "ws.log")
    yield running
    running.stop()


class Meeting:
    """People who come to one room in twos, and hear of each other."""

    def __init__(self, app: Flask, process: AsProcess, room: int) -> None:
        self._app = app
        self._process = process
        self._room = room
        self._open = ExitStack()
        self._names = 0
        self.wires: list[Wire] = []
        self.found: list[tuple[Wire, str]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def somebody(self) -> Person:
        """Make an account."""
        self._names += 1
        return register(self._app, f"person{self._names}", self._process.url)

    def sit(self, person: Person) -> Wire:
        """Open a socket in the room."""
        person.post("/slots/book", {"slot_id": self._room, "difficulty": "easy"}, status=201)
        wire = self._open.enter_context(person.socket(f"/ws/match?slot_id={self._room}"))
        wire.expect("waiting_room.snapshot")
        self.wires.append(wire)
        return wire

    def visit(self, wire: Wire) -> None:
        """Let somebody come over REST to whoever sits there alone."""
        self.found.append((wire, self.somebody().practise("easy", status=200)["interview"]["id"]))

    def of_two_over_rest(self) -> None:
        """Let two people meet who have no socket."""
        one, other = self.somebody(), self.somebody()
        one.practise("easy")
        found = other.practise("easy", status=200)["interview"]
        assert one.get("/match/status", status=200).get_json()["interview"]["id"] == found["id"]

    def of_two_sockets(self) -> None:
        """Let two people sit down; a matcher finds them."""
        wires = [self.sit(self.somebody()), self.sit(self.somebody())]
        found = [wire.expect("match.found")["data"]["interview"]["id"] for wire in wires]
        assert found[0] == found[1]

    def hear(self) -> None:
        """See that everybody who was visited hears of it."""
        for wire, interview_id in self.found:
            assert wire.expect("match.found")["data"]["interview"]["id"] == interview_id
        self.found.clear()


def test_everybody_is_paired_and_told_once_while_redis_is_gone_and_after(
    app: Flask, process: AsProcess, crowd: Crowd, own_valkey: Valkey, often: Callable[[int, int], int]
):
    room = crowd.practice_room()
    rounds = often(1, 7)
    with Meeting(app, process, room) as meeting:
        early = meeting.sit(meeting.somebody())
        own_valkey.stop()
        meeting.visit(early)
        for _ in range(rounds):
            meeting.visit(meeting.sit(meeting.somebody()))
            meeting.of_two_over_rest()
            meeting.of_two_sockets()
            meeting.hear()
            assert crowd.violations() == []
        late = meeting.sit(meeting.somebody())
        own_valkey.start()
        meeting.visit(late)
        meeting.of_two_sockets()
        meeting.of_two_over_rest()
        meeting.hear()
        for wire in meeting.wires:
            assert [type_ for _, type_ in wire.durable()].count("match.found") == 1
    assert crowd.interviews_in(room) == 4 + 3 * rounds
    assert crowd.violations() == []
