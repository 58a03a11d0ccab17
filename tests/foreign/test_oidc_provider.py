"""Signing in with a provider that others wrote, in JavaScript: it asks for PKCE, and tells addresses elsewhere."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urljoin, urlsplit

import httpx
import pytest
from flask import Flask
from pydantic import SecretStr
from werkzeug.test import TestResponse

from mockmate_api.auth.providers import attempts
from shared.core.settings import Settings
from tests.api.auth.provider import CLIENT, NAME, come_back
from tests.clients.person import Person, code_of
from tests.node import NODE, install
from tests.sockets import free_port

HERE = Path(__file__).parent / "oidc"
# What a form quotes in HTTP Basic.
SECRET = "a secret: 100% & more+"


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    install(HERE)
    url = f"http://127.0.0.1:{free_port()}"
    back = attempts.redirect_uri(Settings.model_construct(public_url="http://127.0.0.1:8000"), NAME)
    told = {"ISSUER": url, "CLIENT_SECRET": SECRET, "REDIRECT_URI": back}
    command = [NODE, HERE / "provider.mjs"]
    # In a group of its own: the program at `NODE` starts the real one.
    with subprocess.Popen(
        command, env=os.environ | told, stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as provider:
        try:
            assert provider.stdout is not None
            assert provider.stdout.readline() == "listening\n"
            yield url
        finally:
            os.killpg(provider.pid, signal.SIGKILL)


@pytest.fixture
def settings(settings: Settings, issuer: str) -> Settings:
    listed = [{"name": NAME, "issuer": issuer, "client_id": CLIENT, "client_secret": SECRET}]
    return settings.model_copy(update={"oidc_providers": SecretStr(json.dumps(listed))})


@pytest.fixture
def app(app_for: Callable[[Settings], Flask], settings: Settings) -> Flask:
    return app_for(settings)


def at_the_provider(url: str, name: str) -> str:
    """Log in there and agree, as its pages ask; returns where it sends the browser: a path of ours."""
    with httpx.Client(follow_redirects=False) as browser:
        for _ in range(20):
            answer = browser.get(url)
            while answer.is_redirect:
                url = urljoin(url, answer.headers["Location"])
                if "/callback" in url:
                    place = urlsplit(url)
                    return f"{place.path}?{place.query}"
                answer = browser.get(url)
            asked = re.search(r'name="prompt" value="(\w+)"', answer.text)
            assert asked, answer.text
            form = re.search(r'action="([^"]+)"', answer.text)
            assert form, answer.text
            sent = browser.post(urljoin(url, form[1]), data={"prompt": asked[1], "login": name, "password": "any"})
            url = urljoin(url, sent.headers["Location"])
    raise AssertionError("it asks without end")


def sign_in(person: Person, name: str) -> TestResponse:
    url = person.post(f"/auth/providers/{NAME}/start", status=200).get_json()["url"]
    return person.post("/auth/providers/finish", come_back(person, at_the_provider(url, name)))


def test_a_person_signs_up_and_in(app: Flask) -> None:
    person = Person(app)
    told = sign_in(person, "ada").get_json()
    assert (told["outcome"], told["email"], told["full_name"]) == (
        "new_person",
        "ada@example.com",
        "ada at the provider",
    )
    ada = person.post("/auth/providers/register", {"ticket": told["ticket"]}, status=201).get_json()["user"]
    again = sign_in(Person(app), "ada").get_json()
    assert again["session"]["user"]["id"] == ada["id"]


def test_an_address_that_it_has_not_confirmed_is_nobodys(app: Flask) -> None:
    assert code_of(sign_in(Person(app), "mallory")) == (403, "provider_email_unconfirmed")


def test_a_code_without_its_verifier_is_worth_nothing(app: Flask) -> None:
    """Whoever reads a code in a log or a history can't use it."""
    person = Person(app)
    url = person.post(f"/auth/providers/{NAME}/start", status=200).get_json()["url"]
    code = parse_qs(urlsplit(at_the_provider(url, "ada")).query)["code"][0]
    other = person.post(f"/auth/providers/{NAME}/start", status=200).get_json()["url"]
    state = parse_qs(urlsplit(other).query)["state"][0]
    path = f"/auth/providers/{NAME}/callback?{urlencode({'state': state, 'code': code})}"
    assert come_back(person, path) == {"error": "refused"}
