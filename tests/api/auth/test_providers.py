"""Signing in with a provider of OpenID Connect: a real one, over HTTP."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from shared.core.settings import Settings
from tests.api.auth.provider import NAME, OpenIdProvider, come_back, go, having, provider_in_thread, sign_in
from tests.api.mailbox import Mailbox
from tests.clients import PASSWORD
from tests.clients.person import Person, code_of, register
from tests.keys import turn_on_codes


@pytest.fixture(scope="module")
def provider() -> Iterator[OpenIdProvider]:
    """A provider that is there."""
    with provider_in_thread() as started:
        yield started


@pytest.fixture
def settings(settings: Settings, provider: OpenIdProvider) -> Settings:
    provider.knows("ada", email="ada@example.com", email_verified=True, name="Ada Adams")
    return having(settings, provider.url)


@pytest.fixture
def alice(app: Flask, mailbox: Mailbox) -> Person:
    """Her address is confirmed."""
    person = register(app, "alice")
    mailbox.confirm(person)
    return person


def test_a_person_signs_up_and_then_in_without_a_password(app: Flask, api: Person) -> None:
    assert api.get("/config").get_json()["providers"] == [{"name": NAME, "label": "Example"}]
    told = sign_in(api, "ada").get_json()
    assert (told["outcome"], told["session"]) == ("new_person", None)
    assert (told["email"], told["full_name"]) == ("ada@example.com", "Ada Adams")
    body = {"ticket": told["ticket"], "full_name": told["full_name"], "time_zone": "Europe/Berlin"}
    ada = api.post("/auth/providers/register", body, status=201).get_json()["user"]
    assert (ada["username"], ada["full_name"], ada["time_zone"]) == ("ada", "Ada Adams", "Europe/Berlin")
    assert (ada["email"], ada["email_verified"], ada["has_password"]) == ("ada@example.com", True, False)
    again = sign_in(Person(app), "ada").get_json()
    assert (again["outcome"], again["session"]["user"]["id"]) == ("logged_in", ada["id"])
    person = Person(app, again["session"])
    (identity,) = person.get("/auth/identities").get_json()["items"]
    assert (identity["provider"], identity["label"], identity["email"]) == (NAME, "Example", "ada@example.com")


def test_a_taken_name_keeps_the_ticket_for_another(app: Flask, api: Person, alice: Person) -> None:
    ticket = sign_in(api, "ada").get_json()["ticket"]
    taken = api.post("/auth/providers/register", {"ticket": ticket, "username": "Alice"})
    assert code_of(taken) == (409, "username_taken")
    api.post("/auth/providers/register", {"ticket": ticket, "username": "ada.adams"}, status=201)
    assert code_of(api.post("/auth/providers/register", {"ticket": ticket})) == (422, "sign_in_expired")


def test_an_account_with_the_address_is_joined_by_its_password_only(
    app: Flask, api: Person, provider: OpenIdProvider
) -> None:
    alice = register(app, "alice")
    provider.knows("a-1", email="ALICE@example.com", email_verified=True)
    told = sign_in(api, "a-1").get_json()
    assert (told["outcome"], told["session"]) == ("known_address", None)
    ticket = told["ticket"]
    assert code_of(api.post("/auth/providers/register", {"ticket": ticket})) == (409, "email_taken")
    wrong = api.post("/auth/providers/join", {"ticket": ticket, "password": "not it at all"})
    assert code_of(wrong) == (401, "bad_credentials")
    joined = api.post("/auth/providers/join", {"ticket": ticket, "password": PASSWORD}, status=200).get_json()
    assert (joined["user"]["id"], joined["user"]["email_verified"]) == (alice.id, True)
    again = sign_in(Person(app), "a-1").get_json()
    assert again["session"]["user"]["id"] == alice.id


def test_joining_waits_for_the_second_step(app: Flask, api: Person, provider: OpenIdProvider) -> None:
    alice = register(app, "alice")
    phone = turn_on_codes(alice)
    provider.knows("a-1", email="alice@example.com", email_verified=True)
    ticket = sign_in(api, "a-1").get_json()["ticket"]
    asked = api.post("/auth/providers/join", {"ticket": ticket, "password": PASSWORD})
    assert code_of(asked) == (401, "second_factor_required")
    second = asked.get_json()["ticket"]
    # The password alone adds nothing, whatever is done with what it brought.
    assert code_of(api.post("/auth/login/second", {"ticket": second, "code": phone.code(0)})) == (403, "code_wrong")
    assert code_of(api.post("/auth/providers/finish", {"code": second})) == (401, "login_revoked")
    assert alice.get("/auth/identities").get_json()["items"] == []
    assert sign_in(Person(app), "a-1").get_json()["outcome"] == "known_address"

    ticket = sign_in(api, "a-1").get_json()["ticket"]
    second = api.post("/auth/providers/join", {"ticket": ticket, "password": PASSWORD}).get_json()["ticket"]
    entered = api.post("/auth/login/second", {"ticket": second, "code": phone.code()}, status=200).get_json()
    assert (entered["user"]["id"], entered["user"]["email_verified"]) == (alice.id, True)
    assert [one["email"] for one in alice.get("/auth/identities").get_json()["items"]] == ["alice@example.com"]
    assert code_of(sign_in(Person(app), "a-1")) == (401, "second_factor_required")


def test_a_login_adds_a_provider_whose_address_may_be_another(app: Flask, alice: Person) -> None:
    assert sign_in(alice, "ada", step="link").get_json()["outcome"] == "linked"
    again = sign_in(Person(app), "ada").get_json()
    assert again["session"]["user"]["id"] == alice.id
    # Repeating it changes nothing.
    assert sign_in(alice, "ada", step="link").get_json()["outcome"] == "linked"
    assert len(alice.get("/auth/identities").get_json()["items"]) == 1


def test_an_identity_of_another_account_is_not_taken_over(
    app: Flask, alice: Person, bob: Person, mailbox: Mailbox
) -> None:
    mailbox.confirm(bob)
    sign_in(alice, "ada", step="link")
    assert code_of(sign_in(bob, "ada", step="link")) == (409, "identity_taken")
    assert bob.get("/auth/identities").get_json()["items"] == []


def test_adding_and_removing_is_asked_again(app: Flask, alice: Person, session: Session) -> None:
    sign_in(alice, "ada", step="link")
    (identity,) = alice.get("/auth/identities").get_json()["items"]
    session.execute(text("UPDATE sessions SET created_at = now() - interval '11 minutes'"))
    session.commit()
    refused = (403, "confirmation_required")
    assert code_of(alice.post(f"/auth/providers/{NAME}/link")) == refused
    assert code_of(alice.delete(f"/auth/identities/{identity['id']}")) == refused
    alice.post("/auth/confirm", {"password": PASSWORD}, status=204)
    alice.delete(f"/auth/identities/{identity['id']}", status=204)
    assert sign_in(Person(app), "ada").get_json()["outcome"] == "new_person"


def test_the_last_way_in_stays(app: Flask, api: Person, alice: Person) -> None:
    ticket = sign_in(api, "ada").get_json()["ticket"]
    ada = Person(app, api.post("/auth/providers/register", {"ticket": ticket}, status=201).get_json())
    (identity,) = ada.get("/auth/identities").get_json()["items"]
    assert code_of(ada.delete(f"/auth/identities/{identity['id']}")) == (409, "last_way_in")
    assert code_of(alice.delete(f"/auth/identities/{identity['id']}")) == (404, "not_found")


def test_a_link_of_a_login_that_has_ended_adds_nothing(app: Flask, alice: Person, session: Session) -> None:
    told = come_back(alice, go(alice, "ada", step="link"))
    alice.post("/auth/logout", status=204)
    assert code_of(alice.post("/auth/providers/finish", told, headers={"Authorization": ""}))[0] == 401
    assert session.scalar(text("SELECT count(*) FROM identities")) == 0


def test_suspended_people_are_refused_here_too(app: Flask, alice: Person, admin: Person) -> None:
    sign_in(alice, "ada", step="link")
    admin.post(f"/admin/users/{alice.id}/suspend", {"reason": "spam"}, status=204)
    assert code_of(sign_in(Person(app), "ada")) == (403, "suspended")


def test_the_code_is_bound_by_pkce_and_shown_once(app: Flask, api: Person, provider: OpenIdProvider) -> None:
    provider.asked.clear()
    sign_in(api, "ada")
    ((_, form),) = [one for one in provider.asked if one[0] == "/oauth2/token"]
    assert len(form["code_verifier"]) >= 43
    assert form["redirect_uri"].endswith(f"/auth/providers/{NAME}/callback")


def test_an_unknown_provider_is_not_found(make_app: Callable[..., Flask], api: Person) -> None:
    assert code_of(api.post("/auth/providers/nobody/start")) == (404, "not_found")
    assert code_of(api.browse("/auth/providers/nobody/callback?state=1&code=2")) == (404, "not_found")
