"""Who met whom when: nine weeks of practice, the same each time."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from enum import Enum, auto
from typing import NamedTuple

from deployment.demo.people import CAST, Member
from shared.models import InterviewType

WEEKS = 9
_PAIRS = 4
_BEHAVIORAL = {(0, 0), (1, 2), (2, 0), (3, 1), (4, 3), (5, 0), (6, 2), (8, 1)}
"""By week and pair."""


class Outcome(Enum):
    """What became of a meeting."""

    BOTH_SAID = auto()
    ONE_SAID = auto()
    """The first has not given feedback yet."""
    NO_SHOW = auto()
    """The second never came."""
    DECLINED = auto()


class Meeting(NamedTuple):
    """An interview to hold: of the pair, the first is asked first. `progress` runs from 0 to 1 over the weeks."""

    pair: tuple[Member, Member]
    interview_type: InterviewType
    at: datetime
    minutes: int
    waited_seconds: int
    progress: float
    outcome: Outcome
    is_detailed: bool
    """Whether it takes longer to be made, so that its replay shows the code line by line."""


def weeks(now: datetime) -> Iterator[list[Meeting]]:
    """Yield the meetings of each week, oldest first. No two people meet twice: whoever met lately has to wait."""
    chance = random.Random(271)  # noqa: S311 - the same demo each time
    me, *others = CAST
    for week in range(WEEKS):
        pairs = [(me, others[week])]
        pairs += [(others[week - 1 - one], others[(week + 1 + one) % len(others)]) for one in range(_PAIRS - 1)]
        day = now - timedelta(weeks=WEEKS - 1 - week, days=2)
        yield [
            Meeting(
                pair,
                InterviewType.BEHAVIORAL if (week, number) in _BEHAVIORAL else InterviewType.TECHNICAL,
                day.replace(hour=15 + (week + number) % 5, minute=0, second=0)
                - timedelta(days=(2 * week + number) % 4),
                chance.randrange(31, 44),
                chance.randrange(20, 400),
                week / (WEEKS - 1),
                _outcome(week, number),
                is_detailed=number == 0 and week >= WEEKS - 2,
            )
            for number, pair in enumerate(pairs)
        ]


def _outcome(week: int, number: int) -> Outcome:
    return {
        (3, 2): Outcome.NO_SHOW,
        (5, 1): Outcome.DECLINED,
        (6, 3): Outcome.NO_SHOW,
        (WEEKS - 1, 0): Outcome.ONE_SAID,
    }.get((week, number), Outcome.BOTH_SAID)
