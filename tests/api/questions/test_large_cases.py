"""The slow solution of a question is right, and large cases tell it from the worked one: by steps, never by time."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest

from mockmate_api.questions.cases import TestCase
from mockmate_api.questions.parts import Content
from tests.api.questions.run_cases import complaint
from tests.api.questions.running import TECHNICAL, code_of, job
from tests.api.questions.steps import Steps, TooManySteps, load

TIMES = 20
"""By how much more steps the slow solution has to take on a large case."""
MOST = 50_000_000
"""Steps within which every solution ends, and every slow one on the small cases."""
INSEPARABLE = {
    "how-long-is-that": "its text has at most 100 characters, and every natural way reads each of them once",
}
"""Questions without a slow solution, and why their task has none. Three at most."""
PARTS = 4
LARGE = "Large: "
"""How a case says that it is large by what it asks for and not by its size, such as one number."""


class Run(NamedTuple):
    """How a piece of code does on one case."""

    complaint: str | None
    steps: int
    ended: bool


def run(question: Content, code: str, case: dict[str, Any], most: int) -> Run:
    """Try a case, expanded, and stop after `most` steps."""
    steps = Steps(most)
    whole = json.loads(json.dumps(case))  # the code may change its arguments
    try:
        found = complaint(load(code, steps), job(question, code, []), whole)
        return Run(found, steps.taken(), ended=True)
    except TooManySteps:
        return Run(f"takes more than {most:,} steps", most, ended=False)


def is_large(case: TestCase) -> bool:
    return case.is_large or (case.about or "").startswith(LARGE)


def faults_of(question: Content) -> Iterator[str]:
    """Yield what the solution and the slow solution do on the cases that they should not."""
    told_apart = False
    for number, case in enumerate(question.test_cases, start=1):
        whole = case.expanded()
        fast = run(question, code_of(question), whole, MOST)
        if fast.complaint is not None:
            yield f"the solution fails case {number}: {fast.complaint}"
        elif question.slow_solution is not None:
            most = TIMES * max(1, fast.steps) if is_large(case) else MOST
            slow = run(question, question.slow_solution, whole, most)
            told_apart |= is_large(case) and not slow.ended
            if slow.complaint is not None and (slow.ended or not is_large(case)):
                yield f"the slow solution fails case {number}: {slow.complaint}"
    if question.slug not in INSEPARABLE and not told_apart:
        yield f"no large case on which the slow solution takes {TIMES} times the steps"


@pytest.mark.parametrize("part", range(PARTS))
def test_large_cases_tell_the_slow_solution_from_the_worked_one(part: int) -> None:
    faults = {question.slug: list(faults_of(question)) for question in [*TECHNICAL.values()][part::PARTS]}
    assert {slug: found for slug, found in faults.items() if found} == {}


def test_few_questions_have_no_slow_solution() -> None:
    assert len(INSEPARABLE) <= 3
    assert {slug for slug, question in TECHNICAL.items() if question.slow_solution is None} == INSEPARABLE.keys()


HOURS = TECHNICAL["best-hours-at-the-stall"]


def planted(**changes: object) -> list[str]:
    """Return what is found in a good question after changes to it."""
    assert list(faults_of(HOURS)) == []
    return list(faults_of(HOURS.model_copy(update=changes)))


def test_a_slow_solution_that_is_not_slow_or_missing_is_found() -> None:
    inseparable = ["no large case on which the slow solution takes 20 times the steps"]
    assert planted(slow_solution=code_of(HOURS)) == inseparable
    assert planted(slow_solution=None) == inseparable
    assert planted(test_cases=[case for case in HOURS.test_cases if not is_large(case)]) == inseparable


def test_a_solution_that_is_wrong_or_fails_is_found() -> None:
    wrong = "def best_shift(takings, hours):\n    return [0, sum(takings[:hours])]"
    assert "the slow solution fails case 1: returned [0, 11], not [3, 14]" in planted(slow_solution=wrong)
    assert "the solution fails case 1: returned [0, 11], not [3, 14]" in planted(solution=f"```python\n{wrong}\n```")
    failing = "def best_shift(takings, hours):\n    raise LookupError(hours)"
    assert "the solution fails case 1: raised LookupError(2)" in planted(solution=f"```python\n{failing}\n```")


def test_code_that_never_ends_is_stopped() -> None:
    endless = "def best_shift(takings, hours):\n    while True:\n        hours += 1"
    assert run(HOURS, endless, {"args": [[], 1], "expected": 2}, 1_000) == ("takes more than 1,000 steps", 1_000, False)


def test_steps_are_turns_of_loops_and_comprehensions_and_calls() -> None:
    code = """
class Tower:
    def __init__(self, height):
        self.floors = [floor for floor in range(height)]

    def visit(self):
        return sum(one for one in self.floors if one % 2) + sum(map(lambda one: one, self.floors))
"""
    case = {"calls": [["Tower", [10]], ["visit", []]], "expected": [None, 70]}
    assert run(HOURS, code, case, 1_000) == (None, (1 + 10) + (1 + 10 + 10), True)
