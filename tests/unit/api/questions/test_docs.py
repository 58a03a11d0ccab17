"""docs/questions.md: its questions can be imported as they are, and it names whatever the format has."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mockmate_api.questions import front_matter, kinds, large, reading
from mockmate_api.questions.cases import TestCase
from shared.models import QuestionKind

PAGE = (Path(__file__).parents[4] / "docs" / "questions.md").read_text()
QUESTIONS = re.findall(r"^````markdown\n(.*?)^````$", PAGE, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("text", QUESTIONS)
def test_its_questions_can_be_imported(text: str) -> None:
    question = reading.read(text)
    assert question.draft is bool(kinds.missing(question.kind, question.given()))


def test_it_shows_a_whole_question_and_a_draft() -> None:
    assert sorted(reading.read(text).draft for text in QUESTIONS) == [False, True]


@pytest.mark.parametrize(
    "names", [QuestionKind, front_matter.FIELDS, large.FORMS, TestCase.model_fields, ("unordered", "approx")]
)
def test_it_names_whatever_there_is(names: list[str]) -> None:
    shown = set(re.findall(r"[\w$]+", " ".join(re.findall(r"`([^`\n]+)`", PAGE))))
    assert set(names) <= shown


def test_it_describes_every_section_and_what_each_kind_needs() -> None:
    assert set(re.findall(r"(?m)^\| ([A-Z][\w -]+) \| (?:both people|the interviewer) \|", PAGE)) == {*reading.SECTIONS}
    heading = {name: title for title, name in reading.SECTIONS.items()} | {"function": "`function`"}
    for kind, parts in kinds.KINDS.items():
        (needed,) = re.findall(rf"(?m)^\| `{kind}` \| .* \| (.+) \|$", PAGE)
        assert needed == ", ".join(heading[name] for name in parts.needs)
