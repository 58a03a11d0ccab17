"""Exercism's problem-specifications: a folder for each exercise, with a description and canonical-data.json."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

from mockmate_api.questions.imports import exercism_cases, functions, licenses
from mockmate_api.questions.imports.files import File, Files
from mockmate_api.questions.imports.proposals import LONGEST_TEXT, Found, Proposal, one_line, refused, shortened
from mockmate_api.questions.imports.texts import Unreadable, parse_json, text_of

CASES = "canonical-data.json"
_TEXTS = ("description.md", "introduction.md", "instructions.md")
_METADATA = "metadata.toml"
_SOURCE = "https://github.com/exercism/problem-specifications/tree/main/exercises/"
_OWN_HEADING = re.compile(r"\A\s*# (?:Description|Instructions?|Introduction)[^\n]*\n", re.IGNORECASE)


def folders(files: Files) -> dict[str, dict[str, File]]:
    """Return the exercises' files by folder and name."""
    found: dict[str, dict[str, File]] = {}
    for file in files.files:
        found.setdefault(file.folder, {})[file.name] = file
    return {folder: named for folder, named in found.items() if _is_exercise(named)}


def _is_exercise(named: Mapping[str, File]) -> bool:
    return CASES in named or (_METADATA in named and any(name in named for name in _TEXTS))


def read(files: Files) -> Found:
    """Return a proposal for each exercise."""
    license_name = licenses.name(files)
    return Found(tuple(_proposal(folder, named, license_name) for folder, named in sorted(folders(files).items())))


def _proposal(folder: str, named: Mapping[str, File], license_name: str | None) -> Proposal:
    slug = folder.rpartition("/")[2] or "exercise"
    try:
        metadata = _metadata(named)
        prompt = _prompt(named)
        cases = _cases(named)
    except Unreadable as error:
        return refused(folder, str(error), title=slug)
    title = one_line(str(metadata.get("title") or slug.replace("-", " ").title()))
    if not prompt:
        return refused(folder, f"has no text: none of {', '.join(_TEXTS)}", title=title)
    changes = [*cases.changes, *_remarks(named, prompt)]
    values: dict[str, Any] = {
        "slug": slug,
        "interview_type": "technical",
        "kind": "function",
        "difficulty": "medium",
        "title": title,
        "prompt": shortened(prompt, LONGEST_TEXT),
        "source_url": _SOURCE + slug,
        "draft": True,
    }
    if license_name:
        values["license"] = license_name
    values |= _code(cases, changes)
    return Proposal(folder, values, tuple(changes))


def _code(cases: exercism_cases.Cases, changes: list[str]) -> dict[str, Any]:
    if not cases.functions:
        return {}
    values: dict[str, Any] = {
        "function": cases.functions[0].name,
        "starter_code": functions.starter_code(cases.functions),
        "test_cases": cases.test_cases,
        "parameters": functions.described(cases.functions[0].parameters, cases.returns),
    }
    if cases.tolerance is not None:
        values |= {"compare": "approx", "tolerance": cases.tolerance}
        changes.append(f"results are fractions: compared to {cases.tolerance:g}")
    return values


def _remarks(named: Mapping[str, File], prompt: str) -> Iterator[str]:
    yield "difficulty is medium: Exercism gives none"
    if ".deprecated" in named:
        yield "Exercism marks the exercise as deprecated"
    if CASES not in named:
        yield "the exercise has no canonical data, so no test cases"
    if len(prompt) > LONGEST_TEXT:
        yield f"the text is cut after {LONGEST_TEXT:,} characters"


def _metadata(named: Mapping[str, File]) -> dict[str, Any]:
    file = named.get(_METADATA)
    if file is None:
        return {}
    try:
        return tomllib.loads(text_of(file.data))
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        raise Unreadable(f"{_METADATA} is not TOML: {error}") from None


def _prompt(named: Mapping[str, File]) -> str:
    parts = []
    for name in _TEXTS:
        if name in named:
            try:
                parts.append(_OWN_HEADING.sub("", text_of(named[name].data)).strip())
            except Unreadable as error:
                raise Unreadable(f"{name} {error}") from None
    return "\n\n".join(filter(None, parts))


def _cases(named: Mapping[str, File]) -> exercism_cases.Cases:
    file = named.get(CASES)
    if file is None:
        return exercism_cases.Cases()
    try:
        return exercism_cases.read(parse_json(text_of(file.data)))
    except (Unreadable, exercism_cases.Misshapen) as error:
        raise Unreadable(f"{CASES} {error}") from None
