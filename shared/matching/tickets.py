"""A waiting person and a pair of them, as the pairing rule sees them, and who may be paired with whom."""

from __future__ import annotations

from datetime import datetime
from operator import attrgetter
from typing import NamedTuple

seniority = attrgetter("waiting_since", "booking_id")
"""The order of tickets: the longest waiting first."""


class Ticket(NamedTuple):
    """One waiting person, as the rule sees them.

    `level` is 0 easy, 1 medium, 2 hard; `max_level_gap` is 0 to 2. `blocked` holds the people never to pair with, in
    either direction: blocked, or declined lately, or not wanted again in this wait; `recent` holds the people met
    recently, `again` those of them whom this person would meet again. People of one `circle` are paired only with each
    other: minors, say; the empty one is that of everyone else. `topics` are the wished ones, none if any will do;
    `groups` those of which a member is wished.
    """

    booking_id: int
    user_id: int
    level: int
    waiting_since: datetime
    language: str = "en"
    max_level_gap: int = 2
    blocked: frozenset[int] = frozenset()
    recent: frozenset[int] = frozenset()
    circle: str = ""
    topics: frozenset[str] = frozenset()
    groups: frozenset[int] = frozenset()
    again: frozenset[int] = frozenset()


class Pair(NamedTuple):
    """Two people to pair; `first` has waited longer."""

    first: Ticket
    second: Ticket

    @property
    def level_gap(self) -> int:
        """How many levels apart the two are, from 0 to 2."""
        return abs(self.first.level - self.second.level)

    @property
    def topics(self) -> list[str]:
        """The topics that both agree on, in order; none if both wish for none, or for nothing in common."""
        hers, his = self.first.topics, self.second.topics
        return sorted(hers & his if hers and his else hers | his)


def compatible(one: Ticket, other: Ticket) -> bool:
    """Whether the hard limits allow this pair."""
    return (
        one.user_id != other.user_id
        and one.language == other.language
        and one.circle == other.circle
        and abs(one.level - other.level) <= min(one.max_level_gap, other.max_level_gap)
        and one.user_id not in other.blocked
        and other.user_id not in one.blocked
    )


def met_lately(one: Ticket, other: Ticket) -> bool:
    """Whether these two met recently and should rather meet someone new."""
    return one.user_id in other.recent or other.user_id in one.recent


def both_want(one: Ticket, other: Ticket) -> bool:
    """Whether these two may be paired and have both said that they would meet again."""
    return one.user_id in other.again and other.user_id in one.again and compatible(one, other)


def agreement(one: Ticket, other: Ticket) -> int:
    """How well two people suit each other's wishes: 2 for a group in common, and 1 if they agree on topics."""
    on_topics = not one.topics or not other.topics or not one.topics.isdisjoint(other.topics)
    return 2 * (not one.groups.isdisjoint(other.groups)) + on_topics


def suits(ticket: Ticket, other: Ticket) -> bool:
    """Whether two people of the same circle and language, within each other's gap, may be paired without a reunion."""
    # For most people all four sets are empty, so this check comes first.
    if not (ticket.blocked or other.blocked or ticket.recent or other.recent):
        return ticket.user_id != other.user_id
    return compatible(ticket, other) and not met_lately(ticket, other)
