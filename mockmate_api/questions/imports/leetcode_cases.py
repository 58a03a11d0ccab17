"""Examples in prose as test cases, as far as they say for certain what is right."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from typing import Any

from mockmate_api.questions.imports import written_examples
from mockmate_api.questions.imports.functions import described, is_exact
from mockmate_api.questions.imports.leetcode_code import Code
from mockmate_api.questions.imports.proposals import LONGEST_TEXT, shortened
from mockmate_api.questions.imports.written_examples import Call, Calls, NotRead

_ANY_ORDER = re.compile(r"\bin any order", re.IGNORECASE)
_ANY_ANSWER = re.compile(
    r"(?:return|output|print) any (?:of (?:them|the)|one|valid|such|answer|solution|possible)"
    r"|any (?:valid )?(?:answer|solution|one of them)s? (?:is|are|will be) accepted|return an? (?:arbitrary|random)",
    re.IGNORECASE,
)
_WITHIN = re.compile(r"within 10\^?-(\d)")


def read(examples: Sequence[str], code: Code, description: str, changes: list[str]) -> dict[str, Any]:
    """Return `examples`, `function`, `parameters`, `compare` and `test_cases`, as far as there are any."""
    values: dict[str, Any] = {}
    if examples:
        values["examples"] = shortened("\n\n".join(map(_shown, examples)), LONGEST_TEXT)
    if code.function:
        values["function"] = code.function
        returns = code.returns if code.returns != "None" else ""
        values["parameters"] = described(code.parameters, returns)
    obstacle = code.obstacle or ("several answers are right" if _ANY_ANSWER.search(description) else "")
    if obstacle:
        changes.append(f"no test cases: {obstacle}")
        return values
    cases = list(_cases(examples, code, changes))
    if cases:
        values["test_cases"] = cases
        values |= _compared(cases, description, changes)
    return values


def _shown(text: str) -> str:
    fence = "````" if "```" in text else "```"
    return f"{fence}\n{text.strip()}\n{fence}"


def _cases(examples: Iterable[str], code: Code, changes: list[str]) -> Iterable[dict[str, Any]]:
    for number, text in enumerate(examples, start=1):
        try:
            found = written_examples.read(text)
            yield _of_class(found, code) if isinstance(found, Calls) else _of_function(found, code)
        except NotRead as error:
            changes.append(f"example {number} is no test case: it {error}")


def _of_function(call: Call, code: Code) -> dict[str, Any]:
    names = [each.name for each in code.parameters]
    if code.class_name or (not names and call.named):
        raise NotRead("is a call of a function, and a class is to be written")
    if len(call.named) != len(names):
        raise NotRead(f"gives {len(call.named)} values, and {code.function} takes {len(names)}")
    arguments = [call.named[name] for name in names] if set(call.named) == set(names) else [*call.named.values()]
    if not is_exact([arguments, call.expected]):
        raise NotRead("has an integer above 2**53 - 1, which JavaScript would round")
    return {"args": arguments, "expected": call.expected}


def _of_class(found: Calls, code: Code) -> dict[str, Any]:
    if not code.class_name:
        raise NotRead("is a call of a class, and a function is to be written")
    if found.calls[0][0] != code.class_name:
        raise NotRead(f"begins with {found.calls[0][0]}, and the class is called {code.class_name}")
    if not is_exact([found.calls, found.expected]):
        raise NotRead("has an integer above 2**53 - 1, which JavaScript would round")
    return {"calls": found.calls, "expected": found.expected}


def _compared(cases: Sequence[dict[str, Any]], description: str, changes: list[str]) -> dict[str, Any]:
    if found := _WITHIN.search(description):
        tolerance = float(f"1e-{found[1]}")
        changes.append(f"numbers compared to {tolerance:g}")
        return {"compare": "approx", "tolerance": tolerance}
    if "." in json.dumps([case["expected"] for case in cases]) and _has_fractions([case["expected"] for case in cases]):
        return {"compare": "approx", "tolerance": 1e-5}
    plain = all("args" in case and isinstance(case["expected"], list) for case in cases)
    if _ANY_ORDER.search(description) and plain:
        changes.append("compare: unordered, since the text takes any order")
        return {"compare": "unordered"}
    return {}


def _has_fractions(values: Iterable[Any]) -> bool:
    return any(isinstance(value, float) or (isinstance(value, list) and _has_fractions(value)) for value in values)
