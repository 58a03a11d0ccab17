"""Two processes of the socket service and one Redis that comes and goes: everybody is told everything."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from deployment.local.valkey import Valkey
from mockmate_api import create_app
from shared.core.settings import Settings
from tests.clients.person import Person, register
from tests.clients.wire import Wire
from tests.clients.yjs import HERE, Writer, agree
from tests.node import install
from tests.sockets import AsProcess


@pytest.fixture
def own_settings(settings: Settings, own_valkey: Valkey) -> Settings:
    """Settings with a Valkey that may be stopped."""
    return settings.model_copy(update={"redis_url": own_valkey.url})


@pytest.fixture
def app(own_settings: Settings) -> Flask:
    return create_app(own_settings)


@pytest.fixture
def start_process(own_settings: Settings, tmp_path: Path) -> Iterator[Callable[[], AsProcess]]:
    started: list[AsProcess] = []

    def start() -> AsProcess:
        started.append(AsProcess(own_settings, tmp_path / f"ws-{len(started)}.log"))
        return started[-1]

    yield start
    for process in started:
        process.stop()


@pytest.fixture
def two_people(app: Flask, start_process: Callable[[], AsProcess]) -> tuple[Person, Person]:
    """Alice on one process, Bob on another."""
    return register(app, "alice", start_process().url), register(app, "bob", start_process().url)


def _wait_together(alice: Person, bob: Person) -> tuple[Wire, Wire]:
    room = next(room for room in alice.get("/match/waiting-room", status=200).get_json()["items"] if room["practice"])
    wires = []
    for person in (alice, bob):
        person.post("/slots/book", {"slot_id": room["slot_id"], "difficulty": "easy"}, status=201)
        wires.append(person.socket(f"/ws/match?slot_id={room['slot_id']}"))
        wires[-1].expect("waiting_room.snapshot")
    return wires[0], wires[1]


def _meet(alice: Person, bob: Person) -> str:
    alice.practise("easy")
    interview = bob.practise("easy", status=200)["interview"]
    return f"/ws/interview/live?interview_id={interview['id']}"


def test_people_on_two_processes_are_paired_and_both_are_told(two_people: tuple[Person, Person]):
    hers, his = _wait_together(*two_people)
    with hers, his:
        found = [wire.expect("match.found")["data"]["interview"] for wire in (hers, his)]
    assert found[0]["id"] == found[1]["id"]
    assert [one["peer"]["username"] for one in found] == ["bob", "alice"]


def test_a_room_spans_two_processes(two_people: tuple[Person, Person]):
    alice, bob = two_people
    path = _meet(alice, bob)
    with alice.socket(path) as hers, bob.socket(path) as his:
        hers.expect("interview.snapshot")
        his.expect("interview.snapshot")
        assert hers.command("signal.send", {"candidate": {"candidate": "x"}})["type"] == "ack"
        assert his.expect("signal")["data"]["user_id"] == alice.id
        for number in range(20):
            sender, receiver = (hers, his) if number % 2 else (his, hers)
            assert sender.command("chat.send", {"text": str(number)}, id_=f"m{number}")["type"] == "ack"
            for wire in (sender, receiver):
                assert wire.expect("chat.message")["data"]["text"] == str(number)
        for wire in (hers, his):
            offsets = [offset for offset, _ in wire.durable()]
            assert offsets == list(range(offsets[0], offsets[0] + len(offsets)))


def test_nothing_is_lost_while_redis_restarts(two_people: tuple[Person, Person], own_valkey: Valkey):
    alice, bob = two_people
    path = _meet(alice, bob)
    with alice.socket(path) as hers, bob.socket(path) as his:
        hers.expect("interview.snapshot")
        his.expect("interview.snapshot")
        own_valkey.stop()
        for number in range(5):
            assert hers.command("chat.send", {"text": f"deaf {number}"}, id_=f"d{number}")["type"] == "ack"
        own_valkey.start()
        for number in range(5):
            assert hers.command("chat.send", {"text": f"heard {number}"}, id_=f"h{number}")["type"] == "ack"
        for wire in (hers, his):
            lines = [wire.expect("chat.message") for _ in range(10)]
            expected = [f"deaf {number}" for number in range(5)] + [f"heard {number}" for number in range(5)]
            assert [line["data"]["text"] for line in lines] == expected
            offsets = [offset for offset, _ in wire.durable()]
            assert offsets == list(range(offsets[0], offsets[0] + len(offsets)))


def test_people_are_matched_and_told_while_redis_is_away(two_people: tuple[Person, Person], own_valkey: Valkey):
    alice, bob = two_people
    slot_id = alice.practise("hard")["slot_id"]
    with alice.socket(f"/ws/match?slot_id={slot_id}") as hers:
        hers.expect("waiting_room.snapshot")
        own_valkey.stop()
        bob.practise("hard", status=200)
        assert hers.expect("match.found")["data"]["interview"]["peer"]["username"] == "bob"


def test_both_type_on_in_one_document_while_redis_is_away(two_people: tuple[Person, Person], own_valkey: Valkey):
    install(HERE)
    alice, bob = two_people
    path = _meet(alice, bob)
    with Writer(alice, path) as hers, Writer(bob, path) as his:
        hers.connect(alice.sockets)
        his.connect(bob.sockets)
        own_valkey.stop()
        for one, seed in ((hers, 1), (his, 2)):
            one.begin("edit", count=20, seed=seed)
        for one in (hers, his):
            one.result()
        before = agree(hers, his)
        assert len(before["text"].splitlines()) > 20
        # Who writes sees by the offset what was missed; who only reads has to look.
        hers.do("insert", text="hers alone\n")
        assert "hers alone" in agree(hers, his)["text"]
        own_valkey.start()
        his.do("insert", text="and on\n")
        assert "and on" in agree(hers, his)["text"]
