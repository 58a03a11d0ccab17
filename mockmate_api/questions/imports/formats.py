"""Which format files have, and what each format's reader finds in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from enum import StrEnum

from mockmate_api.questions.imports import exercism, kattis, leetcode, licenses, ours, prose_lists, records, tables
from mockmate_api.questions.imports.files import File, Files
from mockmate_api.questions.imports.proposals import Found, Proposal, refused
from mockmate_api.questions.imports.texts import Unreadable, text_of


class ImportFormat(StrEnum):
    """The form of what is imported. auto: whatever each file looks like."""

    AUTO = "auto"
    OURS = "ours"
    CSV = "csv"
    EXERCISM = "exercism"
    KATTIS = "kattis"
    LEETCODE = "leetcode"
    MARKDOWN_LIST = "markdown-list"


_MARKDOWN = frozenset({".md", ".mdx", ".markdown"})
_JSON = frozenset({".json", ".jsonl", ".ndjson"})
_TABLES = frozenset({".csv", ".tsv"})
_OF_PROGRAMS = frozenset({"package.json", "package-lock.json", "tsconfig.json", "composer.json"})
_ABOUT = frozenset({"readme", "license", "changelog", "contributing", "authors", "security"})
_FOREIGN = "None of these files is in a format that can be imported here"


def read(files: Files, chosen: ImportFormat = ImportFormat.AUTO) -> tuple[str, Found]:
    """Return the name of the format and all that is found. Never raises: what can't be read is a refused proposal."""
    faults = [refused(path, fault) for path, fault in files.faults]
    found, rest = _in_packages(files, chosen)
    if chosen not in {ImportFormat.EXERCISM, ImportFormat.KATTIS}:
        # Beside packages, Markdown is about them.
        is_about = ImportFormat.MARKDOWN_LIST if found and chosen is ImportFormat.AUTO else None
        found += [one for file in rest if (one := _of_file(file, chosen, is_about)) is not None]
    proposals = [replace(each, origin=format_.value) for format_, one in found for each in one.proposals]
    notes = [*files.notes, *(note for _, one in found for note in one.notes)]
    if not proposals and not faults:
        notes.append(f"{_FOREIGN}{f' as {chosen}' if chosen is not ImportFormat.AUTO else ''}.")
    names = sorted({format_.value for format_, one in found if one.proposals}) or [chosen.value]
    return ", ".join(names), Found((*proposals, *faults), (*notes, *_about_license(files, names, proposals)))


def _in_packages(files: Files, chosen: ImportFormat) -> tuple[list[tuple[ImportFormat, Found]], list[File]]:
    """Return what the packages have, and the files beside them."""
    found, rest = list[tuple[ImportFormat, Found]](), list(files.files)
    for format_, reader, claims in _PACKAGES:
        folders = list(claims(files)) if chosen in {ImportFormat.AUTO, format_} else []
        beside = [file for file in rest if not any(kattis.is_below(file.path, folder) for folder in folders)]
        if len(beside) < len(rest):
            found.append((format_, reader(files)))
            rest = beside
    return found, rest


_PACKAGES: tuple[tuple[ImportFormat, Callable[[Files], Found], Callable[[Files], Iterable[str]]], ...] = (
    (ImportFormat.EXERCISM, exercism.read, exercism.folders),
    (ImportFormat.KATTIS, kattis.read, kattis.folders),
)


def _about_license(files: Files, names: list[str], proposals: Iterable[Proposal]) -> tuple[str, ...]:
    """One's own files need no license; collections do, or each of their problems names one."""
    if not {"exercism", "kattis", "leetcode", "markdown-list"} & set(names):
        return ()
    found = licenses.notes(files)
    named = [each.values.get("license") for each in proposals if not each.faults]
    if found == (licenses.NONE_GIVEN,) and named and all(named) and "unknown" not in named:
        return (f"The problems name their licenses: {', '.join(sorted(set(map(str, named))))}.",)
    return found


def _of_file(
    file: File, chosen: ImportFormat, is_about: ImportFormat | None = None
) -> tuple[ImportFormat, Found] | None:
    """Return what one file has; None if it isn't meant to have questions, as one of the format `is_about` isn't."""
    format_ = _format(file) if chosen is ImportFormat.AUTO else chosen
    if format_ in {None, is_about} or (chosen is not ImportFormat.AUTO and file.suffix not in _SUFFIXES[chosen]):
        return None
    try:
        found = _READERS[format_](file)
    except Unreadable as error:
        return format_, Found((refused(file.path, str(error)),))
    if not found.proposals:
        return format_, Found((), (f"{file.path} has no question", *found.notes))
    if any(each.origin == leetcode.ORIGIN for each in found.proposals):
        return ImportFormat.LEETCODE, found
    return format_, found


def _format(file: File) -> ImportFormat | None:
    if file.suffix in _TABLES:
        return ImportFormat.CSV
    if file.suffix in _JSON:
        is_about_programs = file.name in _OF_PROGRAMS or file.name.endswith(".schema.json")
        return None if is_about_programs else ImportFormat.OURS
    if file.suffix in _MARKDOWN:
        return _of_markdown(file)
    return None


def _of_markdown(file: File) -> ImportFormat | None:
    try:
        text = text_of(file.data)
    except Unreadable:
        return ImportFormat.OURS  # whose reader says what is wrong
    if ours.is_one(text):
        return ImportFormat.OURS
    # README.md, CODE_OF_CONDUCT.md: about the collection.
    name = file.name.partition(".")[0]
    return None if name.isupper() or name.lower() in _ABOUT else ImportFormat.MARKDOWN_LIST


def _own(file: File) -> Found:
    return Found(tuple(records.read(file)) if file.suffix in _JSON else (ours.read(file),))


_READERS: dict[ImportFormat, Callable[[File], Found]] = {
    ImportFormat.OURS: _own,
    ImportFormat.CSV: tables.read,
    ImportFormat.LEETCODE: _own,
    ImportFormat.MARKDOWN_LIST: prose_lists.read,
}
_SUFFIXES = {
    ImportFormat.OURS: _MARKDOWN | _JSON,
    ImportFormat.CSV: _TABLES | {".txt"},
    ImportFormat.LEETCODE: _JSON,
    ImportFormat.MARKDOWN_LIST: _MARKDOWN | {".txt"},
}
