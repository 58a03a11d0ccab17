"""Exchanges partners between pairs for people's wishes, as the last part of the pairing rule."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta

from shared.matching.tickets import Pair, Ticket, agreement, seniority, suits

WISHES_WITHIN = timedelta(seconds=30)
"""How much less than the partner by waiting time alone a partner by wishes may have waited."""

_LOOKED_AT = 50


class Exchange:
    """Pairs whose people exchange partners for their wishes, in order of waiting time.

    Each may get the partner of another pair instead of theirs, who takes theirs in return, if that one suits their
    wishes better, and if for all four of them the new partner

    - is as many levels apart, within the hard limits, and was not met recently,
    - has waited at most `WISHES_WITHIN` less than the partner by waiting time alone, and
    - suits their wishes no less, if they have waited longer than the person whose turn it is.

    Of those who suit best, the one who has waited longest is taken.
    """

    def __init__(self, pairs: Sequence[Pair]) -> None:
        self._people = sorted((one for two in pairs for one in two), key=seniority)
        places = {one.booking_id: place for place, one in enumerate(self._people)}
        self._partner = [0] * len(places)
        self._queues: dict[tuple[str, str, int], list[int]] = defaultdict(list)
        for two in pairs:
            one, other = places[two.first.booking_id], places[two.second.booking_id]
            self._partner[one], self._partner[other] = other, one
        self._latest = [self._people[partner].waiting_since + WISHES_WITHIN for partner in self._partner]
        for place, ticket in enumerate(self._people):
            self._queues[_queue(ticket)].append(place)

    def pairs(self) -> list[Pair]:
        """Exchange partners, and return the pairs, ordered by the waiting time of their longer-waiting person."""
        for place, ticket in enumerate(self._people):
            if self._agreement(place, self._partner[place]) < (3 if ticket.groups else 1):
                self._improve(place)
        return [Pair(self._people[one], self._people[other]) for one, other in enumerate(self._partner) if one < other]

    def _improve(self, one: int) -> None:
        partner = self._partner[one]
        most, best = self._agreement(one, partner), None
        for other in self._near(partner):
            suits = self._agreement(one, other)
            if suits > most and self._may_exchange(one, other):
                most, best = suits, other
        if best is not None:
            self._join(self._partner[best], partner)
            self._join(one, best)

    def _near(self, place: int) -> list[int]:
        """Return people of the same level and company who have waited about as long, the longest waiting first."""
        queue = self._queues[_queue(self._people[place])]
        at = bisect_left(queue, place)
        return queue[max(0, at - _LOOKED_AT // 2) : at + _LOOKED_AT // 2 + 1]

    def _may_exchange(self, one: int, other: int) -> bool:
        """Whether `one` may get `other`, whose partner gets that of `one`."""
        theirs, mine = self._partner[other], self._partner[one]
        return self._may_join(one, other, one) and self._may_join(theirs, mine, one)

    def _may_join(self, one: int, other: int, turn: int) -> bool:
        """Whether these two suit each other as well as their partners suit them."""
        return suits(self._people[one], self._people[other]) and all(
            self._may_get(person, partner, turn) for person, partner in ((one, other), (other, one))
        )

    def _may_get(self, person: int, partner: int, turn: int) -> bool:
        before = self._partner[person]
        return (
            self._people[partner].waiting_since <= self._latest[person]
            and self._gap(person, partner) == self._gap(person, before)
            and (person >= turn or self._agreement(person, partner) >= self._agreement(person, before))
        )

    def _join(self, one: int, other: int) -> None:
        self._partner[one], self._partner[other] = other, one

    def _agreement(self, one: int, other: int) -> int:
        return agreement(self._people[one], self._people[other])

    def _gap(self, one: int, other: int) -> int:
        return abs(self._people[one].level - self._people[other].level)


def _queue(ticket: Ticket) -> tuple[str, str, int]:
    return ticket.circle, ticket.language, ticket.level
