"""Where providers, passwords, passkeys and second factors meet: each is one way in, and the last of them stays."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from shared.core.settings import Settings
from tests.api.auth.provider import OpenIdProvider, come_back, go, having, provider_in_thread, sign_in
from tests.api.mailbox import Mailbox, token_in
from tests.authenticator import add_passkey
from tests.clients import PASSWORD
from tests.clients.person import Person, code_of, register, wait_for_a_lock
from tests.keys import turn_on_codes

REQUIRED = (401, "second_factor_required")
LAST = (409, "last_way_in")


@pytest.fixture(scope="module")
def provider() -> Iterator[OpenIdProvider]:
    with provider_in_thread() as started:
        started.knows("ada", email="ada@example.com", email_verified=True)
        started.knows("alice", email="alice@example.com", email_verified=True)
        yield started


@pytest.fixture
def settings(settings: Settings, provider: OpenIdProvider) -> Settings:
    return having(settings, provider.url)


@pytest.fixture
def alice(app: Flask, mailbox: Mailbox) -> Person:
    """Her address is confirmed."""
    person = register(app, "alice")
    mailbox.confirm(person)
    return person


@pytest.fixture
def ada(app: Flask) -> Person:
    """She has a provider, and no password."""
    api = Person(app)
    ticket = sign_in(api, "ada").get_json()["ticket"]
    return Person(app, api.post("/auth/providers/register", {"ticket": ticket}, status=201).get_json())


def identities(person: Person) -> list[int]:
    return [one["id"] for one in person.get("/auth/identities", status=200).get_json()["items"]]


def passkeys(person: Person) -> list[int]:
    return [one["id"] for one in person.get("/auth/keys", status=200).get_json()["passkeys"]]


def second(app: Flask, refused: Any, **proof: Any) -> Any:
    """Take the second step with the ticket of a refusal."""
    return Person(app).post("/auth/login/second", {"ticket": refused.get_json()["ticket"], **proof})


def test_a_provider_is_the_first_of_two_steps(app: Flask, alice: Person) -> None:
    sign_in(alice, "ada", step="link")
    phone = turn_on_codes(alice)
    refused = sign_in(Person(app), "ada")
    assert code_of(refused) == REQUIRED
    assert refused.get_json()["methods"] == ["totp", "recovery"]
    assert code_of(second(app, refused, code="000000")) == (403, "code_wrong")
    told = second(app, refused, code=phone.code()).get_json()
    assert told["user"]["id"] == alice.id
    Person(app, told).get("/users/me", status=200)


def test_a_passkey_is_the_second_step_after_a_provider(app: Flask, ada: Person) -> None:
    passkey = add_passkey(ada)
    assert sign_in(Person(app), "ada").get_json()["outcome"] == "logged_in"
    ada.call("PUT", "/auth/second-step", json={"passkey": True}, status=200)
    refused = sign_in(Person(app), "ada")
    assert code_of(refused) == REQUIRED
    ticket = {"ticket": refused.get_json()["ticket"]}
    options = Person(app).post("/auth/login/second/options", ticket, status=200).get_json()["options"]
    told = second(app, refused, passkey=passkey.sign(options)).get_json()
    assert told["user"]["id"] == ada.id


def test_the_password_alone_adds_no_provider_where_a_second_step_is_asked_for(app: Flask, alice: Person) -> None:
    """Else who knows the password would have a way in that a new password does not close."""
    phone = turn_on_codes(alice)
    api = Person(app)
    ticket = sign_in(api, "alice").get_json()["ticket"]
    refused = api.post("/auth/providers/join", {"ticket": ticket, "password": PASSWORD})
    assert code_of(refused) == REQUIRED
    assert identities(alice) == []
    # The ticket of the second step is no code of the page, and that of the provider is used up.
    assert code_of(api.post("/auth/providers/finish", {"code": refused.get_json()["ticket"]}))[0] == 401
    again = api.post("/auth/providers/join", {"ticket": ticket, "password": PASSWORD})
    assert code_of(again) == (422, "sign_in_expired")
    assert code_of(second(app, refused, code="000000")) == (403, "code_wrong")
    assert identities(alice) == []
    assert second(app, refused, code=phone.code()).get_json()["user"]["id"] == alice.id
    assert len(identities(alice)) == 1
    assert code_of(sign_in(Person(app), "alice")) == REQUIRED


def test_a_provider_may_go_while_a_passkey_stays_and_the_passkey_then_may_not(app: Flask, ada: Person) -> None:
    (identity,) = identities(ada)
    assert code_of(ada.delete(f"/auth/identities/{identity}")) == LAST
    passkey = add_passkey(ada)
    ada.delete(f"/auth/identities/{identity}", status=204)
    (key,) = passkeys(ada)
    assert code_of(ada.delete(f"/auth/passkeys/{key}")) == LAST
    asked = Person(app).post("/auth/passkeys/login/options", status=200).get_json()["options"]
    told = Person(app).post("/auth/passkeys/login", {"passkey": passkey.sign(asked)}, status=200).get_json()
    assert told["user"]["id"] == ada.id
    add_passkey(ada, name="Another")
    ada.delete(f"/auth/passkeys/{key}", status=204)
    assert len(passkeys(ada)) == 1


def test_the_last_passkey_may_go_where_a_password_or_a_provider_stays(alice: Person, ada: Person) -> None:
    for person in (alice, ada):
        add_passkey(person)
        (key,) = passkeys(person)
        person.delete(f"/auth/passkeys/{key}", status=204)


@pytest.mark.parametrize("others", ["provider and passkey", "two passkeys"])
def test_of_two_removals_at_once_one_is_refused(ada: Person, others: str) -> None:
    for _ in range(5):
        add_passkey(ada)
        if others == "two passkeys" and identities(ada):
            add_passkey(ada)
            ada.delete(f"/auth/identities/{identities(ada)[0]}", status=204)
        paths = [f"/auth/identities/{one}" for one in identities(ada)]
        paths += [f"/auth/passkeys/{one}" for one in passkeys(ada)]
        assert len(paths) == 2
        with ThreadPoolExecutor(2) as pool:
            answers = list(pool.map(lambda path: ada.delete(path).status_code, paths))
        assert sorted(answers) == [204, 409]
        assert len(identities(ada) + passkeys(ada)) == 1
        if identities(ada) == [] and others == "provider and passkey":
            assert sign_in(ada, "ada", step="link").get_json()["outcome"] == "linked"
            ada.delete(f"/auth/passkeys/{passkeys(ada)[0]}", status=204)


def test_who_takes_an_address_back_is_the_only_one_who_gets_in(
    app: Flask, alice: Person, mailbox: Mailbox, session: Session
) -> None:
    """Whoever was in may have added anything that opens the account."""
    alice.post("/users/me/email", {"email": "thief@example.org"}, status=202)
    letters = {letter.recipient: token_in(letter) for letter in mailbox.take()}
    Person(app).post("/auth/change-email", {"token": letters["thief@example.org"]}, status=204)
    passkey = add_passkey(alice)
    turn_on_codes(alice)
    alice.call("PUT", "/auth/second-step", json={"passkey": True}, status=200)
    sign_in(alice, "ada", step="link")
    assert len(identities(alice)) == 1
    mailbox.take()
    Person(app).post("/auth/keep-email", {"token": letters["alice@example.com"]}, status=204)
    for table in ("identities", "passkeys", "totp_secrets", "recovery_codes"):
        assert session.scalar(text(f"SELECT count(*) FROM {table}")) == 0, table
    assert sign_in(Person(app), "ada").get_json()["outcome"] == "new_person"
    asked = Person(app).post("/auth/passkeys/login/options", status=200).get_json()["options"]
    assert code_of(Person(app).post("/auth/passkeys/login", {"passkey": passkey.sign(asked)}))[1] == "passkey_refused"
    body = {"token": mailbox.token(), "password": "another good one"}
    Person(app).post("/auth/reset-password", body, status=204)
    Person(app).post("/auth/login", {"login": "alice", "password": "another good one"}, status=200)


def test_a_ticket_of_a_provider_ends_when_the_address_is_taken_back(
    app: Flask, alice: Person, mailbox: Mailbox
) -> None:
    alice.post("/users/me/email", {"email": "thief@example.org"}, status=202)
    letters = {letter.recipient: token_in(letter) for letter in mailbox.take()}
    sign_in(alice, "ada", step="link")
    phone = turn_on_codes(alice)
    refused = sign_in(Person(app), "ada")
    Person(app).post("/auth/keep-email", {"token": letters["alice@example.com"]}, status=204)
    assert code_of(second(app, refused, code=phone.code())) == (401, "second_factor_expired")


def test_people_are_told_of_a_provider_that_opens_their_account_and_of_one_that_no_longer_does(
    app: Flask, alice: Person, mailbox: Mailbox
) -> None:
    sign_in(alice, "ada", step="link")
    sign_in(alice, "ada", step="link")
    (added,) = mailbox.take()
    assert (added.recipient, added.written.subject) == ("alice@example.com", "How you log in has changed")
    assert "Example was just added to your account." in added.written.text
    alice.delete(f"/auth/identities/{identities(alice)[0]}", status=204)
    (removed,) = mailbox.take()
    assert "Example was just removed from your account." in removed.written.text
    api = Person(app)
    ticket = sign_in(api, "alice").get_json()["ticket"]
    api.post("/auth/providers/join", {"ticket": ticket, "password": PASSWORD}, status=200)
    (joined,) = mailbox.take()
    assert "Example was just added to your account." in joined.written.text


def test_a_new_account_is_told_of_nothing_but_itself(ada: Person, mailbox: Mailbox) -> None:
    assert [letter.written.subject for letter in mailbox.take()] == []
    assert ada.id


def test_a_link_that_comes_while_the_address_is_taken_back_adds_nothing(
    app: Flask, alice: Person, session: Session
) -> None:
    told = come_back(alice, go(alice, "ada", step="link"))
    with ThreadPoolExecutor(1) as pool:
        session.execute(text("SELECT id FROM users WHERE id = :id FOR NO KEY UPDATE"), {"id": alice.id})
        answer = pool.submit(alice.post, "/auth/providers/finish", told)
        wait_for_a_lock(alice)
        session.execute(text("UPDATE sessions SET revoked_at = now()"))
        session.commit()
        assert code_of(answer.result()) == (401, "login_revoked")
    assert session.scalar(text("SELECT count(*) FROM identities")) == 0


def test_suspended_people_are_told_so_after_the_second_step_only(app: Flask, alice: Person, admin: Person) -> None:
    sign_in(alice, "ada", step="link")
    codes = turn_on_codes(alice).recovery_codes
    admin.post(f"/admin/users/{alice.id}/suspend", {"reason": "spam"}, status=204)
    refused = sign_in(Person(app), "ada")
    assert code_of(refused) == REQUIRED
    assert code_of(second(app, refused, recovery_code=codes[0])) == (403, "suspended")


def test_suspended_people_neither_make_a_second_account_nor_add_a_provider(
    app: Flask, alice: Person, admin: Person, session: Session
) -> None:
    admin.post(f"/admin/users/{alice.id}/suspend", {"reason": "spam"}, status=204)
    told = sign_in(Person(app), "alice").get_json()
    assert told["outcome"] == "known_address"
    api = Person(app)
    ticket = sign_in(api, "alice").get_json()["ticket"]
    joined = api.post("/auth/providers/join", {"ticket": ticket, "password": PASSWORD})
    assert code_of(joined) == (403, "suspended")
    assert session.scalar(text("SELECT count(*) FROM identities")) == 0


def test_an_account_that_is_gone_is_not_what_the_provider_opens(app: Flask, ada: Person, session: Session) -> None:
    ada.delete("/users/me", status=204)
    assert session.scalar(text("SELECT count(*) FROM identities")) == 0
    told = sign_in(Person(app), "ada").get_json()
    assert (told["outcome"], told["session"]) == ("new_person", None)


def test_an_account_that_goes_while_its_person_is_at_the_provider_is_not_opened(
    app: Flask, ada: Person, alice: Person
) -> None:
    api = Person(app)
    ticket = sign_in(api, "alice").get_json()["ticket"]
    alice.post("/auth/confirm", {"password": PASSWORD}, status=204)
    alice.delete("/users/me", json={"password": PASSWORD}, status=204)
    joined = api.post("/auth/providers/join", {"ticket": ticket, "password": PASSWORD})
    assert code_of(joined) == (401, "bad_credentials")


def test_people_who_are_too_young_get_no_account_by_a_provider(make_app: Callable[..., Flask]) -> None:
    site = make_app(require_birth_year=True)
    api = Person(site)
    ticket = sign_in(api, "ada").get_json()["ticket"]
    assert code_of(api.post("/auth/providers/register", {"ticket": ticket}))[1] == "invalid"
    year = datetime.now(UTC).year
    child = api.post("/auth/providers/register", {"ticket": ticket, "birth_year": year - 5})
    assert code_of(child) == (422, "too_young")
    assert sign_in(Person(site), "ada").get_json()["outcome"] == "new_person"


@pytest.mark.parametrize("registration", ["closed", "domains:elsewhere.example"])
def test_where_nobody_registers_people_still_sign_in_and_add_providers(
    app: Flask, ada: Person, alice: Person, make_app: Callable[..., Flask], registration: str
) -> None:
    site = make_app(registration=registration)
    assert sign_in(Person(site), "ada").get_json()["session"]["user"]["id"] == ada.id
    api = Person(site)
    ticket = sign_in(api, "alice").get_json()["ticket"]
    joined = api.post("/auth/providers/join", {"ticket": ticket, "password": PASSWORD}, status=200).get_json()
    assert joined["user"]["id"] == alice.id


def test_a_ticket_of_the_time_before_registration_was_closed_makes_no_account(
    app: Flask, make_app: Callable[..., Flask]
) -> None:
    api = Person(app)
    ticket = sign_in(api, "ada").get_json()["ticket"]
    assert api._client is not None
    api._client.application = api.at = make_app(registration="closed")  # the same browser
    assert code_of(api.post("/auth/providers/register", {"ticket": ticket})) == (403, "registration_closed")
