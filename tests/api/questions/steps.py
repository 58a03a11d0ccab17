"""Counts how many steps Python code takes: the turns of its loops and comprehensions, and the calls of its functions.

Steps are counted rather than lines or seconds: they are the same on every machine and version of Python, a
comprehension counts like the loop that it stands for, and counting them is several times as fast as tracing lines.
What the standard library does inside one call is one step at most, so slow solutions spell out their loops.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain
from types import CodeType
from typing import Any

from mockmate_api.questions.cases import Form

_STEP = "_step"


class TooManySteps(BaseException):
    """The code took more steps than it was given. Not an Exception, which the code might catch."""


@dataclass(frozen=True)
class Run:
    """What one call, or the calls of one object, came to."""

    steps: int
    ended: bool
    returned: Any = None
    failed: bool = False


def run(code: str, function: str | None, case: dict[str, Any], form: Form, most: int) -> Run:
    """Run one case, expanded, on code that defines the function or the class. Stops it after `most` steps."""
    counter = chain(range(1, most + 1), _Stop())
    names: dict[str, Any] = {"__name__": __name__, _STEP: counter.__next__}
    given = json.loads(json.dumps(case))  # the code may change its arguments
    try:
        exec(_counted(code), names)
        returned = _calls(names, given["calls"]) if form is Form.OBJECT else _call(names, function, given)
        result = Run(next(counter) - 1, ended=True, returned=json.loads(json.dumps(returned)))
    except TooManySteps:
        return Run(most, ended=False)
    except Exception as error:  # noqa: BLE001 - some cases ask for one, of any kind
        return Run(0, ended=True, returned=f"{type(error).__name__}: {error}", failed=True)
    return result


def _call(names: dict[str, Any], function: str | None, case: dict[str, Any]) -> Any:
    name = str(case.get("call") or function)
    found = names[name] if name in names else getattr(names["Solution"](), name)
    return found(*case.get("args", ()), **case.get("named", {}))


def _calls(names: dict[str, Any], calls: list[tuple[str, list[Any]]]) -> list[Any]:
    (owner, arguments), *rest = calls
    one = names[owner](*arguments)
    return [None, *(getattr(one, name)(*values) for name, values in rest)]


class _Stop:
    def __iter__(self) -> Iterator[int]:
        return self

    def __next__(self) -> int:
        raise TooManySteps


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
        """Count a call of a lambda; a step is never false."""
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
