"""GET /topics, and POST, PATCH and DELETE /admin/topics."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from shared.matching import topics
from tests.api.past import Past
from tests.clients.person import Person, code_of

PATH = "/admin/topics"
CACHES = {"slug": "caches", "interview_type": "technical", "name": "Caches", "tags": ["caching"], "kinds": ["review"]}


def add(admin: Person, **changes: Any) -> dict[str, Any]:
    answer = admin.post(PATH, {**CACHES, **changes})
    assert answer.status_code == 201, answer.text
    topic: dict[str, Any] = answer.get_json()
    return topic


def offered(person: Person) -> dict[str, bool]:
    return {one["slug"]: one["retired"] for one in person.get("/topics").get_json()["items"]}


def test_those_that_ship_are_offered_by_type_and_added_once(app: Flask, api: Person, session: Session) -> None:
    topics.add_shipped(session)
    topics.add_shipped(session)
    session.commit()
    assert list(offered(api)) == [
        *("leadership", "conflict", "delivery", "values"),
        *("algorithms", "system-design", "front-end", "sql", "debugging"),
    ]
    assert not any(offered(api).values())


def test_what_administrators_changed_or_retired_stays_so_when_the_shipped_ones_are_added_again(
    admin: Person, session: Session
) -> None:
    topics.add_shipped(session)
    session.commit()
    known = {one["slug"]: one["id"] for one in admin.get(PATH).get_json()["items"]}
    assert admin.patch(f"{PATH}/{known['sql']}", {"name": "Databases"}).status_code == 200
    assert admin.delete(f"{PATH}/{known['values']}").status_code == 204
    topics.add_shipped(session)
    session.commit()
    assert offered(admin)["values"]
    assert {one["name"] for one in admin.get("/topics").get_json()["items"] if one["slug"] == "sql"} == {"Databases"}


def test_a_topic_counts_the_questions_that_can_be_asked(admin: Person, session: Session) -> None:
    past = Past(session)
    past.question("one", "caching")
    past.question("two", "caching", "graphs", difficulty="hard")
    past.question("three", "graphs")
    past.question("four", "caching", difficulty="hard")
    topic = add(admin)
    assert topic == {
        **CACHES,
        "id": topic["id"],
        "position": 0,
        "questions": {"easy": 1, "medium": 0, "hard": 2},
        "retired_at": None,
    }
    questions = {one["slug"]: one["id"] for one in admin.get("/questions").get_json()["items"]}
    admin.post(f"/questions/{questions['four']}/retire")
    assert admin.get(PATH).get_json()["items"][0]["questions"] == {"easy": 1, "medium": 0, "hard": 1}


def test_a_topic_is_changed_retired_and_offered_again(admin: Person, alice: Person) -> None:
    topic = add(admin)
    place = f"{PATH}/{topic['id']}"
    changed = admin.patch(place, {"name": " Stores ", "position": 3, "tags": ["storage", "storage"], "kinds": []})
    assert changed.get_json() | {"questions": None} == topic | {
        "name": "Stores",
        "position": 3,
        "tags": ["storage"],
        "kinds": [],
        "questions": None,
    }
    assert admin.delete(place).status_code == 204
    assert admin.delete(place).status_code == 204
    assert offered(alice) == {"caches": True}
    assert admin.patch(place, {"retired": False}).get_json()["retired_at"] is None
    assert offered(alice) == {"caches": False}


@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [
        ({"tags": [], "kinds": []}, "#"),
        ({"tags": ["leadership"]}, "#"),
        ({"tags": ["no-such-tag"]}, "#/tags/0"),
        ({"kinds": ["essay"]}, "#/kinds/0"),
        ({"name": "  "}, "#/name"),
        ({"slug": "Caches!"}, "#/slug"),
        ({"position": -1}, "#/position"),
    ],
)
def test_a_topic_without_questions_or_with_those_of_another_type_is_refused(
    admin: Person, wrong: dict[str, Any], pointer: str
) -> None:
    refused = admin.post(PATH, {**CACHES, **wrong})
    assert code_of(refused) == (422, "invalid")
    assert [one["pointer"] for one in refused.get_json()["errors"]] == [pointer]
    assert admin.get(PATH).get_json()["items"] == []


def test_a_change_that_would_leave_a_topic_without_questions_is_refused_too(admin: Person) -> None:
    topic = add(admin)
    wrongs: list[dict[str, Any]] = [{"tags": [], "kinds": []}, {"tags": ["conflict"]}]
    for wrong in wrongs:
        assert code_of(admin.patch(f"{PATH}/{topic['id']}", wrong)) == (422, "invalid")
    assert admin.get(PATH).get_json()["items"] == [topic]


def test_a_slug_is_taken_once(admin: Person) -> None:
    add(admin)
    assert code_of(admin.post(PATH, CACHES)) == (409, "topic_taken")
    assert code_of(admin.patch(f"{PATH}/{10**9}", {"name": "x"})) == (404, "not_found")
