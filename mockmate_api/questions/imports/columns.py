"""Names that other programs give to the fields of a question, and the forms that their values have."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from mockmate_api.questions.imports import vocabulary
from mockmate_api.questions.imports.proposals import slug_of

_ALIASES = {
    "slug": "slug id key identifier uid problemslug titleslug",
    "title": "title name question questiontitle heading summary problemname",
    "prompt": "prompt description statement body text content "
    "questiontext problem problemstatement task details fullquestion",
    "interview_type": "interviewtype type category section questiontype",
    "kind": "kind format questionkind",
    "difficulty": "difficulty level complexity difficultylevel grade",
    "tags": "tags tag topics topic topictags relatedtopics "
    "labels keywords categories skills skill competency competencies",
    "companies": "companies company askedby askedat",
    "hints": "hints hint tips tip clues",
    "solution": "solution answer goodanswers goodanswer explanation "
    "editorial modelanswer sampleanswer idealanswer",
    "slow_solution": "slowsolution bruteforce",
    "follow_ups": "followups followup followupquestions probes probing",
    "examples": "examples example samples",
    "constraints": "constraints limits",
    "function": "function functionname method entrypoint",
    "compare": "compare comparison",
    "tolerance": "tolerance epsilon",
    "parameters": "parameters params arguments signature",
    "requirements": "requirements",
    "estimates": "estimates estimations",
    "tables": "tables schema ddl",
    "code": "code snippet",
    "rubric": "rubric scoring criteria",
    "starter_code": "startercode starter template boilerplate codesnippets skeleton",
    "test_cases": "testcases tests cases testdata",
    "draft": "draft",
    "source_url": "sourceurl url link source reference",
    "license": "license licence rights",
}  # fmt: skip
_FIELDS = {alias: name for name, aliases in _ALIASES.items() for alias in aliases.split()}
_OURS_ONLY = frozenset([
    "createdat", "updatedat", "retiredat", "missing", "unusablefor", "unusable", "editedsinceimport",
    "filehash", "asked",
])  # fmt: skip
"""What our API says about a question besides its content."""
LISTS = frozenset({"tags", "companies", "hints", "follow_ups", "requirements", "estimates"})
_NUMBERED = re.compile(r"(?:^|\n)\s*(?:\d+[.)]|[-*•])\s+")


def field(name: object) -> str | None:
    """Return the field that a key or a column heading means, or None."""
    return _FIELDS.get(_bare(name))


def is_bookkeeping(name: object) -> bool:
    """Whether a key is one that our API adds to a question."""
    return _bare(name) in _OURS_ONLY


def _bare(name: object) -> str:
    return re.sub(r"[^a-z0-9]", "", str(name).lower())


def named(given: Mapping[Any, Any], changes: list[str]) -> dict[str, Any]:
    """Return values by our fields, and note the keys that mean none of them. Of two keys for one the first counts."""
    values: dict[str, Any] = {}
    exact = {key for key in given if isinstance(key, str) and key in _ALIASES}
    for key, value in given.items():
        name = field(key)
        if value is None or value == "" or is_bookkeeping(key):
            continue
        if key not in exact and (name is None or name in exact or name in values):
            if not (_bare(key) == "id" and not isinstance(value, str)) and _bare(key) != "source":
                changes.append(f"{key} is left out: it is no part of a question")
            continue
        if name:
            values[name] = value
    return values


def settled(values: dict[str, Any], changes: list[str]) -> None:
    """Bring other words and forms into ours: levels, types, lists in one text, topics."""
    if "slug" in values and not _is_slug(values["slug"]):
        values.pop("slug")
    for name, translate in (("difficulty", vocabulary.difficulty), ("interview_type", vocabulary.interview_type)):
        if name in values:
            _translate(values, name, translate(values[name]), changes)
    for name in LISTS & values.keys():
        if isinstance(values[name], str):
            values[name] = split(values[name], commas=name in {"tags", "companies"})
    _settle_type(values, changes)
    for name in ("test_cases", "starter_code", "rubric", "parameters", "code"):
        if isinstance(values.get(name), str):
            _parse(values, name, changes)


def _settle_type(values: dict[str, Any], changes: list[str]) -> None:
    """Find out the type where it isn't given, and translate the tags, which depend on it."""
    given = values.pop("tags", None)
    topics = [
        str(each.get("name", "")) if isinstance(each, dict) else str(each)
        for each in (given if isinstance(given, list) else ())
    ]
    if "interview_type" not in values:
        is_technical = any(values.get(name) for name in ("test_cases", "starter_code", "function"))
        values["interview_type"] = "technical" if is_technical else vocabulary.type_by(topics) or "behavioral"
    found, notes = vocabulary.tags(topics, values["interview_type"])
    changes += notes
    if found:
        values["tags"] = found


def _is_slug(value: object) -> bool:
    return isinstance(value, str) and bool(re.search("[a-z]", value)) and slug_of(value) == value


def _translate(values: dict[str, Any], name: str, ours: str | None, changes: list[str]) -> None:
    given = values[name]
    if ours is None:
        changes.append(f"{name} {given} is left out: it is none of ours")
        values.pop(name)
        return
    if str(given).lower() != ours:
        changes.append(f"{name} {given} → {ours}")
    values[name] = ours


def split(text: str, *, commas: bool) -> list[str]:
    """Return the members of a list that is written in one text: numbered, or by lines, |, ; or commas."""
    if _NUMBERED.match(text):
        parts = _NUMBERED.split(text)
    elif "\n" in text:
        parts = text.split("\n")
    elif "|" in text:
        parts = text.split("|")
    elif ";" in text:
        parts = text.split(";")
    else:
        parts = text.split(",") if commas else [text]
    return [part.strip() for part in parts if part.strip()]


def _parse(values: dict[str, Any], name: str, changes: list[str]) -> None:
    """Read a part that is JSON in a text, as in a cell of a table."""
    text = values[name].strip()
    if text.startswith(("[", "{")):
        try:
            values[name] = json.loads(text)
        except (ValueError, RecursionError):
            pass
        else:
            return
    if name in {"starter_code", "code"}:
        values[name] = {"python": text}
        return
    values.pop(name)
    changes.append(f"{name} is left out: it is not JSON")
