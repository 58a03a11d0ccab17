"""The matching rule as a pure function: who is paired with whom. Callers decide when to pair and store the result.

Go through the waiting people, longest waiting first. Each is paired with the longest-waiting person of the same
difficulty or, if there is none, with the longest-waiting person at the nearest difficulty. A person without a partner
keeps waiting. Hard limits apply: the same circle, the same spoken language, both people's `max_level_gap`, and no
pairs of whom one blocks the other, or declined them lately.

There are two soft preferences. People who met recently are not paired while someone else is possible: only those left
over, once both have waited a minute, are paired by the same rule without the preference. Two who were asked meanwhile
and both want to meet again go first. And people may wish for topics, or for somebody of their group: once the pairs are
made, those who waited longest first exchange partners where `Exchange` allows it. So wishes decide who meets whom,
never who is paired, nor how far apart the levels are.

Cost: one sort; then each ticket is queued once and removed once. Only blocked pairs have to be skipped. Wishes cost
each person who has some a look at a limited number of others.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from datetime import datetime, timedelta
from operator import attrgetter
from typing import NamedTuple

from shared.matching.exchange import Exchange
from shared.matching.tickets import Pair, Ticket, both_want, compatible, met_lately, seniority, suits

__all__ = ["Pair", "Ticket", "compatible", "met_lately", "pair", "reunions"]

LEVELS = 3

REUNION_AFTER = timedelta(seconds=60)
"""How long both people wait before they are paired with someone they met recently."""


def pair(tickets: Iterable[Ticket], now: datetime | None = None) -> list[Pair]:
    """Return the pairs of one pass, ordered by the waiting time of their longer-waiting person.

    Deterministic: the same tickets give the same pairs in any input order. Equal waiting times are ordered by booking.
    `now` decides who has waited long enough to meet someone again; without it, no one has.
    """
    agreed, order = _pair_agreed(sorted(tickets, key=seniority))
    pairs, alone = _pair_off(order)
    if any(map(_topics, order)) or any(map(_groups, order)):
        pairs = Exchange(pairs).pairs()
    more = agreed
    patient = [one for one in alone if now is not None and now - one.waiting_since >= REUNION_AFTER]
    if len(patient) > 1:
        reunited, _ = _pair_off([one._replace(recent=frozenset()) for one in patient])
        # Pair the original tickets; the copies above lack `recent`.
        given = {one.booking_id: one for one in patient}
        more += [Pair(given[one.booking_id], given[other.booking_id]) for one, other in reunited]
    return sorted(pairs + more, key=lambda pair: seniority(pair.first)) if more else pairs


class Reunion(NamedTuple):
    """Whom a waiting person will be paired with although they met recently, and from when on."""

    user_id: int
    at: datetime


def reunions(tickets: Iterable[Ticket]) -> dict[int, Reunion]:
    """Return, for each person whom only recent acquaintances suit, with whom and when they may be paired again.

    A person whom somebody new suits, or nobody, is left out.
    """
    everyone = list(tickets)
    found = {}
    for one in everyone:
        suitable = [other for other in everyone if compatible(one, other)]
        if suitable and all(met_lately(one, other) for other in suitable):
            first = min(suitable, key=seniority)
            at = max(one.waiting_since, first.waiting_since) + REUNION_AFTER
            found[one.user_id] = Reunion(first.user_id, at)
    return found


def asked_again(tickets: Iterable[Ticket]) -> list[Pair]:
    """Return the pairs to ask whether they would meet again, of those whom only recent acquaintances suit.

    They are paired as `pair` would reunite them, and each person is asked about one other at most.
    """
    everyone = sorted(tickets, key=seniority)
    known = reunions(everyone)
    pairs, _ = _pair_off([one._replace(recent=frozenset()) for one in everyone if one.user_id in known])
    return pairs


def _pair_agreed(order: list[Ticket]) -> tuple[list[Pair], list[Ticket]]:
    """Pair those who both want to meet again. Returns the pairs and the other tickets, in the same order."""
    willing = [one for one in order if one.again]
    pairs: list[Pair] = []
    while willing:
        one = willing.pop(0)
        other = next((other for other in willing if both_want(one, other)), None)
        if other is not None:
            willing.remove(other)
            pairs.append(Pair(one, other))
    paired = {one.booking_id for pair in pairs for one in pair}
    return pairs, [one for one in order if one.booking_id not in paired] if paired else order


def _pair_off(order: list[Ticket]) -> tuple[list[Pair], list[Ticket]]:
    """Apply the rule to tickets in order of waiting time. Returns the pairs and the tickets left over."""
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


_topics, _groups = attrgetter("topics"), attrgetter("groups")

# The levels at each distance from a level: _AT[1][1] are 0 and 2.
_AT = [
    [[other for other in range(LEVELS) if abs(other - level) == distance] for distance in range(LEVELS)]
    for level in range(LEVELS)
]


class _Room:
    """The waiting people, numbered in order of waiting time: a smaller number has waited longer.

    They are queued by circle, language, level and tolerance. A person who was paired stays in their queue until they
    reach its front.
    """

    def __init__(self, order: list[Ticket]) -> None:
        self.taken = [False] * len(order)
        self._order = order
        self._queues: dict[tuple[str, str], list[list[deque[int]]]] = {}
        for place, ticket in enumerate(order):
            company = ticket.circle, ticket.language
            levels = self._queues.get(company)
            if levels is None:
                levels = self._queues[company] = [[deque() for _ in range(LEVELS)] for _ in range(LEVELS)]
            levels[ticket.level][ticket.max_level_gap].append(place)

    def find_partner(self, ticket: Ticket) -> int | None:
        """Return the longest-waiting suitable person at the smallest level distance, or None."""
        levels = self._queues[ticket.circle, ticket.language]
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
            if not taken[place] and suits(ticket, self._order[place]):
                return place
        return None
