"""POST /auth/refresh: tokens are exchanged, and a stolen one ends the login."""

from __future__ import annotations

from functools import partial

from flask import Flask
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from tests.api.conftest import events_of
from tests.api.crowds import all_at_once
from tests.clients.person import Person, code_of


def refresh(app: Flask, token: str) -> Person:
    answer = Person(app).post("/auth/refresh", token=token)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return Person(app, answer.get_json())


def let_the_grace_pass(session: Session) -> None:
    session.execute(text("UPDATE sessions SET rotated_at = rotated_at - interval '11 seconds'"))
    session.commit()


def test_it_gives_new_tokens_that_work(app: Flask, alice: Person) -> None:
    newer = refresh(app, alice.refresh_token)
    assert newer.refresh_token != alice.refresh_token
    assert newer.get("/users/me").get_json()["id"] == alice.id
    assert refresh(app, newer.refresh_token).get("/users/me").status_code == 200


def test_access_tokens_given_out_before_still_work(app: Flask, alice: Person) -> None:
    refresh(app, alice.refresh_token)
    assert alice.get("/users/me").status_code == 200


def test_tabs_that_refresh_at_once_get_the_same_child(
    app: Flask, alice: Person, engine: Engine, session: Session
) -> None:
    people = all_at_once(engine, "sessions", [partial(refresh, app, alice.refresh_token)] * 6)
    assert len({person.refresh_token for person in people}) == 1
    assert all(person.get("/users/me").status_code == 200 for person in people)
    assert session.execute(text("SELECT count(*) FROM sessions WHERE revoked_at IS NULL")).scalar_one() == 1


def test_a_token_used_again_after_the_grace_ends_the_login(app: Flask, alice: Person, session: Session) -> None:
    newer = refresh(app, alice.refresh_token)
    let_the_grace_pass(session)
    assert code_of(Person(app).post("/auth/refresh", token=alice.refresh_token)) == (401, "refresh_token_reused")
    for token in (alice.refresh_token, newer.refresh_token):
        assert code_of(Person(app).post("/auth/refresh", token=token)) == (401, "login_revoked")
    for person in (alice, newer):
        assert code_of(person.get("/users/me")) == (401, "login_revoked")
    assert events_of(session, f"user:{alice.id}") == ["session.revoked"]


def test_a_grandparent_ends_the_login_even_within_the_grace(app: Flask, alice: Person) -> None:
    refresh(app, refresh(app, alice.refresh_token).refresh_token)
    assert code_of(Person(app).post("/auth/refresh", token=alice.refresh_token)) == (401, "refresh_token_reused")
    assert code_of(alice.get("/users/me")) == (401, "login_revoked")


def test_other_logins_of_the_same_person_go_on(app: Flask, alice: Person, session: Session) -> None:
    other = Person(
        app, Person(app).post("/auth/login", {"login": "alice", "password": "correct horse battery"}).get_json()
    )
    refresh(app, alice.refresh_token)
    let_the_grace_pass(session)
    assert Person(app).post("/auth/refresh", token=alice.refresh_token).status_code == 401
    assert other.get("/users/me").status_code == 200


def test_refreshing_prolongs_the_login(app: Flask, alice: Person, session: Session) -> None:
    session.execute(text("UPDATE sessions SET expires_at = now() + interval '1 hour'"))
    session.commit()
    refresh(app, alice.refresh_token)
    left = session.execute(text("SELECT expires_at > now() + interval '29 days' FROM sessions")).scalar_one()
    assert left is True


def test_a_login_that_has_expired_is_over(app: Flask, alice: Person, session: Session) -> None:
    session.execute(text("UPDATE sessions SET expires_at = now() - interval '1 second'"))
    session.commit()
    assert code_of(Person(app).post("/auth/refresh", token=alice.refresh_token)) == (401, "login_revoked")
    assert code_of(alice.get("/users/me")) == (401, "login_revoked")


def test_an_access_token_refreshes_nothing(alice: Person) -> None:
    assert code_of(alice.post("/auth/refresh")) == (401, "token_invalid")
