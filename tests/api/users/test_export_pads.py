"""GET /users/me/export: the code of past interviews, by question."""

from __future__ import annotations

import time
from typing import Any
from uuid import UUID

import pytest
from pycrdt import Doc, Text
from sqlalchemy import text
from sqlalchemy.orm import Session

from mockmate_api.questions import bank
from shared.rooms import documents
from shared.rooms.documents import Addition, NewChange
from tests.clients.person import Person


@pytest.fixture(autouse=True)
def _questions(session: Session) -> None:
    bank.load(session)
    session.commit()


def write(session: Session, interview_id: str, **pads: str) -> None:
    """Store a document with these texts, in two changes and a snapshot of the first."""
    id_ = UUID(interview_id)
    doc: Doc[Any] = Doc()
    for number, (name, words) in enumerate(pads.items()):
        before = doc.get_state()
        pad = doc.get(name, type=Text)
        pad += words
        change = NewChange(doc.get_update(before), time.monotonic())
        [offset] = documents.append(session, [Addition(id_, [change])])
        if number == 0:
            assert isinstance(offset, int)
            timeline = documents.load(session, id_).timeline
            documents.keep_snapshot(session, id_, doc.get_update(), offset, timeline)
    session.commit()


def kept(person: Person) -> Any:
    (interview,) = person.get("/users/me/export", status=200).get_json()["interviews"]
    return interview["pads"]


def title(person: Person, interview_id: str) -> str:
    asked: str = person.get(f"/interview/{interview_id}", status=200).get_json()["question"]["title"]
    return asked


def test_each_question_is_there_with_its_code_and_language(
    alice: Person, bob: Person, live: str, session: Session
) -> None:
    first = title(alice, live)
    assert kept(bob) == [{"name": "code", "questions": [first], "language": "python", "text": ""}]
    documents.choose_language(session, UUID(live), alice.id, "go")
    session.commit()
    alice.post(f"/interview/{live}/swap-roles", status=200)
    second = title(alice, live)
    documents.choose_language(session, UUID(live), alice.id, "rust")
    write(session, live, code="package main\n", code2="fn main() {}\n")
    bob.post(f"/interview/{live}/end", status=200)
    for person in (alice, bob):
        assert kept(person) == [
            {"name": "code", "questions": [first], "language": "go", "text": "package main\n"},
            {"name": "code2", "questions": [second], "language": "rust", "text": "fn main() {}\n"},
        ]


def test_an_interview_from_before_pads_has_one_for_both_questions(alice: Person, live: str, session: Session) -> None:
    first = title(alice, live)
    alice.post(f"/interview/{live}/swap-roles", status=200)
    session.execute(text("UPDATE documents SET second_language = NULL, language = 'java'"))
    write(session, live, code="class Main {}\n")
    assert kept(alice) == [
        {"name": "code", "questions": [first, title(alice, live)], "language": "java", "text": "class Main {}\n"}
    ]


def test_an_interview_that_never_began_has_no_pads(alice: Person, matched: str) -> None:
    alice.post(f"/interview/{matched}/decline", status=200)
    assert kept(alice) == []
