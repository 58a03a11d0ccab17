"""Writes a question as Markdown, so that reading it gives the same question."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from mockmate_api.questions import front_matter, sections
from mockmate_api.questions.fields import LANGUAGES
from mockmate_api.questions.parts import STORY, Content
from mockmate_api.questions.reading import SECTIONS
from shared.models import QuestionKind


def write(question: Content) -> str:
    """Write a question."""
    return write_parts(question.given())


def write_parts(parts: Mapping[str, Any]) -> str:
    """Write the parts that there are, also of a question that breaks a rule of today."""
    told = parts["kind"] in {QuestionKind.CONVERSATION, QuestionKind.DESIGN}
    unused = "Solution" if told else "Good answers"
    written = [
        f"## {heading}\n\n{_part(name, parts)}\n"
        for heading, name in SECTIONS.items()
        if name in parts and heading != unused
    ]
    return f"{front_matter.write(_in_front(parts))}\n" + "\n".join(written)


def _in_front(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the front matter without what is understood."""
    compare = values.get("compare")
    return {**values, "compare": None if compare == "exact" else compare}


def _part(name: str, parts: Mapping[str, Any]) -> str:
    if name == "slow_solution":
        return sections.write_block("sql" if parts["kind"] == QuestionKind.SQL else "python", parts[name])
    return _WRITERS.get(name, sections.escape)(parts[name])


def _code(blocks: Mapping[str, str]) -> str:
    """Write blocks of code, in one order whatever the database returns."""
    order = [*LANGUAGES, *sorted(blocks.keys() - set(LANGUAGES))]
    return "\n\n".join(sections.write_block(name, blocks[name]) for name in order if name in blocks)


def _parameters(rows: list[dict[str, str]]) -> str:
    cells = [
        [f"`{sections.cell(row['name'])}`", f"`{sections.cell(row['type'])}`", sections.cell(row["meaning"])]
        for row in rows
    ]
    return sections.write_table(["Name", "Type", "Meaning"], cells)


def _rubric(rubric: Mapping[str, dict[str, str]]) -> str:
    return "\n\n".join(
        f"### {name.capitalize() if name in STORY else name}\n\n{sections.write_levels(levels)}"
        for name, levels in rubric.items()
    )


def _cases(cases: list[dict[str, Any]]) -> str:
    lines = ",\n".join(f"  {json.dumps(case, ensure_ascii=False)}" for case in cases)
    return sections.write_block("json", f"[\n{lines}\n]")


_WRITERS: Mapping[str, Callable[[Any], str]] = {
    "parameters": _parameters,
    "requirements": sections.write_items,
    "estimates": sections.write_items,
    "tables": lambda code: sections.write_block("sql", code),
    "code": _code,
    "hints": sections.write_items,
    "follow_ups": sections.write_items,
    "rubric": _rubric,
    "starter_code": _code,
    "test_cases": _cases,
}
