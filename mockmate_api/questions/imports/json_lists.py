"""JSON and JSON Lines as lists of objects, each with the line that it begins on."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from mockmate_api.questions.imports.files import File
from mockmate_api.questions.imports.texts import Unreadable, parse_json, text_of

_WRAPPERS = ("questions", "problems", "items", "data", "results", "records", "rows")
_BLANK = re.compile(r"[\s,]*")


def read(file: File) -> list[tuple[str, Any]]:
    """Return the members of a file, each with its path and line. Raises Unreadable."""
    text = text_of(file.data)
    if file.suffix in {".jsonl", ".ndjson"}:
        return list(_lines(file.path, text))
    try:
        value = parse_json(text)
    except Unreadable:
        lines = list(_lines(file.path, text)) if text.lstrip().startswith("{") else []
        if len(lines) > 1 and not any(isinstance(value, Unreadable) for _, value in lines):
            return lines  # JSON Lines in a file called .json
        raise
    if isinstance(value, list):
        return _with_lines(file.path, text, value, text.index("["))
    if isinstance(value, dict):
        for name in _WRAPPERS:
            if isinstance(value.get(name), list) and value[name]:
                found = re.search(rf'"{name}"\s*:\s*\[', text)
                return _with_lines(file.path, text, value[name], found.end() - 1 if found else -1)
    return [(file.path, value)]


def _lines(path: str, text: str) -> Iterator[tuple[str, Any]]:
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            try:
                yield f"{path}:{number}", parse_json(line)
            except Unreadable as error:
                yield f"{path}:{number}", Unreadable(str(error).replace("line 1: ", ""))


def _with_lines(path: str, text: str, members: list[Any], opening: int) -> list[tuple[str, Any]]:
    """Find the line of each member, by reading the list once more from its opening bracket."""
    at, line, seen = opening + 1, 1, 0
    decoder, found = json.JSONDecoder(), list[tuple[str, Any]]()
    for number, member in enumerate(members, start=1):
        if opening >= 0:
            at = _after_blanks(text, at)
            line += text.count("\n", seen, at)
            seen = at
            try:
                value, at = decoder.raw_decode(text, at)
            except ValueError:
                opening = -1
            else:
                opening = opening if value == member else -1
        found.append((f"{path}:{line}" if opening >= 0 else f"{path}#{number}", member))
    return found


def _after_blanks(text: str, at: int) -> int:
    blank = _BLANK.match(text, at)
    return blank.end() if blank else at
