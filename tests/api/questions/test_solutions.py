"""Worked solutions of easy and medium questions against slower and plainer ones, on random input."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator
from itertools import combinations, pairwise
from typing import Any

from tests.api.questions.running import TECHNICAL, code_of


def solution_of(slug: str) -> Callable[..., Any]:
    """Return the function that the solution's code defines."""
    names: dict[str, Any] = {}
    exec(code_of(TECHNICAL[slug]), names)
    found: Callable[..., Any] = names[TECHNICAL[slug].function or ""]
    return found


def subsets(members: Iterable[Any]) -> Iterator[tuple[Any, ...]]:
    """Yield every choice of members, in their order."""
    members = list(members)
    for size in range(len(members) + 1):
        yield from combinations(members, size)


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


def test_number_without_twins() -> None:
    solve = solution_of("number-without-twins")
    plain = [number for number in range(12_000) if all(one != two for one, two in pairwise(str(number)))]
    for before, after in pairwise(plain):
        assert {solve(number) for number in (before, (before + after) // 2, after - 1)} == {after}


def test_postcards_and_a_coupon() -> None:
    solve = solution_of("postcards-and-a-coupon")
    chance = random.Random(5)
    for _ in range(300):
        prices = [chance.randint(0, 9) for _ in range(chance.randint(0, 6))]
        budget = chance.randint(0, 30)
        affordable = (
            len(chosen)
            for chosen in subsets(prices)
            if sum(chosen) - max((price - price // 2 for price in chosen), default=0) <= budget
        )
        assert solve(prices, budget) == max(affordable)


def test_roofs_to_the_east() -> None:
    solve = solution_of("roofs-to-the-east")
    chance = random.Random(6)
    for _ in range(300):
        heights = [chance.randint(1, 5) for _ in range(chance.randint(0, 8))]
        assert solve(heights) == [
            sum(
                all(height < min(heights[house], heights[other]) for height in heights[house + 1 : other])
                for other in range(house + 1, len(heights))
            )
            for house in range(len(heights))
        ]


def test_steady_weather() -> None:
    solve = solution_of("steady-weather")
    chance = random.Random(7)
    for _ in range(300):
        hours = [chance.randint(0, 6) for _ in range(chance.randint(1, 9))]
        spread = chance.randint(0, 4)
        steady = (
            (end - start, -start)
            for start in range(len(hours))
            for end in range(start + 1, len(hours) + 1)
            if max(hours[start:end]) - min(hours[start:end]) <= spread
        )
        length, start = max(steady)
        assert solve(hours, spread) == [-start, length]


def test_violin_and_rest() -> None:
    solve = solution_of("violin-and-rest")
    chance = random.Random(8)
    for _ in range(300):
        gain = [chance.randint(1, 4) for _ in range(chance.randint(0, 7))]
        rest = [chance.randint(0, 3) for _ in gain]
        plans = (
            (-sum(gain[day] for day in days), list(days))
            for days in subsets(range(len(gain)))
            if all(after > day + rest[day] for day, after in pairwise(days))
        )
        points, days = min(plans)
        assert solve(gain, rest) == [-points, days]


def test_jobs_before_dusk() -> None:
    solve = solution_of("jobs-before-dusk")
    chance = random.Random(9)
    for _ in range(300):
        requests = [[chance.randint(1, 4), chance.randint(1, 9)] for _ in range(chance.randint(0, 6))]
        possible = (
            sum(pay for _, pay in chosen)
            for chosen in subsets(requests)
            if all(sum(last <= day for last, _ in chosen) <= day for day in range(1, 5))
        )
        assert solve(requests) == max(possible)


def test_rearranged_playlist() -> None:
    solve = solution_of("rearranged-playlist")
    chance = random.Random(10)
    for _ in range(300):
        songs = list("abcde")[: chance.randint(0, 5)]
        order = list(songs)
        changes = []
        for _ in range(6):
            what, song, other = (
                chance.choice(["after", "front", "drop"]),
                chance.choice("abcde"),
                chance.choice("abcde"),
            )
            changes.append([what, song, other] if what == "after" else [what, song])
            if song not in order or (what == "after" and (other not in order or song == other)):
                continue
            order.remove(song)
            if what != "drop":
                order.insert(order.index(other) + 1 if what == "after" else 0, song)
        assert solve(songs, changes) == order
