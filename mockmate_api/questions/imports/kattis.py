"""Kattis and ICPC problem packages, legacy and 2023-07: a program that reads its input and prints its output."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from mockmate_api.questions import starters
from mockmate_api.questions.imports import formulas, kattis_data, tex, tex_macros, vocabulary
from mockmate_api.questions.imports.files import File, Files
from mockmate_api.questions.imports.proposals import (
    LONGEST_READ,
    LONGEST_TEXT,
    Found,
    Proposal,
    one_line,
    refused,
    shortened,
    slug_of,
)
from mockmate_api.questions.imports.texts import Unreadable, parse_yaml, text_of

PROBLEM = "problem.yaml"
_STATEMENT = re.compile(r"(?:problem_statement|statement)/problem(?:\.(?P<language>[a-zA-Z-]+))?\.(?P<form>tex|md)")
_SOLUTIONS = ("py", "js", "java", "cpp", "cc", "c", "kt", "go", "rs", "rb", "cs")
_FENCES = {"py": "python", "js": "javascript", "cc": "cpp", "kt": "kotlin", "rs": "rust", "rb": "ruby", "cs": "csharp"}
_REFUSED = {
    "interactive": "is interactive: its programs talk with a judge, which can't be done here",
    "multi-pass": "runs a program in several passes, which can't be done here",
    "submit-answer": "asks for answer files instead of a program, which can't be tested here",
}
_LICENSES = {
    "unknown": "license is unknown: the format says that such a problem must not be used",
    "permission": "used with permission only: ask its author before you use it",
    "educational": "license allows educational use only",
}


@dataclass
class _Package:
    """The files of a package by their path in it, what problem.yaml says, and remarks."""

    folder: str
    files: dict[str, File]
    about: Mapping[str, Any]
    changes: list[str] = field(default_factory=list)


def folders(files: Files) -> list[str]:
    """Return the folders of packages; a package in another package is part of it."""
    found = list[str]()
    for folder in sorted(file.folder for file in files.files if file.name == PROBLEM):
        if not any(is_below(folder, each) for each in found):
            found.append(folder)
    return found


def is_below(path: str, folder: str) -> bool:
    """Whether a path lies in a folder; "" is the top, in which everything lies."""
    return not folder or path == folder or path.startswith(f"{folder}/")


def read(files: Files) -> Found:
    """Return a proposal for each package."""
    return Found(tuple(_read_one(folder, files) for folder in folders(files)))


def _read_one(folder: str, files: Files) -> Proposal:
    inside = {
        file.path.removeprefix(f"{folder}/") if folder else file.path: file
        for file in files.files
        if is_below(file.path, folder)
    }
    source, name = folder or PROBLEM, folder.rpartition("/")[2]
    try:
        about = _about(inside)
        return _proposal(_Package(source, inside, about), name)
    except Unreadable as error:
        return refused(source, str(error), title=name)


def _about(inside: Mapping[str, File]) -> Mapping[str, Any]:
    try:
        about = parse_yaml(text_of(inside[PROBLEM].data))
    except Unreadable as error:
        raise Unreadable(f"{PROBLEM} {error}") from None
    if about is not None and not isinstance(about, dict):
        raise Unreadable(f"{PROBLEM} gives no names and values")
    return about or {}


def _proposal(package: _Package, name: str) -> Proposal:
    if reason := _why_not(package):
        return refused(package.folder, reason, title=_named(package.about.get("name"), "en") or name)
    statement, language = _statement(package)
    title = one_line(_named(package.about.get("name"), language) or statement.title or name)
    values: dict[str, Any] = {
        "slug": slug_of(name) or slug_of(title),
        "interview_type": "technical",
        "kind": "stdin",
        "difficulty": "medium",
        "title": title,
        "prompt": shortened(formulas.in_markdown(statement.markdown), LONGEST_TEXT),
        "draft": True,
    }
    package.changes += ["difficulty is medium: packages give none", *(f"lost: {each}" for each in statement.lost)]
    values |= _rights(package) | _judging(package)
    cases = kattis_data.read(package.files)
    package.changes += cases.changes
    if cases.test_cases:
        values["test_cases"] = cases.test_cases
    elif any(path.startswith("generators/") for path in package.files):
        package.changes.append("its data are made by generators, which are not run: make them first")
    if cases.examples:
        values["examples"] = cases.examples
    if solution := _solution(package):
        values["solution"] = solution
    if tags := _tags(package):
        values["tags"] = tags
    return Proposal(package.folder, values, tuple(package.changes))


def _why_not(package: _Package) -> str | None:
    given = package.about.get("type", "")
    said = {str(each) for each in given} if isinstance(given, list) else set(str(given).split())
    said |= set(str(package.about.get("validation", "")).split())
    reasons = [reason for word, reason in _REFUSED.items() if word in said]
    if not reasons and any(path.endswith(".interaction") for path in package.files):
        reasons.append(_REFUSED["interactive"])
    return reasons[0] if reasons else None


def _statement(package: _Package) -> tuple[tex.Statement, str]:
    """Return the statement, in English where there is one, and its language. Raises Unreadable."""
    found = {
        (match["language"] or "en", match["form"]): file
        for path, file in sorted(package.files.items())
        if (match := _STATEMENT.fullmatch(path))
    }
    if not found:
        raise Unreadable("has no statement: no problem.*.tex or problem.*.md in statement/ or problem_statement/")
    # English first; of one language, the Markdown.
    language, form = min(found, key=lambda key: (key[0].partition("-")[0] != "en", key))
    others = sorted({key[0] for key in found} - {language})
    if others:
        package.changes.append(f"statement in {language}; left out: {', '.join(others)}")
    elif language.partition("-")[0] != "en":
        package.changes.append(f"statement in {language}, the only language it has")
    file = found[language, form]
    try:
        text = text_of(file.data)
    except Unreadable as error:
        raise Unreadable(f"{file.name} {error}") from None
    if len(text) > LONGEST_READ:
        raise Unreadable(f"{file.name} is longer than {LONGEST_READ:,} characters")
    text = tex_macros.expanded(text, package.about.get("constants"))
    statement = tex.read(text[:LONGEST_READ]) if form == "tex" else _markdown(text)
    if not statement.markdown:
        raise Unreadable(f"{file.name} is empty")
    return statement, language


def _markdown(text: str) -> tex.Statement:
    """Return a statement that is Markdown already; pictures are named as lost."""
    pictures = re.findall(r"!\[[^\]]*\]\(([^)]*)\)|<img\b[^>]*>", text)
    cleaned = re.sub(r"!\[[^\]]*\]\([^)]*\)|<img\b[^>]*>", "", text).strip()
    return tex.Statement(cleaned, lost=[f"a picture: {each or 'by HTML'}" for each in pictures])


def _named(name: object, language: str) -> str:
    """Return the name: a text, or one for each language."""
    if isinstance(name, dict):
        return str(name.get(language) or name.get("en") or next(iter(name.values()), "") or "")
    return str(name) if name else ""


def _rights(package: _Package) -> dict[str, Any]:
    about = package.about
    license_name = str(about.get("license") or "unknown")
    if remark := _LICENSES.get(license_name.lower()):
        package.changes.append(remark)
    values = {"license": vocabulary.license_name(license_name)}
    if isinstance(url := about.get("source_url"), str) and url.startswith(("http://", "https://")):
        values["source_url"] = url
    for name in ("rights_owner", "credits", "author", "source"):
        if isinstance(owner := about.get(name), str) and owner:
            package.changes.append(f"{name}: {one_line(owner)}")
            break
    return values


def _judging(package: _Package) -> dict[str, Any]:
    """Return how output is compared, from the flags of the default validator."""
    values = dict[str, Any]()
    flags = " ".join(_flags(package))
    tolerance = _tolerance(flags)
    if tolerance is not None:
        values = {"compare": "approx", "tolerance": tolerance}
        package.changes.append(f"numbers compared to {tolerance:g}")
    for flag in ("case_sensitive", "space_change_sensitive"):
        if flag in flags.split():
            package.changes.append(f"{flag}: output is compared line by line, without blanks at line ends")
    own = any(re.match(r"output_validators?/", path) for path in package.files)
    if own or "custom" in str(package.about.get("validation", "")).split():
        package.changes.append("has a validator of its own, which is not run: only the given output passes")
    limits = package.about.get("limits")
    if isinstance(limits, dict) and limits:
        said = ", ".join(f"{name} {value}" for name, value in limits.items() if isinstance(value, int | float))
        package.changes.append(f"limits are not enforced here: {said}" if said else "limits are not enforced here")
    if "scoring" in str(package.about.get("type", "")):
        package.changes.append("points by groups are left out: every case counts alike")
    return values


def _flags(package: _Package) -> Iterator[str]:
    for name in ("validator_flags", "output_validator_flags"):
        yield str(package.about.get(name) or "")
    for path, file in sorted(package.files.items()):
        if path.startswith("data/") and file.name in {"testdata.yaml", "test_group.yaml"}:
            try:
                given = parse_yaml(text_of(file.data))
            except Unreadable as error:
                package.changes.append(f"{path} {error}; left out")
                continue
            if isinstance(given, dict):
                flags = given.get("output_validator_flags") or given.get("output_validator_args") or ""
                yield " ".join(map(str, flags)) if isinstance(flags, list) else str(flags)


def _tolerance(flags: str) -> float | None:
    words = flags.split()
    for flag, value in itertools.pairwise(words):
        if re.fullmatch(r"float_(?:relative_|absolute_)?tolerance", flag):
            try:
                number = float(value)
            except ValueError:
                continue
            if 0 < number < 1:
                return number
    return None


def _solution(package: _Package) -> str:
    """Return an accepted program as the solution, in the language that most people read."""
    for suffix in _SOLUTIONS:
        for path, file in sorted(package.files.items()):
            if path.startswith("submissions/accepted/") and path.endswith(f".{suffix}"):
                try:
                    code = text_of(file.data).strip("\n")
                except Unreadable:
                    continue
                # Many are for Python 2.
                if 0 < len(code) < LONGEST_TEXT // 2 and (suffix != "py" or starters.is_python(code)):
                    fence = "`" * max(3, *(len(run) + 1 for run in re.findall(r"`{3,}", code)), 3)
                    return f"{fence}{_FENCES.get(suffix, suffix)}\n{code}\n{fence}"
    return ""


def _tags(package: _Package) -> list[str]:
    given = package.about.get("keywords") or []
    topics: Sequence[Any] = given.split() if isinstance(given, str) else given if isinstance(given, list) else []
    found, changes = vocabulary.tags(map(str, topics), "technical")
    package.changes += changes
    return found
