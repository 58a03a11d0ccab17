"""Passkeys: adding them, logging in with them, and everything that is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from tests.api.mailbox import Mailbox
from tests.authenticator import PRESENT, VERIFIED, Authenticator, add_passkey
from tests.clients import PASSWORD
from tests.clients.person import Person, code_of

LOGIN = {"login": "alice", "password": PASSWORD}


def question(app: Flask) -> dict[str, Any]:
    options: dict[str, Any] = Person(app).post("/auth/passkeys/login/options", status=200).get_json()["options"]
    return options


def log_in(app: Flask, answer: dict[str, Any]) -> tuple[int, str]:
    made = Person(app).post("/auth/passkeys/login", {"passkey": answer})
    return (200, made.get_json()["user"]["username"]) if made.status_code == 200 else code_of(made)


REFUSED = (403, "passkey_refused")


def test_a_passkey_logs_in_without_a_name_and_without_a_second_step(
    app: Flask, alice: Person, mailbox: Mailbox
) -> None:
    mailbox.confirm(alice)
    passkey = add_passkey(alice)
    asked = question(app)
    assert (asked["rpId"], asked["userVerification"], asked.get("allowCredentials", [])) == (
        "localhost",
        "required",
        [],
    )
    assert log_in(app, passkey.sign(asked)) == (200, "alice")
    alice.call("PUT", "/auth/second-step", json={"passkey": True}, status=200)
    assert log_in(app, passkey.sign(question(app))) == (200, "alice")
    (shown,) = alice.get("/auth/keys").get_json()["passkeys"]
    assert (shown["name"], shown["backed_up"]) == ("My laptop", False)
    assert shown["last_used_at"]
    alice.patch(f"/auth/passkeys/{shown['id']}", {"name": "Old laptop"}, status=200)
    assert [one["name"] for one in alice.get("/users/me/export").get_json()["keys"]["passkeys"]] == ["Old laptop"]
    alice.delete(f"/auth/passkeys/{shown['id']}", status=204)
    assert log_in(app, passkey.sign(question(app))) == REFUSED
    assert len(mailbox.take()) == 2


def test_a_challenge_is_good_once_and_for_what_it_was_given_for(
    app: Flask, alice: Person, bob: Person, session: Session
) -> None:
    passkey = add_passkey(alice)
    asked = question(app)
    assert log_in(app, passkey.sign(asked)) == (200, "alice")
    assert log_in(app, passkey.sign(asked)) == REFUSED
    confirm = alice.post("/auth/confirm/options", status=200).get_json()["options"]
    assert log_in(app, passkey.sign(confirm)) == REFUSED
    # Used up by the refusal.
    assert code_of(alice.post("/auth/confirm", {"passkey": passkey.sign(confirm)})) == REFUSED
    assert code_of(alice.post("/auth/confirm", {"passkey": passkey.sign(question(app))})) == REFUSED
    other = bob.post("/auth/passkeys/options").get_json()["options"]
    assert code_of(alice.post("/auth/passkeys", {"name": "x", "passkey": Authenticator().make(other)})) == REFUSED
    late = question(app)
    session.execute(text("UPDATE passkey_challenges SET expires_at = now() - interval '1 s'"))
    session.commit()
    assert log_in(app, passkey.sign(late)) == REFUSED
    assert log_in(app, passkey.sign({"challenge": "AAAA"})) == REFUSED


LIES: dict[str, Callable[[Authenticator], None]] = {
    "a foreign origin": lambda one: setattr(one, "origin", "http://localhost.example:8000"),
    "another port of the machine": lambda one: setattr(one, "origin", "http://localhost:9999"),
    "a foreign domain": lambda one: setattr(one, "domain", "example.com"),
    "a person who was not verified": lambda one: setattr(one, "flags", PRESENT),
    "a person who was not there": lambda one: setattr(one, "flags", VERIFIED),
}


@pytest.mark.parametrize("lie", LIES)
def test_what_is_not_true_is_refused_at_login_and_when_it_is_added(app: Flask, alice: Person, lie: str) -> None:
    passkey = add_passkey(alice)
    LIES[lie](passkey)
    assert log_in(app, passkey.sign(question(app))) == REFUSED
    newer = Authenticator()
    LIES[lie](newer)
    options = alice.post("/auth/passkeys/options").get_json()["options"]
    assert code_of(alice.post("/auth/passkeys", {"name": "x", "passkey": newer.make(options)})) == REFUSED
    assert len(alice.get("/auth/keys").get_json()["passkeys"]) == 1


def test_a_count_that_goes_back_is_a_copy_and_refused(app: Flask, alice: Person, session: Session) -> None:
    passkey = add_passkey(alice)
    passkey.count = 5
    assert log_in(app, passkey.sign(question(app))) == (200, "alice")
    for count in (3, 5):
        passkey.count = count
        assert log_in(app, passkey.sign(question(app))) == REFUSED
    kinds = session.scalars(text("SELECT kind FROM audit_log WHERE kind = 'passkey.refused'")).all()
    assert len(kinds) == 2


def test_a_swapped_credential_is_refused(app: Flask, alice: Person, bob: Person) -> None:
    hers, his = add_passkey(alice), add_passkey(bob)
    # His key under her credential, and hers with his name.
    forged = Authenticator()
    forged.key, forged.id, forged.handle = his.key, hers.id, hers.handle
    assert log_in(app, forged.sign(question(app))) == REFUSED
    renamed = Authenticator()
    renamed.key, renamed.id, renamed.handle = hers.key, hers.id, his.handle
    assert log_in(app, renamed.sign(question(app))) == REFUSED
    # Her credential can't become his too.
    thief = Authenticator()
    thief.id = hers.id
    options = bob.post("/auth/passkeys/options").get_json()["options"]
    answer = bob.post("/auth/passkeys", {"name": "x", "passkey": thief.make(options)})
    assert code_of(answer) == (409, "passkey_taken")
    confirm = alice.post("/auth/confirm/options").get_json()["options"]
    assert code_of(alice.post("/auth/confirm", {"passkey": his.sign(confirm)})) == REFUSED
    assert code_of(bob.delete(f"/auth/passkeys/{alice.get('/auth/keys').get_json()['passkeys'][0]['id']}")) == (
        404,
        "not_found",
    )


def test_an_answer_of_another_kind_or_none_at_all_is_refused(app: Flask, alice: Person) -> None:
    passkey = add_passkey(alice)
    assert log_in(app, passkey.sign(question(app), kind="webauthn.create")) == REFUSED
    whole = passkey.sign(question(app))
    broken: list[dict[str, Any]] = [{}, {"id": 1}, whole | {"response": []}, whole | {"rawId": "é"}]
    for part in whole["response"]:
        broken += [whole | {"response": whole["response"] | {part: wrong}} for wrong in ("", "AAAA", "!", None, 1)]
    assert [answer for answer in broken if log_in(app, answer)[0] not in (403, 200)] == []
    options = alice.post("/auth/passkeys/options").get_json()["options"]
    made = Authenticator().make(options)
    for wrong in ("", "AAAA", "oA", "o2NmbXQ"):
        answer = made | {"response": made["response"] | {"attestationObject": wrong}}
        assert code_of(alice.post("/auth/passkeys", {"name": "x", "passkey": answer})) == REFUSED


def test_as_a_second_step_it_has_to_be_ones_own(app: Flask, alice: Person, bob: Person) -> None:
    hers, his = add_passkey(alice), add_passkey(bob)
    Person(app).post("/auth/login", LOGIN, status=200)
    assert code_of(Person(app).post("/auth/login/second/options", {"ticket": "x"})) == (401, "second_factor_expired")
    codes = alice.call("PUT", "/auth/second-step", json={"passkey": True}, status=200).get_json()["recovery_codes"]
    assert len(codes) == 10
    refused = Person(app).post("/auth/login", LOGIN, status=401).get_json()
    assert refused["methods"] == ["passkey", "recovery"]
    ticket = {"ticket": refused["ticket"]}

    def second(authenticator: Authenticator) -> int:
        options = Person(app).post("/auth/login/second/options", ticket, status=200).get_json()["options"]
        assert len(options["allowCredentials"]) == 1
        return Person(app).post("/auth/login/second", ticket | {"passkey": authenticator.sign(options)}).status_code

    assert [second(his), second(hers)] == [403, 200]
    alice.delete(f"/auth/passkeys/{alice.get('/auth/keys').get_json()['passkeys'][0]['id']}", status=204)
    Person(app).post("/auth/login", LOGIN, status=200)
    assert code_of(alice.call("PUT", "/auth/second-step", json={"passkey": True})) == (409, "nothing_to_ask")


def test_suspended_and_deleted_people_do_not_get_in(app: Flask, alice: Person, bob: Person, admin: Person) -> None:
    hers, his = add_passkey(alice), add_passkey(bob)
    admin.post(f"/admin/users/{alice.id}/suspend", {"reason": "spam"}, status=204)
    assert log_in(app, hers.sign(question(app))) == (403, "suspended")
    bob.delete("/users/me", json={"password": PASSWORD}, status=204)
    assert log_in(app, his.sign(question(app))) == REFUSED


@pytest.mark.parametrize(
    ("url", "domain"),
    [
        ("https://mocks.example.org/here", "mocks.example.org"),
        ("http://[::1]:8000", "localhost"),
        ("http://10.0.0.7", ""),
    ],
)
def test_the_domain_is_that_of_the_site(make_app: Callable[..., Flask], alice: Person, url: str, domain: str) -> None:
    answer = Person(make_app(public_url=url)).post("/auth/passkeys/login/options")
    found = answer.get_json()["options"]["rpId"] if answer.status_code == 200 else ""
    assert found == domain
    assert answer.status_code in (200, 409)
