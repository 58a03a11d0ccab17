"""Proving again who one is: asked for what an open browser must not suffice for."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from mockmate_api.accounts import confirming
from shared.core.errors import ConfirmationRequired
from shared.core.settings import Settings
from shared.identity import tokens
from tests.authenticator import add_passkey
from tests.clients import PASSWORD
from tests.clients.person import Person, code_of
from tests.keys import turn_on_codes


def test_a_login_counts_as_a_proof_for_ten_minutes_and_a_password_renews_it(
    app: Flask, alice: Person, session: Session, settings: Settings
) -> None:
    login_id = tokens.check(tokens.verify(settings, alice.token), "access").login_id
    confirming.require(session, login_id)
    session.execute(text("UPDATE sessions SET created_at = now() - interval '11 minutes'"))
    session.commit()
    with pytest.raises(ConfirmationRequired):
        confirming.require(session, login_id)
    session.rollback()
    assert code_of(alice.post("/auth/confirm", {"password": "not it at all"})) == (403, "password_wrong")
    with pytest.raises(ConfirmationRequired):
        confirming.require(session, login_id)
    session.rollback()
    alice.post("/auth/confirm", {"password": PASSWORD}, status=204)
    confirming.require(session, login_id)
    session.rollback()
    session.execute(text("UPDATE sessions SET confirmed_at = now() - interval '11 minutes'"))
    session.commit()
    with pytest.raises(ConfirmationRequired):
        confirming.require(session, login_id)


def forget_proofs(session: Session) -> None:
    session.execute(text("UPDATE sessions SET created_at = now() - interval '11 minutes', confirmed_at = NULL"))
    session.commit()


ASKED_AGAIN: list[tuple[str, str, Any]] = [
    ("GET", "/users/me/export", None),
    ("DELETE", "/users/me", None),
    ("DELETE", "/users/me", {}),
    ("POST", "/auth/passkeys/options", None),
    ("POST", "/auth/passkeys", {"name": "x", "passkey": {}}),
    ("DELETE", "/auth/passkeys/{passkey}", None),
    ("PUT", "/auth/second-step", {"passkey": False}),
    ("POST", "/auth/totp", None),
    ("POST", "/auth/totp/confirm", {"code": "123456"}),
    ("DELETE", "/auth/totp", None),
    ("POST", "/auth/recovery-codes", None),
]


def test_an_open_browser_does_not_suffice_for_what_matters_most(alice: Person, session: Session) -> None:
    phone, passkey = turn_on_codes(alice), add_passkey(alice)
    (kept,) = alice.get("/auth/keys").get_json()["passkeys"]
    forget_proofs(session)
    for method, path, body in ASKED_AGAIN:
        answer = alice.call(method, path.format(passkey=kept["id"]), **({} if body is None else {"json": body}))
        assert code_of(answer) == (403, "confirmation_required"), path
    assert alice.get("/auth/keys").get_json()["passkeys"] == [kept]
    assert code_of(alice.post("/auth/confirm", {"code": phone.code(0)})) == (403, "code_wrong")
    alice.post("/auth/confirm", {"code": phone.code()}, status=204)
    alice.get("/users/me/export", status=200)
    forget_proofs(session)
    options = alice.post("/auth/confirm/options").get_json()["options"]
    alice.post("/auth/confirm", {"passkey": passkey.sign(options)}, status=204)
    alice.delete("/auth/totp", status=204)
    assert code_of(alice.post("/auth/confirm", {"password": PASSWORD, "code": "1"})) == (422, "invalid")
    assert code_of(alice.post("/auth/confirm", {})) == (422, "invalid")
    alice.delete("/users/me", status=204)


def test_a_proof_counts_in_its_own_login_only(app: Flask, alice: Person, session: Session) -> None:
    other = Person(app, Person(app).post("/auth/login", {"login": "alice", "password": PASSWORD}).get_json())
    forget_proofs(session)
    alice.post("/auth/confirm", {"password": PASSWORD}, status=204)
    alice.get("/users/me/export", status=200)
    assert code_of(other.get("/users/me/export")) == (403, "confirmation_required")
    assert other.delete("/users/me", json={"password": PASSWORD}).status_code == 204
