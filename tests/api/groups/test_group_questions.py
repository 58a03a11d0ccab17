"""A group's own questions: edited by its organizers, asked in its slots only, and there before others."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from tests.api.questions.texts import BEHAVIORAL, behavioral, technical
from tests.clients.person import Person, code_of

WISH = {"interview_type": "technical", "difficulty": "easy"}


@pytest.fixture
def question(club: dict[str, Any], alice: Person) -> dict[str, Any]:
    body = technical() | {"slug": "our-own", "difficulty": "easy"}
    found: dict[str, Any] = alice.post(f"/groups/{club['id']}/questions", body, status=201).get_json()
    return found


def asked(one: Person, other: Person, session: Session, **where: Any) -> set[int]:
    """Let two people meet, and return the questions that they are asked."""
    assert one.post("/match/pair", WISH | where).status_code == 202
    interview = other.post("/match/pair", WISH | where, status=200).get_json()["interview"]["id"]
    for person in (one, other):
        person.post("/interview/start", {"interview_id": interview}, status=200)
    found = session.scalars(
        text("SELECT question_id FROM participants WHERE interview_id = :id"), {"id": interview}
    ).all()
    one.post(f"/interview/{interview}/end", status=200)
    return {number for number in found if number is not None}


def test_its_slug_takes_none_from_the_bank(question: dict[str, Any], club: dict[str, Any], admin: Person) -> None:
    assert question["slug"] == f"group-{club['id']}-our-own"
    assert admin.post("/questions", technical() | {"slug": "our-own"}).status_code == 201


def test_it_is_asked_in_the_groups_room_and_before_others(
    question: dict[str, Any], club: dict[str, Any], alice: Person, bob: Person, admin: Person, session: Session
) -> None:
    public = [
        admin.post("/questions", technical() | {"slug": f"public-{number}", "difficulty": "easy"}).get_json()["id"]
        for number in range(6)
    ]
    found = asked(alice, bob, session, group_id=club["id"])
    assert question["id"] in found
    # The other one is from the bank: the group has no second one.
    assert len(found & set(public)) == 1


def test_it_is_not_asked_anywhere_else(
    question: dict[str, Any], alice: Person, charlie: Person, other_club: dict[str, Any], session: Session
) -> None:
    assert asked(alice, charlie, session) == set()
    alice.post("/groups/join", {"token": other_club["token"]}, status=200)
    session.execute(text("UPDATE participants SET asked_at = NULL, started_at = NULL"))
    session.commit()
    assert asked(alice, charlie, session, group_id=other_club["id"]) == set()


def test_administrators_lists_figures_and_exports_are_of_the_questions_for_everyone(
    question: dict[str, Any], admin: Person
) -> None:
    assert admin.get("/questions").get_json()["items"] == []
    assert admin.get("/questions/figures").get_json()["items"] == []
    path = f"/questions/{question['id']}"
    assert code_of(admin.get(path)) == (404, "not_found")
    assert code_of(admin.patch(path, {"title": "Taken over"})) == (404, "not_found")
    # Nor does an import replace it.
    assert code_of(admin.post("/questions", technical() | {"slug": question["slug"]})) == (409, "slug_taken")


def test_organizers_change_retire_and_restore_it(question: dict[str, Any], club: dict[str, Any], alice: Person) -> None:
    path = f"/groups/{club['id']}/questions"
    one = f"{path}/{question['id']}"
    assert alice.patch(one, {"title": "Another title"}, status=200).get_json()["title"] == "Another title"
    assert alice.post(f"{one}/retire", status=200).get_json()["retired_at"]
    assert alice.get(f"{path}?retired=false").get_json()["items"] == []
    assert alice.post(f"{one}/restore", status=200).get_json()["retired_at"] is None
    written = alice.get(f"{one}/markdown", status=200).get_data(as_text=True)
    again = alice.post(f"{path}/import", {"markdown": written}, status=200).get_json()
    assert (again["id"], again["slug"]) == (question["id"], question["slug"])
    new = alice.post(f"{path}/import", {"markdown": BEHAVIORAL}, status=201).get_json()
    assert new["slug"].startswith(f"group-{club['id']}-")


def test_nobody_but_organizers_reads_or_writes_it(
    question: dict[str, Any],
    club: dict[str, Any],
    app: Flask,
    bob: Person,
    charlie: Person,
    other_club: Any,
    admin: Person,
) -> None:
    path = f"/groups/{club['id']}/questions"
    requests: tuple[tuple[str, str, Any], ...] = (
        ("GET", path, None),
        ("POST", path, behavioral()),
        ("POST", f"{path}/import", {"markdown": BEHAVIORAL}),
        ("GET", f"{path}/{question['id']}", None),
        ("GET", f"{path}/{question['id']}/markdown", None),
        ("PATCH", f"{path}/{question['id']}", {"title": "Mine"}),
        ("POST", f"{path}/{question['id']}/retire", None),
        ("POST", f"{path}/{question['id']}/restore", None),
    )
    for method, at, body in requests:
        given = {} if body is None else {"json": body}
        assert code_of(Person(app).call(method, at, **given)) == (401, "unauthenticated")
        assert code_of(bob.call(method, at, **given)) == (403, "forbidden"), at
        for who in (charlie, admin):
            assert code_of(who.call(method, at, **given)) == (404, "not_found"), at
    # Not by way of one's own group, either.
    elsewhere = f"/groups/{other_club['id']}/questions/{question['id']}"
    assert code_of(charlie.get(elsewhere)) == (404, "not_found")
    assert code_of(charlie.patch(elsewhere, {"title": "Mine"})) == (404, "not_found")
