"""The system design questions of the bank: their figures add up, and each says what an interviewer needs.

Figures are written as code spans that can be computed again, such as `12 million × 500 B = 6 GB`; ≈ allows for 5%.
"""

from __future__ import annotations

import re
from collections import Counter
from fractions import Fraction

import pytest

from mockmate_api.questions import bank
from mockmate_api.questions.parts import Content
from shared.models import Difficulty, QuestionKind
from tests.api.questions.reckonings import amounts, fault, reckonings

DESIGNS = {question.slug: question for question in bank.read_bank() if question.kind == QuestionKind.DESIGN}
every_design = pytest.mark.parametrize("design", DESIGNS.values(), ids=DESIGNS)
ENOUGH = {Difficulty.EASY: 4, Difficulty.MEDIUM: 8, Difficulty.HARD: 4}
UNDERSTOOD = {Fraction(number) for number in (1, 7, 8, 12, 24, 30, 60, 365, 1_000, 3_600, 86_400)}
"""Numbers that nobody has to explain: of the calendar, of the clock, and bits in a byte."""


def texts(design: Content) -> list[str]:
    """Return all texts of a question."""
    points = (design.requirements, design.estimates, design.hints, design.follow_ups)
    listed = [point for each in points for point in each or []]
    return [design.prompt, design.constraints or "", *listed, design.solution or ""]


def test_there_are_enough_for_each_difficulty():
    counts = Counter(design.difficulty for design in DESIGNS.values())
    assert all(counts[difficulty] >= enough for difficulty, enough in ENOUGH.items()), counts


@every_design
def test_every_reckoning_adds_up(design: Content):
    assert [wrong for text in texts(design) for each in reckonings(text) if (wrong := fault(each))] == []


@every_design
def test_every_estimate_is_reckoned_from_numbers_that_were_named_before(design: Content):
    estimates = design.estimates or []
    assert [estimate for estimate in estimates if not reckonings(estimate)] == []
    words = [design.prompt, design.constraints or "", *(design.requirements or []), *estimates]
    named = UNDERSTOOD.union(*(amounts(re.sub("`[^`]*`", "", text)) for text in words))
    for reckoning in (each for estimate in estimates for each in reckonings(estimate)):
        left, *results = re.split("[=≈]", reckoning)
        assert set(amounts(left)) <= named, reckoning
        named.update(*map(amounts, results))


@every_design
def test_the_interviewer_reads_what_to_expect_and_what_to_look_for(design: Content):
    assert (design.solution or "").startswith("**Expected at this level.** ")
    assert [hint for hint in design.hints or [] if not hint.split("\n")[-1] or "\nLook for: " not in hint] == []
    assert 4 <= len(design.rubric or {}) <= 6
    assert len(design.prompt.split()) <= 120, "it is read aloud in a minute"


@pytest.mark.parametrize(
    ("reckoning", "wrong"),
    [
        ("12 million × 500 B = 6 GB", None),
        ("86,400 / 7 ≈ 12,300", None),
        ("(2 + 3) × 4 − 1 = 19", None),
        ("100 × 1 MB = 100 MB = 800 Mbit", None),
        ("20% × 20% = 4%", None),
        ("4 TB / 1 MB = 4 million", None),
        ("86,400 / 7 = 12,300", "it is 12,342.85"),
        ("100 × 1 MB = 100 MB = 100 Mbit", "it is 100,000,000"),
        ("200 / 3 ≈ 60", "it is 66.66"),
        ("3 × 2 B = 6", "bytes on one side only"),
        ("3 B + 2 = 5 B", "adds bytes to a plain number"),
        ("3 × people = 6", "people"),
        ("3 ×× 2 = 6", "only numbers"),
        ("3 / 0 = 6", "Fraction"),
    ],
)
def test_a_wrong_reckoning_is_found(reckoning: str, wrong: str | None):
    found = fault(reckoning)
    assert (found is None) if wrong is None else (found is not None and wrong in found)


def test_reckonings_are_found_across_lines_and_other_code_is_not():
    text = "First `2 ×\n3 = 6`, then `a = b + 1`, `n + 1`, and `10 / 4 = 2.5`."
    assert reckonings(text) == ["2 × 3 = 6", "10 / 4 = 2.5"]
