"""What an import says about the license of the texts."""

from __future__ import annotations

import pytest

from mockmate_api.questions.imports import formats, licenses
from mockmate_api.questions.imports.files import File, Files


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("LICENSE", "MIT License\n\nCopyright", "LICENSE: MIT; keep its copyright notice with the texts."),
        ("LICENSE.md", "All rights reserved.", "LICENSE.md reserves rights: the texts must not be kept without"),
        ("README.md", "The problems are copyright of LeetCode.", "The README reserves rights"),
        ("README.md", "Enjoy.", "There is no license with these files"),
    ],
)
def test_licenses_are_said_in_plain_words(name: str, text: str, said: str) -> None:
    (note,) = licenses.notes(Files((File(name, text.encode()),)))
    assert note.startswith(said)


@pytest.mark.parametrize(
    ("license_", "said"),
    [("cc by-sa", "The problems name their licenses: CC-BY-SA-3.0."), ("unknown", licenses.NONE_GIVEN)],
)
def test_problems_that_name_their_license_need_no_file_with_one(license_: str, said: str) -> None:
    package = {
        "problem.yaml": f"name: Sum\nlicense: {license_}\n",
        "problem_statement/problem.en.md": "Add two numbers.",
        "data/sample/1.in": "1 2\n",
        "data/sample/1.ans": "3\n",
    }
    given = Files(tuple(File(f"sum/{path}", text.encode()) for path, text in package.items()))
    assert formats.read(given)[1].notes[-1] == said
