"""What a format's reader makes of its files: proposals for questions, each with where it comes from."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

LONGEST_TITLE = 200
LONGEST_SLUG = 100
LONGEST_TEXT = 20_000
LONGEST_READ = 50_000
"""How much of a text is looked at. Some patterns take time that grows with the square of it."""
MOST_POINTS = 20
"""How many hints, follow-ups or requirements a question may have."""


@dataclass(frozen=True)
class Proposal:
    """A question as its source has it. `values` are a question's fields by their names in the API."""

    source: str
    """Where it comes from: a path, with the line after a colon if a file has several questions."""
    values: Mapping[str, Any] = field(default_factory=dict)
    changes: tuple[str, ...] = ()
    """What was changed, or left out, on the way."""
    faults: tuple[str, ...] = ()
    """Why it can't be taken at all."""
    origin: str = ""
    """The format that it had, as `formats` names it."""
    is_strict: bool = False
    """Whether a part that can't be used is a mistake, and not just left out."""


@dataclass(frozen=True)
class Found:
    """All that a reader found, with remarks on the collection as a whole."""

    proposals: tuple[Proposal, ...] = ()
    notes: tuple[str, ...] = ()


def refused(source: str, *faults: str, title: str = "") -> Proposal:
    """Return the proposal of something that can't be taken, each fault as one line."""
    values = {"title": one_line(title)} if title else {}
    return Proposal(source, values, faults=tuple(map(one_line, faults)))


def one_line(text: str) -> str:
    """Return a text on one line that a title may be: no control characters, none that turn the direction."""
    return shortened(visible(text), LONGEST_TITLE)


def visible(text: str) -> str:
    """Return a text on one line, without what can't be seen."""
    return " ".join("".join(" " if _unseen(letter) else letter for letter in text).split())


def _unseen(letter: str) -> bool:
    return (
        unicodedata.category(letter) in {"Cc", "Cs", "Zl", "Zp"}
        or letter in "\u202a\u202b\u202c\u202d\u202e"
        or ("\u2066" <= letter <= "\u2069")
    )


def shortened(text: str, longest: int) -> str:
    """Return a text of at most so many characters, cut at a word where there is one."""
    if len(text) <= longest:
        return text
    cut = text[: longest - 1]
    at_word = cut.rsplit(" ", 1)[0]
    return (at_word if len(at_word) > longest // 2 else cut).rstrip() + "…"


def slug_of(text: str) -> str:
    """Return the slug of a title: lowercase words with hyphens, or "" if it has none that ASCII can write."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain.replace("'", ""))
    slug = ""
    for word in words:
        longer = f"{slug}-{word}" if slug else word
        if len(longer) > LONGEST_SLUG:
            break
        slug = longer
    return slug or "".join(words)[:LONGEST_SLUG]
