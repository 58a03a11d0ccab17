"""Ten tries at an account from one address, however the account is spelled or named; the same without an account."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from typing import Any

import pytest
from flask import Flask

from tests.clients import PASSWORD
from tests.clients.person import Person

TRIES = 10
KELVIN = "\u212a"  # becomes k in lower case

DOTS = [
    "olga@post.example.org",
    "olga@post\u3002example\uff0eorg",
    "olga@post\uff61example.org",
    f"OLGA@{''.join(chr(ord(letter) + 0xFEE0) for letter in 'post')}.example.ORG",
]
DOMAIN = ["olga@müller.example", "olga@xn--mller-kva.example", "olga@MÜLLER.example", "olga@XN--MLLER-KVA.EXAMPLE"]
FORMS = [unicodedata.normalize(form, "rené@müller.example") for form in ("NFC", "NFD")]
CASES = ["olga@post.example.org", "Olga@post.example.org", "oLGa@Post.Example.Org"]
NAMES = ["olga-k", "OLGA-K", f"olga-{KELVIN}"]

SPELLINGS = pytest.mark.parametrize(
    "spellings",
    [
        pytest.param(CASES, id="case"),
        pytest.param(DOTS, id="dots and full-width letters"),
        pytest.param(DOMAIN, id="a domain's two alphabets"),
        pytest.param(FORMS, id="forms of Unicode"),
        pytest.param(NAMES, id="username"),
        pytest.param([*NAMES, *DOTS], id="username and address"),
        pytest.param(["olga-k", *DOMAIN], id="username and international address"),
    ],
)


@pytest.fixture
def limited(make_app: Callable[..., Flask]) -> Flask:
    return make_app(rate_limits="on")


def make_account(app: Flask, spellings: list[str]) -> Person:
    """Make the account that all of these name."""
    email = next((one for one in spellings if "@" in one), "olga@post.example.org")
    username = next((one for one in spellings if "@" not in one), "olga-k")
    answer = Person(app).post("/auth/register", {"email": email, "username": username, "password": PASSWORD})
    assert answer.status_code == 201, answer.text
    return Person(app, answer.get_json())


def log_in(app: Flask, field: str, name: str, password: str = "wrong password", address: str = "192.0.2.1") -> int:
    options: dict[str, Any] = {"environ_overrides": {"REMOTE_ADDR": address}}
    return Person(app).post("/auth/login", {field: name, "password": password}, **options).status_code


def fields_of(name: str) -> Iterator[str]:
    return cycle(["login", "email" if "@" in name else "username"])


def guess(app: Flask, spellings: list[str], times: int) -> list[int]:
    """Guess so many times, through all spellings in turn and either field."""
    fields = {name: fields_of(name) for name in spellings}
    return [log_in(app, next(fields[name]), name) for name in islice(cycle(spellings), times)]


@SPELLINGS
def test_all_spellings_of_one_account_share_its_tries(limited: Flask, spellings: list[str]) -> None:
    olga = make_account(limited, spellings)
    # They do name one account, so each is a way to guess its password.
    for number, name in enumerate(spellings):
        answer = Person(limited).post(
            "/auth/login",
            {"login": name, "password": PASSWORD},
            environ_overrides={"REMOTE_ADDR": f"198.51.100.{number}"},
        )
        assert Person(limited, answer.get_json()).get("/users/me").get_json()["id"] == olga.id
    assert guess(limited, spellings, TRIES) == [401] * TRIES
    assert guess(limited, spellings, len(spellings)) == [429] * len(spellings)
    # Not even the right password is looked at now; from elsewhere it is.
    assert log_in(limited, "login", spellings[-1], PASSWORD) == 429
    assert log_in(limited, "login", spellings[-1], PASSWORD, "192.0.2.2") == 200


@pytest.mark.parametrize(
    "spellings",
    [
        pytest.param(CASES, id="case"),
        pytest.param(DOTS, id="dots and full-width letters"),
        pytest.param(DOMAIN, id="a domain's two alphabets"),
        pytest.param(FORMS, id="forms of Unicode"),
        pytest.param(NAMES, id="username"),
    ],
)
def test_the_refusal_does_not_tell_whether_there_is_an_account(limited: Flask, spellings: list[str]) -> None:
    without = guess(limited, spellings, TRIES + 3)
    assert without == [401] * TRIES + [429] * 3
    make_account(limited, spellings)
    elsewhere = {"REMOTE_ADDR": "203.0.113.5"}
    answers = [
        Person(limited).post("/auth/login", {"login": name, "password": "wrong password"}, environ_overrides=elsewhere)
        for name in islice(cycle(spellings), TRIES + 3)
    ]
    assert [answer.status_code for answer in answers] == without


def test_a_name_that_looks_like_an_accounts_number_spends_none_of_its_tries(limited: Flask) -> None:
    olga = make_account(limited, CASES)
    for name in (str(olga.id), f"account {olga.id}"):
        guess(limited, [name], TRIES)
    assert log_in(limited, "login", CASES[0], PASSWORD) == 200


def test_two_accounts_whose_addresses_only_look_alike_have_tries_of_their_own(limited: Flask) -> None:
    people = ["fuss@post.example.org", "fuß@post.example.org", "fuss@strasse.example", "fuss@straße.example"]
    for number, email in enumerate(people):
        body = {"email": email, "username": f"foot-{number}", "password": PASSWORD}
        assert Person(limited).post("/auth/register", body).status_code == 201
    for email in people:
        assert guess(limited, [email], TRIES + 1) == [401] * TRIES + [429]


def test_asking_for_a_new_password_is_counted_by_the_address_however_it_is_spelled(limited: Flask) -> None:
    def ask(email: str) -> int:
        return Person(limited).post("/auth/forgot-password", {"email": email}).status_code

    spellings = [*DOMAIN, *(name.replace("olga", "Olga") for name in DOMAIN)]
    assert [ask(email) for email in islice(cycle(spellings), 5)] == [202] * 5
    assert {ask(email) for email in spellings} == {429}
    # Another person's domain, which only becomes the same by folding case.
    assert [ask("olga@strasse.example") for _ in range(6)] == [202] * 5 + [429]
    assert ask("olga@straße.example") == 202
