"""Counts the steps that Python code takes: the turns of its loops and comprehensions, and the calls of its functions.

Steps are counted rather than lines or seconds: they are the same on every machine and version of Python, a
comprehension counts like the loop that it stands for, and counting them is several times as fast as tracing lines.
What the standard library does inside one call is one step at most, so slow solutions spell out their loops.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from functools import cache
from itertools import chain
from types import CodeType
from typing import Any

_STEP = "step_of_this_code"


class TooManySteps(BaseException):
    """The code took more steps than it may. Not an Exception, which the code might catch."""


class Steps:
    """Counts up to a number of steps, then raises TooManySteps at the next one."""

    def __init__(self, most: int) -> None:
        self._counter = chain(range(1, most + 1), _Refusing())

    @property
    def step(self) -> Callable[[], int]:
        """What is to be called at each step; it returns the number of the step."""
        return self._counter.__next__

    def taken(self) -> int:
        """Return how many steps were taken, once they are over and unless they were too many."""
        return next(self._counter) - 1


class _Refusing:
    def __iter__(self) -> Iterator[int]:
        return self

    def __next__(self) -> int:
        raise TooManySteps


def load(code: str, steps: Steps) -> dict[str, Any]:
    """Return what the code defines, counting its steps."""
    names: dict[str, Any] = {"__name__": __name__, _STEP: steps.step}
    exec(_counted(code), names)
    return names


@cache
def _counted(code: str) -> CodeType:
    return compile(ast.fix_missing_locations(_Counting().visit(ast.parse(code))), "<question>", "exec")


class _Counting(ast.NodeTransformer):
    """Put a step at the beginning of each body that may run more than once."""

    def _body(self, node: Any) -> Any:
        self.generic_visit(node)
        node.body.insert(0, ast.Expr(_step()))
        return node

    visit_For = visit_AsyncFor = visit_While = visit_FunctionDef = visit_AsyncFunctionDef = _body  # noqa: N815 - ast's

    def visit_Lambda(self, node: ast.Lambda) -> ast.Lambda:
        """Count a call of a lambda; the number of a step is never false."""
        self.generic_visit(node)
        node.body = ast.BoolOp(ast.And(), [_step(), node.body])
        return node

    def visit_comprehension(self, node: ast.comprehension) -> ast.comprehension:
        """Count each turn, before its conditions."""
        self.generic_visit(node)
        node.ifs.insert(0, _step())
        return node


def _step() -> ast.Call:
    return ast.Call(ast.Name(_STEP, ast.Load()), [], [])
