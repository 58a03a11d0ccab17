"""REGISTRATION: who can make an account."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask

from shared.core.settings import Settings, SettingsError
from tests.api.auth.provider import OpenIdProvider, having, provider_in_thread, sign_in
from tests.clients import PASSWORD
from tests.clients.person import Person, code_of

NEEDED = {"DATABASE_URL": "postgresql://db.internal/mockmate", "JWT_SECRET": "0123456789abcdef0123456789abcdef"}
CLOSED = (403, "registration_closed")


@pytest.fixture(scope="module")
def provider() -> Iterator[OpenIdProvider]:
    with provider_in_thread() as started:
        started.knows("ada", email="ada@a.example", email_verified=True)
        started.knows("eve", email="eve@elsewhere.example", email_verified=True)
        yield started


@pytest.fixture
def at(make_app: Callable[..., Flask], settings: Settings, provider: OpenIdProvider) -> Callable[[str], Person]:
    """Come to a site with this setting, as the environment has it."""

    def come(value: str) -> Person:
        read = Settings.from_environment({"REGISTRATION": value, **NEEDED}).registration
        return Person(make_app(registration=read, oidc_providers=having(settings, provider.url).oidc_providers))

    return come


def sign_up(person: Person, email: str) -> Any:
    return person.post("/auth/register", {"email": email, "password": PASSWORD})


def test_closed_is_closed_for_everybody_but_who_is_in(at: Callable[[str], Person], alice: Person) -> None:
    api = at("Closed")
    assert code_of(sign_up(api, "ada@a.example")) == CLOSED
    assert code_of(sign_in(api, "ada")) == CLOSED
    told = api.get("/config").get_json()
    assert (told["registration"], told["registration_domains"]) == ("closed", [])
    api.post("/auth/login", {"login": "alice", "password": PASSWORD}, status=200)


def test_domains_let_in_who_has_an_address_there(at: Callable[[str], Person]) -> None:
    api = at("domains: A.example, exämple.org")
    told = api.get("/config").get_json()
    assert (told["registration"], told["registration_domains"]) == ("domains", ["a.example", "xn--exmple-cua.org"])
    for email in ("x@elsewhere.example", "x@sub.a.example", "x@a.example.org", "a.example@b.example"):
        assert code_of(sign_up(api, email)) == CLOSED, email
    assert code_of(sign_in(api, "eve")) == CLOSED
    assert sign_in(api, "ada").get_json()["outcome"] == "new_person"
    for email in ("bea@A.Example", "carl@exämple.org"):
        assert sign_up(api, email).status_code == 201, email


def test_an_address_of_a_domain_counts_once_it_is_confirmed(at: Callable[[str], Person]) -> None:
    """Anybody can type one."""
    api = at("domains:a.example")
    api.log_in(sign_up(api, "bea@a.example").get_json())
    wish = {"interview_type": "technical", "difficulty": "easy"}
    assert code_of(api.post("/match/pair", wish)) == (403, "email_not_verified")


def test_nobody_changes_to_an_address_elsewhere(at: Callable[[str], Person]) -> None:
    api = at("domains:a.example")
    api.log_in(sign_up(api, "bea@a.example").get_json())
    assert code_of(api.post("/users/me/email", {"email": "bea@elsewhere.example"})) == CLOSED
    api.post("/users/me/email", {"email": "bea.b@a.example"}, status=202)


@pytest.mark.parametrize("value", ["shut", "domains", "domains:", "domains: ,", "domains:x@a.example", "open:yes"])
def test_what_it_can_not_be_is_said_at_the_start(value: str) -> None:
    with pytest.raises(SettingsError, match="REGISTRATION must be open, closed, or like domains:"):
        Settings.from_environment({"REGISTRATION": value, **NEEDED})


WRONG = {
    "{": "must be a list",
    "{}": "must be a list",
    "[1]": "its provider 1 is none",
    '[{"name": "a", "issuer": "https://a.example"}]': "must have client_id",
    '[{"name": "a", "issuer": "http://a.example", "client_id": "x"}]': "begin with https://",
    '[{"name": "github", "issuer": "https://a.example", "client_id": "x"}]': "but not github",
    '[{"name": "A b", "issuer": "https://a.example", "client_id": "x"}]': "must name providers",
    '[{"name": "a", "issuer": "https://a.example", "client_id": "x", "secret": "s3cret"}]': "provider 1 has secret",
    '[{"name": "a", "issuer": "https://a.example", "client_id": "x", "scopes": "email"}]': "must have openid",
}


@pytest.mark.parametrize("value", WRONG)
def test_providers_that_can_not_be_read_are_refused_without_telling_secrets(value: str) -> None:
    with pytest.raises(SettingsError, match=WRONG[value]) as refused:
        Settings.from_environment({"OIDC_PROVIDERS": value, **NEEDED})
    assert str(refused.value).startswith("OIDC_PROVIDERS ")
    assert "s3cret" not in str(refused.value)


def test_github_needs_both_its_settings() -> None:
    with pytest.raises(SettingsError, match="GITHUB_CLIENT_ID and GITHUB_CLIENT_SECRET must be set together"):
        Settings.from_environment({"GITHUB_CLIENT_ID": "x", **NEEDED})
