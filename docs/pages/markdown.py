"""The pieces of Markdown that the pages are put together from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_BANNER = "<!-- Written by docs/generate.py from the code. Change the code, then run it again. -->"


def document(title: str, *parts: str) -> str:
    """Return a whole page."""
    return "\n\n".join([f"# {title}", _BANNER, *(part.strip("\n") for part in parts if part)]) + "\n"


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table, or "" when it has no rows."""
    lines = [[_cell(value) for value in row] for row in rows]
    if not lines:
        return ""
    return "\n".join(f"| {' | '.join(line)} |" for line in [header, ["---"] * len(header), *lines])


def bullets(items: Iterable[str]) -> str:
    """Return a list, one item a line."""
    return "\n".join(f"- {item}" for item in items)


def code(text: object) -> str:
    """Return text as code."""
    return f"`{text}`"


def codes(texts: Iterable[object]) -> str:
    """Return texts as code, separated by commas."""
    return ", ".join(code(text) for text in texts)


def link(title: str) -> str:
    """Return a link to the heading of that title on the same page."""
    return f"[{title}](#{anchor(title)})"


def anchor(title: str) -> str:
    """Return the anchor that Markdown viewers give a heading."""
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")


def prose(docstring: str | None) -> str:
    """Return a docstring as a paragraph."""
    return " ".join((docstring or "").split())


def _cell(text: str) -> str:
    return re.sub(r"(?<!\\)\|", r"\|", " ".join(text.split()))
