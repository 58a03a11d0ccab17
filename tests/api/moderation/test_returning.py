"""A suspension survives a new account with the same address."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from tests.clients import PASSWORD
from tests.clients.person import Person, code_of


def register_again(app: Flask, email: str) -> Any:
    return Person(app).post("/auth/register", {"email": email, "password": PASSWORD, "username": "new-name"})


@pytest.fixture
def gone(alice: Person, admin: Person, session: Session) -> Person:
    """Alice, who is suspended, and whose account was deleted since, as her row says."""
    admin.post(f"/admin/users/{alice.id}/suspend", {"reason": "Sold things."}, status=204)
    session.execute(
        text("UPDATE users SET email = 'deleted-1@invalid', username = 'deleted-1', deleted_at = now() WHERE id = :id"),
        {"id": alice.id},
    )
    session.commit()
    return alice


@pytest.mark.parametrize("address", ["alice@example.com", "ALICE@Example.COM", "alice+new@example.com"])
def test_the_address_can_not_register_again_in_any_spelling(
    app: Flask, gone: Person, session: Session, address: str
) -> None:
    refused = register_again(app, address)
    assert code_of(refused) == (403, "suspended")
    # Anyone can try any address.
    assert "Sold things" not in refused.text
    assert session.execute(text("SELECT count(*) FROM users WHERE username = 'new-name'")).scalar_one() == 0
    assert register_again(app, "bob@example.com").status_code == 201


@pytest.mark.parametrize("change", ["until = now() - interval '1 s'", "lifted_at = now()"])
def test_it_can_once_the_suspension_is_over_or_lifted(app: Flask, gone: Person, session: Session, change: str) -> None:
    session.execute(text(f"UPDATE measures SET {change}"))
    session.commit()
    assert register_again(app, "alice@example.com").status_code == 201


def test_while_the_account_is_there_the_address_is_taken(app: Flask, alice: Person, admin: Person) -> None:
    admin.post(f"/admin/users/{alice.id}/suspend", {"reason": "Sold things."}, status=204)
    assert code_of(register_again(app, "alice@example.com")) == (409, "email_taken")


def test_the_address_itself_is_not_kept(gone: Person, session: Session) -> None:
    kept = " ".join(session.execute(text("SELECT m::text FROM measures m")).scalars())
    assert "alice" not in kept.lower()


def test_a_warned_person_may_register_again(app: Flask, alice: Person, session: Session) -> None:
    session.execute(text("INSERT INTO measures (user_id, kind, text) VALUES (:id, 'warned', 'x')"), {"id": alice.id})
    session.commit()
    alice.delete("/users/me", json={"password": PASSWORD}, status=204)
    assert register_again(app, "alice@example.com").status_code == 201
