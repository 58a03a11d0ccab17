"""Two housekeepers at work in one house at the same time: everything is done, and nothing is done twice."""

from __future__ import annotations

import random
import signal
import time
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from shared.core.settings import Settings
from shared.matching import interviews
from tests.system.crowd import Crowd
from tests.system.hammer import Crew
from tests.system.housekeepers import keep_house

LATE = "UPDATE {} SET {} = {} - interval '3 hours' WHERE {}"

TOLD = "SELECT count(*) FROM (SELECT stream FROM events WHERE type = :type GROUP BY stream HAVING count(*) = 1) AS once"


class House:
    """A system in which much is overdue; each of the numbers is of people."""

    def __init__(self, crowd: Crowd, size: int) -> None:
        self._crowd = crowd
        self.unstarted = 2 * size
        self.half_started = 2 * size
        self.running = 2 * size
        self.stale = size
        self.still_waiting = size
        self.never_came = size
        self._neglect()

    def _neglect(self) -> None:
        crowd = self._crowd
        room = crowd.practice_room()
        self._begin(room, self.running, ready=2)
        crowd.execute("UPDATE participants SET present_until = now() - interval '1 hour' WHERE live")
        crowd.execute(LATE.format("interviews", "ends_at", "ends_at", "status = 'live'"))
        self._begin(room, self.half_started, ready=1)
        self._begin(room, self.unstarted, ready=0)
        crowd.execute(LATE.format("interviews", "start_by", "start_by", "status = 'matched'"))
        crowd.arrive(room, self.stale)
        crowd.execute(LATE.format("bookings", "present_until", "present_until", "status = 'waiting'"))
        slot = crowd.slot(timedelta(minutes=5))
        crowd.arrive(slot, self.still_waiting)
        crowd.book(slot, crowd.people(self.never_came))
        crowd.let_pass(slot, timedelta(hours=3))

    def _begin(self, room: int, people: int, *, ready: int) -> None:
        """Pair people; so many of each two say that they are ready."""
        self._crowd.arrive(room, people)
        assert self._crowd.pass_over(room) == people // 2

        def start(session: Session) -> None:
            seats = session.execute(
                text(
                    "SELECT p.interview_id, p.user_id FROM participants p JOIN interviews i ON i.id = p.interview_id"
                    " WHERE i.status = 'matched' AND i.start_by > now() AND p.seat <= :ready"
                    " AND NOT EXISTS (SELECT FROM participants o WHERE o.interview_id = i.id"
                    " AND o.started_at IS NOT NULL)"
                ),
                {"ready": ready},
            ).all()
            for seat in seats:
                interviews.start(session, self._crowd.settings, UUID(str(seat.interview_id)), seat.user_id)

        self._crowd.run(start)

    def assert_kept(self) -> None:
        """Everything overdue has been done, and everybody was told once."""
        crowd = self._crowd
        assert crowd.violations() == []
        told = {
            type_: crowd.count(TOLD, type=type_) for type_ in ("match.expired", "match.peer_no_show", "interview.ended")
        }
        over = self.unstarted + self.half_started
        assert told["match.expired"] == self.stale + self.still_waiting
        assert told["match.peer_no_show"] == over
        # Told in the stream of each person, and in the interview's own.
        assert told["interview.ended"] == (over + self.running) * 3 // 2
        assert crowd.count("SELECT count(*) - count(DISTINCT data) FROM events WHERE type = 'peer.left'") == 0
        statuses = {
            status: crowd.count("SELECT count(*) FROM bookings WHERE status = :status", status=status)
            for status in ("booked", "waiting", "matched", "completed", "expired", "no_show")
        }
        assert statuses == {
            "booked": 0,
            "waiting": self.half_started // 2,
            "matched": 0,
            "completed": self.running,
            "expired": self.stale + self.still_waiting,
            "no_show": self.unstarted + self.half_started // 2 + self.never_came,
        }

    def assert_done_once(self, changed: Counter[str]) -> None:
        """Together they have changed what there was to change, and not a thing more."""
        assert changed["give_up_no_shows"] == (self.unstarted + self.half_started) // 2
        assert changed["end_interviews"] == self.running // 2
        assert changed["close_rooms"] == self.still_waiting + self.never_came
        assert changed["clear_practice"] == self.stale


@pytest.fixture
def house(crowd: Crowd, often: Callable[[int, int], int]) -> House:
    return House(crowd, often(20, 300))


def test_two_housekeepers_do_everything_once(
    settings: Settings, crew: Crew, house: House, often: Callable[[int, int], int]
):
    keepers = [crew.start(keep_house, settings, often(5, 40)) for _ in range(often(2, 6))]
    for keeper in keepers:
        assert keeper.hear() == "ready"
    for keeper in keepers:
        keeper.go()
    changed = sum((keeper.result() for keeper in keepers), Counter[str]())
    house.assert_done_once(changed)
    house.assert_kept()


def test_what_a_killed_housekeeper_left_is_done_by_the_next(
    settings: Settings, crew: Crew, house: House, chance: random.Random, often: Callable[[int, int], int]
):
    for _ in range(often(3, 20)):
        victim = crew.start(keep_house, settings, 1000)
        assert victim.hear() == "ready"
        victim.go()
        # Not a wait for anything: the kill shall hit another moment each time.
        time.sleep(chance.uniform(0, 0.1))
        victim.kill()
        assert victim.died() == -signal.SIGKILL
    crew.start(keep_house, settings, often(5, 40)).stop()
    house.assert_kept()
