"""GET /auth/sessions and DELETE /auth/sessions/{id}."""

from __future__ import annotations

from uuid import uuid4

from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from tests.api.conftest import events_of
from tests.clients import PASSWORD
from tests.clients.person import Person, code_of


def login(app: Flask, user_agent: str = "") -> Person:
    body = {"login": "alice", "password": PASSWORD}
    return Person(app, Person(app).post("/auth/login", body, headers={"User-Agent": user_agent}).get_json())


def test_my_logins_are_listed_last_used_first(app: Flask, alice: Person, bob: Person, session: Session) -> None:
    session.execute(text("UPDATE sessions SET rotated_at = rotated_at - interval '1 hour'"))
    session.commit()
    phone = login(app, "A phone")
    mine = phone.get("/auth/sessions").get_json()["items"]
    assert [(one["user_agent"], one["current"]) for one in mine[:1]] == [("A phone", True)]
    assert [one["current"] for one in mine] == [True, False]
    assert len(bob.get("/auth/sessions").get_json()["items"]) == 1


def test_what_has_ended_is_not_listed(app: Flask, alice: Person, session: Session) -> None:
    login(app).post("/auth/logout")
    login(app)
    session.execute(
        text(
            "UPDATE sessions SET expires_at = now() WHERE id = (SELECT id FROM sessions"
            " WHERE revoked_at IS NULL ORDER BY created_at DESC LIMIT 1)"
        )
    )
    session.commit()
    assert len(alice.get("/auth/sessions").get_json()["items"]) == 1


def test_i_end_one_of_mine_from_another(app: Flask, alice: Person, session: Session) -> None:
    phone = login(app)
    (lost,) = [one["id"] for one in alice.get("/auth/sessions").get_json()["items"] if not one["current"]]
    assert alice.delete(f"/auth/sessions/{lost}").status_code == 204
    assert code_of(phone.get("/users/me")) == (401, "login_revoked")
    assert code_of(Person(app).post("/auth/refresh", token=phone.refresh_token)) == (401, "login_revoked")
    assert alice.get("/users/me").status_code == 200
    assert alice.delete(f"/auth/sessions/{lost}").status_code == 204
    assert events_of(session, f"user:{alice.id}") == ["session.revoked"]


def test_nobody_ends_logins_of_others(alice: Person, bob: Person) -> None:
    (his,) = [one["id"] for one in bob.get("/auth/sessions").get_json()["items"]]
    assert code_of(alice.delete(f"/auth/sessions/{his}")) == (404, "not_found")
    assert code_of(alice.delete(f"/auth/sessions/{uuid4()}")) == (404, "not_found")
    assert bob.get("/users/me").status_code == 200
