"""What has nothing to do with groups answers their members, their organizers and those of others like everybody."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from tests.api.access import TEMPLATE, TOPIC
from tests.api.past import Past
from tests.clients.person import Person, code_of

ANONYMOUS, FORBIDDEN, HIDDEN = (401, "unauthenticated"), (403, "forbidden"), (404, "not_found")
PRACTICE = {"interview_type": "technical", "difficulty": "easy"}
FOR_ALL: dict[tuple[str, str], Any] = {
    ("GET", "/match/busy-hours"): None,
    ("GET", "/match/busy-hours/calendar.ics"): None,
    ("POST", "/solo/turns"): PRACTICE | {"topics": ["caches"]},
    ("GET", "/topics"): None,
}
FOR_ADMINISTRATORS: dict[tuple[str, str], Any] = {
    ("GET", "/admin/topics"): None,
    ("POST", "/admin/topics"): TOPIC,
    ("PATCH", "/admin/topics/{topic}"): {"name": "Another name"},
    ("DELETE", "/admin/topics/{topic}"): None,
    ("GET", "/admin/slot-templates/suggestions"): None,
    ("POST", "/admin/slot-templates"): TEMPLATE,
}


@pytest.fixture
def people(
    club: dict[str, Any], other_club: dict[str, Any], alice: Person, bob: Person, charlie: Person
) -> dict[str, Person]:
    return {"organizer": alice, "member": bob, "other group": charlie}


@pytest.fixture
def topic(admin: Person, session: Session) -> int:
    Past(session).question("a-question", "caching")
    made = admin.post("/admin/topics", TOPIC | {"slug": "caches", "tags": ["caching"]}, status=201)
    found: int = made.get_json()["id"]
    return found


def ask(who: Person, method: str, path: str, body: Any) -> Any:
    return who.call(method, path, **({} if body is None else {"json": body}))


@pytest.mark.parametrize(("method", "path"), FOR_ALL)
def test_what_is_for_everybody_is_for_all_of_them(
    app: Flask, people: dict[str, Person], admin: Person, topic: int, method: str, path: str
) -> None:
    body = FOR_ALL[method, path]
    for actor, who in {**people, "administrator": admin}.items():
        assert ask(who, method, path, body).status_code in {200, 201}, actor
    nobody = ask(Person(app), method, path, body)
    assert nobody.status_code == 200 if path == "/topics" else code_of(nobody) == ANONYMOUS


@pytest.mark.parametrize(("method", "path"), FOR_ADMINISTRATORS)
def test_to_organize_a_group_makes_nobody_an_administrator(
    app: Flask, people: dict[str, Person], admin: Person, topic: int, method: str, path: str
) -> None:
    at, body = path.format(topic=topic), FOR_ADMINISTRATORS[method, path]
    for actor, who in people.items():
        assert code_of(ask(who, method, at, body)) == FORBIDDEN, actor
    assert code_of(ask(Person(app), method, at, body)) == ANONYMOUS
    assert ask(admin, method, at, body).status_code in {200, 201, 204}


def test_a_turn_alone_is_not_there_for_those_of_ones_group(
    people: dict[str, Person], admin: Person, topic: int
) -> None:
    turn = people["member"].post("/solo/turns", PRACTICE, status=201).get_json()["id"]
    for who in (people["organizer"], people["other group"], admin):
        assert code_of(who.get(f"/solo/turns/{turn}")) == HIDDEN
    assert people["member"].get(f"/solo/turns/{turn}").status_code == 200


@pytest.mark.usefixtures("ended")
def test_two_of_a_group_are_asked_in_its_room_and_only_they_can_answer(
    people: dict[str, Person], club: dict[str, Any], other_club: dict[str, Any], admin: Person, session: Session
) -> None:
    alice, bob, charlie = people.values()
    for one in (alice, bob):
        one.practise("easy", group_id=club["id"])
    charlie.practise("easy", group_id=other_club["id"])
    offers = {one: one.get("/match/status").get_json()["reunion"]["id"] for one in (alice, bob)}
    for who in (charlie, admin):
        for offer in offers.values():
            refused = who.post("/match/reunion", {"offer_id": offer, "again": True})
            assert code_of(refused) == (409, "reunion_gone")
    # Not in another room either: there they are not both.
    assert charlie.get("/match/status").get_json()["reunion"] is None
    assert session.execute(text("SELECT count(*) FROM reunion_answers")).scalar_one() == 0
    for one, offer in offers.items():
        one.post("/match/reunion", {"offer_id": offer, "again": True}, status=200)
    session.rollback()
    assert session.execute(text("SELECT count(*) FROM reunion_answers WHERE again")).scalar_one() == 2
