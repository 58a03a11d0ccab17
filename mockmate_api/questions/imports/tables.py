"""Tables as CSV: whatever separator and headings the program that wrote them uses."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from io import StringIO
from typing import Any

from mockmate_api.questions.imports import columns, conversations
from mockmate_api.questions.imports.files import File
from mockmate_api.questions.imports.proposals import Found, Proposal, one_line, refused
from mockmate_api.questions.imports.texts import Unreadable, decode

_SEPARATORS = (",", ";", "\t", "|")
_HAS_LETTERS = re.compile(r"[^\W\d_]")
_LONGEST_FIELD = 1_000_000


def read(file: File) -> Found:
    """Return a proposal for each row. Raises Unreadable."""
    text, assumed = decode(file.data)
    notes = tuple(f"{file.path}: {each}" for each in assumed)
    separator, text = _separator(text)
    rows = list(_rows(text, separator))
    if not rows:
        raise Unreadable("has no rows")
    headings, first = _headings(rows)
    proposals = tuple(
        _proposal(f"{file.path}:{line}", headings, cells) for line, cells in rows[first:] if any(map(str.strip, cells))
    )
    if not proposals:
        raise Unreadable("has headings and no rows")
    unknown = [one_line(cell) for cell, name in zip(rows[0][1], headings, strict=True) if first and not name]
    if left_out := list(filter(None, unknown)):
        notes += (f"{file.path}: left out, since no part of a question is called so: {', '.join(left_out)}",)
    if not first:
        notes += (f"{file.path}: no headings are known here, so the first column with text is the question",)
    return Found(proposals, notes)


def _separator(text: str) -> tuple[str, str]:
    """Return the separator and the text without the line by which Excel says it, `sep=;`."""
    said = re.match(r"sep=(.)\n", text)
    if said:
        return said[1], text[said.end() :]
    counts = {each: _regularity(text, each) for each in _SEPARATORS}
    return max(counts, key=lambda each: counts[each]), text


def _regularity(text: str, separator: str) -> tuple[int, int]:
    """Return how many of the first rows have as many cells as the first one, if that has several."""
    try:
        widths = [len(cells) for _, cells in zip(range(20), _reader(text[:200_000], separator), strict=False)]
    except csv.Error:
        return 0, 0
    if not widths or widths[0] < 2:
        return 0, 0
    return widths.count(widths[0]), widths[0]


def _reader(text: str, separator: str) -> Iterator[list[str]]:
    csv.field_size_limit(_LONGEST_FIELD)
    return csv.reader(StringIO(text, newline=""), delimiter=separator, skipinitialspace=True)


def _rows(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each row with the line that it begins on. Raises Unreadable."""
    reader, line = csv.reader(StringIO(text, newline=""), delimiter=separator, skipinitialspace=True), 1
    csv.field_size_limit(_LONGEST_FIELD)
    try:
        for cells in reader:
            if any(map(str.strip, cells)):
                yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise Unreadable(f"is no table: line {reader.line_num}: {error}") from None


def _headings(rows: list[tuple[int, list[str]]]) -> tuple[list[str | None], int]:
    """Return the field of each column, and the number of the first row that is a question."""
    found = [columns.field(cell) for cell in rows[0][1]]
    if "title" in found or "prompt" in found:
        # Two columns of one meaning: "question" beside "title" is the prompt.
        for index, name in enumerate(found):
            if name is not None and name in found[:index]:
                found[index] = "prompt" if name == "title" and "prompt" not in found else None
        return found, 1
    wordy = next((index for index, cell in enumerate(rows[0][1]) if len(_HAS_LETTERS.findall(cell)) > 3), 0)
    return ["title" if index == wordy else None for index in range(len(rows[0][1]))], 0


def _proposal(source: str, headings: list[str | None], cells: list[str]) -> Proposal:
    changes = list[str]()
    given: dict[str, Any] = {
        name: cell.strip() for name, cell in zip(headings, cells, strict=False) if name and cell.strip()
    }
    if len(cells) > len(headings) and any(cell.strip() for cell in cells[len(headings) :]):
        return refused(source, f"has {len(cells)} cells, and there are {len(headings)} headings")
    text = given.get("title") or given.get("prompt")
    if not text:
        return refused(source, "has neither a title nor a prompt")
    columns.settled(given, changes)
    given.setdefault("title", one_line(text))
    given.setdefault("prompt", text)
    if given["interview_type"] == "technical":
        given.setdefault("kind", "function")
    return conversations.completed(source, given, changes)
