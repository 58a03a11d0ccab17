"""Behavioral questions from sources that have little more than the question itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from mockmate_api.questions.imports import rubrics, vocabulary
from mockmate_api.questions.imports.proposals import LONGEST_TITLE, Proposal, one_line, shortened, slug_of


def completed(source: str, given: Mapping[str, Any], changes: Iterable[str] = ()) -> Proposal:
    """Return a proposal with what a conversation needs besides its text: tags from its words, and a usual rubric.

    `given` has at least a prompt or a title.
    """
    values, made = dict(given), list(changes)
    title = one_line(str(values.get("title") or values.get("prompt") or ""))
    values["title"] = title
    values.setdefault("prompt", title)
    if len(str(given.get("title") or given.get("prompt") or "")) > LONGEST_TITLE:
        made.append("title is shortened")
    values.setdefault("slug", slug_of(shortened(title, 80).rstrip("…")) or "question")
    values.setdefault("interview_type", "behavioral")
    values.setdefault("kind", "conversation")
    if "difficulty" not in values:
        values["difficulty"] = "medium"
        made.append("difficulty is medium: none is given")
    if values["interview_type"] == "behavioral":
        if not values.get("tags"):
            values["tags"] = vocabulary.guessed_tags(f"{title} {values['prompt']}")
            made.append(f"tags guessed from the words: {', '.join(values['tags'])}")
        if not values.get("rubric"):
            values["rubric"] = rubrics.default_rubric()
            made.append(rubrics.NOTE)
    return Proposal(source, values, tuple(made))
