"""The conformance statement knows each criterion of WCAG 2.2 AA, and names tests that are there."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "accessibility.md").read_text(encoding="utf-8")
# How many criteria of the levels A and AA each guideline has, without 4.1.1, which is obsolete.
CRITERIA = {
    "1.1": 1,
    "1.2": 5,
    "1.3": 5,
    "1.4": 9,
    "2.1": 3,
    "2.2": 2,
    "2.3": 1,
    "2.4": 8,
    "2.5": 6,
    "3.1": 2,
    "3.2": 5,
    "3.3": 6,
    "4.1": 2,
}
ROWS = re.findall(r"(?m)^\| (\d\.\d)\.(\d+) [^|]+ \| (A|AA) \| ([a-z ]+) \| (.+) \|$", PAGE)


def test_each_criterion_has_one_row():
    assert len({row[:2] for row in ROWS}) == len(ROWS) == 55
    assert {of: sum(row[0] == of for row in ROWS) for of in CRITERIA} == CRITERIA


def test_results_are_of_three_kinds_and_say_how():
    assert {row[3] for row in ROWS} == {"supports", "partly", "does not apply"}
    assert all(len(row[4]) > 3 for row in ROWS)


def test_tests_that_are_named_are_there():
    named = set(re.findall(r"`(tests/[\w/]+\.py)", PAGE))
    assert named
    assert {path for path in named if not (ROOT / path).exists()} == set()
