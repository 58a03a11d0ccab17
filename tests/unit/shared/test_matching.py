"""The pairing rule by example: the seed's room, the nearest level, and the hard limits."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest

from shared.matching.rule import Pair, Ticket, compatible, pair

OPENING = datetime(2030, 1, 1, 18, 0, tzinfo=UTC)


def id_of(name: str) -> int:
    return "EMH".index(name[0]) * 10 + int(name[1:])


def waits(name: str, since: int = 0, language: str = "en", max_level_gap: int = 2, blocks: str = "") -> Ticket:
    """`E1` waits for an easy interview, since this many minutes after the opening."""
    return Ticket(
        booking_id=id_of(name),
        user_id=id_of(name),
        level="EMH".index(name[0]),
        waiting_since=OPENING + timedelta(minutes=since),
        language=language,
        max_level_gap=max_level_gap,
        blocked=frozenset(id_of(other) for other in blocks.split()),
    )


def queue(names: str) -> list[Ticket]:
    """These people, the longest waiting first."""
    return [waits(name, since) for since, name in enumerate(names.split())]


def met(pairs: list[Pair]) -> list[str]:
    """Who met whom, the one who waited longer first."""
    return ["+".join("EMH"[one.level] + str(one.booking_id % 10) for one in pair) for pair in pairs]


def test_the_room_of_the_seed_is_paired_as_the_seed_says_in_whatever_order_it_is_read():
    for room in permutations(queue("E1 E2 M1 H1 H2")):
        assert met(pair(room)) == ["E1+E2", "M1+H1"]


@pytest.mark.parametrize(
    ("room", "pairs"),
    [
        ("", []),
        ("E1", []),
        ("E1 E2", ["E1+E2"]),
        ("E1 E2 E3", ["E1+E2"]),
        ("E1 M1 E2", ["E1+E2"]),
        ("E1 M1 H1", ["E1+M1"]),
        ("E1 H1 M1", ["E1+M1"]),
        ("E1 H1", ["E1+H1"]),
        ("H1 E1 M1 E2", ["H1+M1", "E1+E2"]),
        ("E1 E2 E3 H1 H2 M1", ["E1+E2", "E3+M1", "H1+H2"]),
    ],
)
def test_the_same_level_comes_first_then_the_nearest(room: str, pairs: list[str]):
    assert met(pair(queue(room))) == pairs


@pytest.mark.parametrize(("room", "pairs"), [("M1 E1 H1", ["M1+E1"]), ("M1 H1 E1", ["M1+H1"])])
def test_of_two_levels_equally_near_the_longer_waiting_person_is_taken(room: str, pairs: list[str]):
    assert met(pair(queue(room))) == pairs


def test_the_longest_waiting_chooses_first_even_if_it_leaves_more_people_waiting():
    room = [waits("M1"), waits("E1", 1), waits("H1", 2, max_level_gap=1), waits("E2", 3, max_level_gap=0)]
    assert met(pair(room)) == ["M1+E1"]


def test_how_tolerant_a_person_is_does_not_change_their_turn():
    room = [waits("E1"), waits("E3", 2, max_level_gap=2), waits("E2", 1, max_level_gap=0)]
    assert met(pair(room)) == ["E1+E2"]


def test_people_who_came_at_the_same_moment_are_ordered_by_their_booking():
    for room in permutations([waits("E1"), waits("E2"), waits("E3"), waits("M1")]):
        assert met(pair(room)) == ["E1+E2", "E3+M1"]


def test_pairs_come_in_the_order_of_their_longer_waiting_half():
    assert met(pair(queue("H1 E1 M1 M2 E2 H2"))) == ["H1+H2", "E1+E2", "M1+M2"]


def test_people_without_a_common_language_do_not_meet():
    room = [waits("E1", language="de"), waits("E2", 1), waits("M1", 2, language="de")]
    assert met(pair(room)) == ["E1+M1"]


@pytest.mark.parametrize(
    ("hers", "his", "meet"), [(2, 2, True), (1, 2, False), (2, 1, False), (0, 2, False), (2, 0, False)]
)
def test_the_gap_must_suit_both(hers: int, his: int, meet: bool):
    room = [waits("E1", max_level_gap=hers), waits("H1", 1, max_level_gap=his)]
    assert met(pair(room)) == (["E1+H1"] if meet else [])
    assert compatible(*room) is compatible(*reversed(room)) is meet


def test_who_accepts_only_their_own_level_still_meets_it():
    room = [waits("M1", max_level_gap=0), waits("E1", 1), waits("M2", 2, max_level_gap=0)]
    assert met(pair(room)) == ["M1+M2"]


def test_a_block_works_in_both_directions_and_the_next_person_is_taken_instead():
    for blocks, blocked_by in (("E2", ""), ("", "E1"), ("E2", "E1")):
        room = [waits("E1", blocks=blocks), waits("E2", 1, blocks=blocked_by), waits("E3", 2)]
        assert met(pair(room)) == ["E1+E3"]


def test_a_blocked_person_at_the_head_of_the_queue_keeps_their_place_in_it():
    room = [waits("E1", blocks="E2"), waits("E2", 1), waits("E3", 2), waits("M1", 3)]
    assert met(pair(room)) == ["E1+E3", "E2+M1"]


def test_who_was_taken_from_behind_a_blocked_person_is_not_taken_again():
    room = [waits("E1", blocks="E2 E3"), waits("E2", 1, blocks="E3"), waits("E3", 2), waits("E4", 3)]
    assert met(pair(room)) == ["E1+E4"]


def test_when_only_a_blocked_person_shares_the_level_the_nearest_other_is_taken():
    assert met(pair([waits("E1", blocks="E2"), waits("E2", 1), waits("M1", 2)])) == ["E1+M1"]


def test_nobody_meets_themselves():
    alone = waits("E1")
    again = alone._replace(booking_id=99)
    assert pair([alone, again]) == []
    assert met(pair([alone, again, waits("E2", 5)])) == ["E1+E2"]


def test_two_people_are_compatible_only_within_every_hard_limit():
    hers = waits("E1")
    assert compatible(hers, waits("M1"))
    assert not compatible(hers, hers)
    assert not compatible(hers, waits("M1", language="de"))
    assert not compatible(hers, waits("M1", max_level_gap=0))
    assert not compatible(hers, waits("M1", blocks="E1"))


def test_a_pair_knows_how_many_levels_lie_between_the_two():
    assert [one.level_gap for one in pair(queue("E1 E2 M1 H1"))] == [0, 1]
    assert [one.level_gap for one in pair(queue("H1 E1"))] == [2]


def test_minors_meet_only_minors_whoever_waits_longer_or_is_nearer():
    one, adult, other, grown = queue("E1 E2 H1 H2")
    one, other = one._replace(circle="minors"), other._replace(circle="minors")
    for room in permutations([one, adult, other, grown]):
        assert met(pair(room)) == ["E1+H1", "E2+H2"]
    assert not compatible(one, adult)
    assert met(pair([one, adult])) == []
