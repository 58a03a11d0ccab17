"""POST /auth/register."""

from __future__ import annotations

from functools import partial

import pytest
from flask import Flask
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from tests.api.crowds import all_at_once
from tests.clients import PASSWORD
from tests.clients.person import Person, code_of


def test_an_account_comes_with_a_login(app: Flask, api: Person) -> None:
    body = {
        "email": "alice@example.com",
        "password": PASSWORD,
        "username": "Alice",
        "full_name": "Alice Adams",
        "time_zone": "Europe/Berlin",
        "ui_language": "es",
    }
    answer = api.post("/auth/register", body)
    assert answer.status_code == 201
    session = answer.get_json()
    assert session["token_type"] == "Bearer"
    assert session["expires_in"] == 600
    assert session["user"]["email"] == "alice@example.com"
    assert session["user"]["username"] == "Alice"
    assert session["user"]["full_name"] == "Alice Adams"
    assert session["user"]["time_zone"] == "Europe/Berlin"
    assert session["user"]["languages"] == ["en"]
    assert session["user"]["ui_language"] == "es"
    assert session["user"]["is_admin"] is False
    assert session["user"].pop("has_password") is True
    assert "password" not in str(session)
    assert session["user"].items() <= Person(app, session).get("/users/me").get_json().items()


def test_the_password_is_nowhere_in_the_database(alice: Person, session: Session) -> None:
    row = session.execute(text("SELECT users::text AS everything, password_hash FROM users")).one()
    assert PASSWORD not in row.everything
    assert row.password_hash.startswith("$2b$04$")


@pytest.mark.parametrize("email", ["alice@example.com", "ALICE@EXAMPLE.COM", "Alice@Example.com"])
def test_one_address_has_one_account_in_any_case(api: Person, alice: Person, email: str) -> None:
    answer = api.post("/auth/register", {"email": email, "password": PASSWORD})
    assert code_of(answer) == (409, "email_taken")


@pytest.mark.parametrize("username", ["alice", "ALICE"])
def test_one_username_has_one_account_in_any_case(api: Person, alice: Person, username: str) -> None:
    answer = api.post("/auth/register", {"email": "other@example.com", "password": PASSWORD, "username": username})
    assert code_of(answer) == (409, "username_taken")


def test_without_a_username_one_is_made_from_the_address(api: Person) -> None:
    def name_for(email: str) -> str:
        answer = api.post("/auth/register", {"email": email, "password": PASSWORD})
        assert answer.status_code == 201
        return str(answer.get_json()["user"]["username"])

    assert name_for("Dana.Scully+x@example.com") == "dana.scullyx"
    again = name_for("dana.scullyx@example.org")
    assert again.startswith("dana.scullyx-")
    assert name_for("ü@example.com").startswith("user")
    assert len(name_for("a" * 64 + "@example.com")) <= 30


def test_of_many_who_want_one_name_at_once_each_gets_one(app: Flask, engine: Engine) -> None:
    def attempt(number: int) -> tuple[int, str]:
        answer = Person(app).post("/auth/register", {"email": f"sam@{number}.example.com", "password": PASSWORD})
        return answer.status_code, answer.get_json()["user"]["username"]

    answers = all_at_once(engine, "users", [partial(attempt, number) for number in range(6)])
    assert {status for status, _ in answers} == {201}
    assert len({username for _, username in answers}) == 6


def test_of_many_with_one_address_at_once_one_gets_the_account(app: Flask, engine: Engine) -> None:
    def attempt() -> int:
        return Person(app).post("/auth/register", {"email": "sam@example.com", "password": PASSWORD}).status_code

    assert sorted(all_at_once(engine, "users", [attempt] * 6)) == [201, 409, 409, 409, 409, 409]


@pytest.mark.parametrize(
    "email", ["alice@mockmate.test", "alice@example.com", "a.b+c@sub.example.co.uk", "ü@exämple.com"]
)
def test_ordinary_and_reserved_test_addresses_are_taken(api: Person, email: str) -> None:
    assert api.post("/auth/register", {"email": email, "password": PASSWORD}).status_code == 201


@pytest.mark.parametrize(
    "email",
    [
        "",
        "alice",
        "alice@",
        "@example.com",
        "alice@example",
        "a b@example.com",
        "alice@example.com\n",
        "alice@-x.com",
        "alice@[127.0.0.1]",
        "Alice <alice@example.com>",
        "a" * 300 + "@example.com",
        7,
        None,
    ],
)
def test_what_is_no_address_is_refused(api: Person, email: object) -> None:
    answer = api.post("/auth/register", {"email": email, "password": PASSWORD})
    assert code_of(answer) == (422, "invalid")
    assert answer.get_json()["errors"][0]["pointer"] == "#/email"


@pytest.mark.parametrize("password", ["", "1234567", "x" * 129, 12345678, None, ["12345678"]])
def test_a_password_has_8_to_128_characters(api: Person, password: object) -> None:
    answer = api.post("/auth/register", {"email": "alice@example.com", "password": password})
    assert code_of(answer) == (422, "invalid")
    assert answer.get_json()["errors"][0]["pointer"] == "#/password"


@pytest.mark.parametrize("username", ["a", "a" * 31, "a b", "a@b", "<b>", "ünal", "abc\n", ""])
def test_a_username_is_short_and_plain(api: Person, username: str) -> None:
    answer = api.post("/auth/register", {"email": "alice@example.com", "password": PASSWORD, "username": username})
    assert code_of(answer) == (422, "invalid")


@pytest.mark.parametrize(
    "full_name",
    [
        *("", " ", " Alice", "Alice ", "Al\nice", "Al\x7fice", "x" * 101),
        *("\ufeff", "\u200b", "Al\u200bice", "\u202eecilA", "Al\u2066ice", "A" + "\u0335" * 9),
    ],
)
def test_a_full_name_is_one_line_that_can_be_seen(api: Person, full_name: str) -> None:
    answer = api.post("/auth/register", {"email": "alice@example.com", "password": PASSWORD, "full_name": full_name})
    assert code_of(answer) == (422, "invalid")


@pytest.mark.parametrize("time_zone", ["Berlin", "europe/berlin", "localtime", "../etc/passwd", "", "UTC+1"])
def test_a_time_zone_is_one_of_iana(api: Person, time_zone: str) -> None:
    answer = api.post("/auth/register", {"email": "alice@example.com", "password": PASSWORD, "time_zone": time_zone})
    assert code_of(answer) == (422, "invalid")


@pytest.mark.parametrize("time_zone", ["Etc/Unknown", "Antarctica/Newest_Station", "America/Somewhere/New-Town"])
def test_who_comes_from_a_zone_that_the_server_does_not_know_begins_with_utc(api: Person, time_zone: str) -> None:
    # Some browsers don't know their zone, and some know one that is newer than the server's data.
    answer = api.post("/auth/register", {"email": "alice@example.com", "password": PASSWORD, "time_zone": time_zone})
    assert (answer.status_code, answer.get_json()["user"]["time_zone"]) == (201, "UTC")


@pytest.mark.parametrize("ui_language", ["tlh", "en-US", "", 7, ["es"]])
def test_a_language_is_one_in_which_mails_are_written(api: Person, ui_language: object) -> None:
    answer = api.post(
        "/auth/register", {"email": "alice@example.com", "password": PASSWORD, "ui_language": ui_language}
    )
    assert code_of(answer) == (422, "invalid")
    assert answer.get_json()["errors"][0]["pointer"] == "#/ui_language"


@pytest.mark.parametrize("field", ["is_admin", "id", "password_hash", "languages"])
def test_nobody_gives_themself_more_than_an_account(api: Person, session: Session, field: str) -> None:
    answer = api.post("/auth/register", {"email": "alice@example.com", "password": PASSWORD, field: True})
    assert code_of(answer) == (422, "invalid")
    assert session.execute(text("SELECT count(*) FROM users")).scalar_one() == 0
