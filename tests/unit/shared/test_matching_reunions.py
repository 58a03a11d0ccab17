"""People who met lately are kept apart while anybody else is possible, and for a minute."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from shared.matching.rule import REUNION_AFTER, Pair, Ticket, asked_again, compatible, met_lately, pair, reunions
from tests.unit.shared.test_matching_properties import OPENING, PEOPLE, ROOMS, bookings, left_over

LATER = OPENING + timedelta(minutes=10)


def _person(number: int, recent: Sequence[int] = (), level: int = 0, waited: timedelta = REUNION_AFTER) -> Ticket:
    return Ticket(number, number, level, LATER - waited, recent=frozenset(recent))


def test_somebody_new_comes_first_even_from_further_away():
    room = [_person(1, [2]), _person(2, [1]), _person(3, level=2)]
    assert bookings(pair(room, LATER)) == [(1, 3)]


def test_after_a_minute_people_who_met_lately_meet_again_when_nobody_else_is_there():
    assert bookings(pair([_person(1, [2]), _person(2, [1])], LATER)) == [(1, 2)]


def test_both_must_have_waited_for_a_minute():
    hasty = _person(2, [1], waited=REUNION_AFTER - timedelta(microseconds=1))
    assert pair([_person(1, [2]), hasty], LATER) == []
    assert pair([_person(1, [2]), _person(2, [1])]) == []


def test_who_has_met_only_one_of_two_meets_the_other():
    assert bookings(pair([_person(1, [2]), _person(2), _person(3)], LATER)) == [(1, 3)]


def test_it_is_enough_that_one_side_remembers():
    hasty = timedelta(seconds=1)
    assert pair([_person(1, [2], waited=hasty), _person(2, waited=hasty)], LATER) == []
    assert pair([_person(1, waited=hasty), _person(2, [1], waited=hasty)], LATER) == []


MEMORIES = st.dictionaries(PEOPLE, st.frozensets(PEOPLE, max_size=6), max_size=10)


def _remembering(room: Sequence[Ticket], memories: dict[int, frozenset[int]]) -> list[Ticket]:
    return [one._replace(recent=memories.get(one.user_id, frozenset())) for one in room]


@given(ROOMS, MEMORIES)
def test_the_wish_comes_before_everything_but_the_hard_limits(room: list[Ticket], memories: dict[int, frozenset[int]]):
    """Who has a partner without breaking the wish has the very one the rule gives if the wish were a limit."""
    room = _remembering(room, memories)
    as_limit = [one._replace(blocked=one.blocked | one.recent) for one in room]
    kept = [two for two in pair(room, LATER) if not met_lately(*two)]
    assert bookings(kept)[: len(pair(as_limit))] == [two for two in bookings(kept) if two in bookings(pair(as_limit))]
    assert set(bookings(pair(as_limit))) <= set(bookings(kept))


@given(ROOMS, MEMORIES)
def test_a_reunion_leaves_nobody_new_to_either(room: list[Ticket], memories: dict[int, frozenset[int]]):
    room = _remembering(room, memories)
    first: list[Pair] = pair(room)
    reunions = [two for two in pair(room, LATER) if two not in first]
    alone = left_over(room, first)
    for one, other in reunions:
        assert {one, other} <= set(alone)
        assert min(LATER - one.waiting_since, LATER - other.waiting_since) >= REUNION_AFTER


@given(ROOMS, MEMORIES)
def test_in_the_end_nobody_waits_who_could_meet_somebody(room: list[Ticket], memories: dict[int, frozenset[int]]):
    room = _remembering(room, memories)
    forgetful = [one._replace(recent=frozenset()) for one in room]
    waiting = left_over(room, pair(room, LATER))
    patient = [one for one in waiting if LATER - one.waiting_since >= REUNION_AFTER]
    assert pair([one for one in forgetful if one.booking_id in {two.booking_id for two in patient}]) == []


@given(ROOMS, MEMORIES)
def test_who_is_promised_a_reunion_is_not_paired_before_and_suits_nobody_new(
    room: list[Ticket], memories: dict[int, frozenset[int]]
):
    # A person has one booking in a room.
    room = list({one.user_id: one for one in room}.values())
    room = left_over(room, pair(_remembering(room, memories)))
    waiting = _remembering(room, memories)
    promised = reunions(waiting)
    for one in waiting:
        suitable = [other for other in waiting if compatible(one, other)]
        assert (one.user_id in promised) == (bool(suitable) and all(met_lately(one, other) for other in suitable))
        if (reunion := promised.get(one.user_id)) is not None:
            assert reunion.at == min(max(one.waiting_since, other.waiting_since) for other in suitable) + REUNION_AFTER


def _willing(number: int, other: int, waited: timedelta = timedelta(0), level: int = 0) -> Ticket:
    return _person(number, [other], level, waited)._replace(again=frozenset([other]))


def test_two_who_both_want_to_meet_again_are_paired_at_once_and_first():
    both = [_willing(1, 2), _willing(2, 1)]
    assert bookings(pair(both, LATER)) == [(1, 2)]
    longest = _person(3, waited=timedelta(hours=1))
    assert bookings(pair([longest, *both], LATER)) == [(1, 2)]


def test_one_who_wants_it_alone_meets_somebody_new_instead():
    alone = [_willing(1, 2), _person(2, [1], waited=timedelta(0))]
    assert pair(alone, LATER) == []
    assert bookings(pair([*alone, _person(3, waited=timedelta(0))], LATER)) == [(1, 3)]


def test_what_both_want_breaks_no_hard_limit():
    one, other = _willing(1, 2), _willing(2, 1, level=2)
    assert pair([one._replace(max_level_gap=1), other], LATER) == []
    assert pair([one._replace(circle="minors"), other], LATER) == []
    assert pair([one._replace(blocked=frozenset([2])), other], LATER) == []


@given(ROOMS, MEMORIES)
def test_only_those_are_asked_whom_nobody_new_suits_and_about_one_person(
    room: list[Ticket], memories: dict[int, frozenset[int]]
):
    room = _remembering(list({one.user_id: one for one in room}.values()), memories)
    waiting = left_over(room, pair(room))
    asked = asked_again(waiting)
    for one, other in asked:
        assert compatible(one, other)
        assert {one.user_id, other.user_id} <= reunions(waiting).keys()
    people = [one.user_id for pair in asked for one in pair]
    assert len(people) == len(set(people))
