"""`kill -9` of matchers at every point of a pass, and at any moment: either all of a pass has happened or nothing."""

from __future__ import annotations

import random
import signal
import time
from collections.abc import Callable

from shared.core.settings import Settings
from tests.system.crowd import Crowd
from tests.system.hammer import Crew
from tests.system.matchers import count_points, match_once, match_without_end

PEOPLE = 6


def test_a_pass_killed_at_any_point_is_whole_or_has_not_happened(
    settings: Settings, crowd: Crowd, crew: Crew, chance: random.Random, often: Callable[[int, int], int]
):
    room = crowd.practice_room()
    crowd.arrive(room, PEOPLE)
    points, committed_after = crew.start(count_points, settings, room).result()
    assert crowd.interviews_in(room) == PEOPLE // 2
    kills = often(10, 100)
    every_point = list(range(1, points + 1)) * (kills // points + 1)
    for made_before, point in enumerate(chance.sample(every_point, kills), 1):
        crowd.arrive(room, PEOPLE)
        victim = crew.start(match_once, settings, room, point, signal.SIGKILL)
        assert victim.died() == -signal.SIGKILL, f"at point {point} of {points}"
        survived = crowd.interviews_in(room) - made_before * PEOPLE // 2
        assert survived == (PEOPLE // 2 if point > committed_after else 0), f"at point {point} of {points}"
        assert crowd.violations() == []
        assert crowd.pass_over(room) + survived == PEOPLE // 2
    assert crowd.violations() == []


def test_matchers_killed_at_any_moment_leave_no_half_of_a_match(
    settings: Settings, crowd: Crowd, crew: Crew, chance: random.Random, often: Callable[[int, int], int]
):
    room = crowd.practice_room()
    survivor = crew.start(match_without_end, settings)
    victim = crew.start(match_without_end, settings)
    kills = often(10, 100)
    for _ in range(kills):
        successor = crew.start(match_without_end, settings)
        assert victim.hear() == "ready"
        crowd.arrive(room, PEOPLE)
        # Not a wait for anything: the kill shall hit another moment each time.
        time.sleep(chance.uniform(0, 0.03))
        victim.kill()
        assert victim.died() == -signal.SIGKILL
        assert crowd.violations() == []
        victim = successor
    victim.stop()
    survivor.stop()
    crowd.pass_over(room)
    assert crowd.violations() == []
    assert crowd.interviews_in(room) == kills * PEOPLE // 2
