"""What each kind of question needs, may have, and refuses; and what a draft may lack."""

from __future__ import annotations

from typing import Any

import pytest

from mockmate_api.questions import content, kinds
from shared.models import QuestionKind
from tests.unit.api.questions.texts import KINDS, faults, of

BASE = {"slug", "interview_type", "kind", "difficulty", "title", "prompt"}
every_kind = pytest.mark.parametrize("kind", KINDS)


def test_there_is_an_example_of_every_kind() -> None:
    assert KINDS.keys() == set(QuestionKind)
    assert kinds.KINDS.keys() == set(QuestionKind)


@every_kind
def test_a_question_with_what_its_kind_needs_can_be_asked(kind: str) -> None:
    assert faults(of(kind)) == []
    assert kinds.missing(QuestionKind(kind), content.check(of(kind)).given()) == []


@every_kind
def test_each_part_that_it_lacks_is_named_once(kind: str) -> None:
    needed = sorted(KINDS[kind].keys() - BASE)
    for name in needed:
        lacking = of(kind)
        del lacking[name]
        if name == "starter_code" and kind in {"function", "debugging"}:
            assert "starter_code: Field required" in faults(lacking)
        else:
            assert faults(lacking) == [f"{name}: Field required"]
    bare = {name: value for name, value in of(kind).items() if name in BASE}
    assert sorted(faults(bare)) == [f"{name}: Field required" for name in needed]


@every_kind
def test_a_draft_needs_only_a_title_a_type_a_difficulty_and_a_prompt(kind: str) -> None:
    bare = {name: value for name, value in of(kind).items() if name in BASE - {"slug"}}
    draft = content.check({**bare, "draft": True})
    assert draft.slug == "a-question"
    lacks = kinds.missing(draft.kind, draft.given())
    assert sorted(lacks) == sorted(KINDS[kind].keys() - BASE)
    assert len(kinds.unusable_for(lacks)) == len(lacks)
    assert all(": " in sentence for sentence in kinds.unusable_for(lacks))


def test_a_draft_is_checked_in_what_it_has() -> None:
    assert faults(of("function", draft=True, hints=[], function="other")) == [
        "starter_code: python must be valid and define other"
    ]


@pytest.mark.parametrize(
    ("kind", "changes", "refused"),
    [
        ("design", {"test_cases": [{"args": [], "expected": 1}]}, "test_cases: Extra inputs"),
        ("design", {"function": "f"}, "function: Extra inputs"),
        ("function", {"tables": "CREATE TABLE a (b int)"}, "tables: Extra inputs"),
        ("function", {"code": {"python": "x"}}, "code: Extra inputs"),
        ("function", {"estimates": ["5"]}, "estimates: Extra inputs"),
        ("stdin", {"function": "f"}, "function: Extra inputs"),
        ("conversation", {"starter_code": {"python": "x"}}, "starter_code: Extra inputs"),
        ("conversation", {"kind": "design"}, "kind: must be conversation"),
        ("conversation", {"rubric": {"Charm": {"1": "a", "3": "b", "5": "c"}}}, "rubric.structure: Field required"),
        ("design", {"rubric": {str(n): {"1": "a", "3": "b", "5": "c"} for n in range(9)}}, "rubric: Dictionary"),
        ("function", {"tags": ["learning"]}, "tags: learning belongs to the other type"),
        ("function", {"tolerance": 0.1}, "tolerance: needs compare: approx"),
        ("function", {"tolerance": 0, "compare": "approx"}, "tolerance: Input should be greater than or equal to"),
        ("function", {"starter_code": {"cobol": "x"}}, "starter_code: cobol is not a language"),
    ],
)
def test_what_does_not_belong_to_a_kind_is_refused(kind: str, changes: dict[str, Any], refused: str) -> None:
    assert [fault for fault in faults(of(kind, **changes)) if fault.startswith(refused)]


def test_a_technical_question_may_be_a_conversation_with_dimensions_of_its_own() -> None:
    values = of("conversation", interview_type="technical", tags=["concurrency"])
    values["rubric"] = {"Locks": {"1": "a", "3": "b", "5": "c"}}
    assert faults(values) == []


def test_a_rubric_and_requirements_are_no_matter_of_the_kind() -> None:
    rubric = {"Reading": {"1": "a", "3": "b", "5": "c"}}
    assert faults(of("function", rubric=rubric, requirements=["It ends."])) == []


def test_the_kind_may_be_left_out() -> None:
    for kind in ("function", "conversation"):
        assert content.check(KINDS[kind]).kind == kind


@pytest.mark.parametrize(
    ("title", "slug"),
    [("2048", "2048"), ("Über  Größe!", "uber-groe"), ("Don't repeat", "dont-repeat"), ("a" * 150, "a" * 100)],
)
def test_a_draft_gets_its_titles_slug(title: str, slug: str) -> None:
    assert content.slug_of(title) == slug


def test_a_title_without_latin_letters_gets_a_slug_of_its_own() -> None:
    one, other = content.slug_of("質問"), content.slug_of("別の質問")
    assert one != other
    assert one.startswith("question-")


def test_all_faults_are_found_at_once() -> None:
    found = faults(of("function", title="", difficulty="extreme", hints=[], function="other"))
    places = [fault.partition(":")[0] for fault in found]
    assert places == ["difficulty", "title", "starter_code", "hints"]
