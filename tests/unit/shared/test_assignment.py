"""Which question is chosen: pure, so every rule of it is shown here."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime

from shared.models import Difficulty
from shared.rooms.assignment import Candidate, QuestionHistory, choose

EASY, MEDIUM, HARD = Difficulty.EASY, Difficulty.MEDIUM, Difficulty.HARD
BANK = [
    Candidate(number, f"question-{number}", MEDIUM, ("graphs",) if number % 2 else ("lists",)) for number in range(8)
]


def day(number: int) -> datetime:
    return datetime(2030, 1, number, tzinfo=UTC)


def chosen(past: QuestionHistory, seed: str = "seed") -> int:
    found = choose(BANK, MEDIUM, past, seed)
    assert found is not None
    return found.id


def test_the_same_seed_chooses_the_same_whatever_the_order():
    for seed in map(str, range(20)):
        assert choose(BANK, MEDIUM, QuestionHistory(), seed) == choose(BANK[::-1], MEDIUM, QuestionHistory(), seed)


def test_every_question_is_chosen_by_some_seed():
    assert {chosen(QuestionHistory(), str(seed)) for seed in range(200)} == set(range(8))


def test_a_groups_own_questions_come_first_until_they_were_met():
    own = [replace(one, of_group=one.id >= 6) for one in BANK]
    found = choose(own, MEDIUM, QuestionHistory(solved=range(6)), "seed")
    assert found is not None
    assert found.of_group
    met = QuestionHistory(seen={6: day(1), 7: day(2)})
    found = choose(own, MEDIUM, met, "seed")
    assert found is not None
    assert not found.of_group
    # The level comes before that.
    found = choose([replace(own[7], difficulty=HARD), own[0]], MEDIUM, QuestionHistory(), "seed")
    assert found == own[0]


def test_what_was_seen_is_not_chosen_while_there_is_something_new():
    seen = dict.fromkeys(range(7), day(1))
    assert {chosen(QuestionHistory(seen=seen), str(seed)) for seed in range(50)} == {7}


def test_when_all_are_seen_it_is_the_one_seen_longest_ago():
    seen = {number: day(20 - number) for number in range(8)}
    assert chosen(QuestionHistory(seen=seen)) == 7


def test_what_the_interviewer_has_solved_comes_first_but_only_if_it_is_new():
    assert {chosen(QuestionHistory(solved={3, 4}), str(seed)) for seed in range(50)} == {3, 4}
    assert chosen(QuestionHistory(seen={3: day(1)}, solved={3, 4})) == 4


def test_a_weak_tag_is_likelier_but_not_certain():
    tags = Counter(BANK[chosen(QuestionHistory(weakness={"graphs": 4.0}), str(seed))].tags[0] for seed in range(1000))
    # Five to one, as the weights say, give or take chance; the seeds are always the same.
    assert 750 < tags["graphs"] < 900


def test_the_nearest_difficulty_stands_in_when_there_is_none():
    bank = [Candidate(1, "easy-one", EASY), Candidate(2, "hard-one", HARD)]
    assert choose(bank[:1], HARD, QuestionHistory(), "seed") == bank[0]
    assert choose(bank, HARD, QuestionHistory(seen={2: day(1)}), "seed") == bank[1]
    assert choose([], HARD, QuestionHistory(), "seed") is None


ON_TOPIC = [Candidate(one.id, one.slug, one.difficulty, one.tags, on_topic=one.id in (2, 5)) for one in BANK]


def on_topic(past: QuestionHistory) -> set[int]:
    found = [choose(ON_TOPIC, MEDIUM, past, str(seed)) for seed in range(50)]
    return {one.id for one in found if one is not None}


def test_what_both_agreed_on_is_asked_first_whatever_the_interviewer_has_solved():
    assert on_topic(QuestionHistory()) == {2, 5}
    assert on_topic(QuestionHistory(solved={3, 5})) == {5}
    assert on_topic(QuestionHistory(solved={3, 4})) == {2, 5}


def test_something_new_is_asked_before_what_was_seen_on_the_topic():
    assert on_topic(QuestionHistory(seen={2: day(1)})) == {5}
    assert on_topic(QuestionHistory(seen={2: day(1), 5: day(2)})) == {0, 1, 3, 4, 6, 7}


def test_when_all_are_seen_it_is_the_one_on_topic_seen_longest_ago():
    seen = {number: day(20 - number) for number in range(8)}
    assert on_topic(QuestionHistory(seen=seen)) == {5}


def test_the_level_comes_before_the_topic():
    bank = [Candidate(1, "easy-one", EASY, on_topic=True), Candidate(2, "medium-one", MEDIUM)]
    assert choose(bank, MEDIUM, QuestionHistory(), "seed") == bank[1]
