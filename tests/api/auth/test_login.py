"""POST /auth/login."""

from __future__ import annotations

import pytest
from flask import Flask

from mockmate_api.accounts.passwords import hash_password, verify_password
from shared.core.settings import Settings
from tests.clients import PASSWORD
from tests.clients.person import Person, code_of


@pytest.mark.parametrize(
    "name",
    [
        {"login": "alice@example.com"},
        {"login": "ALICE@example.com"},
        {"login": "alice"},
        {"login": "Alice"},
        {"email": "alice@EXAMPLE.com"},
        {"username": "ALICE"},
    ],
)
def test_address_or_username_in_any_case_will_do(app: Flask, alice: Person, name: dict[str, str]) -> None:
    answer = Person(app).post("/auth/login", {**name, "password": PASSWORD})
    assert answer.status_code == 200
    assert Person(app, answer.get_json()).get("/users/me").get_json()["id"] == alice.id


@pytest.mark.parametrize(
    ("login", "password"),
    [("alice", "wrong password"), ("alice", PASSWORD + " "), ("alice", ""), ("nobody", PASSWORD), ("a@b@c", PASSWORD)],
)
def test_a_wrong_password_and_an_unknown_login_answer_the_same(
    api: Person, alice: Person, login: str, password: str
) -> None:
    answer = api.post("/auth/login", {"login": login, "password": password})
    assert code_of(answer) == (401, "bad_credentials")
    assert answer.get_json()["detail"] == "The username, email address, or password is wrong."
    assert answer.headers["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize(
    "names", [{}, {"login": "alice", "email": "alice@example.com"}, {"email": "a@example.com", "username": "a"}]
)
def test_exactly_one_name_is_wanted(api: Person, names: dict[str, str]) -> None:
    assert code_of(api.post("/auth/login", {**names, "password": PASSWORD})) == (422, "invalid")


def test_logins_stand_beside_each_other(app: Flask, alice: Person) -> None:
    other = Person(app, Person(app).post("/auth/login", {"login": "alice", "password": PASSWORD}).get_json())
    assert other.post("/auth/logout").status_code == 204
    assert alice.get("/users/me").status_code == 200


@pytest.mark.parametrize("password", ["ñandú ñandú", "🔑" * 32, "x" * 128, " leading and trailing ", "\t\ttabs\t\t"])
def test_passwords_of_any_characters_work(app: Flask, api: Person, password: str) -> None:
    assert api.post("/auth/register", {"email": "dana@example.com", "password": password}).status_code == 201
    assert api.post("/auth/login", {"login": "dana", "password": password}).status_code == 200


def test_every_byte_of_a_long_password_counts(settings: Settings) -> None:
    stored = hash_password(settings, "x" * 127 + "a")
    assert verify_password(settings, "x" * 127 + "a", stored)
    assert not verify_password(settings, "x" * 127 + "b", stored)


def test_a_password_typed_on_another_machine_is_the_same(settings: Settings) -> None:
    assert verify_password(settings, "cafe\u0301 cafe\u0301", hash_password(settings, "caf\u00e9 caf\u00e9"))


def test_without_an_account_a_hash_is_computed_all_the_same_and_refuses(settings: Settings) -> None:
    assert not verify_password(settings, PASSWORD, None)
