"""The question bank: what its files must say, and how they get into the database."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from mockmate_api.questions import bank
from mockmate_api.questions.bank import BankError
from shared.models import Difficulty, InterviewType, Question

GOOD = """---
slug: a-question
interview_type: technical
difficulty: easy
title: A question
tags: [one, two]
---

## Prompt

What is it?

```
## Not a heading
```

## Hints

1. The first,
   on two lines.
2. The second.

## Solution

This.

## Follow-ups

1. Why?
"""


def test_there_are_at_least_two_for_each_type_and_difficulty() -> None:
    counts = Counter((question.interview_type, question.difficulty) for question in bank.read_bank())
    for interview_type in InterviewType:
        for difficulty in Difficulty:
            assert counts[interview_type, difficulty] >= 2


def test_no_two_share_a_slug_or_a_title_and_files_are_named_by_slug() -> None:
    questions = list(bank.read_bank())
    assert len({question.slug for question in questions}) == len(questions)
    assert len({question.title for question in questions}) == len(questions)
    assert {path.stem for path in bank.BANK.glob("*.md")} == {question.slug for question in questions}


def test_a_file_is_read_part_by_part(tmp_path: Path) -> None:
    path = tmp_path / "a-question.md"
    path.write_text(GOOD)
    question = bank.read_question(path)
    assert question.prompt == "What is it?\n\n```\n## Not a heading\n```"
    assert question.hints == ["The first,\non two lines.", "The second."]
    assert (question.solution, question.follow_ups, question.tags) == ("This.", ["Why?"], ["one", "two"])


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("slug: a-question\n", "", "slug"),
        ("slug: a-question", "slug: A Question", "slug"),
        ("technical", "cooking", "interview_type"),
        ("easy", "extreme", "difficulty"),
        ("tags: [one, two]", "tags: []", "tags"),
        ("title: A question", "title: A question\nauthor: me", "author"),
        ("## Solution", "## Answer", "Answer"),
        ("## Hints", "## Prompt", "hints"),
        ("1. Why?", "Why?", "follow_ups"),
        ("tags: [one, two]", "tags: [one, two", "a-question.md"),
    ],
)
def test_a_file_that_cannot_be_used_is_named_with_the_reason(
    tmp_path: Path, old: str, new: str, complaint: str
) -> None:
    path = tmp_path / "a-question.md"
    path.write_text(GOOD.replace(old, new))
    with pytest.raises(BankError, match=complaint) as raised:
        bank.read_question(path)
    assert str(raised.value).startswith("a-question.md: ")


def test_loading_twice_changes_nothing_and_an_edited_file_is_taken_over(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "a-question.md"
    path.write_text(GOOD)
    assert bank.load(session, tmp_path) == 1
    assert bank.load(session, tmp_path) == 1
    path.write_text(GOOD.replace("This.", "That."))
    bank.load(session, tmp_path)
    question = session.scalars(select(Question)).one()
    assert question.solution == "That."
    assert question.hints == ["The first,\non two lines.", "The second."]


def test_an_empty_folder_is_an_empty_bank(session: Session, tmp_path: Path) -> None:
    assert bank.load(session, tmp_path) == 0
    assert session.execute(text("SELECT count(*) FROM questions")).scalar_one() == 0
