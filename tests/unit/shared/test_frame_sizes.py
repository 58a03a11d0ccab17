"""A question that is too long for a frame loses whole parts, the least needed first."""

from __future__ import annotations

from typing import Any

import pytest

from shared.events import frame_sizes
from shared.events.question_view import QuestionView


def question(**parts: Any) -> dict[str, Any]:
    base = {"id": 1, "title": "A question", "prompt": "Why?", "difficulty": "easy", "tags": ["arrays"]}
    return QuestionView.model_validate({**base, **parts}).model_dump(mode="json")


def cases(count: int) -> list[dict[str, Any]]:
    return [{"args": [[number] * 10], "expected": number} for number in range(count)]


def test_what_fits_stays_whole() -> None:
    whole = question(cases=cases(20), test_cases=cases(20), solution="This.")
    assert frame_sizes.shorten_question(whole) == whole
    assert whole["truncated"] is False


def test_two_hundred_cases_go_and_the_rest_stays() -> None:
    whole = question(cases=cases(200), test_cases=cases(200), hints=["Think."], solution="This.", kind="function")
    kept = frame_sizes.shorten_question(whole)
    assert kept == {**whole, "cases": None, "test_cases": kept["test_cases"], "truncated": True}
    assert kept["test_cases"] is None or frame_sizes.json_bytes(kept) <= frame_sizes.MAX_QUESTION_BYTES


def test_what_the_interviewee_needs_stays_longest() -> None:
    kept = frame_sizes.shorten_question(
        question(requirements=["It runs."], estimates=["x" * 5000], solution="y" * 11_000, starter_code={"html": "<p>"})
    )
    assert (kept["estimates"], kept["solution"], kept["truncated"]) == (None, None, True)
    assert (kept["requirements"], kept["starter_code"]) == (["It runs."], {"html": "<p>"})


@pytest.mark.parametrize("part", ["prompt", "tables", "solution", "slow_solution"])
def test_whatever_is_long_a_frame_is_not(part: str) -> None:
    kept = frame_sizes.shorten_question(question(**{part: "\u2028" * 20_000}, cases=cases(200)))
    assert frame_sizes.json_bytes(kept) <= frame_sizes.MAX_QUESTION_BYTES
    assert kept["truncated"] is True
    QuestionView.model_validate(kept)
