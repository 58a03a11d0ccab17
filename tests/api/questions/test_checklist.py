"""What a machine can check of docs/questions-checklist.md, for every question of the bank."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from mockmate_api.questions import starters
from mockmate_api.questions.parts import Content
from shared.models import InterviewType, QuestionKind
from tests.api.questions.running import BANK

LONGEST_TITLE = 60
LONGEST_PROMPT = 120
"""As many words are read aloud in a minute."""
LONGEST_DESIGN = 160
LOOK = "Look for: "
CODED = {QuestionKind.FUNCTION, QuestionKind.DEBUGGING}


def faults_of(question: Content) -> Iterator[str]:
    """Yield what the checklist doesn't allow."""
    yield from _title(question.title)
    words = len(question.prompt.split())
    if words > (LONGEST_DESIGN if question.kind is QuestionKind.DESIGN else LONGEST_PROMPT):
        yield f"the prompt has {words} words"
    if len(question.hints) < 2 or not question.follow_ups:
        yield "there are fewer than two hints, or no follow-ups"
    if question.interview_type is InterviewType.TECHNICAL:
        yield from _look_for(question)
    if question.kind in CODED:
        yield from _code(question)
    if question.kind is QuestionKind.DESIGN:
        yield from _design(question)


def _title(title: str) -> Iterator[str]:
    if len(title) > LONGEST_TITLE:
        yield f"the title has {len(title)} characters"
    if not title[0].isupper() or title[-1] in ".!?:;,":
        yield "the title begins without a capital, or ends like a sentence"


def _look_for(question: Content) -> Iterator[str]:
    if not all(f"\n{LOOK}" in hint for hint in question.hints):
        yield f"a hint has no line that begins with {LOOK!r}"


def _code(question: Content) -> Iterator[str]:
    starter = question.starter_code or {}
    if not {"python", "javascript"} <= starter.keys():
        yield "there is no starter code in Python or none in JavaScript"
    if not question.examples or not question.constraints:
        yield "there are no examples or no constraints"
    if not re.search(r"(?m)^Complexity: Time O\(.+[Mm]emory O\(", question.solution or ""):
        yield "the solution has no line such as: Complexity: Time O(n), memory O(1)."
    if not 6 <= len(question.test_cases) <= 16:
        yield f"there are {len(question.test_cases)} test cases"
    signature = starters.signature(starter.get("python", ""), question.function or "")
    names = [row.name for row in question.parameters]
    if signature is not None and names != [*signature.parameters, "returns"]:
        yield f"the parameters listed are {', '.join(names)}"
    if not names:
        yield "no parameters are listed"


def _design(question: Content) -> Iterator[str]:
    if len(question.requirements) < 3 or len(question.estimates) < 2:
        yield "there are fewer than three requirements or two estimates"
    if not 4 <= len(question.rubric or {}) <= 6:
        yield f"the rubric has {len(question.rubric or {})} dimensions"


def test_every_question_of_the_bank_keeps_to_the_checklist() -> None:
    faults = {slug: list(faults_of(question)) for slug, question in BANK.items()}
    assert {slug: found for slug, found in faults.items() if found} == {}


@pytest.mark.parametrize(
    ("slug", "change", "fault"),
    [
        ("missing-ticket", {"title": "The number of the one ticket that nobody has brought back yet"}, "the title has"),
        ("missing-ticket", {"title": "Which ticket is missing?"}, "the title begins without a capital, or ends"),
        ("missing-ticket", {"prompt": "word " * 121}, "the prompt has 121 words"),
        ("missing-ticket", {"hints": ["One.\nLook for: it."]}, "there are fewer than two hints"),
        ("missing-ticket", {"hints": ["One.", "Two.\nLook for: it."]}, "a hint has no line"),
        (
            "missing-ticket",
            {"starter_code": {"python": "def missing_ticket(first, returned): ..."}},
            "there is no starter",
        ),
        ("missing-ticket", {"constraints": None}, "there are no examples or no constraints"),
        ("missing-ticket", {"solution": "Time O(n), memory O(1)."}, "the solution has no line"),
        ("missing-ticket", {"test_cases": []}, "there are 0 test cases"),
        ("missing-ticket", {"parameters": []}, "no parameters are listed"),
        ("missing-ticket", {"parameters": BANK["missing-ticket"].parameters[:1]}, "the parameters listed are first"),
        ("missing-ticket", {"kind": QuestionKind.DESIGN}, "there are fewer than three requirements"),
        ("missing-ticket", {"kind": QuestionKind.DESIGN}, "the rubric has 0 dimensions"),
        ("wrong-call", {"follow_ups": []}, "there are fewer than two hints, or no follow-ups"),
    ],
)
def test_what_the_checklist_does_not_allow_is_found(slug: str, change: dict[str, Any], fault: str) -> None:
    found = list(faults_of(BANK[slug].model_copy(update=change)))
    assert any(each.startswith(fault) for each in found), found
