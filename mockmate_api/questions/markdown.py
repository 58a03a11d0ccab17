"""A question as Markdown: front matter, then one `## ` section per part."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml
from pydantic import ValidationError

from mockmate_api.questions import content
from mockmate_api.questions.content import Behavioral, Technical

_SECTIONS = {
    "Prompt": "prompt",
    "Examples": "examples",
    "Constraints": "constraints",
    "Hints": "hints",
    "Solution": "solution",
    "Good answers": "solution",
    "Follow-ups": "follow_ups",
    "Rubric": "rubric",
    "Starter code": "starter_code",
    "Test cases": "test_cases",
}
_IN_FRONT = {"slug", "interview_type", "difficulty", "title", "tags", "companies", "function", "compare"}
_FRONT_MATTER = re.compile(r"---[ ]*\n(.*?)^---[ ]*(?:\n|\Z)", re.MULTILINE | re.DOTALL)
_FENCE = re.compile(r"^(`{3,})(\w+)\n(.*?)^\1[ ]*$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Fault:
    """A fault in one part of a question; `place` locates it, such as ("test_cases", "2", "args")."""

    place: tuple[str, ...]
    detail: str
    code: str

    def __str__(self) -> str:
        return ": ".join(filter(None, (".".join(self.place), self.detail)))


class Unreadable(Exception):
    """A question's Markdown can't be used."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("; ".join(map(str, faults)))
        self.faults = faults


def read(text: str) -> Technical | Behavioral:
    """Parse a question from Markdown. Raises Unreadable."""
    values, body = _front_matter(text.removeprefix("\ufeff").replace("\r\n", "\n"))
    strangers = sorted(str(name) for name in values.keys() - _IN_FRONT)
    faults = [Fault((name,), "is not a field of the front matter", "extra") for name in strangers]
    for heading, section in _split(body, "## "):
        name = _SECTIONS.get(heading)
        if not heading:
            faults.append(Fault((), "text stands before the first section", "format"))
        elif name is None:
            faults.append(Fault((heading,), "is not a section of a question", "extra"))
        elif name in values:
            faults.append(Fault((name,), "is given twice", "repeated"))
        else:
            try:
                values[name] = _READERS.get(name, str)(section)
            except _Misshapen as error:
                faults.append(Fault((name,), str(error), "format"))
                values[name] = None
    if faults:
        raise Unreadable(faults)
    try:
        return content.check(values)
    except ValidationError as error:
        raise Unreadable(faults_of(error)) from error


def _front_matter(text: str) -> tuple[dict[Any, Any], str]:
    """Return the front matter and the text after it."""
    found = _FRONT_MATTER.match(text)
    if found is None:
        raise Unreadable([Fault((), "must begin with front matter between two lines of ---", "format")])
    try:
        # Not the C loader: deep nesting overflows its stack and kills the process.
        values = yaml.load(found[1], Loader=yaml.SafeLoader)
    # A value that doesn't fit its tag, such as `!!int ""`, raises whatever error its conversion raises.
    except (yaml.YAMLError, ValueError, LookupError, AttributeError, TypeError, RecursionError) as error:
        raise Unreadable([Fault((), f"the front matter is not YAML: {error}", "yaml")]) from error
    if not isinstance(values, dict):
        raise Unreadable([Fault((), "the front matter must give names and values", "yaml")])
    return values, text[found.end() :]


def faults_of(error: ValidationError) -> list[Fault]:
    """Return the faults that pydantic found."""
    found = error.errors(include_url=False, include_context=False, include_input=False)
    return [Fault(tuple(map(str, each["loc"])), each["msg"], each["type"]) for each in found]


class _Misshapen(Exception):
    """A section does not have the required form."""


def _split(text: str, mark: str) -> Iterator[tuple[str, str]]:
    """Yield (heading, body) at headings outside of code blocks; text before the first heading is a body too."""
    heading, lines, fence = "", list[str](), ""
    for line in text.splitlines():
        opening = re.match(r"`{3,}", line)
        if opening and not fence:
            fence = opening[0]
        elif fence and line.rstrip() == fence:
            fence = ""
        if line.startswith(mark) and not fence:
            if heading or "".join(lines).strip():
                yield heading, "\n".join(lines).strip()
            heading, lines = line.removeprefix(mark).strip(), []
        else:
            lines.append(line)
    if heading or "".join(lines).strip():
        yield heading, "\n".join(lines).strip()


def _items(text: str) -> list[str]:
    """Read a numbered list, whose items may span several lines."""
    before, *items = re.split(r"(?m)^\d+\. ", text)
    if before.strip():
        raise _Misshapen("must be a numbered list and nothing else")
    return [re.sub(r"\n {3}", "\n", item).strip() for item in items]


def _fences(text: str) -> dict[str, str]:
    """Read code blocks by language."""
    blocks = _FENCE.findall(text)
    if _FENCE.sub("", text).strip() or not blocks:
        raise _Misshapen("must be code blocks that name their language, and nothing else")
    found = {language: code for _, language, code in blocks}
    if len(found) < len(blocks):
        raise _Misshapen("must have one code block for each language")
    return found


def _cases(text: str) -> Any:
    """Read the single JSON block."""
    blocks = _fences(text)
    if blocks.keys() != {"json"}:
        raise _Misshapen("must be one block of JSON")
    try:
        return json.loads(blocks["json"])
    except (ValueError, RecursionError) as error:
        raise _Misshapen(f"is not JSON: {error}") from error


def _rubric(text: str) -> dict[str, dict[str, str]]:
    """Read `### Dimension` headings, each with a list of what 1, 3 and 5 look like."""
    rubric = {}
    for heading, body in _split(text, "### "):
        before, *levels = re.split(r"(?m)^- (\d): ", body)
        if before.strip() or not levels:
            raise _Misshapen('needs under each dimension the lines "- 1: …", "- 3: …" and "- 5: …" and nothing else')
        texts = (re.sub(r"\n {2}", "\n", level).strip() for level in levels[1::2])
        rubric[heading.lower()] = dict(zip(levels[::2], texts, strict=True))
    return rubric


_READERS = {
    "hints": _items,
    "follow_ups": _items,
    "starter_code": _fences,
    "test_cases": _cases,
    "rubric": _rubric,
}
