"""The large test cases of the bank tell a slow solution from a good one, by counted steps and never by seconds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import pytest

from mockmate_api.questions import bank
from mockmate_api.questions.cases import TestCase
from mockmate_api.questions.parts import Content
from shared.models import Comparison, QuestionKind
from tests.api.questions.comparing import fits
from tests.api.questions.steps import Run, run

TIMES = 20
"""By how much more steps the slow solution has to take on a large case."""
MOST = 50_000_000
"""Steps within which every solution ends. The slow ones end within these on all small cases."""
INSEPARABLE = {
    "how-long-is-that": "its text has at most 100 characters, and every natural way reads each of them once",
}
"""Questions without a slow solution, and why their task has none. Three at most."""
PARTS = 4
LARGE = "Large: "
"""How a case says of itself that it is large, if it is so in what it asks for and not in what it consists of."""


def is_large(case: TestCase) -> bool:
    return case.is_large or (case.about or "").startswith(LARGE)


def code_of(question: Content) -> str | None:
    """Return the Python of the worked solution, or None if it is written in another language."""
    blocks = re.findall(r"^```python\n(.*?)^```", question.solution or "", re.DOTALL | re.MULTILINE)
    return "\n\n".join(blocks) or None


@cache
def in_code() -> tuple[Content, ...]:
    """Return the questions of the bank whose answers are called by their test cases."""
    kinds = {QuestionKind.FUNCTION, QuestionKind.DEBUGGING}
    return tuple(question for question in bank.read_bank() if question.kind in kinds)


def faults_of(question: Content) -> Iterator[str]:
    """Yield what the solution and the slow solution do on the cases that they should not."""
    solution = code_of(question)
    if solution is None:
        yield "the solution has no Python"
        return
    told_apart = False
    for number, case in enumerate(question.test_cases, start=1):
        whole = case.expanded()
        fast = run(solution, question.function, whole, case.form, MOST)
        if not passes(question, whole, fast):
            yield f"the solution fails case {number}: {fast.returned!r:.200}"
        elif question.slow_solution is not None:
            most = TIMES * max(1, fast.steps) if is_large(case) else MOST
            slow = run(question.slow_solution, question.function, whole, case.form, most)
            told_apart |= is_large(case) and not slow.ended
            if not passes(question, whole, slow) and (slow.ended or not is_large(case)):
                yield f"the slow solution fails case {number}: {slow.returned!r:.200}"
    if question.slug not in INSEPARABLE and not told_apart:
        yield f"no large case on which the slow solution takes {TIMES} times the steps"
    if question.kind is QuestionKind.DEBUGGING and passes_all(question, (question.starter_code or {})["python"]):
        yield "the code to debug passes all cases"


def passes_all(question: Content, code: str) -> bool:
    wholes = ((case.expanded(), case.form) for case in question.test_cases)
    return all(passes(question, whole, run(code, question.function, whole, form, MOST)) for whole, form in wholes)


def passes(question: Content, case: dict[str, object], done: Run) -> bool:
    if not done.ended or "error" in case or done.failed:
        return done.failed and "error" in case
    return fits(done.returned, case["expected"], question.compare or Comparison.EXACT)


@pytest.mark.parametrize("part", range(PARTS))
def test_large_cases_tell_the_slow_solution_from_the_good_one(part: int) -> None:
    faults = {question.slug: list(faults_of(question)) for question in in_code()[part::PARTS]}
    assert {slug: found for slug, found in faults.items() if found} == {}


def test_few_questions_have_no_slow_solution() -> None:
    assert len(INSEPARABLE) <= 3
    assert {question.slug for question in in_code() if question.slow_solution is None} <= INSEPARABLE.keys()


def planted(**changes: object) -> list[str]:
    question = bank.read_question(bank.BANK / "best-hours-at-the-stall.md")
    assert list(faults_of(question)) == []
    return list(faults_of(question.model_copy(update=changes)))


def test_a_slow_solution_that_is_not_slow_is_found() -> None:
    question = bank.read_question(bank.BANK / "best-hours-at-the-stall.md")
    assert planted(slow_solution=code_of(question)) == [
        "no large case on which the slow solution takes 20 times the steps"
    ]
    assert planted(slow_solution=None) == ["no large case on which the slow solution takes 20 times the steps"]


def test_a_solution_that_is_wrong_or_fails_is_found() -> None:
    wrong = "def best_shift(takings, hours):\n    return [0, sum(takings[:hours])]"
    assert any(found.startswith("the slow solution fails case 1: ") for found in planted(slow_solution=wrong))
    assert "the solution fails case 1: [0, 11]" in planted(solution=f"```python\n{wrong}\n```")
    failing = "def best_shift(takings, hours):\n    raise LookupError('none')"
    assert "the solution fails case 1: 'LookupError: none'" in planted(solution=f"```python\n{failing}\n```")


def test_code_to_debug_that_is_right_is_found() -> None:
    code = code_of(bank.read_question(bank.BANK / "best-hours-at-the-stall.md"))
    assert planted(kind=QuestionKind.DEBUGGING, starter_code={"python": code}) == ["the code to debug passes all cases"]


def test_a_solution_that_never_ends_is_stopped() -> None:
    endless = "def f(n):\n    while True:\n        n += 1"
    case = TestCase(args=[1], expected=2)
    done = run(endless, "f", case.expanded(), case.form, 1_000)
    assert (done.steps, done.ended) == (1_000, False)


def test_a_text_in_a_short_form_is_repeated_as_a_member_of_a_list() -> None:
    case = TestCase(args=[{"$repeat": ["ab", 2]}, {"$repeat": [{"$concat": ["a", "b"]}, 2]}], expected=None)
    assert case.expanded()["args"] == ["abab", ["ab", "ab"]]


def test_steps_are_turns_of_loops_and_calls() -> None:
    code = """
class Tower:
    def __init__(self, height):
        self.floors = [floor for floor in range(height)]

    def visit(self):
        return sum(one for one in self.floors if one % 2) + sum(map(lambda one: one, self.floors))
"""
    case = TestCase(calls=[["Tower", [10]], ["visit", []]], expected=[None, 70])
    done = run(code, None, case.expanded(), case.form, 1_000)
    assert (done.returned, done.steps) == ([None, 70], (1 + 10) + (1 + 10 + 10))
