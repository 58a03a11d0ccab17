"""The start of each kind of question in the client is a good one; the client sends what the server reads."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mockmate_api.questions import kinds, reading, writing
from mockmate_api.questions.imports import files
from mockmate_api.questions.schemas import ImportIn
from shared.models import QuestionKind
from tests.api.questions.running import code_of, complaints, job

MANAGE = Path(__file__).parents[2] / "web" / "src" / "pages" / "manage"
STARTS = {each.stem: each.read_text() for each in (MANAGE / "starts").glob("*.md")}


def test_there_is_one_for_each_kind():
    assert STARTS.keys() == {kind.value for kind in QuestionKind}


@pytest.mark.parametrize("kind", STARTS)
def test_it_is_a_draft_that_lacks_nothing(kind: str):
    question = reading.read(STARTS[kind])
    assert (question.kind, question.draft) == (kind, True)
    assert kinds.missing(question.kind, question.given()) == []
    assert reading.read(writing.write(question)) == question


def test_its_solution_passes_its_cases_and_what_is_to_be_debugged_does_not():
    questions = {kind: reading.read(STARTS[kind]) for kind in ("function", "stdin", "debugging")}
    jobs = [
        job(each, code_of(each), [case.written() for case in each.test_cases]) | {"slug": kind}
        for kind, each in questions.items()
    ]
    wrong = questions["debugging"]
    cases = [case.written() for case in wrong.test_cases]
    jobs.append(job(wrong, (wrong.starter_code or {})["python"], cases) | {"slug": "starter"})
    failed = {name: [one for one in each if one] for name, each in complaints(jobs).items()}
    assert failed.keys() == {*questions, "starter"}
    assert {name for name, found in failed.items() if found} == {"starter"}, failed


def test_the_client_sends_the_files_that_the_server_reads():
    text = (MANAGE / "import" / "files.ts").read_text()
    texts, code = (set(found.split()) for found in re.findall(r'"([a-z0-9 ]+)"\.split\(" "\)', text))
    assert {f".{one}" for one in texts | code} == files.TEXTS | files.CODE | {".zip"}
    bare = re.search(r"const BARE = /(.*)/;", text)
    assert bare is not None
    assert all(re.search(bare[1], name) for name in files.BARE)


def test_the_editor_takes_as_many_characters_as_the_server():
    longest = re.search(r"LONGEST = ([\d_]+);", (MANAGE / "QuestionEditor.tsx").read_text())
    (limit,) = (each.max_length for each in ImportIn.model_fields["markdown"].metadata if hasattr(each, "max_length"))
    assert longest is not None
    assert int(longest[1]) == limit
