"""Worked solutions of hard questions against slower and plainer ones, on random input."""

from __future__ import annotations

import random
import re
from functools import cache
from itertools import combinations, pairwise, permutations, product
from typing import Any

from tests.api.questions.test_solutions import solution_of, subsets


def test_rolling_median() -> None:
    solve = solution_of("rolling-median")
    chance = random.Random(4)
    for _ in range(500):
        waits = [chance.randint(0, 6) for _ in range(chance.randint(1, 14))]
        k = chance.randint(1, len(waits))
        windows = (sorted(waits[start : start + k]) for start in range(len(waits) - k + 1))
        assert solve(waits, k) == [window[(k - 1) // 2] for window in windows]


def test_one_long_banner() -> None:
    solve = solution_of("one-long-banner")

    @cache
    def cheapest(row: tuple[int, ...]) -> int:
        steps = (
            max(row[seam], row[seam + 1]) + cheapest((*row[:seam], row[seam] + row[seam + 1], *row[seam + 2 :]))
            for seam in range(len(row) - 1)
        )
        return min(steps, default=0)

    chance = random.Random(11)
    for _ in range(200):
        lengths = [chance.randint(1, 9) for _ in range(chance.randint(1, 6))]
        assert solve(lengths) == cheapest(tuple(lengths))


def test_restorers_backlog() -> None:
    solve = solution_of("restorers-backlog")
    chance = random.Random(12)
    for _ in range(300):
        works = [[chance.randint(1, 5), chance.randint(1, 12)] for _ in range(chance.randint(0, 6))]
        plans = [(0, 0)]
        for chosen in subsets(sorted(works, key=lambda work: work[1])):
            spent = 0
            if all((spent := spent + days) <= due for days, due in chosen):
                plans.append((len(chosen), -spent))
        count, spent = max(plans)
        assert solve(works) == [count, -spent]


def test_patterns_that_meet() -> None:
    solve = solution_of("patterns-that-meet")
    texts = ["".join(letters) for length in range(9) for letters in product("ab", repeat=length)]
    chance = random.Random(13)
    for _ in range(200):
        one, other = ("".join(chance.choice("aab?*") for _ in range(chance.randint(0, 4))) for _ in range(2))
        both = [re.compile(pattern.replace("?", ".").replace("*", ".*")) for pattern in (one, other)]
        assert solve(one, other) == any(all(each.fullmatch(text) for each in both) for text in texts)


def test_lanterns_in_the_courtyard() -> None:
    solve = solution_of("lanterns-in-the-courtyard")
    chance = random.Random(14)
    for _ in range(100):
        n = chance.randint(1, 6)
        yard = ["".join(chance.choice("...#") for _ in range(n)) for _ in range(n)]
        assert solve(yard) == sum(
            all(yard[row][column] == "." for row, column in enumerate(columns))
            and all(abs(one - two) != 1 for one, two in pairwise(columns))
            for columns in permutations(range(n))
        )


def test_errands_before_closing() -> None:
    solve = solution_of("errands-before-closing")
    chance = random.Random(15)
    for _ in range(200):
        n = chance.randint(2, 5)
        minutes = [[chance.randint(0, 9) for _ in range(n)] for _ in range(n)]
        order = [[chance.randint(1, n - 1), chance.randint(1, n - 1)] for _ in range(chance.randint(0, 2))]
        tours = (
            sum(minutes[here][there] for here, there in pairwise((0, *places, 0)))
            for places in permutations(range(1, n))
            if all(places.index(first) < places.index(later) for first, later in order)
        )
        assert solve(minutes, order) == min(tours, default=None)


def test_posters_on_the_wall() -> None:
    solve = solution_of("posters-on-the-wall")
    chance = random.Random(16)
    for _ in range(200):
        posters = []
        for _ in range(chance.randint(0, 5)):
            (left, right), (bottom, top) = (sorted(chance.sample(range(9), 2)) for _ in range(2))
            posters.append([left, bottom, right, top])
        squares = {
            square for left, bottom, right, top in posters for square in product(range(left, right), range(bottom, top))
        }
        assert solve(posters) == len(squares)


def test_weakest_link_times_sum() -> None:
    solve = solution_of("weakest-link-times-sum")
    chance = random.Random(17)
    for _ in range(300):
        days = [chance.randint(0, 4) for _ in range(chance.randint(1, 8))]
        runs = (
            (-min(days[first : last + 1]) * sum(days[first : last + 1]), first, last)
            for first in range(len(days))
            for last in range(first, len(days))
        )
        worth, first, last = min(runs)
        assert solve(days) == [first, last, -worth]


def test_chapters_of_an_audiobook() -> None:
    solve = solution_of("chapters-of-an-audiobook")
    chance = random.Random(18)
    for _ in range(300):
        minutes = [chance.randint(1, 6) for _ in range(chance.randint(1, 7))]
        chapters = chance.randint(1, len(minutes))
        divisions = (
            (sum(sum(minutes[start:end]) ** 2 for start, end in pairwise((0, *cuts, len(minutes)))), [0, *cuts])
            for cuts in combinations(range(1, len(minutes)), chapters - 1)
        )
        assert solve(minutes, chapters) == min(divisions)[1]


def test_cables_without_a_spare() -> None:
    solve = solution_of("cables-without-a-spare")

    def groups(houses: int, cables: list[list[int]]) -> int:
        group = list(range(houses))
        for a, b in cables:
            group = [group[b] if each == group[a] else each for each in group]
        return len(set(group))

    chance = random.Random(19)
    for _ in range(300):
        houses = chance.randint(1, 6)
        cables = [[chance.randrange(houses), chance.randrange(houses)] for _ in range(chance.randint(0, 8))]
        assert solve(houses, cables) == [
            cut
            for cut in range(len(cables))
            if groups(houses, cables[:cut] + cables[cut + 1 :]) > groups(houses, cables)
        ]


def test_echo_in_the_tape() -> None:
    solve = solution_of("echo-in-the-tape")
    chance = random.Random(20)
    for _ in range(300):
        tape = "".join(chance.choice("aabbc") for _ in range(chance.randint(0, 12)))
        echoes = (
            (-length, start)
            for length in range(1, len(tape))
            for start in range(len(tape) - length)
            if tape.find(tape[start : start + length], start + length) != -1
        )
        length, start = min(echoes, default=(0, 0))
        assert solve(tape) == tape[start : start - length]


def test_starter_and_main_course() -> None:
    solve = solution_of("starter-and-main-course")
    chance = random.Random(21)
    for _ in range(100):
        starters, mains = (sorted(chance.randint(0, 9) for _ in range(chance.randint(1, 5))) for _ in range(2))
        prices = sorted(sum(menu) for menu in product(starters, mains))
        assert [solve(starters, mains, k) for k in range(1, len(prices) + 1)] == prices


def test_typewriter_with_regrets() -> None:
    solve = solution_of("typewriter-with-regrets")
    chance = random.Random(22)
    for _ in range(1000):
        commands = [typing(chance) for _ in range(chance.randint(0, 12))]
        assert solve(commands) == typed_plainly(commands)


def typing(chance: random.Random) -> list[Any]:
    """Return a command at random."""
    match name := chance.choice(["type", "erase", "move", "undo", "undo", "redo"]):
        case "type":
            return [name, "".join(chance.choice("xyz") for _ in range(chance.randint(0, 3)))]
        case "erase":
            return [name, chance.randint(0, 4)]
        case "move":
            return [name, chance.randint(-4, 4)]
    return [name]


def typed_plainly(commands: list[list[Any]]) -> str:
    """Do what the commands say, keeping the whole text before and after each change."""
    text, cursor = "", 0
    done: list[tuple[tuple[str, int], tuple[str, int]]] = []
    undone: list[tuple[tuple[str, int], tuple[str, int]]] = []
    for name, *values in commands:
        before = text, cursor
        match name:
            case "type":
                text, cursor = text[:cursor] + values[0] + text[cursor:], cursor + len(values[0])
            case "erase":
                kept = max(0, cursor - values[0])
                text, cursor = text[:kept] + text[cursor:], kept
            case "move":
                cursor = max(0, min(len(text), cursor + values[0]))
            case "undo" if done:
                undone.append(done.pop())
                text, cursor = undone[-1][0]
            case "redo" if undone:
                done.append(undone.pop())
                text, cursor = done[-1][1]
        if name in {"type", "erase"} and before[0] != text:
            done.append((before, (text, cursor)))
            undone.clear()
    return f"{text[:cursor]}|{text[cursor:]}"
