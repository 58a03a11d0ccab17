"""Which of several versions of a language is the newest: by its number, since lists are sorted as text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple, TypeVar

Id = TypeVar("Id")


class Version(NamedTuple):
    """A version as it compares. A preferred one is newer than any other, and a pre-release older than its release."""

    preferred: bool
    numbers: tuple[int, ...]
    is_final: bool = True


def numbers(text: str) -> tuple[int, ...]:
    """Return the numbers of a version such as 3.13.2, or of one with leading zeros, such as 22.08.0."""
    return tuple(int(part) for part in re.findall(r"\d+", text, re.ASCII))


def newest(versions: Iterable[tuple[Version, Id]]) -> Id | None:
    """Return what the newest version is known by; None if there is none."""
    found = max(versions, key=lambda version: version[0], default=None)
    return found and found[1]
