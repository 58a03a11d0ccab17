"""Who may what: every route, and everybody who has no business there, each with one declared expectation.

A route that is missing in `TABLE` fails the first test; whoever adds one decides here who may use it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from pydantic import BaseModel, SecretStr
from sqlalchemy import text
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from mockmate_api.http.openapi import operations
from mockmate_api.http.operation import Operation
from shared.core.settings import Settings
from shared.models import InterviewType
from shared.rooms import evidence
from tests.api.access import (
    ACTORS,
    DEVICE,
    ENDED,
    IN_GROUPS,
    REFUSED,
    REPORT,
    TABLE,
    TEMPLATE,
    TOPIC,
    UNDOCUMENTED,
    For,
    Upload,
)
from tests.api.conftest import pair_again, practice_room
from tests.api.past import Past
from tests.api.questions.texts import behavioral, technical
from tests.clients import PASSWORD
from tests.clients.person import Person, code_of, register
from tests.scraping import TOKEN

PRIVATE = ("alice@example.com", "a note to myself", "a line in the room")
"""What Alice has written or given, and nobody of these people may ever be answered with."""


every_route = pytest.mark.parametrize(("method", "rule"), TABLE)


@dataclass
class World:
    """Alice in an interview with Bob, and those who have nothing to do with it."""

    alice: Person
    bob: Person
    people: dict[str, Person]
    names: dict[str, Any]

    def ask(self, who: Person, method: str, rule: str, body: Any) -> TestResponse:
        """Send a request about what is Alice's."""
        token = who.refresh_token if who.token and rule == "/auth/refresh" else ""
        # What she may vote on is what was said of her, not what she said.
        names = self.names | (
            {"feedback_id": self.names["received_id"]} if rule.endswith(("/helpful", "feedback_id>/report")) else {}
        )
        if "/removals/" in rule:
            names = names | {"user_id": self.names["removed_id"]}
        path = re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str(names[found[1]]), rule)
        if rule in UNDOCUMENTED:  # what describes the API is not described
            return who.app.test_client().open(path, method=method, buffered=True)
        if isinstance(body, Upload):
            return who.call(method, path, token=token, data=body.parts(), content_type="multipart/form-data")
        return who.call(method, path, token=token, **({} if body is None else {"json": self._fill(body)}))

    def _fill(self, body: Any) -> Any:
        return {
            key: self.names[value[1:-1]] if isinstance(value, str) and value.startswith("<") else value
            for key, value in body.items()
        }


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return settings.model_copy(
        update={
            "metrics_token": SecretStr(TOKEN),
            "github_client_id": "app",
            "github_client_secret": SecretStr("a secret"),
        }
    )


@pytest.fixture
def world(
    app: Flask,
    admin: Person,
    moderator: Person,
    alice: Person,
    bob: Person,
    session: Session,
    make_slot: Callable[..., int],
) -> World:
    former, suspended, deleted = (register(app, name) for name in ("former", "suspended", "deleted"))
    wish = {"interview_type": "technical", "difficulty": "easy"}
    before = pair_again(alice, former, wish)
    for person in (alice, former):
        person.post("/interview/start", {"interview_id": before})
    alice.post(f"/interview/{before}/end")
    report = former.post(f"/users/{alice.id}/report", REPORT).get_json()
    session.execute(text("UPDATE reports SET resolved_at = now(), resolved_by = 1, resolution = 'warned'"))
    evidence.take(session, report["id"], UUID(before))
    interview = pair_again(alice, bob, wish)
    slot = make_slot(24 * 60)
    booked = {"slot_id": slot, "difficulty": "easy", "note": "a note to myself"}
    booking = alice.post("/slots/book", booked).get_json()["id"]
    session.execute(
        text(
            "INSERT INTO chat_messages (interview_id, user_id, client_id, text, sent_at)"
            " VALUES (:interview, :user, '1', 'a line in the room', now())"
        ),
        {"interview": interview, "user": alice.id},
    )
    session.commit()
    assert admin.post(f"/admin/users/{suspended.id}/suspend", {"reason": "spam"}).status_code == 204
    assert deleted.delete("/users/me", json={"password": PASSWORD}).status_code == 204
    people = {
        "nobody": Person(app),
        "stranger": register(app, "stranger"),
        "former peer": former,
        "suspended": suspended,
        "deleted": deleted,
        "admin": admin,
        "moderator": moderator,
    }
    question = admin.post("/questions", technical()).get_json()
    asked = "UPDATE participants SET question_id = :question, asked_at = now() WHERE interview_id = :interview"
    session.execute(
        text(f"{asked} AND user_id = :user"), {"question": question["id"], "interview": interview, "user": alice.id}
    )
    session.commit()
    unclear = {"question_id": question["id"], "reason": "unclear"}
    on_question = bob.post(f"/interview/{interview}/question-reports", unclear).get_json()
    past = Past(session)
    met = past.meet(alice.id, bob.id)
    given, received = past.say(met, alice.id, bob.id), past.say(met, bob.id, alice.id)
    session.commit()
    measure = session.execute(
        text("INSERT INTO measures (user_id, kind, decided_by, text) VALUES (:user, 'warned', :by, 'x') RETURNING id"),
        {"user": alice.id, "by": admin.id},
    ).scalar_one()
    appeal = session.execute(
        text("INSERT INTO appeals (measure_id, text) VALUES (:measure, 'I did not.') RETURNING id"),
        {"measure": measure},
    ).scalar_one()
    alone = session.execute(
        text("INSERT INTO solo_turns (user_id, question_id, met_before) VALUES (:user, :question, true) RETURNING id"),
        {"user": alice.id, "question": question["id"]},
    ).scalar_one()
    identity = session.execute(
        text(
            "INSERT INTO identities (user_id, issuer, subject) VALUES (:user, 'https://github.com', '1') RETURNING id"
        ),
        {"user": alice.id},
    ).scalar_one()
    passkey = session.execute(
        text(
            "INSERT INTO passkeys (user_id, credential_id, public_key, name) VALUES (:user, 'x', 'x', 'x') RETURNING id"
        ),
        {"user": alice.id},
    ).scalar_one()
    session.commit()
    made = alice.post("/groups", {"name": "Alice's club"}).get_json()
    ids = {"group": made["group"]["id"], "user": alice.id}
    session.execute(text("UPDATE groups SET domains = '{example.com}' WHERE id = :group"), ids)
    session.execute(text("UPDATE users SET email_verified_at = now() WHERE id = :user"), ids)
    removed = ids | {"user": suspended.id}
    session.execute(text("INSERT INTO group_removals (group_id, user_id) VALUES (:group, :user)"), removed)
    session.commit()
    group = f"/groups/{made['group']['id']}"
    soon = (datetime.now(UTC) + timedelta(days=3)).strftime("%Y-%m-%dT12:00:00Z")
    group_slot = alice.post(f"{group}/slots", {"interview_type": "behavioral", "starts_at": soon}).get_json()
    group_template = alice.post(f"{group}/slot-templates", TEMPLATE | {"weekday": 2}).get_json()
    group_question = alice.post(f"{group}/questions", behavioral() | {"slug": "ours"}).get_json()
    template = admin.post("/admin/slot-templates", TEMPLATE | {"weekday": 2}).get_json()
    invitation = alice.post("/invitations", {**wish, "note": "a note to myself"}, status=201).get_json()
    topic = admin.post("/admin/topics", TOPIC | {"slug": "caches"}).get_json()
    mine = DEVICE | {"endpoint": "https://push.example.com/of-alice"}
    names = {
        "push_device_id": alice.post("/notifications/devices", mine).get_json()["id"],
        "invitation_id": invitation["id"],
        "feedback_id": given,
        "received_id": received,
        "template_id": template["id"],
        "topic_id": topic["id"],
        "group_id": made["group"]["id"],
        "soon": soon,
        "identity_id": identity,
        "provider": "github",
        "group_slot_id": group_slot["id"],
        "group_template_id": group_template["id"],
        "group_question_id": group_question["id"],
        "join_token": made["url"].partition("#")[2],
        "measure_id": measure,
        "appeal_id": appeal,
        "token": "x",
        "interview_id": interview,
        "booking_id": booking,
        "slot_id": slot,
        "solo_turn_id": alone,
        "passkey_id": passkey,
        "user_id": alice.id,
        "removed_id": suspended.id,
        "report_id": report["id"],
        "question_report_id": on_question["id"],
        "session_id": alice.get("/auth/sessions").get_json()["items"][0]["id"],
        "question_id": question["id"],
        "name": "start.js",
    }
    return World(alice, bob, people, names)


def with_groups(world: World) -> None:
    """Let people come into Alice's group, of whom she makes one an organizer, and into another one."""
    link = {"token": world.names["join_token"]}
    people = {actor: register(world.alice.app, re.sub(r"\W", "-", actor)) for actor in IN_GROUPS}
    for actor in ("organizer", "member"):
        people[actor].post("/groups/join", link, status=200)
    appointed = people["organizer"].id
    world.alice.patch(f"/groups/{world.names['group_id']}/members/{appointed}", {"organizer": True}, status=204)
    other = people["another's organizer"].post("/groups", {"name": "Another"}, status=201).get_json()
    people["another's member"].post("/groups/join", {"token": other["url"].partition("#")[2]}, status=200)
    world.people.update(people)


def expected(whom: For, actor: str) -> tuple[int, str] | None:
    """Return the refusal that this actor is to get, None when the route is for them."""
    if actor in IN_GROUPS and whom not in {For.GROUP, For.ORGANIZERS}:
        actor = "stranger"
    without_login = {
        *(For.PUBLIC, For.HOLDERS, For.SIGNING_IN, For.OPERATORS, For.SCRAPERS, For.KNOWING, For.TICKETED),
        *(For.SIGNING, For.INVITED),
    }
    if whom not in without_login and actor in {"suspended", "deleted"}:
        return ENDED
    return REFUSED[whom].get(actor)


def test_every_route_is_in_the_table(app: Flask) -> None:
    """But the browser client's pages and files: they are the same for everybody, and test_guards.py lists them."""
    documented = {rule.endpoint for rule, _ in operations(app)}
    routes = {
        (method, rule.rule)
        for rule in app.url_map.iter_rules()
        if rule.endpoint in documented or not rule.endpoint.startswith("web.")
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert routes == set(TABLE)


@every_route
def test_everybody_gets_what_the_table_says(world: World, session: Session, method: str, rule: str) -> None:
    whom, body = TABLE[method, rule]
    actors: tuple[str, ...] = ACTORS
    if "/groups" in rule:
        with_groups(world)
        actors += IN_GROUPS
    before = everything_of_alice(session, world)
    refused = [actor for actor in actors if expected(whom, actor)]
    for actor in refused:
        answer = world.ask(world.people[actor], method, rule, body)
        assert code_of(answer) == expected(whom, actor), actor
    assert everything_of_alice(session, world) == before
    for actor in (actor for actor in actors if actor not in refused):
        if rule in ("/auth/register", "/users/me/email"):
            body = {**body, "email": f"{actor.replace(' ', '-')}@example.org"}
        answer = world.ask(world.people[actor], method, rule, body)
        assert answer.status_code in {200, 201, 202, 204, 303, 409}, (actor, answer.get_data())
        if rule != "/auth/login":
            told = answer.get_data().decode(errors="replace")
            assert [secret for secret in PRIVATE if secret in told] == [], actor


def everything_of_alice(session: Session, world: World) -> list[Any]:
    session.rollback()
    looks = (
        "SELECT u::text FROM users u WHERE id = :user",
        "SELECT b::text FROM bookings b WHERE user_id = :user ORDER BY id",
        "SELECT i::text FROM interviews i WHERE id = :interview",
        "SELECT p::text FROM participants p WHERE interview_id = :interview ORDER BY seat",
        "SELECT f::text FROM feedback f ORDER BY id",
        "SELECT w::text FROM again_wishes w ORDER BY interview_id, user_id",
        "SELECT r::text FROM reports r ORDER BY id",
        "SELECT r::text FROM question_reports r ORDER BY id",
        "SELECT i::text FROM invitations i WHERE inviter_id = :user ORDER BY id",
        "SELECT s::text FROM sessions s WHERE user_id = :user ORDER BY id",
        "SELECT i::text FROM identities i ORDER BY id",
        "SELECT m::text FROM measures m ORDER BY id",
        "SELECT a::text FROM appeals a ORDER BY id",
        "SELECT g::text FROM groups g ORDER BY id",
        "SELECT m::text FROM group_members m ORDER BY group_id, user_id",
        "SELECT r::text FROM group_removals r ORDER BY group_id, user_id",
        "SELECT t::text FROM group_templates t ORDER BY id",
        "SELECT s::text FROM slots s WHERE group_id IS NOT NULL ORDER BY id",
        "SELECT q::text FROM questions q WHERE group_id IS NOT NULL ORDER BY id",
    )
    ids = {"user": world.alice.id, "interview": world.names["interview_id"]}
    return [session.execute(text(look), ids).scalars().all() for look in looks]


@pytest.mark.parametrize(
    ("method", "rule"), [key for key, (whom, _) in TABLE.items() if whom in {For.MEMBERS, For.GROUP, For.ORGANIZERS}]
)
def test_who_is_a_member_is_let_in(world: World, method: str, rule: str) -> None:
    """Else a route that refuses everybody would pass as safe."""
    answer = world.ask(world.alice, method, rule, TABLE[method, rule][1])
    assert answer.status_code in {200, 201, 204, 409}, answer.get_data(as_text=True)


FOREIGN = ("is_admin", "is_moderator", "id", "user_id", "created_at", "password_hash", "seat", "role", "deleted_at")


def test_no_field_can_be_slipped_in(world: World) -> None:
    for (method, rule), (whom, body) in TABLE.items():
        if body is None:
            continue
        who = world.people["admin"] if whom in {For.ADMINS, For.MODERATORS, For.OTHER_MODERATORS} else world.alice
        for field in FOREIGN:
            answer = world.ask(who, method, rule, type(body)({**body, field: 1}))
            assert code_of(answer) == (422, "invalid"), (rule, field)
            assert f"#/{field}" in [error["pointer"] for error in answer.get_json()["errors"]]


def test_no_body_takes_fields_that_it_does_not_name(app: Flask) -> None:
    bodies = [body for _, operation in operations(app) if (body := operation.body or operation.form)]
    assert len(bodies) > 10
    loose = [model.__name__ for model in bodies if model.model_config.get("extra") != "forbid"]
    assert loose == []


def test_every_route_with_a_body_shows_a_valid_one(app: Flask) -> None:
    """Else `test_no_field_can_be_slipped_in` would leave it out."""
    taking: dict[str, type[BaseModel]] = {
        rule.rule: operation.body for rule, operation in operations(app) if _needs_body(operation) and operation.body
    }
    shown = {rule for (_, rule), (_, body) in TABLE.items() if body is not None}
    assert taking.keys() <= shown


def _needs_body(operation: Operation) -> bool:
    return operation.body is not None and not operation.body_is_optional


def test_an_administrator_sees_no_more_of_a_person_than_others_do(world: World, session: Session) -> None:
    admin = world.people["admin"]
    room = practice_room(session, InterviewType.TECHNICAL)
    assert admin.get(f"/match/status?slot_id={room}").get_json()["status"] == "idle"
    assert admin.get("/interview/history").get_json()["items"] == []
