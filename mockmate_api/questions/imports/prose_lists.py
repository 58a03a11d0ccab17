"""Lists of questions in plain Markdown or MDX: each item is a question for a conversation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from mockmate_api.questions.imports import conversations, formulas
from mockmate_api.questions.imports.files import File
from mockmate_api.questions.imports.proposals import MOST_POINTS, Found, Proposal
from mockmate_api.questions.imports.texts import text_of

_LONGEST_ITEM = 5_000
_ITEM = re.compile(r"^(?P<indent>\s*)(?:[-*+]|\d+[.)])\s+(?P<text>\S.*)$")
_FRONT_MATTER = re.compile(r"\A---[ ]*\n.*?^---[ ]*$", re.DOTALL | re.MULTILINE)
_ASKS = re.compile(
    r"\?[\"')\]*_ ]*$"
    r"|^(?:tell|describe|explain|give|share|talk|walk|name|state|imagine|discuss|take|teach|think|show|provide|outline|"
    r"recall|suppose|have you|what|why|how|when|where|who|which|if you|in your|do you|did you|can you|would you)\b",
    re.IGNORECASE,
)
_COMPANY = re.compile(
    r"^#+\s+(?:(?P<before>[A-Z][\w.&' -]*?)\s+(?:software|engineer|developer|behaviou?ral|interview|questions)\b)",
    re.IGNORECASE,
)
_GENERAL = frozenset([
    "most", "common", "the", "top", "general", "behavioral", "behavioural", "software", "common", "commonly",
    "other", "more", "example",
])  # fmt: skip


@dataclass
class _Item:
    line: int
    text: str
    below: list[str]
    heading: str


def read(file: File) -> Found:
    """Return a proposal for each list item that asks something. Raises texts.Unreadable."""
    text = text_of(file.data)
    proposals, others = list[Proposal](), 0
    for item in _items(text):
        words = _plain(item.text[:_LONGEST_ITEM])
        if not _ASKS.search(words):
            others += 1
            continue
        proposals.append(_proposal(f"{file.path}:{item.line}", words, item))
    notes = (f"{file.path}: {others} list items ask nothing, and are left out",) if others else ()
    return Found(tuple(proposals), notes)


def _proposal(source: str, words: str, item: _Item) -> Proposal:
    values: dict[str, Any] = {"title": words, "prompt": words}
    if item.below:
        values["follow_ups"] = [_plain(each[:_LONGEST_ITEM]) for each in item.below[:MOST_POINTS]]
    changes = []
    if company := _company(item.heading):
        values["companies"] = [company]
        changes.append(f"company {company}, from the heading")
    return conversations.completed(source, values, changes)


def _items(text: str) -> Iterator[_Item]:
    """Yield the items of the lists outside of code; items below an item belong to it."""
    text = _FRONT_MATTER.sub(lambda found: "\n" * found[0].count("\n"), text)
    item: _Item | None = None
    heading, fenced = "", False
    for number, line in enumerate(text.split("\n"), start=1):
        fenced ^= bool(re.match(r"\s*(?:```|~~~)", line))
        found = None if fenced else _ITEM.match(line)
        heading = line if line.startswith("#") and not fenced else heading
        if item and _continues(item, line, found):
            continue
        if item:
            yield item
        item = _Item(number, found["text"], [], heading) if found else None
    if item:
        yield item


def _continues(item: _Item, line: str, found: re.Match[str] | None) -> bool:
    """Whether a line belongs to an item: a blank one, its next line, or an item below it."""
    is_deeper = line.startswith(("  ", "\t"))
    if found and is_deeper:
        item.below.append(found["text"])
    elif is_deeper and line.strip() and not item.below:
        item.text += f" {line.strip()}"
    return is_deeper or not line.strip()


def _plain(text: str) -> str:
    """Return an item as people say it: without links, emphasis and HTML."""
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"\[[ xX]\]\s+", "", text)
    text = re.sub(r"(\*\*|__)(.+?)\1", r"\2", text)
    text = re.sub(r"(?<![\w*])([*_])(\S(?:.*?\S)?)\1(?![\w*])", r"\2", text)
    return " ".join(formulas.without_html(text).replace("`", "").split())


def _company(heading: str) -> str:
    found = _COMPANY.match(heading)
    name = found["before"].strip() if found else ""
    return "" if not name or name.split()[0].lower() in _GENERAL or len(name) > 60 else name
