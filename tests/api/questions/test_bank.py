"""The question bank: what it holds, what its files must say, and how they get into the database."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from mockmate_api.questions import bank, reading
from mockmate_api.questions.bank import BankError
from mockmate_api.reviews.question_tags import BEHAVIORAL_TAGS, TAGS, TECHNICAL_TAGS
from shared.models import Comparison, Difficulty, InterviewType, Question
from tests.api.questions.texts import BEHAVIORAL, TECHNICAL

NOT_YET = {"testing"}
"""Tags of which the bank has no question yet."""
ENOUGH = {InterviewType.TECHNICAL: 20, InterviewType.BEHAVIORAL: 15}


def file(folder: Path, content: str = TECHNICAL, name: str = "a-question.md") -> Path:
    path = folder / name
    path.write_text(content)
    return path


def test_there_are_enough_for_each_type_and_difficulty() -> None:
    counts = Counter((question.interview_type, question.difficulty) for question in bank.read_bank())
    for interview_type, enough in ENOUGH.items():
        for difficulty in Difficulty:
            assert counts[interview_type, difficulty] >= enough, (interview_type, difficulty)


def test_no_two_share_a_slug_a_title_or_a_function_and_files_are_named_by_slug() -> None:
    questions = list(bank.read_bank())
    assert len({question.slug for question in questions}) == len(questions)
    assert len({question.title for question in questions}) == len(questions)
    functions = [question.function for question in questions if question.function]
    assert len(set(functions)) == len(functions)
    assert {path.stem for path in bank.BANK.glob("*.md")} == {question.slug for question in questions}


def test_the_bank_uses_the_whole_vocabulary_and_claims_nothing_of_companies() -> None:
    questions = list(bank.read_bank())
    assert TAGS - {tag for question in questions for tag in question.tags} <= NOT_YET
    assert [question.slug for question in questions if question.companies] == []


def test_the_docs_name_the_whole_vocabulary() -> None:
    text = (Path(__file__).parents[3] / "docs" / "questions.md").read_text()
    named = re.findall(r"(?:Technical|Behavioral) tags: ([^.]+)\.", text)
    assert [set(re.split(r",\s+", tags)) for tags in named] == [TECHNICAL_TAGS, BEHAVIORAL_TAGS]


def test_a_technical_file_is_read_part_by_part(tmp_path: Path) -> None:
    question = bank.read_question(file(tmp_path))
    assert question.prompt == "Write `double(numbers)`. What is it?\n\n```\n## Not a heading\n```"
    assert question.hints == ["The first,\non two lines.", "The second."]
    assert (question.solution, question.follow_ups, question.tags) == ("This.", ["Why?"], ["arrays", "hashing"])
    assert (question.function, question.compare, question.companies) == ("double", Comparison.EXACT, [])
    assert question.starter_code is not None
    assert question.starter_code["javascript"] == "function double(numbers) {\n  return numbers;\n}"
    assert [(case.args, case.expected) for case in question.test_cases] == [([[1]], [2]), ([[]], [])]


def test_line_ends_and_a_byte_order_mark_of_windows_are_no_matter() -> None:
    assert reading.read("\ufeff" + TECHNICAL.replace("\n", "\r\n")) == reading.read(TECHNICAL)


def test_a_behavioral_file_is_read_part_by_part(tmp_path: Path) -> None:
    question = bank.read_question(file(tmp_path, BEHAVIORAL))
    assert (question.solution, question.hints) == ("They do.", ['Ask "And then?"'])
    assert question.rubric is not None
    assert question.rubric["structure"].fair == "Some,\non two lines."
    assert question.rubric["communication"].strong == "Much."


_CASE = '{"args": [[1]], "expected": [2]}'


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("slug: a-question\n", "", "slug: Field required"),
        ("slug: a-question", "slug: A Question", "slug: String should match"),
        ("technical", "cooking", "interview_type: Input should be 'behavioral' or 'technical'"),
        ("easy", "extreme", "difficulty: Input should be"),
        ("tags: [arrays, hashing]", "tags: []", "tags: Field required"),
        ("hashing]", "blockchain]", r"tags\.1: is not a known tag"),
        ("hashing]", "conflict]", "tags: conflict belongs to the other type"),
        ("hashing]", "arrays]", "tags: must not repeat"),
        ("title: A question", "title: A question\nauthor: me", "author: is not a field"),
        ("title: A question", "title: A question\nprompt: Me", "prompt: is not a field"),
        ("title: A question", 'title: "A \\0"', "title: must not contain NUL"),
        ("title: A question", 'title: "A\\nB"', "title: String should match"),
        ("tags: [arrays, hashing]", "tags: [arrays, hashing", "the front matter is not YAML"),
        ("title: A question", 'title: !!int ""', "the front matter is not YAML"),
        ("title: A question", "title: !!timestamp now", "the front matter is not YAML"),
        ("---\nslug", "slug", "must begin with front matter"),
        ("---\nslug", "---\n- slug\n---\nslug", "the front matter must give names and values"),
        ("## Prompt", "Prompt", "text stands before the first section"),
        ("## Solution", "## Answer", "Answer: is not a section"),
        ("## Hints", "## Prompt", "prompt: is given twice"),
        ("1. Why?", "Why?", "follow_ups: must be a numbered list"),
        ("1. Why?", "", "follow_ups: Field required"),
        ("## Constraints\n\n- Few numbers.", "", None),
        ("function: double", "function: Double", "function: String should match"),
        ("function: double", "function: delete", "function: is a reserved word"),
        ("function: double", "function: double\ncompare: roughly", "compare: Input should be"),
        ("function: double", "function: double\ncompare: unordered", None),
        ("def double(", "def twice(", "starter_code: python must be valid and define double"),
        ("    return numbers\n", "return numbers\n", "starter_code: python must be valid"),
        ("function double(", "function twice(", "starter_code: javascript must define a function double"),
        ("```javascript\n", "```\n", "starter_code: must be code blocks"),
        ("```javascript\n", "```python\n", "starter_code: must have one code block for each language"),
        ("```javascript\n", "```ruby\n", None),
        ("```javascript\n", "```cobol\n", "starter_code: cobol is not a language of the editor"),
        ("```json\n", "```yaml\n", "test_cases: must be one block of json"),
        (_CASE, _CASE[:-1], "test_cases: is not JSON"),
        (_CASE, "[" * 100_000, "test_cases: is not JSON"),
        (_CASE, '{"args": [[1], 2], "expected": [2]}', r"test_cases\.0\.args: gives 2 arguments, double takes 1"),
        (_CASE, '{"args": [[1]]}', r"test_cases\.0\.expected: Field required"),
        (_CASE, '{"args": [[1]], "expected": [2], "secret": true}', r"test_cases\.0\.secret: Extra inputs"),
        (_CASE, '{"args": [[9007199254740992]], "expected": [2]}', r"test_cases\.0\.args\.0: must contain no integer"),
        (_CASE, '{"args": [[1e999]], "expected": [2]}', r"test_cases\.0\.args\.0: must contain finite"),
        (_CASE, '{"args": [["\\u0000"]], "expected": [2]}', r"test_cases\.0\.args\.0: must not contain NUL"),
        (_CASE, '{"args": [[{"\\ud800": 1}]], "expected": [2]}', r"test_cases\.0\.args\.0: must not contain half"),
        (_CASE, '{"args": [' + "[" * 30 + "]" * 30 + '], "expected": [2]}', r"args\.0: is nested too deeply"),
    ],
)
def test_a_technical_file_that_cannot_be_used_is_named_with_the_part_and_the_reason(
    tmp_path: Path, old: str, new: str, complaint: str | None
) -> None:
    path = file(tmp_path, TECHNICAL.replace(old, new, 1))
    if complaint is None:
        bank.read_question(path)
        return
    with pytest.raises(BankError, match=complaint) as raised:
        bank.read_question(path)
    assert str(raised.value).startswith("a-question.md: ")


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("## Good answers", "## Solution", None),
        ("## Good answers\n\nThey do.", "", "solution: Field required"),
        ("tags: [learning]", "tags: [trees]", "tags: trees belongs to the other type"),
        ("tags: [learning]", "tags: [learning]\nfunction: f", "function: Extra inputs"),
        ("### Impact", "### Charm", r"rubric\.impact: Field required; rubric\.Charm: Extra inputs"),
        ("- 3: Some.", "- 2: Some.", r"rubric\.ownership\.3: Field required; rubric\.ownership\.2: Extra inputs"),
        ("- 1: None.", "None.", "rubric: needs under each dimension"),
        ("### Structure", "", "rubric: needs a line"),
    ],
)
def test_a_behavioral_file_that_cannot_be_used_is_named_with_the_part_and_the_reason(
    tmp_path: Path, old: str, new: str, complaint: str | None
) -> None:
    path = file(tmp_path, BEHAVIORAL.replace(old, new, 1), "a-story.md")
    if complaint is None:
        bank.read_question(path)
        return
    with pytest.raises(BankError, match=complaint) as raised:
        bank.read_question(path)
    assert str(raised.value).startswith("a-story.md: ")


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    path = tmp_path / "noise.md"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BankError, match=r"noise\.md: "):
        bank.read_question(path)


def test_a_bad_file_stops_the_seed_in_words_and_changes_nothing(
    app: Flask, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file(tmp_path, TECHNICAL.replace("easy", "extreme"))
    monkeypatch.setattr(bank.load, "__defaults__", (tmp_path,))
    result = app.test_cli_runner().invoke(args=["seed"])
    assert result.exit_code == 1
    assert result.output.startswith("Error: a-question.md: difficulty: ")
    assert session.execute(text("SELECT count(*) FROM slots")).scalar_one() == 0


def test_loading_twice_changes_nothing_and_an_edited_file_is_taken_over(session: Session, tmp_path: Path) -> None:
    path = file(tmp_path)
    file(tmp_path, BEHAVIORAL, "a-story.md")
    assert bank.load(session, tmp_path) == 2
    before = session.execute(text("SELECT xmin, * FROM questions ORDER BY id")).all()
    assert bank.load(session, tmp_path) == 2
    assert session.execute(text("SELECT xmin, * FROM questions ORDER BY id")).all() == before
    path.write_text(TECHNICAL.replace("This.", "That."))
    bank.load(session, tmp_path)
    question, story = session.scalars(select(Question).order_by(Question.id)).all()
    assert (question.solution, story.solution) == ("That.", "They do.")
    assert question.hints == ["The first,\non two lines.", "The second."]
    assert question.test_cases == [{"args": [[1]], "expected": [2]}, {"args": [[]], "expected": []}]
    assert story.rubric is not None
    assert story.rubric["impact"] == {"1": "None.", "3": "Some.", "5": "Much."}
    parts = (story.test_cases, story.starter_code, story.function, story.compare, question.rubric)
    assert parts == (None,) * 5
    assert session.execute(text("SELECT count(*) FROM questions WHERE test_cases IS NULL")).scalar_one() == 1


def test_what_is_retired_stays_retired_even_when_its_file_changes(session: Session, tmp_path: Path) -> None:
    path = file(tmp_path)
    bank.load(session, tmp_path)
    session.execute(text("UPDATE questions SET retired_at = now()"))
    path.write_text(TECHNICAL.replace("This.", "That."))
    bank.load(session, tmp_path)
    question = session.scalars(select(Question)).one()
    assert question.solution == "That."
    assert question.retired_at is not None


def test_an_empty_folder_is_an_empty_bank(session: Session, tmp_path: Path) -> None:
    assert bank.load(session, tmp_path) == 0
    assert session.execute(text("SELECT count(*) FROM questions")).scalar_one() == 0


def test_the_interviewee_reads_prompt_examples_and_constraints(session: Session, tmp_path: Path) -> None:
    file(tmp_path)
    file(tmp_path, BEHAVIORAL, "a-story.md")
    bank.load(session, tmp_path)
    question, story = session.scalars(select(Question).order_by(Question.id)).all()
    assert question.statement.startswith(f"{question.prompt}\n\n### Examples\n\n```\ndouble([1])  ->  [2]\n```")
    assert question.statement.endswith("\n\n### Constraints\n\n- Few numbers.")
    assert story.statement == "Tell me."
