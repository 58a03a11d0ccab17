"""POST /auth/logout, and what becomes of the tokens of somebody who is gone."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from tests.api.conftest import events_of
from tests.clients.person import Person, code_of


@pytest.mark.parametrize("kind", ["access_token", "refresh_token"])
def test_either_token_ends_the_login_and_all_its_tokens(app: Flask, alice: Person, session: Session, kind: str) -> None:
    assert Person(app).post("/auth/logout", token=alice.session[kind]).status_code == 204
    assert code_of(alice.get("/users/me")) == (401, "login_revoked")
    assert code_of(Person(app).post("/auth/refresh", token=alice.refresh_token)) == (401, "login_revoked")
    assert code_of(alice.post("/auth/logout")) == (401, "login_revoked")
    assert events_of(session, f"user:{alice.id}") == ["session.revoked"]


def test_tokens_of_a_person_who_is_gone_are_refused(alice: Person, session: Session) -> None:
    session.execute(text("DELETE FROM users WHERE id = :id"), {"id": alice.id})
    session.commit()
    assert code_of(alice.get("/users/me")) == (401, "login_revoked")
