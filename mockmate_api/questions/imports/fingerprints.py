"""What an import remembers of a question, in `questions.file_hash`: the format, and a hash of what the question said.

By that a later import knows whether a question has been edited here since, or came from somewhere else.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from mockmate_api.questions import rows
from mockmate_api.questions.parts import Content
from shared.models import Question


def of(question: Content) -> str:
    """Return the hash of what a question says."""
    return _hash(question.given() | {"draft": question.draft})


def of_row(row: Question) -> str:
    """Return the hash of what a stored question says, without checking it: that would take seconds for thousands."""
    return _hash(rows.parts(row) | {"draft": row.draft})


def mark(origin: str, question: Content) -> str:
    """Return what is stored with an imported question."""
    return f"{origin}:{of(question)}"


def read_mark(stored: str | None) -> tuple[str | None, str]:
    """Return the format that a question was imported from, and its hash then; None if it was not imported."""
    origin, colon, found = (stored or "").partition(":")
    return (origin, found) if colon else (None, "")


def _hash(values: dict[str, Any]) -> str:
    written = json.dumps(_canonical(values), sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def _canonical(value: Any) -> Any:
    """Return equal numbers in one form; PostgreSQL stores -0.0 as 0 and 1e2 as 100."""
    match value:
        case float() if value.is_integer():
            return int(value)
        case list():
            return [_canonical(member) for member in value]
        case dict():
            return {key: _canonical(member) for key, member in value.items()}
    return value
