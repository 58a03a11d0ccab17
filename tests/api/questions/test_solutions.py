"""The worked solutions of the technical questions do what their prompts promise."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest

from mockmate_api.questions import bank
from shared.models import InterviewType

TECHNICAL = {each.slug: each for each in bank.read_bank() if each.interview_type is InterviewType.TECHNICAL}


def solution_of(slug: str) -> Callable[..., Any]:
    """Return the first function that the solution's code defines."""
    (code,) = re.findall(r"```python\n(.*?)```", TECHNICAL[slug].solution, re.DOTALL)
    names: dict[str, Any] = {}
    exec(code, names)
    (name, *_) = re.findall(r"^def (\w+)", code, re.MULTILINE)
    found: Callable[..., Any] = names[name]
    return found


@pytest.mark.parametrize("slug", TECHNICAL)
def test_every_solution_is_code_that_runs_and_says_what_it_costs(slug: str) -> None:
    assert callable(solution_of(slug))
    assert re.search(r"Time O\(.+?\)", TECHNICAL[slug].solution)


def test_missing_ticket() -> None:
    solve = solution_of("missing-ticket")
    for first, count in ((10, 4), (1, 4), (5, 1), (0, 50)):
        for missing in range(first, first + count):
            returned = [ticket for ticket in range(first, first + count) if ticket != missing]
            random.Random(1).shuffle(returned)
            assert solve(first, returned) == missing


def test_quiet_logger() -> None:
    lines = [(1, "disk full"), (5, "disk full"), (8, "retrying"), (11, "disk full"), (20, "disk full")]
    solve = solution_of("quiet-logger")
    assert solve(lines, 10) == [lines[0], lines[2], lines[3]]
    assert solve(lines, 0) == lines
    every_second = [(second, "x") for second in range(100)]
    assert all(two[0] - one[0] == 10 for one, two in pairwise(solve(every_second, 10)))


def test_busiest_moment() -> None:
    solve = solution_of("busiest-moment")
    assert solve([(0, 30), (10, 20), (20, 40), (15, 25)]) == (15, 3)
    assert solve([]) == (0, 0)
    chance = random.Random(2)
    for _ in range(300):
        visits = [(enter := chance.randint(0, 9), enter + chance.randint(1, 5)) for _ in range(chance.randint(1, 6))]
        counts = [sum(enter <= minute < leave for enter, leave in visits) for minute in range(15)]
        assert solve(visits) == (counts.index(max(counts)), max(counts))


def test_shortest_stroll() -> None:
    solve = solution_of("shortest-stroll")
    assert solve(["tea", "figs", "tea", "bread", "figs", "tea"]) == (1, 3)
    assert solve([]) is None
    chance = random.Random(3)
    for _ in range(300):
        stalls = [chance.choice("abc") for _ in range(chance.randint(1, 9))]
        stretches = (
            (end - start, start, end)
            for start in range(len(stalls))
            for end in range(start, len(stalls))
            if set(stalls[start : end + 1]) == set(stalls)
        )
        assert solve(stalls) == min(stretches)[1:]


def test_one_free_ride() -> None:
    solve = solution_of("one-free-ride")
    lines = [("A", "B", 4), ("B", "C", 3), ("A", "C", 9), ("C", "D", 6)]
    assert solve(lines, "A", "D") == 6
    assert solve(lines, "D", "A") is None
    assert solve(lines, "A", "A") == 0
    assert solve([("A", "B", 2), ("B", "C", 2), ("C", "D", 2), ("A", "D", 9)], "A", "D") == 0


def test_rolling_median() -> None:
    solve = solution_of("rolling-median")
    assert solve([5, 1, 9, 2, 8, 8], 3) == [5, 2, 8, 8]
    chance = random.Random(4)
    for _ in range(500):
        waits = [chance.randint(0, 6) for _ in range(chance.randint(1, 14))]
        k = chance.randint(1, len(waits))
        windows = (sorted(waits[start : start + k]) for start in range(len(waits) - k + 1))
        assert solve(waits, k) == [window[(k - 1) // 2] for window in windows]
