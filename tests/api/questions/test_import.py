"""POST /questions/import: a file of the bank, sent."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from mockmate_api.questions import bank
from tests.api.questions.texts import BEHAVIORAL, TECHNICAL
from tests.clients.person import Person, code_of


def test_a_new_slug_is_added_and_a_known_one_replaced(admin: Person) -> None:
    first = admin.post("/questions/import", {"markdown": TECHNICAL})
    assert first.status_code == 201
    made = first.get_json()
    assert (made["slug"], made["source"], made["function"]) == ("a-question", "admin", "double")
    again = admin.post("/questions/import", {"markdown": TECHNICAL.replace("This.", "That.")})
    assert again.status_code == 200
    assert again.get_json() == made | {"solution": "That.", "updated_at": again.get_json()["updated_at"]}
    assert admin.post("/questions/import", {"markdown": BEHAVIORAL}).status_code == 201
    assert len(admin.get("/questions").get_json()["items"]) == 2


def test_every_file_of_the_bank_can_be_sent(admin: Person) -> None:
    for path in sorted(bank.BANK.glob("*.md"))[::10]:
        answer = admin.post("/questions/import", {"markdown": path.read_text()})
        assert (answer.status_code, answer.get_json()["slug"]) == (201, path.stem)


def test_a_retired_question_that_is_sent_again_stays_retired(admin: Person) -> None:
    made = admin.post("/questions/import", {"markdown": TECHNICAL}).get_json()
    admin.post(f"/questions/{made['id']}/retire")
    assert admin.post("/questions/import", {"markdown": TECHNICAL}).get_json()["retired_at"] is not None


def test_a_question_of_the_bank_that_is_sent_changed_stays_the_banks(
    admin: Person, session: Session, tmp_path: Path
) -> None:
    (tmp_path / "a-question.md").write_text(TECHNICAL)
    bank.load(session, tmp_path)
    session.commit()
    sent = admin.post("/questions/import", {"markdown": TECHNICAL.replace("This.", "That.")})
    assert (sent.status_code, sent.get_json()["source"]) == (200, "bank")
    bank.load(session, tmp_path)
    session.commit()
    assert admin.get(f"/questions/{sent.get_json()['id']}").get_json()["solution"] == "That."


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ("easy", "extreme", "#/markdown/difficulty"),
        ("hashing]", "cooking]", "#/markdown/tags/1"),
        ("## Solution", "## And/or", "#/markdown/And~1or"),
        ("1. Why?", "Why?", "#/markdown/follow_ups"),
        ('"expected": [2]', '"expected": "\\u0000"', "#/markdown/test_cases/0/expected"),
        ("tags: [", "tags: [[", "#/markdown"),
        ("tags: [arrays, hashing]", "tags: " + "[" * 25_000 + "]" * 25_000, "#/markdown"),
        ("title: A question", 'title: "A \\ud800"', "#/markdown/title"),
    ],
)
def test_a_text_that_cannot_be_used_is_refused_with_its_place(admin: Person, old: str, new: str, where: str) -> None:
    answer = admin.post("/questions/import", {"markdown": TECHNICAL.replace(old, new, 1)})
    assert code_of(answer) == (422, "invalid")
    assert where in [error["pointer"] for error in answer.get_json()["errors"]]
    assert admin.get("/questions").get_json()["items"] == []


def test_who_is_no_administrator_imports_nothing(alice: Person) -> None:
    assert code_of(alice.post("/questions/import", {"markdown": TECHNICAL})) == (403, "forbidden")


def test_a_question_of_200_000_characters_is_imported(admin: Person) -> None:
    case = '{"args": [[1]], "expected": [2]}'
    long = json.dumps({"args": [[1] * 60_000], "expected": []}, ensure_ascii=True)
    text = TECHNICAL.replace(case, f"{case},\n  {long}")
    text = text.replace("This.", "This. " + "é" * 15_000)
    assert 195_000 < len(text) <= 200_000
    assert admin.post("/questions/import", {"markdown": text}).status_code == 201
    answer = admin.post("/questions/import", {"markdown": text + " " * 5_000})
    assert (code_of(answer), answer.get_json()["errors"][0]["pointer"]) == ((422, "invalid"), "#/markdown")
    assert code_of(admin.post("/questions/import", {"markdown": "x" * 1_100_000})) == (413, "body_too_large")
