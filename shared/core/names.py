"""The names that people choose for themselves, and that others read: on pages, in mail and in calendars.

A name is one line of visible characters. A character that is invisible or turns the reading direction would let a name
look like another one, or change the text around it. Joiners stay where scripts and emoji need them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

_LINK = re.compile(r"[@/\\]|\w[.\u3002\uff0e\uff61]\w\w")
_ZWNJ, _ZWJ = "\u200c", "\u200d"
_JOINERS = {_ZWNJ, _ZWJ}
_MOST_MARKS = 4
"""The most marks on one letter. Tibetan, the densest of the living scripts, needs four at most."""
_VIRAMA = 9  # the combining class of the signs that join the consonants of Indic scripts

# Visible by their category, and drawn as nothing: fillers, and the pattern of Braille without a dot.
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
_UNUSABLE = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})
_UNUSABLE_WORDS = "must not have control, direction or invisible characters"


def problem(name: str) -> str | None:
    """Return what is wrong with a name, in words such as "must not be empty"; None if people can be shown it."""
    if name != name.strip():
        return "must not begin or end with a space"
    return next((fault for _, fault in _judged(name) if fault), None) if name else "must not be empty"


def shown(name: str) -> str:
    """Return a name for use within a text: without what `problem` objects to, and kept apart from what is around it.

    Early versions accepted other names, which are still stored. What remains of one may be empty.
    """
    kept = "".join(one for one, fault in _judged(name) if fault is None).strip()
    turns = any(unicodedata.bidirectional(one) in ("R", "AL", "AN") for one in kept)
    return f"\u2068{kept}\u2069" if turns else kept


def looks_like_link(text: str) -> bool:
    """Whether mail programs may turn a part of this text into a link: `example.org`, `a@b`, `http://…`."""
    return _LINK.search(text) is not None


def without_links(name: str) -> str:
    """Return a username so that mail programs make no link of it: without its dots."""
    return name.replace(".", " ")


def _judged(name: str) -> Iterator[tuple[str, str | None]]:
    """Yield each character with what is wrong with it."""
    marks = 0
    for at, (before, one) in enumerate(pairwise(f" {name}")):
        category = unicodedata.category(one)
        is_mark = category in ("Mn", "Me") and not _is_selector(one)
        if is_mark:
            marks += 1
        elif one not in _JOINERS and not _is_selector(one):
            marks = 0
        if _is_selector(one):
            yield one, None if _may_be_selected(before) else _UNUSABLE_WORDS
        elif one in _JOINERS:
            yield one, None if _is_joined(name, at) else "must not have a joiner where nothing is joined"
        elif category in _UNUSABLE or one in _BLANK:
            yield one, _UNUSABLE_WORDS
        elif is_mark and (marks > _MOST_MARKS or before.isspace()):
            yield one, f"must not have marks without a letter, or more than {_MOST_MARKS} on one"
        else:
            yield one, None


def _is_selector(one: str) -> bool:
    """Whether a character selects a variant of the one before it, of an emoji, a Han or a Mongolian letter."""
    return "\ufe00" <= one <= "\ufe0f" or "\U000e0100" <= one <= "\U000e01ef" or "\u180b" <= one <= "\u180d"


def _may_be_selected(before: str) -> bool:
    return unicodedata.category(before) in ("Lo", "So", "Sm", "Po", "Nd")


def _is_joined(name: str, at: int) -> bool:
    """Whether a joiner is where a script or an emoji needs it."""
    before = name[at - 1 : at] or " "
    after = name[at + 1 : at + 2] or " "
    if unicodedata.combining(before) == _VIRAMA:
        # At the end of a word as well: letters such as Malayalam's chillus were written like this.
        return name[at] == _ZWJ or unicodedata.category(after) == "Lo"
    if name[at] == _ZWNJ:
        is_after_letter = unicodedata.category(before) == "Mn" or _is_cursive(before)
        return is_after_letter and _is_cursive(after)
    return _is_emoji(before) and unicodedata.category(after) == "So"


def _is_cursive(one: str) -> bool:
    """Whether a character is a letter of Arabic or a script like it, whose letters join."""
    return unicodedata.bidirectional(one) == "AL"


def _is_emoji(one: str) -> bool:
    return unicodedata.category(one) == "So" or one == "\ufe0f" or "\U0001f3fb" <= one <= "\U0001f3ff"
