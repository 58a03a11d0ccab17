"""The matching rule, pure: who is paired with whom. When to pair is the matcher's part, storing it the waiting room's.

Go through the waiting people, longest waiting first. Each takes the longest-waiting person of the same difficulty; if
there is none, the longest-waiting person at the nearest difficulty. Whoever finds nobody waits. Around it stand hard
limits: the same spoken language, both people's own `max_level_gap`, never someone blocked, never oneself.

One soft wish: people who met lately are kept apart as long as anybody else is possible. Only those whom that leaves
alone, once both have waited a minute, are paired by the same rule without the wish.

Cost: one sort, then each ticket is queued and taken once; only blocked pairs are looked past.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from datetime import datetime, timedelta
from operator import attrgetter
from typing import NamedTuple

LEVELS = 3

REUNION_AFTER = timedelta(seconds=60)
"""So long both wait for somebody new before they meet somebody they met lately."""


class Ticket(NamedTuple):
    """One waiting person as the rule sees them.

    `level` is 0 easy, 1 medium, 2 hard; `max_level_gap` 0 to 2; `blocked` are the people never to pair with, in
    either direction, `recent` those met lately.
    """

    booking_id: int
    user_id: int
    level: int
    waiting_since: datetime
    language: str = "en"
    max_level_gap: int = 2
    blocked: frozenset[int] = frozenset()
    recent: frozenset[int] = frozenset()


class Pair(NamedTuple):
    """Two people to meet: `first` waited longer."""

    first: Ticket
    second: Ticket

    @property
    def level_gap(self) -> int:
        """How many levels apart the two are, 0 to 2."""
        return abs(self.first.level - self.second.level)


def compatible(one: Ticket, other: Ticket) -> bool:
    """Whether the hard limits allow these two to meet."""
    return (
        one.user_id != other.user_id
        and one.language == other.language
        and abs(one.level - other.level) <= min(one.max_level_gap, other.max_level_gap)
        and one.user_id not in other.blocked
        and other.user_id not in one.blocked
    )


def met_lately(one: Ticket, other: Ticket) -> bool:
    """Whether these two should rather meet somebody new."""
    return one.user_id in other.recent or other.user_id in one.recent


def pair(tickets: Iterable[Ticket], now: datetime | None = None) -> list[Pair]:
    """Return the pairs of one pass, in the order of their longer-waiting half.

    Deterministic: the same tickets give the same pairs, in whatever order they come. Equal waiting times are ordered
    by booking. `now` decides who has waited long enough to meet somebody again; without it nobody has.
    """
    order = sorted(tickets, key=_seniority)
    pairs, alone = _pair_off(order)
    patient = [one for one in alone if now is not None and now - one.waiting_since >= REUNION_AFTER]
    if len(patient) > 1:
        reunited, _ = _pair_off([one._replace(recent=frozenset()) for one in patient])
        # The tickets as they were given, each pair in its place.
        given = {one.booking_id: one for one in patient}
        pairs += [Pair(given[one.booking_id], given[other.booking_id]) for one, other in reunited]
        pairs.sort(key=lambda pair: _seniority(pair.first))
    return pairs


def _pair_off(order: list[Ticket]) -> tuple[list[Pair], list[Ticket]]:
    """Apply the rule to tickets in the order of their wait; returns the pairs and who is left."""
    room = _Room(order)
    pairs, alone = [], []
    for place, ticket in enumerate(order):
        if room.taken[place]:
            continue
        room.taken[place] = True
        partner = room.find_partner(ticket)
        if partner is None:
            alone.append(ticket)
        else:
            room.taken[partner] = True
            pairs.append(Pair(ticket, order[partner]))
    return pairs, alone


_seniority = attrgetter("waiting_since", "booking_id")

# The levels at each distance from a level: _AT[1][1] are 0 and 2.
_AT = [
    [[other for other in range(LEVELS) if abs(other - level) == distance] for distance in range(LEVELS)]
    for level in range(LEVELS)
]


class _Room:
    """The waiting people as places in the order of their wait: a smaller place has waited longer.

    They stand in queues of equal language, level and tolerance. Those who are taken stay in their queue until they
    come to its front.
    """

    def __init__(self, order: list[Ticket]) -> None:
        self.taken = [False] * len(order)
        self._order = order
        self._queues: dict[str, list[list[deque[int]]]] = {}
        for place, ticket in enumerate(order):
            levels = self._queues.get(ticket.language)
            if levels is None:
                levels = self._queues[ticket.language] = [[deque() for _ in range(LEVELS)] for _ in range(LEVELS)]
            levels[ticket.level][ticket.max_level_gap].append(place)

    def find_partner(self, ticket: Ticket) -> int | None:
        """Return the place of the longest-waiting person at the smallest distance who suits, or None."""
        levels = self._queues[ticket.language]
        for distance in range(ticket.max_level_gap + 1):
            best = None
            for level in _AT[ticket.level][distance]:
                for queue in levels[level][distance:]:
                    place = self._first(ticket, queue)
                    if place is not None and (best is None or place < best):
                        best = place
            if best is not None:
                return best
        return None

    def _first(self, ticket: Ticket, queue: deque[int]) -> int | None:
        taken = self.taken
        while queue and taken[queue[0]]:
            queue.popleft()
        for place in queue:
            if not taken[place] and _suits(ticket, self._order[place]):
                return place
        return None


def _suits(ticket: Ticket, other: Ticket) -> bool:
    """Whether two people of one language, within each other's gap, may and should meet."""
    # Most people block nobody and have met nobody of the room: one look at four empty sets.
    if not (ticket.blocked or other.blocked or ticket.recent or other.recent):
        return ticket.user_id != other.user_id
    return compatible(ticket, other) and not met_lately(ticket, other)
