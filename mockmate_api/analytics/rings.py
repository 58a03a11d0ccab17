"""Small groups who give each other top ratings and everybody else low ones: a pure rule over pairs who meet often."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

TOP = 4.8
"""The mean of what is exchanged: at most one 4 among five."""
INSIDE = 4
"""Ratings exchanged: two each for a pair. Fewer come about by two good interviews."""
OUTSIDE = 3
"""Ratings of others. With fewer there is nothing to compare with."""
GAP = 1.5
"""How much lower others are rated: a severe person is severe with all, so the level alone says nothing."""
LARGEST = 6
"""More people than that are a community, not a ring."""


class Ring(NamedTuple):
    """People who rate each other: how many ratings they exchanged, of how many they gave; the means in and outside."""

    people: tuple[int, ...]
    inside: int
    all: int
    means: tuple[float, float]


def find(pairs: Iterable[Any]) -> list[Ring]:
    """Return the rings among pairs (rows of `integrity`), those who exchanged most first."""
    close = [row for row in pairs if row.there and row.back and _mean(row) >= TOP]
    return sorted(filter(None, map(_ring, _groups(close))), key=lambda ring: (-ring.inside, ring.people))


def _mean(row: Any) -> float:
    return float(row.there_total + row.back_total) / float(row.there + row.back)


def _groups(pairs: Sequence[Any]) -> list[list[Any]]:
    """Return the pairs by the group of people they connect."""
    group_of: dict[int, int] = {}
    members: dict[int, set[int]] = defaultdict(set)
    for row in pairs:
        joined = {row.one, row.other}
        for user_id in (row.one, row.other):
            joined |= members.pop(group_of.get(user_id, 0), set())
        for user_id in joined:
            group_of[user_id] = row.one
        members[row.one] = joined
    by_group: dict[int, list[Any]] = defaultdict(list)
    for row in pairs:
        by_group[group_of[row.one]].append(row)
    return list(by_group.values())


def _ring(pairs: Sequence[Any]) -> Ring | None:
    given: dict[int, tuple[int, float]] = {}
    for row in pairs:
        given[row.one] = (int(row.by_one), float(row.by_one_total))
        given[row.other] = (int(row.by_other), float(row.by_other_total))
    inside = sum(int(row.there + row.back) for row in pairs)
    inside_total = sum(float(row.there_total + row.back_total) for row in pairs)
    outside = sum(count for count, _ in given.values()) - inside
    if len(given) > LARGEST or inside < INSIDE or outside < OUTSIDE:
        return None
    means = (inside_total / inside, (sum(total for _, total in given.values()) - inside_total) / outside)
    if means[0] - means[1] < GAP:
        return None
    return Ring(tuple(sorted(given)), inside, inside + outside, (round(means[0], 2), round(means[1], 2)))
