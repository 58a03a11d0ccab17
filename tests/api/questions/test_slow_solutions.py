"""The slow solution of a question is right, and its large cases tell it from the worked one: by steps, never by time.

A step is a statement, or a round of a comprehension. On some large case the slow solution takes at least twenty times
the steps of the worked one.
"""

from __future__ import annotations

import json

import pytest

from mockmate_api.questions import reading
from shared.models import QuestionKind
from tests.api.questions.running import TECHNICAL, Tried, code_of, job, tried
from tests.api.questions.texts import TECHNICAL as A_FILE

TIMES = 20
MOST = 50_000_000
SLOW = {slug: each for slug, each in TECHNICAL.items() if each.slow_solution}
every_slow_solution = pytest.mark.parametrize("slug", SLOW)


@pytest.fixture(scope="module")
def quick() -> dict[str, Tried]:
    """The worked solutions on the large cases, counted."""
    return tried(
        [
            job(each, code_of(each), large, most=[MOST] * len(large))
            for each in SLOW.values()
            if (large := [case.written() for case in each.test_cases if case.is_large])
        ]
    )


@pytest.fixture(scope="module")
def slow(quick: dict[str, Tried]) -> dict[str, Tried]:
    """The slow solutions on the large cases, ended once they have taken too many steps."""
    return tried(
        [
            job(SLOW[slug], SLOW[slug].slow_solution or "", large, most=[TIMES * taken for taken in done.taken])
            for slug, done in quick.items()
            if (large := [case.written() for case in SLOW[slug].test_cases if case.is_large])
        ]
    )


@pytest.fixture(scope="module")
def right() -> dict[str, Tried]:
    """The slow solutions on the cases that aren't large."""
    return tried(
        [
            job(each, each.slow_solution or "", [case.written() for case in each.test_cases if not case.is_large])
            for each in SLOW.values()
        ]
    )


@every_slow_solution
def test_it_is_right(slug: str, right: dict[str, Tried]) -> None:
    assert [one for one in right[slug].complaints if one is not None] == []


@every_slow_solution
def test_a_large_case_tells_it_from_the_worked_solution(
    slug: str, quick: dict[str, Tried], slow: dict[str, Tried]
) -> None:
    assert slug in quick, "has no large case"
    assert quick[slug].complaints == [None] * len(quick[slug].complaints)
    assert "took too long" in slow[slug].complaints, list(zip(quick[slug].taken, slow[slug].taken, strict=True))


def test_steps_are_counted() -> None:
    question = reading.read(A_FILE)
    once = (
        "def double(numbers):\n    total = 0\n    for number in numbers:\n        total += number\n    return numbers"
    )
    squared = "def double(numbers):\n    [0 for one in numbers for other in numbers]\n    return numbers"
    cases = [{"args": [[1] * size], "expected": [1] * size} for size in (100, 400)]
    jobs = [job(question, code, cases, name=code[-40:], most=[MOST, MOST]) for code in (once, squared)]
    linear, quadratic = tried(json.loads(json.dumps(jobs))).values()
    assert linear.complaints == quadratic.complaints == [None, None]
    assert linear.taken[1] < 5 * linear.taken[0]
    assert quadratic.taken[1] > 12 * quadratic.taken[0] > 12 * 100**2


def test_every_technical_question_has_one() -> None:
    assert {slug for slug, each in TECHNICAL.items() if not each.slow_solution} <= WITHOUT


WITHOUT = {slug for slug, each in TECHNICAL.items() if each.kind is QuestionKind.DEBUGGING or not each.parameters}
"""Those that are about finding a fault, and those of before there were slow solutions."""
