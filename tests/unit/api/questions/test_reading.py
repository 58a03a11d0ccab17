"""What the reader of questions takes as people write it, and what it says about the rest."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from mockmate_api.questions import reading, sections, writing
from mockmate_api.questions.faults import Unfit
from mockmate_api.questions.parts import Content
from tests.api.questions.texts import BEHAVIORAL, TECHNICAL

DESIGN = """---
slug: a-shop
interview_type: Technical
kind: design
difficulty: H
title: A shop
tags: system-design, caching
source_url: https://example.org/a
license: CC-BY-4.0
---

## Prompt

Design a shop.

\\## Not a section

## Parameters

| Name | Type | Meaning |
|------|:----:|---------|
| `goods` | `list[int] \\| None` | what is \\\\ sold |
| returns | int | what is left |

## requirements

1. It sells.
2. It counts,
   even at night.

## Estimates

1. How many? → 5 a second

## Hints

1. What is read most?
   Look for: a cache.

## Good answers

A cache.

## Follow-ups

1. And ten times as many?

## Rubric

### Data model

- 1: None.
- 3: Some.
- 5: Much.

### Communication

- 1: None.
- 3: Some.
- 5: Much.
"""


def read(text: str = TECHNICAL, **changes: str) -> Content:
    for old, new in changes.items():
        text = text.replace(old, new)
    return reading.read(text)


def faults(text: str) -> list[str]:
    with pytest.raises(Unfit) as raised:
        reading.read(text)
    return [str(fault) for fault in raised.value.faults]


def test_a_design_is_read_part_by_part() -> None:
    question = reading.read(DESIGN)
    assert (question.kind, question.difficulty, question.tags) == ("design", "hard", ["system-design", "caching"])
    assert question.prompt == "Design a shop.\n\n## Not a section"
    goods, result = question.parameters
    assert (goods.name, goods.type, goods.meaning) == ("goods", "list[int] | None", "what is \\ sold")
    assert result.name == "returns"
    assert question.requirements == ["It sells.", "It counts,\neven at night."]
    assert question.hints == ["What is read most?\nLook for: a cache."]
    assert list(question.rubric or ()) == ["Data model", "communication"]
    assert (question.source_url, question.license) == ("https://example.org/a", "CC-BY-4.0")
    assert writing.write(question).startswith(
        "---\nslug: a-shop\ninterview_type: technical\nkind: design\ndifficulty: hard\ntitle: A shop\n"
    )


@pytest.mark.parametrize("word", ["Easy", "EASY", "e", "E"])
def test_difficulty_is_read_in_any_case(word: str) -> None:
    assert read(TECHNICAL.replace("easy", word)).difficulty == "easy"


@pytest.mark.parametrize("title", ["2048", "Yes", "1:30", "null", "1e3", "0x10", "2026-01-31", "~", "3.10"])
def test_a_title_is_the_text_that_was_written(title: str) -> None:
    assert read(TECHNICAL.replace("A question", title)).title == title
    again = writing.write(read(TECHNICAL.replace("A question", title)))
    assert reading.read(again).title == title


def test_a_slug_may_be_a_number() -> None:
    assert read(TECHNICAL.replace("a-question", "2048")).slug == "2048"


def test_a_colon_gets_a_sentence_that_helps() -> None:
    assert faults(TECHNICAL.replace("A question", 'Rooms: the "last" one')) == [
        'title: has a colon and so must stand in quotes: title: "Rooms: the \\"last\\" one"'
    ]


@pytest.mark.parametrize(("word", "draft"), [("true", True), ("Yes", True), ("false", False), ("no", False)])
def test_a_draft_is_said_in_words(word: str, draft: bool) -> None:
    assert read(TECHNICAL.replace("function: double", f"function: double\ndraft: {word}")).draft is draft


def test_what_is_neither_is_refused() -> None:
    assert faults(TECHNICAL.replace("function: double", "function: double\ndraft: perhaps")) == [
        "draft: must be true or false"
    ]


def test_a_draft_says_only_what_there_is() -> None:
    question = reading.read(
        "---\ninterview_type: technical\ndifficulty: M\ntitle: 2048\ndraft: true\n---\n\n## Prompt\n\n?"
    )
    assert (question.slug, question.kind, question.hints, question.test_cases) == ("2048", "function", [], [])


@pytest.mark.parametrize("odd", ["\u2028", "\u2029", "\x85", "\x0c", "\x0b", "\x1c", "\x1e"])
def test_only_newlines_end_lines(odd: str) -> None:
    text = TECHNICAL.replace("What is it?", f"a{odd}## Hints").replace('"args": [[1]]', f'"args": [["{odd}"]]')
    if odd < " ":
        text = text.replace(f'"{odd}"', '"x"')  # JSON has no control characters
    question = reading.read(text.replace("    return numbers", f"    return '{odd}'"))
    assert f"a{odd}## Hints" in question.prompt
    assert (question.starter_code or {})["python"].endswith(f"'{odd}'")
    assert reading.read(writing.write(question)) == question


def test_line_ends_are_those_of_the_editor() -> None:
    question = read(TECHNICAL.replace("\n", "\r\n").replace("This.", "This\rtoo."))
    assert question.solution == "This\ntoo."
    assert "\r" not in (question.starter_code or {})["python"]


def test_all_faults_come_at_once() -> None:
    text = TECHNICAL.replace("easy", "extreme").replace("1. Why?", "Why?").replace("hashing]", "cooking]")
    text = (
        text.replace("def double(", "def twice(")
        .replace("## Solution", "## Answer")
        .replace('"expected": []', '"e": 1')
    )
    places = [fault.partition(":")[0] for fault in faults(text)]
    assert places == [
        *("Answer", "follow_ups", "difficulty", "tags.1", "test_cases.1.e", "starter_code", "solution"),
    ]


def test_a_block_that_is_not_closed_is_said_in_words() -> None:
    text = TECHNICAL.replace('[[]], "expected": []}\n]\n```', '[[]], "expected": []}\n]\n')
    assert faults(text)[0] == "a code block is opened that is not closed"


@pytest.mark.parametrize(
    ("section", "fault"),
    [
        ("## Parameters\n\nnumbers: a list", "parameters: must be a table"),
        ("## Parameters\n\n| Name | Type |\n|---|---|\n| a | int |", "parameters: must be a table with three columns"),
        ("## Parameters\n\n| Name | Type | Meaning |\n|---|---|---|\n| a | int |", "parameters: must be a table whose"),
        ("## Slow solution\n\n```ruby\nx\n```", "slow_solution: must be one block of python or sql"),
        ("## Slow solution\n\nx = 1", "slow_solution: must be code blocks"),
        ("## Tables\n\n```python\nx\n```", "tables: must be one block of sql"),
        ("## Requirements\n\n- It runs.", "requirements: must be a numbered list"),
    ],
)
def test_a_section_of_another_form_is_refused_in_words(section: str, fault: str) -> None:
    assert faults(TECHNICAL + "\n" + section + "\n")[0].startswith(fault)


@pytest.mark.parametrize("field", ["kind", "draft", "title", "slug", "compare", "interview_type", "license"])
@pytest.mark.parametrize("odd", ["[a, [b]]", "{a: {b: c}}"])
def test_a_field_of_another_shape_is_refused_in_words(field: str, odd: str) -> None:
    text = "\n".join(line for line in TECHNICAL.split("\n") if not line.startswith(f"{field}:"))
    assert faults(text.replace("---\n", f"---\n{field}: {odd}\n", 1))[0].startswith(f"{field}: ")


def test_many_blocks_that_are_not_closed_are_read_in_steps_that_grow_with_the_text() -> None:
    steps = []
    for count in (200, 800):
        lines = _Counting(["````x"] * count + ["```"])
        assert sections.fences(lines) == [None] * (count + 1)
        steps.append(lines.reads)
    assert steps[1] < 5 * steps[0]


class _Counting(list[str]):
    """Counts how often its members are read."""

    reads = 0

    def __getitem__(self, place: Any) -> Any:
        self.reads += 1
        return super().__getitem__(place)

    def __iter__(self) -> Iterator[str]:
        for line in super().__iter__():
            self.reads += 1
            yield line


def test_a_rubric_says_what_each_dimension_is_called_once() -> None:
    assert faults(BEHAVIORAL.replace("### Impact", "### structure")) == ["rubric: has the dimension structure twice"]


def test_a_colon_in_a_line_of_code_is_no_matter_for_the_front_matter() -> None:
    assert read(TECHNICAL.replace("This.", "title: a: b")).solution == "title: a: b"
