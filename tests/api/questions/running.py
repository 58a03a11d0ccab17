"""Runs answers in Python to the bank's questions on their test cases, all of them in one process."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from mockmate_api.questions import bank
from mockmate_api.questions.parts import Content
from shared.models import QuestionKind

TIME_LIMIT = 90
ROOT = Path(__file__).parents[3]
BANK = {each.slug: each for each in bank.read_bank()}
PROGRAMS = {slug: each for slug, each in BANK.items() if each.kind is QuestionKind.STDIN}
TECHNICAL = {slug: each for slug, each in BANK.items() if each.kind in {QuestionKind.FUNCTION, QuestionKind.DEBUGGING}}
"""Those whose answer is a function or a class."""


def code_of(question: Content) -> str:
    """Return the worked solution's one block of Python."""
    (code,) = re.findall(r"^```python\n(.*?)^```$", question.solution or "", re.DOTALL | re.MULTILINE)
    return str(code)


def job(question: Content, code: str, cases: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return what `run_cases` needs to try a piece of code."""
    return {
        "slug": question.slug,
        "kind": question.kind,
        "code": code,
        "function": question.function,
        "compare": question.compare,
        "tolerance": question.tolerance,
        "cases": list(cases),
    }


def complaints(jobs: Sequence[dict[str, Any]]) -> dict[str, list[str | None]]:
    """Return by slug how each case of a job fails, or None for one that passes."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", "tests.api.questions.run_cases"],
            cwd=ROOT,
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
    return {line["done"]: line["complaints"] for line in lines if "done" in line}


def examples_of(question: Content) -> Iterator[dict[str, Any]]:
    """Yield the examples as cases: calls in Python, each with `->` and what it returns."""
    blocks = re.findall(r"^```\n(.*?)^```$", question.examples or "", re.DOTALL | re.MULTILINE)
    for block in blocks:
        for call in re.split(rf"^(?={question.function}\()", block, flags=re.MULTILINE)[1:]:
            wanted, _, result = call.partition("->")
            tree = ast.parse(wanted.strip(), mode="eval").body
            assert isinstance(tree, ast.Call)
            named = {one.arg: ast.literal_eval(one.value) for one in tree.keywords}
            args = [ast.literal_eval(argument) for argument in tree.args]
            yield {"args": args, "named": named, "expected": ast.literal_eval(result.strip())}
