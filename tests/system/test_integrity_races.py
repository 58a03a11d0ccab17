"""People who cancel, move, leave or change their booking while passes run: whoever was told yes is in no match."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from functools import partial

from shared.core.settings import Settings
from tests.clients import wait_until
from tests.system.crowd import Crowd
from tests.system.hammer import Crew, Worker
from tests.system.matchers import match_without_end
from tests.system.regretters import REGRETS, regret

MATCHERS = 2
PEOPLE_EACH = 2


def test_no_change_of_mind_leaves_a_match_behind(
    settings: Settings, crowd: Crowd, crew: Crew, seed: int, chance: random.Random, often: Callable[[int, int], int]
):
    elsewhere = crowd.slot(timedelta(days=2))
    passing = [crew.start(match_without_end, settings) for _ in range(MATCHERS)]
    people = [crew.start(regret, settings, kind, PEOPLE_EACH, f"{seed}-{kind}") for kind in REGRETS]
    for number in range(often(5, 100)):
        # Nobody may be paired before everybody sits there: the room is open, its time has not come.
        slot_id = crowd.slot(timedelta(minutes=5))
        _tell(people, (slot_id, elsewhere))
        _hear(people, "waiting")
        # By chance some regret it before the slot begins, some after, most while passes run.
        acts: list[Callable[[], None]] = [
            *(worker.go for worker in people),
            partial(crowd.let_pass, slot_id, timedelta(minutes=6)),
        ]
        chance.shuffle(acts)
        for act in acts:
            act()
            time.sleep(chance.uniform(0, 0.02))
        _hear(people, "done")
        if number == 0:  # who changed a booking still waits, and has met nobody yet
            wait_until(partial(crowd.interviews_in, slot_id))
        assert crowd.violations() == []
        _tell(people)
        _hear(people, "gone")
    answers = sum((worker.stop() for worker in people), Counter[int]())
    assert answers.keys() <= {200, 204, 409}
    assert sum(worker.stop() for worker in passing) > 0
    assert crowd.violations() == []


def _tell(people: list[Worker], what: object = None) -> None:
    for worker in people:
        worker.go(what)


def _hear(people: list[Worker], what: str) -> None:
    assert [worker.hear() for worker in people] == [what] * len(people)
