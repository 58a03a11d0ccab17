"""Reads a question from Markdown (docs/questions.md): front matter, then one `## ` section for each part."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from mockmate_api.questions import content, front_matter, sections
from mockmate_api.questions.faults import Fault, Unfit
from mockmate_api.questions.parts import STORY, Content
from mockmate_api.questions.sections import Misshapen

SECTIONS = {
    "Prompt": "prompt",
    "Parameters": "parameters",
    "Examples": "examples",
    "Constraints": "constraints",
    "Requirements": "requirements",
    "Estimates": "estimates",
    "Tables": "tables",
    "Code": "code",
    "Hints": "hints",
    "Solution": "solution",
    "Good answers": "solution",
    "Slow solution": "slow_solution",
    "Follow-ups": "follow_ups",
    "Rubric": "rubric",
    "Starter code": "starter_code",
    "Test cases": "test_cases",
}
"""What each heading holds, in the order in which they are written."""


def read(text: str) -> Content:
    """Read a question. Raises Unfit, with all that is wrong."""
    values, faults = parse(text)
    try:
        found = content.check(values)
    except Unfit as error:
        # What could not be read is not missing.
        known = {fault.place[:1] for fault in faults}
        faults += [fault for fault in error.faults if fault.place[:1] not in known]
        raise Unfit(faults) from None
    if faults:
        raise Unfit(faults)
    return found


def parse(text: str) -> tuple[dict[str, Any], list[Fault]]:
    """Return the parts of a question as they are written, unchecked, and what can't be read.

    Raises Unfit if there are no parts at all.
    """
    values, body, faults = front_matter.read(text.removeprefix("\ufeff").replace("\r\n", "\n"))
    if sections.unclosed(body):
        faults.append(Fault((), "a code block is opened that is not closed", "format"))
    for heading, section in sections.split(body, "## "):
        name = SECTIONS.get(heading.capitalize())
        if not heading:
            faults.append(Fault((), "text stands before the first section", "format"))
        elif name is None:
            faults.append(Fault((heading,), "is not a section of a question", "extra"))
        elif name in values:
            faults.append(Fault((name,), "is given twice", "repeated"))
        else:
            try:
                values[name] = _READERS.get(name, sections.unescape)(section)
            except Misshapen as error:
                faults.append(Fault((name,), str(error), "format"))
                values[name] = None
    return values, faults


def _cases(text: str) -> Any:
    try:
        return json.loads(sections.block(text, "json"))
    except (ValueError, RecursionError) as error:
        raise Misshapen(f"is not JSON: {error}") from error


def _parameters(text: str) -> list[dict[str, str]]:
    rows = sections.table(text)
    if len(rows[0]) != 3:
        raise Misshapen("must be a table with three columns: Name, Type and Meaning")
    return [
        # A meaning is text, whose code spans are its own.
        {"name": sections.uncoded(name), "type": sections.uncoded(type_), "meaning": meaning}
        for name, type_, meaning in rows
    ]


def _rubric(text: str) -> dict[str, dict[str, str]]:
    """Read `### Dimension` headings, each with a list of what 1, 3 and 5 look like."""
    rubric = {}
    for heading, body in sections.split(text, "### "):
        name = heading.lower() if heading.lower() in STORY else heading
        if not name:
            raise Misshapen('needs a line "### …" with the name of the dimension before what it is rated by')
        if name in rubric:
            raise Misshapen(f"has the dimension {heading} twice")
        rubric[name] = sections.levels(body)
    return rubric


_READERS: Mapping[str, Callable[[str], Any]] = {
    "parameters": _parameters,
    "requirements": sections.items,
    "estimates": sections.items,
    "tables": lambda text: sections.block(text, "sql"),
    "code": sections.blocks,
    "hints": sections.items,
    "slow_solution": lambda text: sections.block(text, "python", "sql"),
    "follow_ups": sections.items,
    "rubric": _rubric,
    "starter_code": sections.blocks,
    "test_cases": _cases,
}
