"""What is taken from one place, person or moment and tried in another: answers of passkeys, codes, and tickets."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from tests.authenticator import Authenticator, add_passkey
from tests.clients import PASSWORD
from tests.clients.person import Person, code_of
from tests.keys import turn_on_codes

REFUSED, WRONG, EXPIRED = (403, "passkey_refused"), (403, "code_wrong"), (401, "second_factor_expired")
IN = (200, "")


def log_in_by_password(app: Flask, who: str = "alice") -> Person:
    session = Person(app).post("/auth/login", {"login": who, "password": PASSWORD}, status=200)
    return Person(app, session.get_json())


def ticket_of(app: Flask, who: str = "alice") -> str:
    answer = Person(app).post("/auth/login", {"login": who, "password": PASSWORD}, status=401)
    return str(answer.get_json()["ticket"])


def second(app: Flask, ticket: str, **proof: Any) -> tuple[int, str]:
    answer = Person(app).post("/auth/login/second", {"ticket": ticket, **proof})
    return IN if answer.status_code == 200 else code_of(answer)


def question(app: Flask, ticket: str) -> dict[str, Any]:
    answer = Person(app).post("/auth/login/second/options", {"ticket": ticket}, status=200)
    options: dict[str, Any] = answer.get_json()["options"]
    return options


def with_passkey_as_second(person: Person) -> Authenticator:
    passkey = add_passkey(person)
    person.call("PUT", "/auth/second-step", json={"passkey": True}, status=200)
    return passkey


def at_once(work: Callable[[Any], tuple[int, str]], *given: Any) -> list[tuple[int, str]]:
    with ThreadPoolExecutor(len(given)) as pool:
        return sorted(pool.map(work, given))


def test_an_answer_of_another_persons_passkey_to_my_question_opens_neither_account(
    app: Flask, alice: Person, bob: Person
) -> None:
    hers, his = with_passkey_as_second(alice), with_passkey_as_second(bob)
    mine, his_ticket = ticket_of(app), ticket_of(app, "bob")
    assert second(app, mine, passkey=his.sign(question(app, mine))) == REFUSED
    # An answer to a question that his ticket was given, at hers and the other way round.
    assert second(app, mine, passkey=hers.sign(question(app, his_ticket))) == REFUSED
    assert second(app, his_ticket, passkey=hers.sign(question(app, mine))) == REFUSED
    # Who is asked for one of her passkeys can't log in with one of his, nor with an answer to her second step.
    assert code_of(Person(app).post("/auth/passkeys/login", {"passkey": his.sign(question(app, mine))})) == REFUSED
    assert second(app, mine, passkey=hers.sign(question(app, mine))) == IN


def test_an_answer_counts_once_also_of_two_that_come_at_once(app: Flask, alice: Person) -> None:
    passkey = add_passkey(alice)

    def log_in(answer: dict[str, Any]) -> tuple[int, str]:
        made = Person(app).post("/auth/passkeys/login", {"passkey": answer})
        return IN if made.status_code == 200 else code_of(made)

    asked = Person(app).post("/auth/passkeys/login/options", status=200).get_json()["options"]
    passkey.count = -1  # those that are synced don't count: they say 0 each time, so that only the question tells
    assert at_once(log_in, *[passkey.sign(asked)] * 4) == [IN, REFUSED, REFUSED, REFUSED]


def test_a_question_to_one_login_or_ticket_is_not_answered_at_another(
    app: Flask, alice: Person, session: Session
) -> None:
    passkey = add_passkey(alice)
    other = log_in_by_password(app)
    asked = other.post("/auth/confirm/options", status=200).get_json()["options"]
    assert code_of(alice.post("/auth/confirm", {"passkey": passkey.sign(asked)})) == REFUSED
    adding = other.post("/auth/passkeys/options", status=200).get_json()["options"]
    newer = Authenticator()
    assert code_of(alice.post("/auth/passkeys", {"name": "x", "passkey": newer.make(adding)})) == REFUSED
    # What adds a passkey does not confirm, and the other way round.
    adding = alice.post("/auth/passkeys/options", status=200).get_json()["options"]
    assert code_of(alice.post("/auth/confirm", {"passkey": passkey.sign(adding)})) == REFUSED
    asked = alice.post("/auth/confirm/options", status=200).get_json()["options"]
    made = newer.make(asked | {"user": adding["user"]})
    assert code_of(alice.post("/auth/passkeys", {"name": "x", "passkey": made})) == REFUSED
    alice.call("PUT", "/auth/second-step", json={"passkey": True}, status=200)
    first, later = ticket_of(app), ticket_of(app)
    assert second(app, later, passkey=passkey.sign(question(app, first))) == REFUSED
    assert second(app, later, passkey=passkey.sign(question(app, later))) == IN
    assert session.scalar(text("SELECT count(*) FROM passkeys")) == 1


def test_of_a_passkeys_count_that_went_back_no_second_step_and_no_proof_comes(app: Flask, alice: Person) -> None:
    passkey = with_passkey_as_second(alice)
    passkey.count = 7
    ticket = ticket_of(app)
    assert second(app, ticket, passkey=passkey.sign(question(app, ticket))) == IN
    ticket = ticket_of(app)
    passkey.count = 6
    assert second(app, ticket, passkey=passkey.sign(question(app, ticket))) == REFUSED
    passkey.count = 2
    asked = alice.post("/auth/confirm/options", status=200).get_json()["options"]
    assert code_of(alice.post("/auth/confirm", {"passkey": passkey.sign(asked)})) == REFUSED


def test_a_foreign_page_gets_no_second_step_and_no_proof(app: Flask, alice: Person) -> None:
    passkey = with_passkey_as_second(alice)
    ticket = ticket_of(app)
    for lie, told in (("origin", "http://localhost.example:8000"), ("domain", "example.com")):
        was = getattr(passkey, lie)
        setattr(passkey, lie, told)
        assert second(app, ticket, passkey=passkey.sign(question(app, ticket))) == REFUSED
        asked = alice.post("/auth/confirm/options", status=200).get_json()["options"]
        assert code_of(alice.post("/auth/confirm", {"passkey": passkey.sign(asked)})) == REFUSED
        setattr(passkey, lie, was)
    assert second(app, ticket, passkey=passkey.sign(question(app, ticket))) == IN


def test_a_code_that_confirmed_opens_no_login_and_the_other_way_round(app: Flask, alice: Person) -> None:
    phone = turn_on_codes(alice)
    code = phone.code()
    alice.post("/auth/confirm", {"code": code}, status=204)
    assert second(app, ticket_of(app), code=code) == WRONG
    assert code_of(alice.post("/auth/confirm", {"code": code})) == WRONG


def test_of_a_code_at_a_login_and_at_a_proof_at_once_one_counts(app: Flask, alice: Person) -> None:
    code = turn_on_codes(alice).code()
    ticket = ticket_of(app)

    def use(ticket: str) -> tuple[int, str]:
        if ticket:
            return second(app, ticket, code=code)
        answer = Person(app).post("/auth/confirm", {"code": code}, token=alice.token)
        return IN if answer.status_code == 204 else code_of(answer)

    assert at_once(use, ticket, "") == [IN, WRONG]


def test_of_two_logins_with_one_recovery_code_one_is_refused(app: Flask, alice: Person) -> None:
    codes = turn_on_codes(alice).recovery_codes
    tickets = [ticket_of(app) for _ in range(4)]
    answers = at_once(lambda ticket: second(app, ticket, recovery_code=codes[3]), *tickets)
    assert answers == [IN, WRONG, WRONG, WRONG]
    assert alice.get("/auth/keys").get_json()["recovery_codes_left"] == 9


def test_one_ticket_opens_one_login_whatever_it_is_redeemed_with(app: Flask, alice: Person) -> None:
    codes = turn_on_codes(alice).recovery_codes
    ticket = ticket_of(app)
    answers = at_once(lambda code: second(app, ticket, recovery_code=code), *codes[:4])
    assert answers == [IN, EXPIRED, EXPIRED, EXPIRED]
    # Those that came too late are not spent.
    assert alice.get("/auth/keys").get_json()["recovery_codes_left"] == 9


def test_a_ticket_is_no_token_and_no_token_is_a_ticket(app: Flask, alice: Person) -> None:
    codes = turn_on_codes(alice).recovery_codes
    ticket = ticket_of(app)
    assert Person(app).get("/users/me", token=ticket).status_code == 401
    assert second(app, alice.token, recovery_code=codes[0]) == (422, "invalid")
    assert code_of(Person(app).post("/auth/reset-password", {"token": ticket, "password": PASSWORD})) == (
        422,
        "link_invalid",
    )
