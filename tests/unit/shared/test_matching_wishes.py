"""Wishes for topics and groups decide who meets whom: by example, by promises, and word by word."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.matching.rule import REUNION_AFTER, Pair, Ticket, met_lately, pair
from tests.unit.shared.test_matching import met as meets
from tests.unit.shared.test_matching import queue, waits
from tests.unit.shared.test_matching_properties import OPENING, PEOPLE, bookings, came_before, may_meet
from tests.unit.shared.test_matching_properties import word_by_word as plain_word_by_word

WITHIN = timedelta(seconds=30)
LATER = OPENING + timedelta(minutes=10)


def wishing(names: str, seconds: int = 10) -> list[Ticket]:
    """`E1:sql` waits, then `E2`, whom any topic suits, this many seconds later; `E1:5` is of group 5."""
    room = []
    for place, (name, _, wish) in enumerate(each.partition(":") for each in names.split()):
        parts = frozenset(wish.split(",")) - {""}
        groups = frozenset(int(part) for part in parts if part.isdigit())
        topics = frozenset(part for part in parts if not part.isdigit())
        since = OPENING + timedelta(seconds=seconds * place)
        room.append(waits(name)._replace(waiting_since=since, topics=topics, groups=groups))
    return room


@pytest.mark.parametrize(
    ("room", "pairs"),
    [
        ("E1:sql E2:design E3:sql E4:design", ["E1+E3", "E2+E4"]),
        ("E1:sql E2:design E3:design E4:sql", ["E1+E4", "E2+E3"]),
        # Somebody whom any topic suits is as good as somebody with the same wish.
        ("E1:sql E2 E3:sql E4:sql", ["E1+E2", "E3+E4"]),
        ("E1 E2:sql E3:sql E4:design", ["E1+E4", "E2+E3"]),
        # The one who chooses first loses nothing, and gives nothing up for others.
        ("E1:sql E2:sql E3:sql E4:design", ["E1+E2", "E3+E4"]),
        ("E1:sql,design E2:design E3:design E4:web", ["E1+E2", "E3+E4"]),
        # Of two who suit equally well, the one who has waited longer is taken.
        ("E1:sql E2:web E3:sql E4:sql", ["E1+E3", "E2+E4"]),
        # Nobody stays alone for a wish, and nobody is paired instead of another.
        ("E1:sql E2:design", ["E1+E2"]),
        ("E1:sql E2:design E3:sql", ["E1+E2"]),
        # No wish changes how far apart two people are.
        ("E1:sql E2:design M1:sql M2:design", ["E1+E2", "M1+M2"]),
        ("E1:sql E2:web E3:web M1:sql", ["E1+E2", "E3+M1"]),
        # A group comes before topics, and both together before either.
        ("E1:5,sql E2:sql E3:5,web E4", ["E1+E3", "E2+E4"]),
        ("E1:5,sql E2:5,web E3:5,sql E4", ["E1+E3", "E2+E4"]),
        ("E1:5 E2 E3:6 E4:5", ["E1+E4", "E2+E3"]),
    ],
)
def test_wishes_choose_among_those_who_would_be_paired(room: str, pairs: list[str]):
    assert meets(pair(wishing(room))) == pairs


@pytest.mark.parametrize(("seconds", "pairs"), [(30, ["E1+E3", "E2+E4"]), (31, ["E1+E2", "E3+E4"])])
def test_a_partner_by_wishes_has_waited_at_most_half_a_minute_less(seconds: int, pairs: list[str]):
    early, late = wishing("E1:sql E2:design", seconds=0), wishing("E3:sql E4:design", seconds=0)
    since = OPENING + timedelta(seconds=seconds)
    assert meets(pair([*early, *(one._replace(waiting_since=since) for one in late)])) == pairs


def test_the_same_holds_for_those_with_whom_they_exchange_partners():
    """E1 and E3 would suit each other, and have waited equally long, but E2 would get E4 instead of E1."""
    one, other, third, late = wishing("E1:sql E2:design E3:sql E4:design", seconds=0)
    for seconds, pairs in ((30, ["E1+E3", "E2+E4"]), (31, ["E1+E2", "E3+E4"])):
        late = late._replace(waiting_since=OPENING + timedelta(seconds=seconds))
        assert meets(pair([one, other, third, late])) == pairs


@pytest.mark.parametrize("limit", ["blocked", "recent"])
def test_wishes_cross_no_limit_and_bring_nobody_together_who_met_lately(limit: str):
    one, other, third, fourth = wishing("E1:sql E2:design E3:sql E4:design")
    for apart in ({one: third}, {other: fourth}):
        room = [
            Ticket(**{**ticket._asdict(), limit: frozenset({apart[ticket].user_id} if ticket in apart else ())})
            for ticket in (one, other, third, fourth)
        ]
        assert meets(pair(room)) == ["E1+E2", "E3+E4"]


def test_two_agree_on_what_both_wish_for_or_on_the_wishes_of_one():
    def agreed(room: str) -> list[str]:
        return Pair(*wishing(room)).topics

    assert agreed("E1:sql,web E2:web,sql,design") == ["sql", "web"]
    assert agreed("E1:sql E2") == agreed("E1 E2:sql") == ["sql"]
    assert agreed("E1 E2") == agreed("E1:sql E2:web") == []


TOPICS = st.frozensets(st.sampled_from(["sql", "design", "web"]), max_size=2)
GROUPS = st.sampled_from([frozenset[int](), frozenset[int](), frozenset({5}), frozenset({5, 6})])


def wishes(tickets: Callable[..., st.SearchStrategy[Ticket]] = st.builds) -> st.SearchStrategy[Ticket]:
    return tickets(
        Ticket,
        booking_id=PEOPLE,
        user_id=PEOPLE,
        level=st.sampled_from([0, 0, 0, 1, 2]),
        waiting_since=st.integers(0, 9).map(lambda tens: OPENING + timedelta(seconds=10 * tens)),
        language=st.sampled_from(["en", "en", "en", "de"]),
        max_level_gap=st.sampled_from([2, 2, 1, 0]),
        blocked=st.just(frozenset[int]()) | st.frozensets(PEOPLE, max_size=3),
        recent=st.just(frozenset[int]()) | st.frozensets(PEOPLE, max_size=3),
        circle=st.sampled_from(["", "", "", "minors"]),
        topics=TOPICS,
        groups=GROUPS,
    )


@st.composite
def rooms(draw: st.DrawFn) -> list[Ticket]:
    """People with wishes, some of whom met lately; of those, some were asked and would meet again: both, or one."""
    room = draw(st.lists(wishes(), max_size=14, unique_by=lambda ticket: ticket.booking_id))
    if len(room) < 2:
        return room
    known = draw(st.lists(st.tuples(st.sampled_from(range(len(room))), st.sampled_from(range(len(room)))), max_size=4))
    for one, other in known:
        for me, them in ((one, other), (other, one)):
            peer = room[them].user_id
            again = room[me].again | {peer} if draw(st.sampled_from([True, True, False])) else room[me].again
            room[me] = room[me]._replace(recent=room[me].recent | {peer}, again=again)
    return room


ROOMS = rooms()


def without_wishes(room: Sequence[Ticket]) -> list[Ticket]:
    return [one._replace(topics=frozenset(), groups=frozenset()) for one in room]


def partners(pairs: Sequence[Pair]) -> dict[int, Ticket]:
    """Whom each booking meets, without their wishes."""
    plain = [tuple(without_wishes(two)) for two in pairs]
    return {me.booking_id: other for one, two in plain for me, other in ((one, two), (two, one))}


def both_want(one: Ticket, other: Ticket) -> bool:
    """Whether two who may meet have both said that they would meet again."""
    return other.user_id in one.again and one.user_id in other.again and may_meet(one, other)


def suit(one: Ticket, other: Ticket) -> int:
    """How well two people suit each other, in the words of the design."""
    on_topics = len(one.topics & other.topics) > 0 if one.topics and other.topics else True
    return (2 if one.groups & other.groups else 0) + (1 if on_topics else 0)


def word_by_word(room: Sequence[Ticket]) -> list[tuple[int, int]]:
    """Exchange partners as the design says, looking at everybody each time."""
    plain = pair(without_wishes(room), LATER)
    given = {one.booking_id: one for one in room}
    # Neither those who both want to meet again nor reunions are exchanged.
    fixed = [two for two in plain if both_want(*two) or met_lately(*two)]
    mate = {
        me: other
        for two in plain
        if two not in fixed
        for me, other in ((two.first.booking_id, two.second.booking_id), (two.second.booking_id, two.first.booking_id))
    }
    first = dict(mate)
    order = sorted(mate, key=lambda one: (given[one].waiting_since, one))

    def gap(one: int, other: int) -> int:
        return abs(given[one].level - given[other].level)

    def may(one: int, other: int, turn: int) -> bool:
        if not may_meet(given[one], given[other]) or met_lately(given[one], given[other]):
            return False
        for me, them in ((one, other), (other, one)):
            if gap(me, them) != gap(me, first[me]):
                return False
            if given[them].waiting_since > given[first[me]].waiting_since + WITHIN:
                return False
            senior = came_before(given[me], given[turn])
            if senior and suit(given[me], given[them]) < suit(given[me], given[mate[me]]):
                return False
        return True

    for one in order:
        best = mate[one]
        for other in order:
            same = given[other].level == given[mate[one]].level
            better = suit(given[one], given[other]) > suit(given[one], given[best])
            if same and better and may(one, other, one) and may(mate[other], mate[one], one):
                best = other
        if best != mate[one]:
            left, theirs = mate[one], mate[best]
            mate |= {one: best, best: one, left: theirs, theirs: left}
    return sorted({(min(two), max(two)) for two in mate.items()} | {(min(two), max(two)) for two in bookings(fixed)})


@given(ROOMS)
def test_wishes_do_what_the_design_says_word_by_word(room: list[Ticket]):
    assert sorted((min(two), max(two)) for two in bookings(pair(room, LATER))) == word_by_word(room)


@given(ROOMS)
def test_without_wishes_the_rule_is_the_plain_one_word_by_word(room: list[Ticket]):
    """First who both would meet again, then everybody else, and at last, of those left over, who met lately."""
    forgetful = [one._replace(blocked=one.blocked | one.recent, again=frozenset()) for one in without_wishes(room)]
    agreed = word_by_word_agreed(room)
    rest = [one for one in forgetful if one.booking_id not in chain(*agreed)]
    new = plain_word_by_word(rest)
    alone = [one for one in without_wishes(room) if one.booking_id not in chain(*agreed, *new)]
    patient = [one for one in alone if LATER - one.waiting_since >= REUNION_AFTER]
    pairs = agreed + new + plain_word_by_word(patient)
    given = {one.booking_id: one for one in room}
    pairs.sort(key=lambda two: (given[two[0]].waiting_since, two[0]))
    assert bookings(pair(without_wishes(room), LATER)) == pairs


def word_by_word_agreed(room: Sequence[Ticket]) -> list[tuple[int, int]]:
    """The longest waiting first, each with the longest waiting of those with whom it is mutual."""
    waiting = sorted(room, key=lambda one: (one.waiting_since, one.booking_id))
    pairs: list[tuple[int, int]] = []
    for one in waiting:
        for other in waiting:
            taken = list(chain(*pairs))
            if came_before(one, other) and both_want(one, other) and not {one.booking_id, other.booking_id} & {*taken}:
                pairs.append((one.booking_id, other.booking_id))
    return pairs


@given(ROOMS)
def test_two_who_agreed_to_meet_again_go_first_and_are_not_exchanged(room: list[Ticket]):
    assert set(word_by_word_agreed(room)) <= set(bookings(pair(room, LATER)))
    # What all others get is as if those two were not there.
    others = [one for one in room if one.booking_id not in chain(*word_by_word_agreed(room))]
    rest = [two for two in bookings(pair(room, LATER)) if two not in word_by_word_agreed(room)]
    assert rest == bookings(pair(others, LATER))


@given(ROOMS)
def test_the_same_people_are_paired_as_without_wishes_and_as_far_apart(room: list[Ticket]):
    plain, wished = partners(pair(without_wishes(room), LATER)), partners(pair(room, LATER))
    level = {one.booking_id: one.level for one in room}
    assert plain.keys() == wished.keys()
    for me in plain:
        assert abs(level[me] - plain[me].level) == abs(level[me] - wished[me].level)


@given(ROOMS)
def test_no_partner_has_waited_half_a_minute_less_than_without_wishes(room: list[Ticket]):
    plain, wished = partners(pair(without_wishes(room), LATER)), partners(pair(room, LATER))
    for me in plain:
        assert wished[me].waiting_since <= plain[me].waiting_since + WITHIN


@given(ROOMS)
def test_wishes_cross_no_hard_limit_and_make_no_reunion(room: list[Ticket]):
    reunions = sum(met_lately(*two) for two in pair(without_wishes(room), LATER))
    pairs = pair(room, LATER)
    assert all(may_meet(*two) for two in pairs)
    assert sum(met_lately(*two) for two in pairs) == reunions


@given(ROOMS)
def test_the_longest_waiting_still_choose_first(room: list[Ticket]):
    """Whoever gets a partner who suits them less stands behind somebody who gets one who suits them better."""
    given = {one.booking_id: one for one in room}
    plain, wished = partners(pair(without_wishes(room), LATER)), partners(pair(room, LATER))

    def suits(pairs: dict[int, Ticket]) -> list[int]:
        order = sorted(pairs, key=lambda one: (given[one].waiting_since, one))
        return [suit(given[me], given[pairs[me].booking_id]) for me in order]

    assert suits(wished) >= suits(plain)


@given(st.data())
def test_with_wishes_the_order_in_which_people_are_read_does_not_matter(data: st.DataObject):
    room = data.draw(ROOMS)
    assert pair(data.draw(st.permutations(room)), LATER) == pair(room, LATER)


@given(ROOMS)
def test_pairs_are_in_order_with_wishes_too(room: list[Ticket]):
    pairs = pair(room, LATER)
    assert all(came_before(one, other) for one, other in pairs)
    assert pairs == sorted(pairs, key=lambda two: (two.first.waiting_since, two.first.booking_id))


@given(ROOMS, TOPICS)
def test_one_wish_of_everybody_changes_nothing(room: list[Ticket], topics: frozenset[str]):
    same = [one._replace(topics=topics, groups=frozenset()) for one in room]
    assert bookings(pair(same, LATER)) == bookings(pair(without_wishes(room), LATER))


@given(st.tuples(*[st.tuples(TOPICS, GROUPS)] * 5))
def test_the_room_of_the_seed_is_paired_as_the_seed_says_whatever_people_wish(
    shown: tuple[tuple[frozenset[str], frozenset[int]], ...],
):
    room = [
        one._replace(topics=topics, groups=groups)
        for one, (topics, groups) in zip(queue("E1 E2 M1 H1 H2"), shown, strict=True)
    ]
    assert meets(pair(room)) == ["E1+E2", "M1+H1"]


def test_a_crowd_looks_at_the_nearest_fifty():
    """Everybody came at once. Somebody with the wish of the first is exchanged if near in the queue, not far behind."""
    room = [waits("E1")._replace(booking_id=n, user_id=n, topics=frozenset({f"t{n}"})) for n in range(1, 201)]
    far = [*room[:199], room[199]._replace(topics=room[0].topics)]
    near = [*room[:19], room[19]._replace(topics=room[0].topics), *room[20:]]
    assert bookings(pair(far))[0] == (1, 2)
    assert bookings(pair(near))[0] == (1, 20)
