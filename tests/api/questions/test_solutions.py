"""Some worked solutions against slower and plainer ones, on random input."""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import pairwise
from typing import Any

from tests.api.questions.test_cases import TECHNICAL, code_of


def solution_of(slug: str) -> Callable[..., Any]:
    """Return the function that the solution's code defines."""
    names: dict[str, Any] = {}
    exec(code_of(TECHNICAL[slug]), names)
    found: Callable[..., Any] = names[TECHNICAL[slug].function]
    return found


def test_missing_ticket() -> None:
    solve = solution_of("missing-ticket")
    for first, count in ((10, 4), (1, 4), (5, 1), (0, 50)):
        for missing in range(first, first + count):
            returned = [ticket for ticket in range(first, first + count) if ticket != missing]
            random.Random(1).shuffle(returned)
            assert solve(first, returned) == missing


def test_quiet_logger() -> None:
    solve = solution_of("quiet-logger")
    every_second = [[second, "x"] for second in range(100)]
    assert all(two[0] - one[0] == 10 for one, two in pairwise(solve(every_second, 10)))


def test_busiest_moment() -> None:
    solve = solution_of("busiest-moment")
    chance = random.Random(2)
    for _ in range(300):
        visits = [(enter := chance.randint(0, 9), enter + chance.randint(1, 5)) for _ in range(chance.randint(1, 6))]
        counts = [sum(enter <= minute < leave for enter, leave in visits) for minute in range(15)]
        assert solve(visits) == [counts.index(max(counts)), max(counts)]


def test_shortest_stroll() -> None:
    solve = solution_of("shortest-stroll")
    chance = random.Random(3)
    for _ in range(300):
        stalls = [chance.choice("abc") for _ in range(chance.randint(1, 9))]
        stretches = (
            (end - start, start, end)
            for start in range(len(stalls))
            for end in range(start, len(stalls))
            if set(stalls[start : end + 1]) == set(stalls)
        )
        assert tuple(solve(stalls)) == min(stretches)[1:]


def test_rolling_median() -> None:
    solve = solution_of("rolling-median")
    chance = random.Random(4)
    for _ in range(500):
        waits = [chance.randint(0, 6) for _ in range(chance.randint(1, 14))]
        k = chance.randint(1, len(waits))
        windows = (sorted(waits[start : start + k]) for start in range(len(waits) - k + 1))
        assert solve(waits, k) == [window[(k - 1) // 2] for window in windows]
