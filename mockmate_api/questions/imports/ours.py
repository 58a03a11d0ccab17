"""Questions in our own Markdown, one to a file."""

from __future__ import annotations

import re

from mockmate_api.questions import reading
from mockmate_api.questions.faults import Unfit
from mockmate_api.questions.imports.files import File
from mockmate_api.questions.imports.proposals import Proposal, refused
from mockmate_api.questions.imports.texts import text_of

_IS_OURS = re.compile(r"\A---[ ]*\n(?:(?!---).*\n)*?(?:interview_type|slug|difficulty):", re.MULTILINE)
_SECTION = re.compile(r"^## Prompt[ ]*$", re.MULTILINE)


def is_one(text: str) -> bool:
    """Whether a text is meant to be a question in our format, even a broken one."""
    return bool(_IS_OURS.match(text) and _SECTION.search(text))


def read(file: File) -> Proposal:
    """Return the question of a file. Raises texts.Unreadable."""
    try:
        values, faults = reading.parse(text_of(file.data))
    except Unfit as error:
        return refused(file.path, *map(str, error.faults))
    if faults:
        return refused(file.path, *map(str, faults), title=str(values.get("title") or ""))
    return Proposal(file.path, values, is_strict=True)
