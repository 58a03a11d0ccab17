"""Bytes as text: encodings, byte order marks and line ends of whatever program wrote the file."""

from __future__ import annotations

import codecs
import json
from typing import Any, NoReturn

import yaml

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
DEEPEST = 100
"""How deep JSON and YAML may be nested. A question's values may be nested less."""
_CONTROLS = frozenset(map(chr, range(32))) - set("\t\n\r\f\x1b")


class Unreadable(Exception):
    """A file can't be read as what its name promises; the message is one line."""


def decode(data: bytes) -> tuple[str, tuple[str, ...]]:
    """Return a file as text with line feeds, and what had to be assumed. Raises Unreadable."""
    text, assumed = _decoded(data)
    if _CONTROLS & set(text):
        raise Unreadable("is not text: it has binary characters")
    return text.replace("\r\n", "\n").replace("\r", "\n"), assumed


def _decoded(data: bytes) -> tuple[str, tuple[str, ...]]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(encoding), ()
            except UnicodeDecodeError:
                raise Unreadable(f"is not {encoding.upper()}, as its first bytes promise") from None
    try:
        return data.decode(), ()
    except UnicodeDecodeError:
        pass
    if b"\0" in data:
        raise Unreadable("is not text: it has binary characters")
    try:
        return data.decode("cp1252"), ("read as Windows-1252, since it is not UTF-8",)
    except UnicodeDecodeError:
        raise Unreadable("is in an encoding that is neither UTF-8 nor Windows-1252; save it as UTF-8") from None


def text_of(data: bytes) -> str:
    """Return a file as text with line feeds. Raises Unreadable."""
    return decode(data)[0]


def parse_json(text: str) -> Any:
    """Parse JSON that our database can store. Raises Unreadable with the line."""
    try:
        value = json.loads(text, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise Unreadable(f"is not JSON: line {error.lineno}: {error.msg}") from None
    except RecursionError:
        raise Unreadable("is nested too deeply") from None
    except ValueError as error:
        raise Unreadable(f"is not JSON: {error}") from None
    _refuse_deep(value)
    return value


def parse_yaml(text: str) -> Any:
    """Parse YAML without tags that make objects. Raises Unreadable with the line."""
    try:
        # Not the C loader: deep nesting overflows its stack and kills the process.
        value = yaml.load(text, Loader=_PlainLoader)  # noqa: S506 - a SafeLoader
    except yaml.MarkedYAMLError as error:
        line = f"line {error.problem_mark.line + 1}: " if error.problem_mark else ""
        raise Unreadable(f"is not YAML: {line}{error.problem or 'it can not be read'}") from None
    # A value that doesn't fit its tag, such as `!!int ""`, raises whatever error its conversion raises.
    except (yaml.YAMLError, ValueError, LookupError, AttributeError, TypeError, RecursionError) as error:
        raise Unreadable(f"is not YAML: {type(error).__name__}") from None
    _refuse_deep(value)
    return value


class _PlainLoader(yaml.SafeLoader):
    """Without aliases: a few lines of them can stand for gigabytes."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise Unreadable("has YAML aliases (*name), which are not read here")
        return super().compose_node(parent, index)


def _refuse_deep(value: Any) -> None:
    level = [value]
    for _ in range(DEEPEST):
        below: list[Any] = []
        for each in level:
            if isinstance(each, dict):
                below += each.values()
            elif isinstance(each, list | tuple | set):
                below += each
        if not below:
            return
        level = below
    raise Unreadable("is nested too deeply")


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a number in JSON")
