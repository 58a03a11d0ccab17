"""The forms of test cases: which fit which question, and how they must fit its code."""

from __future__ import annotations

from typing import Any

import pytest

from mockmate_api.questions import content, starters
from mockmate_api.questions.cases import TestCase
from tests.unit.api.questions.texts import faults, of

PYTHON = """
class Solution:
    async def twoSum(self, a, b=None, /, *more, key=1):
        return a

def other(first, second): ...

class Counter:
    def __init__(self, start=0): ...
    def add(self, by): ...
"""
JAVASCRIPT = "export const twoSum = async (a, b) => a;\nfunction other(a, b) {}\nclass Counter {\n  add(by) {}\n}"


def with_cases(*cases: Any, **changes: Any) -> dict[str, Any]:
    starter = {"python": PYTHON, "javascript": JAVASCRIPT}
    return of("function", function="twoSum", starter_code=starter, test_cases=list(cases), **changes)


GOOD = [
    {"args": [1], "expected": None},
    {"args": [1, 2, 3, 4], "expected": 1},
    {"args": [1], "error": True},
    {"args": [1], "error": "an empty list", "about": "nothing to add", "hidden": True},
    {"call": "other", "named": {"second": 1, "first": 2}, "expected": {"a": [None]}},
    {"calls": [["Counter", []], ["add", [1]]], "expected": [None, None]},
    {"args": [{"$range": [0, 100_000]}], "expected": {"$repeat": ["ab", 3]}},
]


@pytest.mark.parametrize("case", GOOD)
def test_a_case_is_kept_as_it_was_written(case: dict[str, Any]) -> None:
    question = content.check(with_cases(case))
    assert question.given()["test_cases"] == [case]
    assert list(question.test_cases[0].written()) == [name for name in TestCase.model_fields if name in case]


@pytest.mark.parametrize(
    ("case", "fault"),
    [
        ({"expected": 1}, "args: Field required"),
        ({"args": [1]}, "expected: Field required"),
        ({"args": [1], "named": {"a": 1}, "expected": 1}, "named: must not be given beside args"),
        ({"args": [1], "expected": 1, "error": True}, "error: must not be given beside expected"),
        ({"args": None, "expected": 1}, "args: can't be null"),
        ({"args": [1], "error": False}, "error"),
        ({"args": [1], "expected": 1, "secret": 1}, "secret: Extra inputs"),
        ({"args": [], "expected": 1}, "args: gives 0 arguments, twoSum takes 1 or more"),
        ({"call": "other", "args": [1], "expected": 1}, "args: gives 1 arguments, other takes 2"),
        ({"call": "other", "named": {"first": 1}, "expected": 1}, "named: other can't be called so: missing"),
        ({"call": "third", "args": [], "expected": 1}, "call: names third, which the starter code doesn't define"),
        ({"stdin": "1", "stdout": "2"}, "doesn't fit a question of the kind function, whose cases have args or calls"),
        ({"calls": [["Counter", []]], "args": [], "expected": [None]}, "args: doesn't go together with calls"),
        ({"calls": [["Counter", []]]}, "expected: Field required"),
        ({"calls": [["Counter", []]], "expected": []}, "expected: must be a list with what each call returns"),
        ({"calls": [["Counter", [1, 2]]], "expected": [None]}, "calls.0: gives 2 arguments, Counter takes 0 to 1"),
        ({"calls": [["Counter", []], ["add", []]], "expected": [0, 0]}, "calls.1: gives 0 arguments, add takes 1"),
        ({"calls": [["Adder", []]], "expected": [None]}, "calls.0: names Adder, a class that the starter code"),
        ({"calls": [["Counter"]], "expected": [None]}, "calls.0: must be a name and a list of arguments"),
        ({"args": [{"$range": [1]}], "expected": 1}, 'args: must be written as {"$range": [start, stop, step]}'),
        ({"args": [{"$range": [0, 2_000_001]}], "expected": 1}, "has 2,000,004 members and characters"),
    ],
)
def test_a_case_that_cannot_be_used_is_refused_with_its_place(case: dict[str, Any], fault: str) -> None:
    (found,) = faults(with_cases({"args": [1], "expected": 1}, case))
    assert found.startswith("test_cases.1")
    assert found.removeprefix("test_cases.1").lstrip(".: ").startswith(fault)


def test_a_case_that_cannot_be_read_does_not_hide_what_is_wrong_with_others() -> None:
    cases = [{"args": [1], "expected": 1, "secret": 1}, {"args": [], "expected": 1}, {"args": [1], "expected": 1}]
    assert faults(with_cases(*cases)) == [
        "test_cases.0.secret: Extra inputs are not permitted",
        "test_cases.1.args: gives 0 arguments, twoSum takes 1 or more",
    ]


def test_two_hundred_cases_are_taken_and_no_more() -> None:
    cases = [{"args": [number], "expected": number} for number in range(201)]
    assert faults(with_cases(*cases[:200])) == []
    assert faults(with_cases(*cases)) == ["test_cases: List should have at most 200 items after validation, not 201"]


def test_a_question_whose_cases_all_name_what_they_call_needs_no_function() -> None:
    cases = [GOOD[4], GOOD[5]]
    values = with_cases(*cases)
    del values["function"]
    assert faults(values) == []
    values["test_cases"].append(GOOD[0])
    assert faults(values) == ["function: Field required"]


def test_lists_alone_have_an_order_to_leave_out() -> None:
    fits = [{"args": [1], "expected": {"$range": [0, 9]}}, {"args": [1], "error": True}]
    assert faults(with_cases(*fits, compare="unordered")) == []
    wrong = {"args": [1], "expected": {"$repeat": ["a", 9]}}
    assert "test_cases.0.expected: is no list" in faults(with_cases(wrong, compare="unordered"))[0]


@pytest.mark.parametrize(
    ("case", "fault"),
    [
        ({"rows": [[1, 2], [3]]}, "rows: must all have as many values"),
        ({"rows": [[1]], "columns": ["a", "b"]}, "rows: must all have as many values"),
        ({"args": [], "expected": 1}, "doesn't fit a question of the kind sql, whose cases have rows"),
        ({"rows": [[1]], "expected": 1}, "expected: doesn't go together with rows"),
    ],
)
def test_a_query_is_tested_by_rows(case: dict[str, Any], fault: str) -> None:
    (found,) = faults(of("sql", test_cases=[case]))
    assert fault in found


def test_tables_of_every_case_stand_for_those_of_the_question() -> None:
    values = of("sql", test_cases=[{"rows": [], "ordered": True, "tables": "CREATE TABLE a (b int);"}])
    del values["tables"]
    assert faults(values) == []


def test_a_program_is_tested_by_what_it_prints() -> None:
    assert faults(of("stdin", test_cases=[{"stdin": "", "stdout": ""}])) == []
    assert faults(of("stdin", test_cases=[{"stdin": ""}])) == ["test_cases.0.stdout: Field required"]


@pytest.mark.parametrize(
    ("head", "takes"),
    [
        ("x, memo=None", "1 to 2"),
        ("x, /", "1"),
        ("*xs", "0 or more"),
        ("x, y=1, *rest", "1 or more"),
        ("x, *, key", "1"),
        ("x, **options", "1"),
    ],
)
def test_parameters_are_counted_as_python_counts_them(head: str, takes: str) -> None:
    found = starters.signature(f"def solve({head}):\n    pass", "solve")
    assert found is not None
    assert starters.count(found) == takes


@pytest.mark.parametrize(
    "code",
    [
        "function twoSum(a) {}",
        "async function twoSum(a) {}",
        "function* twoSum(a) {}",
        "export function twoSum(a) {}",
        "export default function twoSum(a) {}",
        "var twoSum = function (a) {};",
        "let twoSum = function name(a) {};",
        "const twoSum = (a, b = 1) => a;",
        "const twoSum = a => a;",
        "export const twoSum = async (a) => a;",
        "class Solution {\n  twoSum(a) {}\n}",
        "export class Solution {\n\tstatic async twoSum(a) {}\n}",
    ],
)
def test_javascript_defines_a_function_in_any_of_its_ways(code: str) -> None:
    assert starters.javascript_defines(code, "twoSum")


@pytest.mark.parametrize("code", ["function twoSums(a) {}", "// function twoSum(a)", "const twoSum = 1;", "twoSum(1);"])
def test_what_only_looks_like_it_defines_nothing(code: str) -> None:
    assert not starters.javascript_defines(code, "twoSum")


@pytest.mark.parametrize("name", ["camelCase", "snake_case", "x1"])
def test_names_are_written_as_people_write_them(name: str) -> None:
    assert faults(of("function", function=name, starter_code={"python": f"def {name}(a): ..."})) == []


@pytest.mark.parametrize("name", ["delete", "lambda", "Upper", "a-b", "_private"])
def test_names_that_some_language_could_not_call_are_refused(name: str) -> None:
    assert faults(of("function", function=name))[0].startswith("function: ")
