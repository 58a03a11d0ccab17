"""OIDC_PROVIDERS, GITHUB_… and REGISTRATION: what can't be used is refused at the start, in words without secrets."""

from __future__ import annotations

import json
from typing import Any

import pytest

from shared.core import setting_providers
from tests.unit.shared.test_settings import refusal, settings_of

CAMPUS = {"name": "campus", "issuer": "https://login.example.edu", "client_id": "mock", "client_secret": "hunter2"}


def listed(*providers: Any) -> str:
    return json.dumps(providers)


def test_providers_are_known_by_name_in_the_order_of_the_setting_and_github_last():
    near = {"name": "near", "issuer": "http://localhost:9000", "client_id": "x", "label": "Our own", "scopes": "openid"}
    settings = settings_of(
        OIDC_PROVIDERS=listed(CAMPUS, near),
        GITHUB_CLIENT_ID="id",
        GITHUB_CLIENT_SECRET="s",
        GITHUB_URL="https://g.example/",
    )
    assert [(one.name, one.label, one.issuer) for one in settings.providers.values()] == [
        ("campus", "Campus", "https://login.example.edu"),
        ("near", "Our own", "http://localhost:9000"),
        ("github", "GitHub", "https://g.example"),
    ]
    assert "hunter2" not in f"{settings} {settings!r}"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("campus", "must be a list in JSON"),
        (json.dumps(CAMPUS), "must be a list in JSON"),
        (listed("hunter2"), "must have an object of texts"),
        (listed(CAMPUS | {"client_secret": 7}), "must have an object of texts"),
        (listed(CAMPUS | {"secret": "hunter2"}), "its provider 1 has secret"),
        (listed(CAMPUS, {"name": "other", "issuer": "https://o.example"}), "must have client_id"),
        (listed(CAMPUS | {"name": "Campus"}), "must name providers by"),
        (listed(CAMPUS | {"name": "github"}), "must name providers by"),
        (listed(CAMPUS | {"issuer": "http://login.example.edu"}), "must have issuers that begin with https://"),
        (listed(CAMPUS | {"issuer": "https://ada:hunter2@login.example.edu"}), "must have issuers that begin"),
        (listed(CAMPUS | {"scopes": "email profile"}), "must have openid among the scopes"),
        (listed(CAMPUS, CAMPUS | {"issuer": "https://o.example"}), "the same name"),
        (listed(CAMPUS, CAMPUS | {"name": "other"}), "the same issuer"),
    ],
)
def test_providers_that_cannot_be_used_are_refused_without_their_secrets(given: str, said: str):
    refused = refusal(OIDC_PROVIDERS=given)
    assert refused.startswith("OIDC_PROVIDERS ")
    assert said in refused
    assert "hunter2" not in refused


@pytest.mark.parametrize(
    "url", ["http://github.example", "https://ada:hunter2@github.example", "github.com", "https://["]
)
def test_github_is_reached_where_nobody_reads_along(url: str):
    refused = refusal(GITHUB_URL=url)
    assert "must be like https://github.com" in refused
    assert "hunter2" not in refused


def test_github_needs_both_of_its_values():
    assert "must be set together" in refusal(GITHUB_CLIENT_ID="id")
    assert "must be set together" in refusal(GITHUB_CLIENT_SECRET="secret")


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("open", "open"),
        (" Closed ", "closed"),
        ("domains: Example.edu , straße.example", "domains:example.edu,xn--strae-oqa.example"),
    ],
)
def test_registration_has_one_spelling(given: str, kept: str):
    assert settings_of(REGISTRATION=given).registration == kept


@pytest.mark.parametrize(
    "given", ["off", "domains:", "domains:edu", "domains:ada@example.edu", "closed:x", "open,closed"]
)
def test_another_registration_is_refused(given: str):
    assert "must be open, closed, or like domains:" in refusal(REGISTRATION=given)


@pytest.mark.parametrize(
    ("address", "may"),
    [
        ("ada@example.edu", True),
        ("ada@EXAMPLE.edu", True),
        ("ada@straße.example", True),
        ("ada@sub.example.edu", False),
        ("ada@notexample.edu", False),
        ("ada@example.edu.evil.example", False),
    ],
)
def test_a_domain_lets_in_its_own_addresses_only(address: str, *, may: bool):
    kept = settings_of(REGISTRATION="domains:example.edu,straße.example").registration
    assert setting_providers.may_register(kept, address) is may
