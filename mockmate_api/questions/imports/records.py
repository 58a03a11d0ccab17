"""Questions as JSON or JSON Lines, in the form of our API or with the names that others give to its columns."""

from __future__ import annotations

from typing import Any

from mockmate_api.questions.imports import columns, conversations, json_lists, leetcode
from mockmate_api.questions.imports.files import File
from mockmate_api.questions.imports.proposals import Proposal, one_line, refused, slug_of
from mockmate_api.questions.imports.texts import Unreadable


def read(file: File) -> list[Proposal]:
    """Return a proposal for each object. Raises Unreadable."""
    members = json_lists.read(file)
    if len(members) == 1 and not _is_question(members[0][1]) and not isinstance(members[0][1], Unreadable):
        raise Unreadable("is JSON of another shape: it has no title and no prompt")
    if not members:
        raise Unreadable("is an empty list")
    return [proposal(source, value) for source, value in members]


def _is_question(value: object) -> bool:
    if isinstance(value, str):
        return bool(value.strip())
    return isinstance(value, dict) and (
        leetcode.is_one(value) or bool({"title", "prompt"} & {columns.field(key) for key in value})
    )


def proposal(source: str, value: object) -> Proposal:
    """Return one object, or one text, as a proposal."""
    if isinstance(value, Unreadable):
        return refused(source, str(value))
    if isinstance(value, str) and value.strip():
        return conversations.completed(source, {"title": value, "prompt": value})
    if leetcode.is_one(value):
        return leetcode.proposal(source, value)
    if not isinstance(value, dict) or not _is_question(value):
        return refused(source, "is no question: it has no title and no prompt")
    changes = list[str]()
    given = columns.named(value, changes)
    text = given.get("title") or given.get("prompt")
    if not isinstance(text, str) or not text.strip():
        return refused(source, "is no question: its title is no text")
    columns.settled(given, changes)
    return _completed(source, given, text, changes)


def _completed(source: str, given: dict[str, Any], text: str, changes: list[str]) -> Proposal:
    given.setdefault("title", one_line(text))
    given.setdefault("prompt", text)
    if given["interview_type"] == "behavioral":
        return conversations.completed(source, given, changes)
    given.setdefault("slug", slug_of(given["title"]) or "question")
    given.setdefault("kind", "function")
    if "difficulty" not in given:
        given["difficulty"] = "medium"
        changes.append("difficulty is medium: none is given")
    return Proposal(source, given, tuple(changes))
