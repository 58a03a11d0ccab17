"""What a collection's license says about keeping its texts, in plain words."""

from __future__ import annotations

import re

from mockmate_api.questions.imports.files import File, Files
from mockmate_api.questions.imports.texts import Unreadable, text_of

_KNOWN = (
    (r"MIT License|Permission is hereby granted, free of charge", "MIT", "keep its copyright notice with the texts"),
    (r"Apache License", "Apache-2.0", "keep its notices with the texts"),
    (r"Attribution-NonCommercial", "Creative Commons, non-commercial", "no commercial use"),
    (r"Attribution-ShareAlike", "Creative Commons, share alike", "name the authors, and share changes alike"),
    (r"CC0|Public Domain", "public domain", "nothing has to be done"),
    (r"Creative Commons Attribution", "Creative Commons, attribution", "name the authors"),
    (r"GNU (?:Affero |Lesser )?General Public License", "GNU", "what is derived from the texts stays under it"),
    (r"BSD|Redistribution and use in source", "BSD", "keep its copyright notice with the texts"),
)
_FORBIDS = re.compile(
    r"all rights reserved|(?:may|must|can) ?not be (?:used|copied|redistributed|reproduced|kept)"
    r"|(?:copyright|property|belongs?) [^.\n]{0,60}LeetCode|no (?:commercial )?redistribution",
    re.IGNORECASE,
)
NONE_GIVEN = (
    "There is no license with these files, so their texts belong to their authors. Ask for permission before you keep"
    " them, or write the questions in your own words."
)


def notes(files: Files) -> tuple[str, ...]:
    """Return what has to be known about using the texts."""
    found = [note for file in files.files if _says(file) and (note := _note(file))]
    if found:
        return tuple(dict.fromkeys(found))
    read = [_text(file) for file in files.files if file.name.lower().startswith("readme")]
    if any(map(_FORBIDS.search, read)):
        return ("The README reserves rights: its texts must not be kept without permission of their authors.",)
    return (NONE_GIVEN,)


def name(files: Files) -> str | None:
    """Return the short name of the license that all files are under, if it is a known one."""
    for file in files.files:
        if _says(file):
            for pattern, short, _ in _KNOWN:
                if re.search(pattern, _text(file), re.IGNORECASE):
                    return short
    return None


def _says(file: File) -> bool:
    return file.name.lower().split(".")[0] in {"license", "copying"} and file.folder.count("/") < 2


def _note(file: File) -> str:
    text = _text(file)
    for pattern, short, duty in _KNOWN:
        if re.search(pattern, text, re.IGNORECASE):
            return f"{file.path}: {short}; {duty}."
    if _FORBIDS.search(text):
        return f"{file.path} reserves rights: the texts must not be kept without permission of their authors."
    return f"{file.path} is not a license known here; read what it says before you keep the texts."


def _text(file: File) -> str:
    try:
        return text_of(file.data)[:20_000]
    except Unreadable:
        return ""
