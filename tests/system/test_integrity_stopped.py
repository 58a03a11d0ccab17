"""A process that stands still (SIGSTOP) for longer than any lease while others go on: it has done nothing twice."""

from __future__ import annotations

import random
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from mockmate_api import create_app
from shared.core.settings import Settings
from tests.clients import wait_until
from tests.clients.person import register
from tests.sockets import AsProcess
from tests.system.crowd import Crowd
from tests.system.hammer import Crew
from tests.system.matchers import count_points, match_once

PEOPLE = 6


def test_a_matcher_held_in_the_middle_of_its_pass_does_nothing_twice(
    settings: Settings, crowd: Crowd, crew: Crew, chance: random.Random, often: Callable[[int, int], int]
):
    sample = crowd.slot()
    crowd.arrive(sample, PEOPLE)
    points, committed_after = crew.start(count_points, settings, sample).result()
    every_point = range(1, points + 1)
    around_the_commit = {committed_after - 1, committed_after, committed_after + 1}
    chosen = sorted(around_the_commit | set(chance.sample(every_point, often(5, points))))
    # Each in a slot of its own, so that all are held at the same time.
    slots = {point: crowd.slot() for point in chosen}
    held = {}
    for point, slot_id in slots.items():
        crowd.arrive(slot_id, PEOPLE)
        held[point] = crew.start(match_once, settings, slot_id, point, signal.SIGSTOP)
    for worker in held.values():
        worker.until_held()
    by_others = {point: crowd.pass_over(slot_id) for point, slot_id in slots.items()}
    expected = {point: PEOPLE // 2 if point <= committed_after else 0 for point in chosen}
    assert by_others == expected, f"{committed_after=}"
    assert crowd.violations() == []
    for point, worker in held.items():
        worker.signal(signal.SIGCONT)
        outcome = worker.result()
        assert outcome in ((PEOPLE // 2,) if point > committed_after else (0, "OperationalError", "InternalError")), (
            f"continued at point {point} of {points} it got {outcome}"
        )
        assert crowd.interviews_in(slots[point]) == PEOPLE // 2
    assert crowd.violations() == []


@pytest.fixture
def app(settings: Settings) -> Flask:
    return create_app(settings)


@pytest.fixture
def process(settings: Settings, app: Flask, tmp_path: Path) -> Iterator[AsProcess]:
    """A socket service whose people are gone a second after it has fallen silent."""
    hasty = settings.model_copy(update={"socket_grace_seconds": 1, "match_interval_seconds": 0.2})
    running = AsProcess(hasty, tmp_path / "ws.log")
    yield running
    running.process.send_signal(signal.SIGCONT)
    running.stop()


def test_people_of_a_held_process_are_passed_over_and_matched_once_it_goes_on(
    app: Flask, process: AsProcess, crowd: Crowd
):
    alice, bob, carol, dave = (register(app, name, process.url) for name in ("alice", "bob", "carol", "dave"))
    room = crowd.practice_room()
    alice.post("/slots/book", {"slot_id": room, "difficulty": "easy"}, status=201)
    with alice.socket(f"/ws/match?slot_id={room}") as hers:
        hers.expect("waiting_room.snapshot")
        process.process.send_signal(signal.SIGSTOP)
        _until(
            crowd, "SELECT count(*) = 1 FROM bookings WHERE status = 'waiting' AND present_until < clock_timestamp()"
        )
        assert bob.practise("easy")["status"] == "waiting"
        assert carol.practise("easy", status=200)["interview"]["peer"]["username"] == "bob"
        assert crowd.violations() == []
        process.process.send_signal(signal.SIGCONT)
        _until(
            crowd, "SELECT count(*) = 1 FROM bookings WHERE status = 'waiting' AND present_until > clock_timestamp()"
        )
        assert dave.practise("easy", status=200)["interview"]["peer"]["username"] == "alice"
        assert hers.expect("match.found")["data"]["interview"]["peer"]["username"] == "dave"
    assert crowd.interviews_in(room) == 2
    assert crowd.violations() == []


def _until(crowd: Crowd, holds: str) -> None:
    wait_until(lambda: crowd.count(holds), holds)
