"""Test cases out of examples that are written for people: `Input: nums = [2,7], target = 9`, `Output: [0,1]`."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_PARTS = re.compile(
    r"\A\s*(?:Example \d+:?\s*)?Input\s*:?\s*(?P<input>.*?)\s*^\s*Output\s*:?\s*(?P<output>.*?)\s*"
    r"(?:^\s*(?:Ex ?pl\w*n ?ation|Constraints|Note|Follow[- ]up)\b.*)?\Z",
    re.DOTALL | re.MULTILINE | re.IGNORECASE,
)
_NAME = re.compile(r"\s*,?\s*([A-Za-z_]\w*)\s*=\s*")
_WORDS = {"true": True, "True": True, "false": False, "False": False, "null": None, "None": None}
_DECODER = json.JSONDecoder()


class NotRead(Exception):
    """An example can't be read as a call; the message says why."""


@dataclass(frozen=True)
class Call:
    """A call of a function: its arguments by name, in their order, and what it returns."""

    named: dict[str, Any]
    expected: Any


@dataclass(frozen=True)
class Calls:
    """Calls of a class: its constructor first."""

    calls: list[list[Any]]
    expected: list[Any]


def read(text: str) -> Call | Calls:
    """Read an example. Raises NotRead."""
    found = _PARTS.match(text.replace("\r\n", "\n"))
    if found is None:
        raise NotRead('has no lines "Input:" and "Output:"')
    given, output = found["input"].strip(), found["output"].strip()
    if given.startswith("["):
        return _calls(given, output)
    return Call(dict(_arguments(given)), _whole(output))


def _arguments(text: str) -> Iterator[tuple[str, Any]]:
    at = 0
    while at < len(text):
        name = _NAME.match(text, at)
        if name is None:
            raise NotRead(f"has an input that is no list of names and values: {text[at : at + 40]}")
        value, at = _value(text, name.end())
        yield name[1], value


def _calls(given: str, output: str) -> Calls:
    """Read `["MinStack", "push"]` and, on the next line, `[[], [3]]`."""
    names, at = _value(given, 0)
    if not isinstance(names, list) or not names or not all(isinstance(name, str) for name in names):
        raise NotRead("has an input without names")
    arguments, _ = _value(given, at)
    expected = _whole(output)
    if not isinstance(arguments, list) or not isinstance(expected, list):
        raise NotRead("has calls without arguments, or without results")
    if not len(names) == len(arguments) == len(expected) or not all(isinstance(each, list) for each in arguments):
        raise NotRead("has another number of calls than of results")
    return Calls([[name, given] for name, given in zip(names, arguments, strict=True)], expected)


def _whole(text: str) -> Any:
    value, at = _value(text, 0)
    # What stands on further lines explains it, whatever its heading is.
    if text[at:].partition("\n")[0].strip():
        raise NotRead(f"has an output that is no single value: {text[:40]}")
    return value


def _value(text: str, at: int) -> tuple[Any, int]:
    """Return the value that begins at a place, and the place after it. Raises NotRead."""
    while at < len(text) and text[at] in " \t\n,":
        at += 1
    if text[at : at + 1] == "'":
        end = text.find("'", at + 1)
        if end < 0:
            raise NotRead("has a text without its end")
        return text[at + 1 : end], end + 1
    word = re.compile(r"[A-Za-z]+").match(text, at)
    if word and word[0] in _WORDS:
        return _WORDS[word[0]], word.end()
    try:
        value, end = _DECODER.raw_decode(text, at)
    except (ValueError, RecursionError):
        raise NotRead(f"has a value that is not JSON: {text[at : at + 40]}") from None
    return _finite(value), end


def _finite(value: Any) -> Any:
    """Refuse NaN and Infinity, which Python reads though JSON doesn't have them."""
    if isinstance(value, float) and not math.isfinite(value):
        raise NotRead("has a number that JSON doesn't have")
    if isinstance(value, list):
        for member in value:
            _finite(member)
    return value
