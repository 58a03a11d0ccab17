"""Run by running.py in a process of its own: tries answers in Python on test cases, and counts their steps."""

from __future__ import annotations

import ast
import asyncio
import inspect
import json
import subprocess
import sys
from collections.abc import Callable
from typing import Any

from mockmate_api.questions import large
from shared.models import Comparison
from tests.api.questions.comparing import fits, prints

Json = dict[str, Any]


class TooLong(BaseException):
    """An answer took more steps than it may; no `except Exception` of its own stops this."""


class Steps:
    """How many steps an answer took: statements, and rounds of comprehensions."""

    def __init__(self) -> None:
        self.taken = 0
        self.most: float = float("inf")

    def tick(self) -> bool:
        self.taken += 1
        if self.taken > self.most:
            raise TooLong
        return True


class _Counted(ast.NodeTransformer):
    """Calls `__tick` before each statement and in each round of a comprehension."""

    def visit(self, node: ast.AST) -> Any:
        self.generic_visit(node)
        for name in ("body", "orelse", "finalbody"):
            statements = getattr(node, name, None)
            if isinstance(statements, list) and statements and not isinstance(node, ast.Module | ast.ClassDef):
                setattr(node, name, [new for one in statements for new in (_tick(), one)])
        if isinstance(node, ast.comprehension):
            node.ifs.insert(0, _tick().value)
        return node


def _tick() -> ast.Expr:
    return ast.Expr(ast.Call(ast.Name("__tick", ast.Load()), [], []))


def say(line: Json) -> None:
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


def load(code: str, name: str, steps: Steps | None = None) -> dict[str, Any]:
    """Return what the code defines."""
    tree: Any = ast.parse(code)
    if steps is not None:
        tree = ast.fix_missing_locations(_Counted().visit(tree))
    names: dict[str, Any] = {"__name__": name, **({"__tick": steps.tick} if steps else {})}
    exec(compile(tree, name, "exec"), names)
    return names


def outcome(names: Json, job: Json, case: Json) -> Any:
    """Return what a case gives, as JSON."""
    if "calls" in case:
        (owner, arguments), *calls = case["calls"]
        made = names[owner](*arguments)
        returned = [None, *(getattr(made, name)(*arguments) for name, arguments in calls)]
    else:
        returned = _function(names, case.get("call", job["function"]))(*case.get("args", ()), **case.get("named", {}))
    if inspect.iscoroutine(returned):
        returned = asyncio.run(returned)
    return json.loads(json.dumps(returned))


def _function(names: Json, name: str) -> Callable[..., Any]:
    found = names[name] if name in names else getattr(names["Solution"](), name)
    assert callable(found)
    return found


def complaint(names: Json, job: Json, case: Json) -> str | None:
    """Return in words how a case fails, or None if it passes."""
    try:
        returned = outcome(names, job, case)
    except Exception as error:
        return None if "error" in case else f"raised {error!r}"
    if "error" in case:
        return f"returned {returned!r:.200} where an error is expected"
    right = fits(returned, case["expected"], Comparison(job["compare"]), job["tolerance"] or 1e-6)
    return None if right else f"returned {returned!r:.200}, not {case['expected']!r:.200}"


def program(job: Json, case: Json) -> str | None:
    """Run a program that reads and prints; return in words how it fails, or None."""
    done = subprocess.run(
        [sys.executable, "-I", "-c", job["code"]],
        input=case["stdin"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    if done.returncode:
        return f"ended with {done.returncode}: {done.stderr[-300:]}"
    slack = (job["tolerance"] or 1e-6) if job["compare"] == "approx" else None
    return None if prints(done.stdout, case["stdout"], slack) else f"printed {done.stdout!r:.200}"


def run(job: Json) -> Json:
    """Try all cases of a job. With `most`, count the steps of each case, up to that many for each."""
    steps = Steps() if "most" in job else None
    names = {} if job["kind"] == "stdin" else load(job["code"], job["slug"], steps)
    complaints, taken = [], []
    for place, case in enumerate(job["cases"]):
        whole = large.expand(case)
        if steps is not None:
            steps.taken, steps.most = 0, job["most"][place]
        try:
            complaints.append(program(job, whole) if job["kind"] == "stdin" else complaint(names, job, whole))
        except TooLong:
            complaints.append("took too long")
        taken.append(steps.taken if steps else 0)
    return {"done": job["name"], "complaints": complaints, "taken": taken}


def main() -> None:
    sys.setrecursionlimit(20_000)
    for job in json.load(sys.stdin):
        say({"begun": job["name"]})  # what hangs is the last that began
        say(run(job))


if __name__ == "__main__":
    main()
