"""The second step of a login by password: codes of an app, each once, and recovery codes."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pyotp
import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from tests.api.mailbox import Mailbox
from tests.authenticator import add_passkey
from tests.clients import PASSWORD
from tests.clients.person import Person, code_of
from tests.keys import code_at, turn_on_codes

LOGIN = {"login": "alice", "password": PASSWORD}
ELSEWHERE: dict[str, Any] = {"environ_overrides": {"REMOTE_ADDR": "198.51.100.7"}}


def ticket_of(app: Flask, **options: Any) -> str:
    answer = Person(app).post("/auth/login", LOGIN, **options)
    assert code_of(answer) == (401, "second_factor_required")
    return str(answer.get_json()["ticket"])


def take(app: Flask, ticket: str, **proof: Any) -> tuple[int, str]:
    answer = Person(app).post("/auth/login/second", {"ticket": ticket, **proof})
    return (200, "") if answer.status_code == 200 else code_of(answer)


def test_without_a_second_factor_a_login_is_as_it_was(app: Flask, alice: Person) -> None:
    answer = Person(app).post("/auth/login", LOGIN, status=200).get_json()
    assert answer.keys() == {"access_token", "refresh_token", "token_type", "expires_in", "user"}
    keys = alice.get("/auth/keys", status=200).get_json()
    assert (keys["totp_since"], keys["recovery_codes_left"], keys["second_step"]) == (None, 0, False)


def test_a_secret_counts_only_once_a_code_of_it_was_shown(app: Flask, alice: Person) -> None:
    started = alice.post("/auth/totp", status=201).get_json()
    assert pyotp.parse_uri(started["uri"]).secret == started["secret"]
    assert started["qr_size"] >= 21
    assert code_of(alice.post("/auth/totp/confirm", {"code": "000000"})) == (403, "code_wrong")
    Person(app).post("/auth/login", LOGIN, status=200)
    again = alice.post("/auth/totp", status=201).get_json()
    assert again["secret"] != started["secret"]
    assert code_of(alice.post("/auth/totp/confirm", {"code": code_at(started["secret"])})) == (403, "code_wrong")
    alice.post("/auth/totp/confirm", {"code": code_at(again["secret"])}, status=200)
    assert code_of(alice.post("/auth/totp")) == (409, "totp_is_on")
    assert alice.get("/auth/keys").get_json()["totp_since"]


def test_a_login_needs_the_code_and_each_step_counts_once(app: Flask, alice: Person) -> None:
    phone = turn_on_codes(alice)
    ticket = ticket_of(app)
    # The code that turned it on does not open a login too.
    assert take(app, ticket, code=phone.code(0)) == (403, "code_wrong")
    assert take(app, ticket, code="one two") == (403, "code_wrong")
    following = phone.code(1)
    spaced = f"{following[:3]} {following[3:]}"
    assert take(app, ticket, code=spaced) == (200, "")
    assert take(app, ticket, code=following) == (401, "second_factor_expired")
    assert take(app, ticket_of(app), code=following) == (403, "code_wrong")
    assert take(app, ticket_of(app), code=phone.code(5)) == (403, "code_wrong")


def test_of_two_logins_with_one_code_one_is_refused(app: Flask, alice: Person) -> None:
    phone = turn_on_codes(alice)
    tickets = [ticket_of(app) for _ in range(4)]
    code = phone.code()
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda ticket: take(app, ticket, code=code), tickets))
    assert sorted(answers) == [(200, ""), *[(403, "code_wrong")] * 3]


def test_a_recovery_code_works_once_in_any_spelling_and_is_told(app: Flask, alice: Person, mailbox: Mailbox) -> None:
    mailbox.confirm(alice)
    codes = turn_on_codes(alice).recovery_codes
    assert len(set(codes)) == 10
    ticket = ticket_of(app)
    assert take(app, ticket, recovery_code="aaaaa-aaaaa") == (403, "code_wrong")
    assert take(app, ticket, recovery_code=codes[0].upper().replace("-", " ")) == (200, "")
    assert take(app, ticket_of(app), recovery_code=codes[0]) == (403, "code_wrong")
    assert alice.get("/auth/keys").get_json()["recovery_codes_left"] == 9
    assert [mail.written.subject for mail in mailbox.take()] == ["How you log in has changed"] * 2
    newer = alice.post("/auth/recovery-codes", status=201).get_json()["recovery_codes"]
    assert take(app, ticket_of(app), recovery_code=codes[1]) == (403, "code_wrong")
    assert take(app, ticket_of(app), recovery_code=newer[1]) == (200, "")


def test_codes_and_recovery_codes_of_another_person_are_refused(app: Flask, alice: Person, bob: Person) -> None:
    turn_on_codes(alice)
    phone = turn_on_codes(bob)
    codes = phone.recovery_codes
    ticket = ticket_of(app)
    assert take(app, ticket, code=phone.code()) == (403, "code_wrong")
    assert take(app, ticket, recovery_code=codes[0]) == (403, "code_wrong")


def test_a_ticket_is_of_its_place_and_ends_with_the_password(app: Flask, alice: Person, session: Session) -> None:
    phone = turn_on_codes(alice)
    codes = phone.recovery_codes
    foreign = ticket_of(app, **ELSEWHERE)
    assert take(app, foreign, code=phone.code()) == (401, "second_factor_expired")
    device = {"headers": {"X-Device-Token": "a" * 32}}
    moved = {"ticket": ticket_of(app, **device), "recovery_code": codes[0]}
    assert code_of(Person(app).post("/auth/login/second", moved)) == (401, "second_factor_expired")
    Person(app).post("/auth/login/second", moved, **device, **ELSEWHERE, status=200)
    ticket, late = ticket_of(app), ticket_of(app)
    session.execute(text("UPDATE one_time_tokens SET expires_at = now() - interval '1 s' WHERE true"))
    session.commit()
    assert take(app, late, recovery_code=codes[1]) == (401, "second_factor_expired")
    ticket = ticket_of(app)
    alice.post("/auth/change-password", {"current_password": PASSWORD, "new_password": PASSWORD + "!"}, status=204)
    assert take(app, ticket, recovery_code=codes[1]) == (401, "second_factor_expired")


def test_a_new_password_by_mail_leaves_the_second_step(app: Flask, alice: Person, mailbox: Mailbox) -> None:
    mailbox.confirm(alice)
    turn_on_codes(alice)
    mailbox.take()
    alice.post("/auth/forgot-password", {"email": "alice@example.com"}, status=202)
    alice.post("/auth/reset-password", {"token": mailbox.token(), "password": PASSWORD}, status=204)
    ticket_of(app)


def test_who_registered_an_address_of_another_person_keeps_no_second_factor(
    app: Flask, alice: Person, mailbox: Mailbox
) -> None:
    turn_on_codes(alice)
    passkey = add_passkey(alice)
    mailbox.take()
    alice.post("/auth/forgot-password", {"email": "alice@example.com"}, status=202)
    alice.post("/auth/reset-password", {"token": mailbox.token(), "password": PASSWORD}, status=204)
    owner = Person(
        app, Person(app).post("/auth/login", {"login": "alice", "password": PASSWORD}, status=200).get_json()
    )
    keys = owner.get("/auth/keys").get_json()
    assert (keys["passkeys"], keys["totp_since"], keys["recovery_codes_left"]) == ([], None, 0)
    options = Person(app).post("/auth/passkeys/login/options").get_json()["options"]
    answer = Person(app).post("/auth/passkeys/login", {"passkey": passkey.sign(options)})
    assert code_of(answer) == (403, "passkey_refused")


def test_guesses_are_few_wherever_they_come_from(make_app: Callable[..., Flask]) -> None:
    limited = make_app(rate_limits="on")
    answer = Person(limited).post(
        "/auth/register", {"email": "alice@example.com", "username": "alice", "password": PASSWORD}, status=201
    )
    phone = turn_on_codes(Person(limited, answer.get_json()))
    answers = []
    for number in range(11):
        device = {"headers": {"X-Device-Token": f"{number:020d}"}}
        at: dict[str, Any] = {**device, "environ_overrides": {"REMOTE_ADDR": f"198.51.100.{number}"}}
        body = {"ticket": ticket_of(limited, **at), "code": "000000" if number < 10 else phone.code()}
        answers.append(Person(limited).post("/auth/login/second", body, **at).status_code)
    assert answers == [403] * 10 + [429]


def test_suspended_people_are_told_so_after_the_second_step_only(app: Flask, alice: Person, admin: Person) -> None:
    codes = turn_on_codes(alice).recovery_codes
    admin.post(f"/admin/users/{alice.id}/suspend", {"reason": "spam"}, status=204)
    assert take(app, ticket_of(app), recovery_code=codes[0]) == (403, "suspended")


def test_turned_off_a_login_needs_the_password_alone(app: Flask, alice: Person, mailbox: Mailbox) -> None:
    mailbox.confirm(alice)
    turn_on_codes(alice)
    for _ in range(2):
        alice.delete("/auth/totp", status=204)
    Person(app).post("/auth/login", LOGIN, status=200)
    assert alice.get("/auth/keys").get_json()["recovery_codes_left"] == 0
    assert code_of(alice.post("/auth/recovery-codes")) == (409, "nothing_to_ask")
    assert len(mailbox.take()) == 2


@pytest.mark.recorded
def test_the_tables_hold_no_secret_and_deletion_empties_them(alice: Person, session: Session) -> None:
    phone = turn_on_codes(alice)
    secret, codes = phone.secret, phone.recovery_codes
    rows = "SELECT t::text FROM totp_secrets t UNION ALL SELECT r::text FROM recovery_codes r"
    stored = " ".join(session.scalars(text(rows)))
    for known in (secret, secret.encode().hex(), *codes, *(code.encode().hex() for code in codes)):
        assert known not in stored
    assert secret not in json.dumps(alice.get("/users/me/export").get_json())
    alice.delete("/users/me", json={"password": PASSWORD}, status=204)
    session.rollback()
    assert session.scalars(text(rows)).all() == []


def test_a_secret_of_another_row_is_not_read(app: Flask, alice: Person, bob: Person, session: Session) -> None:
    turn_on_codes(alice)
    phone = turn_on_codes(bob)
    swap = "UPDATE totp_secrets SET secret = (SELECT secret FROM totp_secrets WHERE user_id = :bob) WHERE user_id = :me"
    session.execute(text(swap), {"bob": bob.id, "me": alice.id})
    session.commit()
    assert take(app, ticket_of(app), code=phone.code()) == (403, "code_wrong")
