"""Administrators who need a second factor, and people who have lost theirs."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from tests.api.mailbox import Mailbox
from tests.authenticator import add_passkey
from tests.clients import PASSWORD
from tests.clients.person import Person, code_of, register
from tests.keys import turn_on_codes

SETUP = (403, "second_factor_setup_required")


@pytest.fixture
def strict(make_app: Callable[..., Flask], session: Session) -> Person:
    """An administrator where a second factor is required."""
    person = register(make_app(admin_second_factor="required"), "strict")
    session.execute(text("UPDATE users SET is_admin = true WHERE id = :id"), {"id": person.id})
    session.commit()
    return person


def test_without_one_administrators_can_only_set_one_up(strict: Person) -> None:
    for path in ("/admin/users", "/admin/audit", "/moderation/reports", "/questions"):
        assert code_of(strict.get(path)) == SETUP, path
    strict.get("/users/me", status=200)
    assert strict.get("/auth/keys").get_json()["second_step_required"] is True
    turn_on_codes(strict)
    strict.get("/admin/users", status=200)
    strict.delete("/auth/totp", status=204)
    assert code_of(strict.get("/admin/users")) == SETUP


def test_a_passkey_counts_once_logins_by_password_ask_for_it(strict: Person) -> None:
    add_passkey(strict)
    assert code_of(strict.get("/admin/users")) == SETUP
    strict.call("PUT", "/auth/second-step", json={"passkey": True}, status=200)
    strict.get("/admin/users", status=200)


def test_others_need_none(strict: Person, session: Session) -> None:
    moderator = register(strict.app, "moderator")
    session.execute(text("UPDATE users SET is_moderator = true WHERE id = :id"), {"id": moderator.id})
    session.commit()
    moderator.get("/moderation/reports", status=200)
    assert moderator.get("/auth/keys").get_json()["second_step_required"] is False


def test_an_administrator_removes_what_a_person_has_lost(
    app: Flask, alice: Person, admin: Person, session: Session, mailbox: Mailbox
) -> None:
    mailbox.confirm(alice)
    turn_on_codes(alice)
    add_passkey(alice)
    mailbox.take()
    session.execute(text("UPDATE sessions SET created_at = now() - interval '11 minutes'"))
    session.commit()
    path = f"/admin/users/{alice.id}/second-factor"
    assert code_of(admin.delete(path)) == (403, "confirmation_required")
    admin.post("/auth/confirm", {"password": PASSWORD}, status=204)
    assert code_of(admin.delete(f"/admin/users/{admin.id}/second-factor")) == (409, "not_oneself")
    admin.delete(path, status=204)
    assert code_of(alice.get("/users/me")) == (401, "login_revoked")
    Person(app).post("/auth/login", {"login": "alice", "password": PASSWORD}, status=200)
    (mail,) = mailbox.take()
    assert "An administrator removed the second step" in mail.written.text
    kind = "SELECT actor_id, subject_id FROM audit_log WHERE kind = 'account.second_factor_removed'"
    assert tuple(session.execute(text(kind)).one()) == (admin.id, alice.id)


def test_administrators_see_who_has_something_to_lose(alice: Person, bob: Person, admin: Person) -> None:
    def shown() -> dict[str, bool]:
        return {one["username"]: one["has_keys"] for one in admin.get("/admin/users").get_json()["items"]}

    alice.post("/auth/totp", status=201)  # begun, and not confirmed
    assert shown() == {"admin": False, "alice": False, "bob": False}
    turn_on_codes(alice)
    add_passkey(bob)
    assert shown() == {"admin": False, "alice": True, "bob": True}
    alice.delete("/auth/totp", status=204)
    admin.delete(f"/admin/users/{bob.id}/second-factor", status=204)
    assert shown() == {"admin": False, "alice": False, "bob": False}


def test_the_command_line_helps_the_last_administrator(strict: Person) -> None:
    turn_on_codes(strict)
    ran = strict.app.test_cli_runner().invoke(args=["users", "remove-second-factor", "strict@example.com"])
    assert ran.exit_code == 0, ran.output
    assert "with the password alone" in ran.output
    Person(strict.app).post("/auth/login", {"login": "strict", "password": PASSWORD}, status=200)
