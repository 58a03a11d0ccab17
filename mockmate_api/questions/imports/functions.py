"""Starter code for a function that is known by its name, its parameters and some of its values."""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mockmate_api.questions.fields import LARGEST_INTEGER

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_JAVASCRIPT = frozenset([
    "await", "arguments", "case", "catch", "const", "debugger", "default", "delete", "do", "enum", "eval",
    "export", "extends", "function", "implements", "instanceof", "interface", "let", "new", "null", "package",
    "private", "protected", "public", "static", "super", "switch", "this", "throw", "true", "false", "typeof",
    "var", "void", "undefined", "NaN", "Infinity",
])  # fmt: skip


@dataclass(frozen=True)
class Parameter:
    """A parameter of a function; an optional one may be left out in a call."""

    name: str
    type: str = ""
    optional: bool = False


@dataclass(frozen=True)
class Function:
    """A function that is to be written."""

    name: str
    parameters: tuple[Parameter, ...] = ()


def is_free(name: str) -> bool:
    """Whether Python and JavaScript both take this as a name."""
    return bool(_NAME.fullmatch(name)) and not keyword.iskeyword(name) and name not in _JAVASCRIPT


def free_name(name: str) -> str:
    """Return a name that Python and JavaScript both take, as near to the given one as possible."""
    if is_free(name):
        return name
    plain = re.sub(r"\W+", "_", name, flags=re.ASCII).strip("_") or "value"
    plain = plain if plain[0].isalpha() else f"value_{plain}"
    return plain if is_free(plain) else f"{plain}_"


def starter_code(functions: Sequence[Function]) -> dict[str, str]:
    """Return stubs in Python and JavaScript."""
    python = (f"def {each.name}({', '.join(map(_python, each.parameters))}):\n    pass" for each in functions)
    javascript = (f"function {each.name}({', '.join(map(_javascript, each.parameters))}) {{\n}}" for each in functions)
    return {"python": "\n\n\n".join(python), "javascript": "\n\n".join(javascript)}


def _python(parameter: Parameter) -> str:
    return f"{parameter.name}=None" if parameter.optional else parameter.name


def _javascript(parameter: Parameter) -> str:
    return f"{parameter.name} = null" if parameter.optional else parameter.name


def described(parameters: Iterable[Parameter], returns: str = "") -> list[dict[str, str]]:
    """Return parameters as a question lists them, the result last."""
    rows = [
        {"name": each.name, "type": each.type or "any", "meaning": "May be left out." if each.optional else "—"}
        for each in parameters
    ]
    return [*rows, {"name": "returns", "type": returns, "meaning": "—"}] if returns else rows


def type_of(values: Iterable[Any]) -> str:
    """Return in words what type these JSON values have in common."""
    kinds = dict.fromkeys(_type(value) for value in values)
    kinds.pop("null", None)
    if any(kind.startswith("list of") for kind in kinds):
        kinds.pop("list", None)  # an empty one
    if set(kinds) == {"integer", "number"}:
        return "number"
    return " or ".join(kinds) if 1 <= len(kinds) <= 2 else "any"


_TYPES: Mapping[type, str] = {bool: "boolean", int: "integer", float: "number", str: "string", dict: "object"}


def _type(value: Any) -> str:
    if isinstance(value, list):
        inner = type_of(value) if value else ""
        return f"list of {inner}" if inner and inner != "any" else "list"
    return _TYPES.get(type(value), "null")


def is_exact(value: Any) -> bool:
    """Whether every language has this JSON value exactly; an integer above 2**53 - 1 is rounded in JavaScript."""
    if isinstance(value, dict):
        return all(map(is_exact, value.values()))
    if isinstance(value, list):
        return all(map(is_exact, value))
    return not isinstance(value, int) or abs(value) <= LARGEST_INTEGER
