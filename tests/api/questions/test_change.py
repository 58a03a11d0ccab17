"""POST /questions, PATCH /questions/{id}, retiring and restoring."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from mockmate_api.questions import bank
from shared.models import Question
from tests.api.questions.texts import TECHNICAL, behavioral, technical
from tests.clients.person import Person, code_of


def pointers(answer: Any) -> list[str]:
    assert code_of(answer) == (422, "invalid")
    return [error["pointer"] for error in answer.get_json()["errors"]]


def from_file(session: Session, folder: Path, content: str = TECHNICAL) -> Question:
    """Load the one file of a bank and return its question."""
    (folder / "a-question.md").write_text(content)
    bank.load(session, folder)
    session.commit()
    return session.scalars(select(Question)).one()


def test_a_slug_is_given_once(admin: Person) -> None:
    assert admin.post("/questions", technical()).status_code == 201
    assert code_of(admin.post("/questions", behavioral(slug="double-it"))) == (409, "slug_taken")


@pytest.mark.parametrize(
    ("body", "where"),
    [
        (technical(slug="Double It"), "#/slug"),
        (technical(tags=["arrays", "cooking"]), "#/tags/1"),
        (technical(tags=["teamwork"]), "#/tags"),
        (technical(hints=[]), "#/hints"),
        (technical(hints=[" "]), "#/hints/0"),
        (technical(title="a\nb"), "#/title"),
        (technical(title=7), "#/title"),
        (technical(function="other"), "#/starter_code"),
        (technical(compare="roughly"), "#/compare"),
        (technical(compare="unordered"), "#/test_cases/0/expected"),
        (technical(tolerance=0.1), "#/tolerance"),
        (technical(starter_code={"java": "class Solution {}"}), "#/starter_code"),
        (technical(starter_code={"cobol": "x", "python": "def double(number): pass"}), "#/starter_code"),
        (technical(test_cases=[]), "#/test_cases"),
        (technical(test_cases=[{"args": [1, 2], "expected": 3}]), "#/test_cases/0/args"),
        (technical(test_cases=[{"args": [2**53], "expected": 3}]), "#/test_cases/0/args/0"),
        (technical(tables="CREATE TABLE a (b int)"), "#/tables"),
        (technical(code={"python": "x"}), "#/code"),
        (technical(author="me"), "#/author"),
        (behavioral(rubric={"structure": {}}), "#/rubric/structure/1"),
        (behavioral(function="double"), "#/function"),
        (behavioral(kind="design"), "#/kind"),
        *(
            ({key: value for key, value in technical().items() if key != name}, f"#/{name}")
            for name in ("tags", "hints", "solution", "follow_ups", "function", "starter_code", "test_cases")
        ),
        ({key: value for key, value in behavioral().items() if key != "rubric"}, "#/rubric"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_its_place(admin: Person, body: dict[str, Any], where: str) -> None:
    assert where in pointers(admin.post("/questions", body))
    assert admin.get("/questions").get_json()["items"] == []


def test_a_question_is_changed_in_part(admin: Person) -> None:
    made = admin.post("/questions", technical()).get_json()
    changes = {"difficulty": "H", "companies": ["Ours"], "test_cases": [{"args": [2], "expected": 4}]}
    changed = admin.patch(f"/questions/{made['id']}", changes).get_json()
    assert changed == made | changes | {"difficulty": "hard", "updated_at": changed["updated_at"]}
    assert changed["updated_at"] > made["updated_at"]
    assert admin.get(f"/questions/{made['id']}").get_json() == changed


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"slug": "other"}, "#/slug"),
        ({"interview_type": "behavioral"}, "#/interview_type"),
        ({"title": None}, "#/title"),
        ({"function": "other"}, "#/starter_code"),
        ({"test_cases": [{"args": [], "expected": 1}]}, "#/test_cases/0/args"),
        ({"rubric": {"structure": {}}}, "#/rubric/structure/1"),
        ({"kind": "stdin"}, "#/test_cases/0"),
        ({"hints": None}, "#/hints"),
        ({"draft": None}, "#/draft"),
        ({"tags": ["planning"]}, "#/tags"),
    ],
)
def test_a_change_that_would_break_the_question_is_refused(admin: Person, changes: dict[str, Any], where: str) -> None:
    made = admin.post("/questions", technical()).get_json()
    assert where in pointers(admin.patch(f"/questions/{made['id']}", changes))
    assert admin.get(f"/questions/{made['id']}").get_json() == made


def test_an_edit_of_a_question_from_a_file_lasts_until_the_file_changes(
    admin: Person, session: Session, tmp_path: Path
) -> None:
    question = from_file(session, tmp_path)
    assert admin.patch(f"/questions/{question.id}", {"title": "Ours"}).get_json()["source"] == "bank"
    session.expire_all()
    assert from_file(session, tmp_path).title == "Ours"
    session.expire_all()
    changed = from_file(session, tmp_path, TECHNICAL.replace("This.", "That."))
    assert (changed.title, changed.solution) == ("A question", "That.")


def test_a_file_does_not_take_the_slug_of_a_question_that_was_added(
    admin: Person, session: Session, tmp_path: Path
) -> None:
    admin.post("/questions", technical(slug="a-question"))
    assert from_file(session, tmp_path).title == "Double it"


def test_a_retired_question_is_not_asked_until_it_is_restored(
    admin: Person, matched: str, alice: Person, bob: Person, session: Session
) -> None:
    made = admin.post("/questions", technical(difficulty="medium")).get_json()
    retired = admin.post(f"/questions/{made['id']}/retire").get_json()
    assert retired["retired_at"] is not None
    assert admin.post(f"/questions/{made['id']}/retire").get_json() == retired
    asked = text("SELECT count(*) FROM participants WHERE question_id IS NOT NULL")
    alice.post("/interview/start", {"interview_id": matched})
    assert session.execute(asked).scalar_one() == 0
    session.rollback()
    restored = admin.post(f"/questions/{made['id']}/restore").get_json()
    assert restored["retired_at"] is None
    assert admin.post(f"/questions/{made['id']}/restore").get_json() == restored
    bob.post("/interview/start", {"interview_id": matched})
    # One question serves one of the two: the other one has read its solution.
    assert session.execute(asked).scalar_one() == 1


def test_the_interviewee_is_shown_prompt_examples_and_constraints(
    admin: Person, matched: str, alice: Person, bob: Person
) -> None:
    for slug in ("double-it", "double-it-again"):
        admin.post("/questions", technical(slug=slug, difficulty="medium"))
    for person in (alice, bob):
        person.post("/interview/start", {"interview_id": matched})
    seen = [person.get(f"/interview/{matched}").get_json() for person in (alice, bob)]
    (mine,) = (each["question"] for each in seen if each["role"] == "interviewee")
    assert mine["prompt"] == (
        "Write `double(number)`.\n\n### Examples\n\ndouble(1)  ->  2\n\n### Constraints\n\n- Any number."
    )


def test_who_is_no_administrator_changes_nothing(admin: Person, alice: Person) -> None:
    made = admin.post("/questions", technical()).get_json()
    path = f"/questions/{made['id']}"
    assert code_of(alice.post("/questions", behavioral())) == (403, "forbidden")
    assert code_of(alice.patch(path, {"title": "Mine"})) == (403, "forbidden")
    assert code_of(alice.post(f"{path}/retire")) == (403, "forbidden")
    assert code_of(alice.post(f"{path}/restore")) == (403, "forbidden")
    assert admin.get(path).get_json() == made
