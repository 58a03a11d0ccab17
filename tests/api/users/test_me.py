"""GET and PATCH /users/me."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from tests.clients.person import Person, code_of


def test_i_see_my_profile_and_nothing_secret(alice: Person) -> None:
    profile = alice.get("/users/me").get_json()
    assert profile["username"] == "alice"
    assert "password_hash" not in profile


def test_what_i_change_is_changed_and_the_rest_stays(alice: Person) -> None:
    before = alice.get("/users/me").get_json()
    changes = {"full_name": "Alice Adams", "time_zone": "Asia/Kolkata", "languages": ["en", "de"], "ui_language": "es"}
    answer = alice.patch("/users/me", changes)
    assert answer.status_code == 200
    assert answer.json == {**before, **changes}
    assert alice.get("/users/me").json == answer.json


def test_nothing_to_change_changes_nothing(alice: Person) -> None:
    assert alice.patch("/users/me", {}).json == alice.get("/users/me").json


def test_my_full_name_can_be_taken_away(alice: Person) -> None:
    alice.patch("/users/me", {"full_name": "Alice Adams"})
    assert alice.patch("/users/me", {"full_name": None}).get_json()["full_name"] is None


def test_i_can_go_back_to_the_language_of_my_browser(alice: Person) -> None:
    assert alice.get("/users/me").get_json()["ui_language"] is None
    assert alice.patch("/users/me", {"ui_language": "es"}).get_json()["ui_language"] == "es"
    assert alice.get("/users/me/export").get_json()["profile"]["ui_language"] == "es"
    assert alice.patch("/users/me", {"ui_language": None}).get_json()["ui_language"] is None


def test_a_language_of_a_newer_release_beside_this_one_is_none_here(alice: Person, session: Session) -> None:
    session.execute(text("UPDATE users SET ui_language = 'tlh'"))
    session.commit()
    assert alice.get("/users/me").get_json()["ui_language"] is None


def test_i_can_change_the_case_of_my_name_but_not_take_anothers(alice: Person, bob: Person) -> None:
    assert alice.patch("/users/me", {"username": "ALICE"}).get_json()["username"] == "ALICE"
    assert code_of(alice.patch("/users/me", {"username": "Bob"})) == (409, "username_taken")
    assert alice.get("/users/me").get_json()["username"] == "ALICE"


@pytest.mark.parametrize(
    "changes",
    [
        {"username": None},
        {"time_zone": None},
        {"languages": None},
        {"languages": []},
        {"languages": ["en", "en"]},
        {"languages": ["english"]},
        {"languages": [f"a{letter}" for letter in "abcdefghijk"]},
        {"languages": "en"},
        {"ui_language": "tlh"},
        {"ui_language": "ES"},
        {"ui_language": ""},
        {"time_zone": "Mars/Olympus"},
        {"username": "a"},
    ],
)
def test_what_cannot_be_used_is_refused(alice: Person, changes: dict[str, Any]) -> None:
    before = alice.get("/users/me").json
    answer = alice.patch("/users/me", changes)
    assert code_of(answer) == (422, "invalid")
    assert len(answer.get_json()["errors"]) == 1
    assert alice.get("/users/me").json == before


@pytest.mark.parametrize("field", ["is_admin", "id", "email", "password_hash", "created_at"])
def test_what_is_not_mine_to_change_is_refused(alice: Person, session: Session, field: str) -> None:
    assert code_of(alice.patch("/users/me", {field: True})) == (422, "invalid")
    assert session.execute(text("SELECT is_admin FROM users")).scalar_one() is False
