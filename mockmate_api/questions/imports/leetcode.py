"""Lists like LeetCode's: examples in prose, topics in its words, and code for a `class Solution` in many languages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from mockmate_api.questions.imports import formulas, json_lists, leetcode_cases, leetcode_code, vocabulary
from mockmate_api.questions.imports.files import File
from mockmate_api.questions.imports.proposals import (
    LONGEST_READ,
    LONGEST_TEXT,
    MOST_POINTS,
    Proposal,
    one_line,
    refused,
    shortened,
    slug_of,
)
from mockmate_api.questions.imports.texts import Unreadable

ORIGIN = "leetcode"
_OWN_KEYS = frozenset([
    "code_snippets", "codeSnippets", "problem_slug", "titleSlug", "topicTags", "frontend_id",
    "frontendQuestionId", "questionFrontendId", "exampleTestcases", "problem_id",
])  # fmt: skip
_LEFTOVER = re.compile(r"^\s*(?:Example \d+|Constraints|Follow[- ]up)\s*:?\s*$", re.MULTILINE)
_CONSTRAINTS = re.compile(r"\n\s*\**Constraints:?\**\s*\n(.*)\Z", re.DOTALL)
_MARKS = re.compile(r"\[TOC\]|^## (?:Video Solution|Solution Article|Solution)\s*$|^---+\s*(?=\n|#|\Z)", re.MULTILINE)


def is_one(value: object) -> bool:
    """Whether an object is of this shape."""
    if not isinstance(value, dict):
        return False
    examples = value.get("examples")
    prose = isinstance(examples, list) and any(isinstance(each, dict) and "example_text" in each for each in examples)
    return prose or bool(_OWN_KEYS & value.keys())


def read(file: File) -> list[Proposal]:
    """Return a proposal for each problem of a JSON file. Raises Unreadable."""
    return [proposal(source, value) for source, value in json_lists.read(file)]


def proposal(source: str, value: object) -> Proposal:
    """Return one problem as a proposal."""
    return replace(_proposal(source, value), origin=ORIGIN)


def _proposal(source: str, value: object) -> Proposal:
    if isinstance(value, Unreadable):
        return refused(source, str(value))
    if not isinstance(value, dict):
        return refused(source, "is not an object")
    title = one_line(_text(value, "title", "name", "questionTitle"))
    description = formulas.without_html(_text(value, "description", "content", "question", "body"))
    if not title or not description:
        return refused(source, "has no title" if not title else "has no description", title=title)
    changes = list[str]()
    prompt = _prompt(description, changes)
    if not prompt:
        return refused(source, "has lost its text: only headings are left of it", title=title)
    values: dict[str, Any] = {
        "slug": slug_of(_text(value, "problem_slug", "titleSlug", "slug") or title),
        "interview_type": "technical",
        "difficulty": _difficulty(value, changes),
        "title": title,
        "prompt": prompt,
        "draft": True,
    }
    values |= _tags(value, changes) | _constraints(value, description, changes)
    values |= _points(value, changes) | _solution(value, changes)
    code = leetcode_code.read(_snippets(value), changes)
    values |= {"kind": code.kind} | ({"starter_code": code.starter_code} if code.starter_code else {})
    values |= leetcode_cases.read(_examples(value, description), code, description, changes)
    return Proposal(source, values, tuple(dict.fromkeys(changes)))


def _text(value: Mapping[str, Any], *names: str) -> str:
    found = (each for name in names if isinstance(each := value.get(name), str) and each.strip())
    return next(found, "")[:LONGEST_READ]


def _texts(value: object) -> list[str]:
    """Return the texts of a list; of one text its lines."""
    if isinstance(value, str):
        return [line.strip() for line in value.split("\n") if line.strip()]
    return (
        [each[:LONGEST_READ] for each in value if isinstance(each, str) and each.strip()]
        if isinstance(value, list)
        else []
    )


def _difficulty(value: Mapping[str, Any], changes: list[str]) -> str:
    level = vocabulary.difficulty(value.get("difficulty", ""))
    if level is None:
        changes.append("difficulty is medium: none is given")
    return level or "medium"


def _prompt(description: str, changes: list[str]) -> str:
    """Return the text before the examples and constraints."""
    text = re.split(r"\n\s*\**Example \d*:?\**", description)[0] if "Input:" in description else description
    text = _LEFTOVER.sub("", text)
    text, restored = formulas.prompt_with_powers(text)
    changes += [f"prompt: {each}" for each in dict.fromkeys(restored)]
    lines = [line.strip() for line in text.split("\n")]
    paragraphs = [line for line in lines if line]
    # Scrapers lose lists: a sentence ends in a colon, and no list follows.
    for line, following in zip(paragraphs, [*paragraphs[1:], ""], strict=False):
        if line.endswith(":") and not re.match(r"[-*\d`(\[]", following):
            changes.append(f"prompt: a list seems to be lost after: {shortened(line[-80:], 80)}")
    joined = "\n\n".join(paragraphs) if "```" not in text else text.strip()
    return shortened(joined, LONGEST_TEXT)


def _tags(value: Mapping[str, Any], changes: list[str]) -> dict[str, Any]:
    given: Any = next(
        (each for name in ("topics", "topicTags", "tags", "related_topics") if (each := value.get(name))), []
    )
    if isinstance(given, str):
        given = given.split(",")
    topics = [str(each.get("name", "")) if isinstance(each, dict) else str(each) for each in _members(given)]
    found, lost = vocabulary.tags(filter(None, map(str.strip, topics)), "technical")
    changes += lost
    return {"tags": found} if found else {}


def _members(value: object) -> Iterable[Any]:
    return value if isinstance(value, list) else ()


def _constraints(value: Mapping[str, Any], description: str, changes: list[str]) -> dict[str, Any]:
    lines = _texts(value.get("constraints"))
    if not lines and (found := _CONSTRAINTS.search(description)):
        lines = [line.strip(" -*\t") for line in found[1].split("\n") if line.strip(" -*\t")]
    written, restored = list[str](), list[str]()
    for line in lines:
        text, powers = formulas.with_powers(formulas.without_html(line))
        restored += powers
        written.append(f"- {text}")
    if restored:
        changes.append(f"constraints: powers had lost their sign: {', '.join(dict.fromkeys(restored))}")
    return {"constraints": shortened("\n".join(written), LONGEST_TEXT)} if written else {}


def _points(value: Mapping[str, Any], changes: list[str]) -> dict[str, Any]:
    points = dict[str, Any]()
    for name in ("hints", "follow_ups"):
        given = [shortened(formulas.without_html(each), LONGEST_TEXT) for each in _texts(value.get(name))]
        given = [each for each in given if each]
        if len(given) > MOST_POINTS:
            changes.append(f"{name}: only the first {MOST_POINTS} of {len(given)}")
        if given:
            points[name] = given[:MOST_POINTS]
    return points


def _solution(value: Mapping[str, Any], changes: list[str]) -> dict[str, Any]:
    text = _MARKS.sub("", _text(value, "solution", "editorial")).strip()
    text = re.sub(r"\n{3,}", "\n\n", formulas.in_markdown(text))
    if not text:
        return {}
    if len(text) > LONGEST_TEXT:
        changes.append(f"solution is cut after {LONGEST_TEXT:,} characters")
    if "Implementation" in text and "```" not in text:
        changes.append("solution: its code seems to be lost")
    return {"solution": shortened(text, LONGEST_TEXT)}


def _snippets(value: Mapping[str, Any]) -> dict[str, str]:
    """Return code by language: from an object, or from a list of {langSlug, code}."""
    given = value.get("code_snippets") or value.get("codeSnippets") or {}
    if isinstance(given, list):
        return {
            str(each.get("langSlug") or each.get("lang", "")).lower(): each["code"]
            for each in given
            if isinstance(each, dict) and isinstance(each.get("code"), str)
        }
    return {str(name): code for name, code in given.items() if isinstance(code, str)} if isinstance(given, dict) else {}


def _examples(value: Mapping[str, Any], description: str) -> list[str]:
    given = value.get("examples")
    if isinstance(given, list) and given:
        texts = [each.get("example_text", "") if isinstance(each, dict) else each for each in given]
        return [formulas.without_html(each[:LONGEST_READ]) for each in texts if isinstance(each, str) and each.strip()]
    before_constraints = _CONSTRAINTS.sub("", description).replace("```", "").replace("**", "")
    return re.findall(r"Input:.*?(?=\n\s*Example|\Z)", before_constraints, re.DOTALL)
