"""Measures the pairing rule alone, in pairs a second for 1,000 to 1,000,000 tickets, against sorting the same tickets.

`python -m benchmarks.pairing [--quick]`
"""

from __future__ import annotations

import gc
import random
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from operator import itemgetter
from typing import Any

from benchmarks import report
from shared.matching.rule import Pair, Ticket, pair

SIZES = (1_000, 10_000, 100_000, 1_000_000)
QUICK_SIZES = (1_000, 10_000)
NOW = datetime(2030, 1, 1, 18, 0, tzinfo=UTC)

LEVELS = {"uniform": (1, 1, 1), "skewed": (70, 25, 5), "uniform, with wishes": (1, 1, 1)}
TOPICS = ("algorithms", "system-design", "front-end", "sql", "debugging")
LANGUAGES = {"en": 80, "de": 10, "es": 6, "fr": 4}
GAPS = {2: 70, 1: 20, 0: 10}
WAITED_SECONDS = 600

_by_level_and_time = itemgetter(Ticket._fields.index("level"), Ticket._fields.index("waiting_since"))


def tickets(count: int, levels: Sequence[int], seed: int = 7) -> list[Ticket]:
    """Return a room in no order: several languages and tolerances, people blocked, and people met lately.

    Half of the blocked and the met stand next to each other in the queue, where the rule comes across them.
    """
    # Not for secrets: the same room in every run.
    dice = random.Random(seed)
    waited = sorted((dice.uniform(0, WAITED_SECONDS) for _ in range(count)), reverse=True)
    spoken = dice.choices(list(LANGUAGES), list(LANGUAGES.values()), k=count)
    gaps = dice.choices(list(GAPS), list(GAPS.values()), k=count)
    chosen = dice.choices((0, 1, 2), levels, k=count)
    room = [
        Ticket(
            booking_id=number,
            user_id=number,
            level=chosen[number],
            waiting_since=NOW - timedelta(seconds=waited[number]),
            language=spoken[number],
            max_level_gap=gaps[number],
            blocked=_some(dice, number, count, share=0.02, at_most=3),
            recent=_some(dice, number, count, share=0.3, at_most=5),
        )
        for number in range(count)
    ]
    dice.shuffle(room)
    return room


def with_wishes(room: Sequence[Ticket], seed: int = 7) -> list[Ticket]:
    """Let half of the people wish for one or two topics."""
    dice = random.Random(seed)
    return [one._replace(topics=frozenset(dice.choices(TOPICS, k=2))) if dice.random() < 0.5 else one for one in room]


def pair_now(room: Sequence[Ticket]) -> list[Pair]:
    """Run the rule as a pass does."""
    return pair(room, NOW)


def _some(dice: random.Random, number: int, count: int, share: float, at_most: int) -> frozenset[int]:
    if dice.random() >= share:
        return frozenset()
    near = (number + dice.randint(1, 10) for _ in range(at_most))
    far = (dice.randrange(count) for _ in range(at_most))
    return frozenset(dice.sample([*near, *far], dice.randint(1, at_most)))


def by_level_and_time(room: Sequence[Ticket]) -> list[Ticket]:
    """Sort: the least that anybody who pairs by level and waiting time has to do."""
    return sorted(room, key=_by_level_and_time)


def seconds(work: Callable[[list[Ticket]], Sequence[Any]], room: list[Ticket]) -> tuple[float, int]:
    """Return the processor time of one run, which other programs change little, and the length of its result."""
    gc.collect()
    start = time.process_time()
    result = work(room)
    return time.process_time() - start, len(result)


def measure(shape: str, size: int, repeats: int) -> dict[str, Any]:
    """Measure one room: the rule and the floor in turns, the median of each and of their ratios."""
    room = tickets(size, LEVELS[shape])
    if shape.endswith("wishes"):
        room = with_wishes(room)
    floors, costs, pairs = [], [], 0
    for _ in range(repeats):
        floors.append(seconds(by_level_and_time, room)[0])
        cost, pairs = seconds(pair_now, room)
        costs.append(cost)
    ratios = [cost / floor for cost, floor in zip(costs, floors, strict=True)]
    cost = report.middle(costs)
    return {
        "levels": shape,
        "tickets": size,
        "pairs": pairs,
        "seconds": cost,
        "pairs_per_second": pairs / cost,
        "sort_seconds": report.middle(floors),
        "times_the_sort": report.middle(ratios),
    }


def main() -> None:
    """Measure every room and write the result."""
    chosen = report.arguments(__doc__)
    machine = report.machine()
    sizes = QUICK_SIZES if chosen.quick else SIZES
    rows = [measure(shape, size, 3 if size >= 1_000_000 else 9) for shape in LEVELS for size in sizes]
    report.show("The pairing rule, beside sorting the same tickets by (level, time); processor seconds", rows)
    slopes = {
        shape: report.slope(sizes, [row["seconds"] for row in rows if row["levels"] == shape]) for shape in LEVELS
    }
    report.show("Slope of cost over tickets, log over log", [slopes])
    report.write(chosen.to, "pairing", machine, rows=rows, slopes=slopes)


if __name__ == "__main__":
    main()
