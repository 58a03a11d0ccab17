"""Reads starter code: which functions and classes it defines, and how they are called."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import lru_cache
from inspect import Parameter, Signature

HOLDER = "Solution"
"""A class of this name may hold the function, as some people are used to."""

_Function = ast.FunctionDef | ast.AsyncFunctionDef


def signature(code: str, name: str) -> Signature | None:
    """Return how a function of Python code is called, or None if the code doesn't define it or can't be parsed.

    The function may be a method of the class Solution; then `self` doesn't count.
    """
    tree = _parse(code)
    if tree is None:
        return None
    found = [node for node in tree.body if isinstance(node, _Function) and node.name == name]
    return _signature(found[-1]) if found else method_of(code, HOLDER, name)


def method_of(code: str, owner: str, name: str) -> Signature | None:
    """Return how a method of a class of Python code is called, without `self`, or None if there is none."""
    methods = [one for node in _classes(code, owner) for one in node.body if isinstance(one, _Function)]
    named = [one for one in methods if one.name == name]
    return _without_self(named[-1]) if named else None


def constructor(code: str, name: str) -> Signature | None:
    """Return how a class of Python code is created, or None if the code doesn't define it or it inherits that."""
    classes = list(_classes(code, name))
    if not classes or classes[-1].bases or classes[-1].decorator_list:
        return None
    return method_of(code, name, "__init__") or Signature()


def python_defines_class(code: str, name: str) -> bool:
    """Say whether Python code defines a class."""
    return any(_classes(code, name))


def is_python(code: str) -> bool:
    """Say whether this can be parsed as Python."""
    return _parse(code) is not None


def javascript_defines(code: str, name: str) -> bool:
    """Say whether JavaScript defines a function: declared, assigned to a variable, or a method of class Solution."""
    word = rf"{re.escape(name)}(?![\w$])"
    forms = (
        rf"^(?:export\s+(?:default\s+)?)?(?:async\s+)?function\s*\*?\s*{word}\s*\(",
        rf"^(?:export\s+)?(?:const|let|var)\s+{word}\s*=\s*(?:async\s+)?(?:function\b|\([^;]*?\)\s*=>|[\w$]+\s*=>)",
    )
    if any(re.search(form, code, re.MULTILINE) for form in forms):
        return True
    return javascript_defines_class(code, HOLDER) and bool(
        re.search(rf"^[ \t]+(?:static\s+)?(?:async\s+)?\*?\s*{word}\s*\(", code, re.MULTILINE)
    )


def javascript_defines_class(code: str, name: str) -> bool:
    """Say whether JavaScript defines a class, or a function that is used as one."""
    word = rf"{re.escape(name)}(?![\w$])"
    forms = (
        rf"^(?:export\s+(?:default\s+)?)?class\s+{word}",
        rf"^(?:export\s+)?(?:const|let|var)\s+{word}\s*=\s*(?:class|function)\b",
        rf"^(?:export\s+)?function\s+{word}\s*\(",
    )
    return any(re.search(form, code, re.MULTILINE) for form in forms)


def count(of: Signature) -> str:
    """Return in words how many arguments a function takes, such as "1 to 2"."""
    least, most = 0, 0
    for one in of.parameters.values():
        if one.kind is Parameter.VAR_POSITIONAL:
            return f"{least} or more"
        if one.kind in {Parameter.POSITIONAL_ONLY, Parameter.POSITIONAL_OR_KEYWORD}:
            most += 1
            least += one.default is Parameter.empty
    return str(most) if least == most else f"{least} to {most}"


@lru_cache(maxsize=8)  # each case of a question asks about the same code
def _parse(code: str) -> ast.Module | None:
    try:
        return ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _classes(code: str, name: str) -> Iterator[ast.ClassDef]:
    tree = _parse(code)
    for node in tree.body if tree else ():
        if isinstance(node, ast.ClassDef) and node.name == name:
            yield node


def _without_self(node: _Function) -> Signature:
    whole = _signature(node)
    if any(isinstance(one, ast.Name) and one.id == "staticmethod" for one in node.decorator_list):
        return whole
    return whole.replace(parameters=list(whole.parameters.values())[1:])


def _signature(node: _Function) -> Signature:
    of = node.args
    positional = [*of.posonlyargs, *of.args]
    first_default = len(positional) - len(of.defaults)
    found = [
        Parameter(
            one.arg,
            Parameter.POSITIONAL_ONLY if place < len(of.posonlyargs) else Parameter.POSITIONAL_OR_KEYWORD,
            default=None if place >= first_default else Parameter.empty,
        )
        for place, one in enumerate(positional)
    ]
    if of.vararg:
        found.append(Parameter(of.vararg.arg, Parameter.VAR_POSITIONAL))
    found += [
        Parameter(one.arg, Parameter.KEYWORD_ONLY, default=Parameter.empty if default is None else None)
        for one, default in zip(of.kwonlyargs, of.kw_defaults, strict=True)
    ]
    if of.kwarg:
        found.append(Parameter(of.kwarg.arg, Parameter.VAR_KEYWORD))
    return Signature(found)
