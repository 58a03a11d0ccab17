"""A question that is written as Markdown and read again is the same question, whatever its texts contain."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as some

from mockmate_api.questions import content, reading, writing
from mockmate_api.questions.faults import Unfit
from mockmate_api.questions.fields import LANGUAGES
from tests.unit.api.questions.texts import KINDS, of

_LETTERS = some.characters(exclude_categories=["Cs"], exclude_characters="\0")
_PIECES = some.one_of(
    some.sampled_from(
        [
            *("\n", "\n\n", "## Prompt", "### Impact", "\n## Hints\n", "\\## ", "\n\\\\## x", "# "),
            *("```", "\n```\n", "````python\n", "~~~", "\n~~~~\n", "\\```", "```js x`y\n", "---", "\n---\n"),
            *("1. ", "\n2. ", "- 3: ", "   ", "\t", "|", "\\|", "`", "\r\n", "\u2028", "\x0c", "Look for: "),
        ]
    ),
    some.text(_LETTERS, max_size=5),
)
TEXTS = some.lists(_PIECES, max_size=8).map("".join).filter(lambda text: text.strip(" \t\r\n\x0b\x0c").strip())
CODE = TEXTS
LINES = some.text(
    some.characters(
        exclude_categories=["Cs", "Cc"],
        exclude_characters="\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
    ),
    min_size=1,
    max_size=30,
).filter(str.strip)
NAMES = some.text("abcxyz[]|\\ ,*", min_size=1, max_size=10).filter(str.strip)
VALUES = some.recursive(
    some.none()
    | some.booleans()
    | some.integers(-(2**53) + 1, 2**53 - 1)
    | some.floats(-1e9, 1e9)
    | some.text(_LETTERS),
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.text(_LETTERS, max_size=3), inner, max_size=3),
    max_leaves=6,
)
LEVELS = some.fixed_dictionaries({"1": TEXTS, "3": TEXTS, "5": TEXTS})
FREE: dict[str, Any] = {
    "title": LINES,
    "companies": some.lists(LINES, max_size=3),
    "source_url": LINES,
    "license": LINES,
    "prompt": TEXTS,
    "parameters": some.lists(some.fixed_dictionaries({"name": NAMES, "type": NAMES, "meaning": LINES}), max_size=3),
    "examples": TEXTS,
    "constraints": TEXTS,
    "requirements": some.lists(TEXTS, max_size=3),
    "hints": some.lists(TEXTS, max_size=12),
    "solution": TEXTS,
    "follow_ups": some.lists(TEXTS, max_size=3),
}
OF_KINDS: dict[str, dict[str, Any]] = {
    "function": {
        "slow_solution": CODE,
        "tolerance": some.floats(1e-12, 1),
        "compare": some.just("approx"),
        "test_cases": some.lists(
            some.fixed_dictionaries(
                {"args": some.tuples(VALUES).map(list), "expected": VALUES}, optional={"about": LINES}
            ),
            max_size=3,
        ),
        "rubric": some.dictionaries(LINES, LEVELS, min_size=1, max_size=3),
    },
    "stdin": {"slow_solution": CODE, "starter_code": some.fixed_dictionaries({"java": CODE, "c": CODE})},
    "sql": {"tables": CODE, "slow_solution": CODE},
    "design": {
        "estimates": some.lists(TEXTS, max_size=3),
        "rubric": some.dictionaries(LINES, LEVELS, min_size=1, max_size=8),
    },
    "review": {
        "code": some.dictionaries(some.sampled_from([*LANGUAGES, "diff", "yaml"]), CODE, min_size=1, max_size=3)
    },
    "frontend": {"starter_code": some.fixed_dictionaries({"html": CODE, "css": CODE})},
    "conversation": {
        "rubric": some.fixed_dictionaries(dict.fromkeys(("structure", "ownership", "impact", "communication"), LEVELS))
    },
}


def questions(kind: str) -> some.SearchStrategy[dict[str, Any]]:
    """Return questions of a kind that have any of its parts."""
    parts = some.fixed_dictionaries({}, optional={**FREE, **OF_KINDS.get(kind, {})})
    return parts.map(lambda changes: of(kind, draft=True) | changes)


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_written_is_read_as_it_was(kind: str) -> None:
    @given(questions(kind))
    @settings(max_examples=30, phases=[Phase.generate])
    def check(values: dict[str, Any]) -> None:
        try:
            question = content.check(values)
        except Unfit:
            return
        written = writing.write(question)
        again = reading.read(written)
        changed = {name for name in type(question).model_fields if getattr(again, name) != getattr(question, name)}
        assert changed == set(), written
        assert list(again.rubric or ()) == list(question.rubric or ())
        assert writing.write(again) == written

    check()


def test_most_of_what_is_generated_is_a_question() -> None:
    for kind in KINDS:
        good = 0

        @given(questions(kind))
        @settings(max_examples=15, phases=[Phase.generate])
        def count(values: dict[str, Any]) -> None:
            nonlocal good
            try:
                content.check(values)
            except Unfit:
                return
            good += 1

        count()
        assert good > 7, kind


def test_a_meaning_that_is_one_code_span_stays_one() -> None:
    parameters = [{"name": "user", "type": "str", "meaning": "`user:<id>`"}]
    question = content.check(of("stdin", draft=True) | {"parameters": parameters})
    assert reading.read(writing.write(question)).parameters == question.parameters
