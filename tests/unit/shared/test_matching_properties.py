"""The pairing rule for any room: its promises, and the same pairs as the rule carried out word by word."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from shared.matching.rule import Pair, Ticket, pair

OPENING = datetime(2030, 1, 1, 18, 0, tzinfo=UTC)

PEOPLE = st.integers(1, 20)


# People with languages, gaps, blocks and circles. Some came at the same moment, and a person may have several bookings.
TICKETS = st.builds(
    Ticket,
    booking_id=PEOPLE,
    user_id=PEOPLE,
    level=st.integers(0, 2),
    waiting_since=st.integers(0, 9).map(lambda minutes: OPENING + timedelta(minutes=minutes)),
    language=st.sampled_from(["en", "en", "en", "de"]),
    max_level_gap=st.sampled_from([2, 2, 1, 0]),
    blocked=st.just(frozenset[int]()) | st.frozensets(PEOPLE, max_size=8),
    recent=st.just(frozenset[int]()),
    circle=st.sampled_from(["", "", "minors"]),
)
ROOMS = st.lists(TICKETS, max_size=10, unique_by=lambda ticket: ticket.booking_id)


def may_meet(one: Ticket, other: Ticket) -> bool:
    """The hard limits in the words of the design, written without a look at the code under test."""
    if one.user_id == other.user_id or one.language != other.language:
        return False
    if one.circle != other.circle:
        return False
    if other.user_id in one.blocked or one.user_id in other.blocked:
        return False
    gap = abs(one.level - other.level)
    return gap <= one.max_level_gap and gap <= other.max_level_gap


def came_before(one: Ticket, other: Ticket) -> bool:
    return (one.waiting_since, one.booking_id) < (other.waiting_since, other.booking_id)


def word_by_word(room: Sequence[Ticket]) -> list[tuple[int, int]]:
    """Carry the rule out as it is written, looking at everybody each time."""
    # "Go through the waiting people, longest waiting first."
    waiting = sorted(room, key=lambda one: (one.waiting_since, one.booking_id))
    pairs = []
    for one in tuple(waiting):
        if one not in waiting:
            continue
        others = [other for other in waiting if may_meet(one, other)]
        # "Each takes the longest-waiting person of the same difficulty;"
        chosen = [other for other in others if other.level == one.level]
        # "if there is none, the longest-waiting person at the nearest difficulty."
        for gap in (1, 2):
            chosen = chosen or [other for other in others if abs(other.level - one.level) == gap]
        # "Whoever finds nobody waits."
        if chosen:
            pairs.append((one.booking_id, chosen[0].booking_id))
            waiting.remove(one)
            waiting.remove(chosen[0])
    return pairs


def bookings(pairs: Sequence[Pair]) -> list[tuple[int, int]]:
    return [(one.booking_id, other.booking_id) for one, other in pairs]


def left_over(room: Sequence[Ticket], pairs: Sequence[Pair]) -> list[Ticket]:
    paired = {one.booking_id for two in pairs for one in two}
    return [one for one in room if one.booking_id not in paired]


@given(ROOMS)
def test_it_does_what_the_rule_says_word_by_word(room: list[Ticket]):
    assert bookings(pair(room)) == word_by_word(room)


@given(ROOMS)
def test_nobody_is_paired_twice_and_nobody_is_made_up(room: list[Ticket]):
    paired = [one for two in pair(room) for one in two]
    assert len({one.booking_id for one in paired}) == len(paired)
    assert set(paired) <= set(room)


@given(ROOMS)
def test_no_pair_crosses_a_hard_limit(room: list[Ticket]):
    for one, other in pair(room):
        assert one.user_id != other.user_id
        assert may_meet(one, other)


@given(ROOMS)
def test_the_first_of_a_pair_waited_longer_and_pairs_come_in_that_order(room: list[Ticket]):
    pairs = pair(room)
    assert all(came_before(one, other) for one, other in pairs)
    assert all(came_before(former.first, latter.first) for former, latter in pairwise(pairs))


@given(st.data())
def test_the_order_in_which_people_are_read_does_not_matter(data: st.DataObject):
    room = data.draw(ROOMS)
    assert pair(data.draw(st.permutations(room))) == pair(room)


@given(ROOMS)
def test_no_two_people_left_over_could_have_met(room: list[Ticket]):
    assert not [two for two in combinations(left_over(room, pair(room)), 2) if may_meet(*two)]


@given(st.lists(st.integers(0, 2), max_size=15))
def test_among_people_who_all_may_meet_at_most_one_is_left(levels: list[int]):
    room = [Ticket(n, n, level, OPENING + timedelta(minutes=n)) for n, level in enumerate(levels, start=1)]
    assert len(left_over(room, pair(room))) == len(room) % 2


@given(ROOMS)
def test_nobody_is_overtaken_at_their_own_level_by_somebody_who_came_later(room: list[Ticket]):
    """Whoever would also have suited a partner, and came before the one who got them at that level, is served first.

    With one pair (`taker`, `partner`), whichever of the two chose: an `earlier` person of the taker's level who may
    meet the partner must be in a pair made before this one. Neither a later pair nor waiting on will do.
    """
    pairs = pair(room)
    served = {one.booking_id: turn for turn, two in enumerate(pairs) for one in two}
    for turn, (one, other) in enumerate(pairs):
        for taker, partner in ((one, other), (other, one)):
            for earlier in room:
                same_level = earlier.level == taker.level
                if same_level and came_before(earlier, taker) and may_meet(earlier, partner):
                    assert served.get(earlier.booking_id, len(pairs)) < turn, (earlier, taker, partner)


@given(ROOMS)
def test_no_nearer_person_was_free_when_somebody_was_paired_further_away(room: list[Ticket]):
    pairs = pair(room)
    served = {one.booking_id: turn for turn, two in enumerate(pairs) for one in two}
    for turn, two in enumerate(pairs):
        for other in room:
            free = served.get(other.booking_id, len(pairs)) > turn
            if free and may_meet(two.first, other):
                assert abs(two.first.level - other.level) >= two.level_gap
