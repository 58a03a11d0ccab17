"""What to practise next, and streaks: rules without a database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from mockmate_api.analytics.advice import advise, advise_interviewer
from mockmate_api.analytics.schemas import (
    ComparedRatings,
    InterviewerDimensionRatings,
    LevelPractice,
    Ratings,
    Standout,
    TagPractice,
)
from mockmate_api.analytics.weeks import between, streaks
from shared.core.shrinking import shrunk


def level(of: str, difficulty: str, count: int = 0, mean: float | None = None, interviews: int = 3) -> LevelPractice:
    overall = Ratings(count=count, mean=mean, spread=None)
    return LevelPractice.model_validate(
        {
            "interview_type": of,
            "difficulty": difficulty,
            "interviews": interviews,
            "overall": overall,
            "would_pass": None,
        }
    )


def tag(name: str, mean: float | None, count: int = 2) -> TagPractice:
    drawn = None if mean is None else round(shrunk(mean, count, 3.8), 2)
    overall = ComparedRatings(count=count, mean=mean, spread=None, shrunk=drawn)
    return TagPractice(tag=name, interviews=2, overall=overall)


def weak(dimension: str) -> Standout:
    return Standout.model_validate({"dimension": dimension, "mean": 2.25, "count": 4, "evidence": []})


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ([], ("technical", "easy", "nothing_yet")),
        ([level("technical", "easy", 2, 4.0)], ("technical", "medium", "ready_for_harder")),
        ([level("technical", "hard", 2, 5.0)], ("technical", "hard", "keep_going")),
        ([level("technical", "medium", 2, 2.4)], ("technical", "easy", "too_hard_yet")),
        ([level("technical", "easy", 2, 1.0)], ("technical", "easy", "keep_going")),
        ([level("technical", "medium", 2, 3.0)], ("technical", "medium", "keep_going")),
        ([level("technical", "medium", 1, 5.0)], ("technical", "medium", "keep_going")),
        ([level("behavioral", "hard"), level("behavioral", "medium")], ("behavioral", "medium", "keep_going")),
        (
            [level("technical", "easy", 9, 4.5), level("technical", "medium", 2, 3.0)],
            ("technical", "medium", "keep_going"),
        ),
        ([level("technical", "easy", interviews=1), level("behavioral", "hard")], ("behavioral", "hard", "keep_going")),
    ],
)
def test_the_next_step_follows_from_the_hardest_that_was_rated(
    levels: list[LevelPractice], expected: tuple[str, str, str]
):
    advice = advise(levels, [], None)
    assert (advice.interview_type, advice.difficulty, advice.because) == expected
    assert advice.reason


def test_the_weakest_dimension_decides_the_type_even_one_never_practised():
    levels = [level("technical", "medium", 4, 3.0, interviews=9)]
    assert advise(levels, [], weak("structure")).interview_type == "behavioral"
    assert advise(levels, [], weak("structure")).difficulty == "easy"
    assert advise(levels, [], weak("communication")).interview_type == "technical"
    assert "problem solving (2.25" in advise(levels, [], weak("problem_solving")).reason


def test_the_tags_rated_lowest_are_named_and_good_ones_are_not():
    tags = [tag("arrays", 4.5), tag("dp", 1.5), tag("graphs", 3), tag("heaps", None), tag("sql", 2), tag("trees", 3.5)]
    assert advise([level("technical", "easy", 2, 3.0)], tags, None).tags == ["dp", "sql", "graphs"]
    assert advise([level("behavioral", "easy", 2, 3.0)], tags, None).tags == []


def test_one_bad_rating_is_no_weaker_topic_than_many_poor_ones():
    tags = [tag("dp", 1.0, 1), tag("graphs", 2.5, 20)]
    assert advise([level("technical", "easy", 2, 3.0)], tags, None).tags == ["graphs", "dp"]


@pytest.mark.parametrize(
    ("weeks", "present", "expected"),
    [
        ([], 5, (0, 0)),
        ([5], 5, (1, 1)),
        ([4], 5, (1, 1)),
        ([3], 5, (0, 1)),
        ([1, 2, 3, 5], 5, (1, 3)),
        ([1, 3, 4], 5, (2, 2)),
    ],
)
def test_a_streak_lives_while_the_present_week_can_still_go_on_with_it(
    weeks: list[int], present: int, expected: tuple[int, int]
):
    assert streaks(weeks, present) == expected


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "Australia/Sydney", "Africa/Cairo", "UTC"])
def test_weeks_begin_at_local_midnight_whatever_the_clocks_do(zone: str):
    place = ZoneInfo(zone)
    weeks = between(place, datetime(2027, 1, 6, tzinfo=UTC), datetime(2028, 3, 2, tzinfo=UTC))
    assert len(weeks) == 61
    for one, next_ in pairwise(weeks):
        assert one.begins_at.astimezone(place).date() == one.monday
        assert (one.begins_at.astimezone(place) - timedelta(seconds=1)).weekday() == 6
        assert next_.monday - one.monday == timedelta(days=7)
        assert abs(next_.begins_at - one.begins_at - timedelta(days=7)) <= timedelta(hours=1)


@pytest.mark.parametrize(
    ("rated", "expected"),
    [
        ({}, None),
        ({"clarity": (2.0, 2)}, None),
        ({"clarity": (4.0, 9), "hints": (4.5, 3)}, None),
        ({"overall": (1.0, 9)}, None),
        ({"overall": (2.0, 5), "clarity": (3.5, 3), "listening": (2.5, 4)}, "listening"),
        ({"hints": (3.0, 3), "fairness": (3.0, 7)}, "fairness"),
        ({"hints": (2.5, 3), "fairness": (2.75, 40)}, "fairness"),
    ],
)
def test_an_interviewer_is_told_what_was_rated_lowest(
    rated: dict[str, tuple[float, int]], expected: str | None
) -> None:
    dimensions = [
        InterviewerDimensionRatings.model_validate(
            {
                "dimension": name,
                "mean": mean,
                "count": count,
                "spread": None,
                "shrunk": shrunk(mean, count, 3.8),
                "weeks": [],
            }
        )
        for name, (mean, count) in rated.items()
    ]
    advice = advise_interviewer(dimensions)
    assert (advice and advice.dimension) == expected
    if advice:
        assert (advice.mean, advice.count) == rated[advice.dimension]
        assert f"rated {advice.mean:g} on average" in advice.reason
