"""What must not let anybody in: replayed, forged, foreign and unconfirmed words of a provider, and foreign browsers."""

from __future__ import annotations

import base64
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from queue import Queue
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from flask import Flask
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey
from sqlalchemy import text
from sqlalchemy.orm import Session

from mockmate_api.auth.providers import asking, oidc
from shared.core.settings import Settings
from tests.api.auth.provider import CLIENT, NAME, OpenIdProvider, come_back, go, having, provider_in_thread, sign_in
from tests.api.mailbox import Mailbox
from tests.clients import PATIENCE
from tests.clients.person import Person, code_of, register

OTHER = f"{NAME}-1"
AWAY = (503, "provider_away")
EXPIRED = (422, "sign_in_expired")


@pytest.fixture(scope="module")
def providers() -> Iterator[list[OpenIdProvider]]:
    with provider_in_thread() as one, provider_in_thread() as other:
        yield [one, other]


@pytest.fixture
def provider(providers: list[OpenIdProvider]) -> Iterator[OpenIdProvider]:
    provider, other = providers
    provider.knows("ada", email="ada@example.com", email_verified=True)
    other.knows("ada", email="ada@example.com", email_verified=True)
    yield provider
    provider.be_honest()


@pytest.fixture
def settings(settings: Settings, provider: OpenIdProvider, providers: list[OpenIdProvider]) -> Settings:
    return having(settings, *(one.url for one in providers))


def test_a_state_is_good_for_one_return(api: Person) -> None:
    path = go(api, "ada")
    assert "code" in come_back(api, path)
    assert come_back(api, path) == {"error": "expired"}


def test_a_state_that_nobody_made_or_that_is_old_is_refused(api: Person, session: Session) -> None:
    assert come_back(api, f"/auth/providers/{NAME}/callback?state=mine&code=1") == {"error": "expired"}
    assert come_back(api, f"/auth/providers/{NAME}/callback") == {"error": "expired"}
    path = go(api, "ada")
    session.execute(text("UPDATE sign_in_attempts SET expires_at = now() - interval '1 second'"))
    session.commit()
    assert come_back(api, path) == {"error": "expired"}


def test_a_browser_that_did_not_begin_can_neither_come_back_nor_finish(app: Flask, api: Person) -> None:
    """Else somebody's link would log people in to an account that is not theirs, and read what they do there."""
    assert come_back(Person(app), go(api, "ada")) == {"error": "expired"}
    told = come_back(api, go(api, "ada"))
    assert code_of(Person(app).post("/auth/providers/finish", told)) == EXPIRED
    ticket = api.post("/auth/providers/finish", told, status=200).get_json()["ticket"]
    assert code_of(Person(app).post("/auth/providers/register", {"ticket": ticket})) == EXPIRED
    assert code_of(Person(app).post("/auth/providers/join", {"ticket": ticket, "password": "x"})) == EXPIRED


def test_a_code_is_good_once_and_for_a_minute(api: Person, session: Session) -> None:
    told = come_back(api, go(api, "ada"))
    api.post("/auth/providers/finish", told, status=200)
    assert code_of(api.post("/auth/providers/finish", told)) == EXPIRED
    late = come_back(api, go(api, "ada"))
    session.execute(text("UPDATE sign_in_attempts SET expires_at = expires_at - interval '1 minute'"))
    session.commit()
    assert code_of(api.post("/auth/providers/finish", late)) == EXPIRED


def test_a_state_is_no_code(api: Person) -> None:
    state = parse_qs(urlsplit(go(api, "ada")).query)["state"][0]
    assert code_of(api.post("/auth/providers/finish", {"code": state})) == EXPIRED


def test_an_answer_of_another_provider_is_refused(api: Person) -> None:
    mixed_up = go(api, "ada").replace(f"/{NAME}/", f"/{OTHER}/")
    assert come_back(api, mixed_up) == {"error": "refused"}
    assert come_back(api, go(api, "ada") + "&iss=https://evil.example") == {"error": "refused"}


def test_the_codes_of_two_attempts_are_not_swapped(api: Person, provider: OpenIdProvider) -> None:
    """Else whoever gets a code of theirs into another person's return logs that person in as themselves."""
    provider.knows("mallory", email="mallory@example.com", email_verified=True)
    hers, another = go(api, "ada"), go(api, "mallory")
    codes = [parse_qs(urlsplit(path).query)["code"][0] for path in (hers, another)]
    assert come_back(api, hers.replace(codes[0], codes[1])) == {"error": "refused"}


def test_the_cookies_of_two_attempts_are_not_swapped(api: Person) -> None:
    one, another = go(api, "ada"), go(api, "ada")
    browser = api._client
    assert browser is not None
    first, second = (browser._cookies or {}).values()
    browser.set_cookie(first.key, second.value, domain=first.domain, path=first.path)
    assert come_back(api, one) == {"error": "expired"}
    assert "code" in come_back(api, another)


DESCRIPTIONS: dict[str, Callable[[dict[str, Any]], object]] = {
    "another issuer": lambda told: told.update(issuer="https://accounts.google.com"),
    "no issuer": lambda told: told.pop("issuer"),
    "an endpoint that anybody can read": lambda told: told.update(token_endpoint="http://login.example/token"),
    "a place of a script": lambda told: told.update(authorization_endpoint="javascript:alert(1)"),
    "no keys": lambda told: told.pop("jwks_uri"),
}


@pytest.mark.parametrize("description", DESCRIPTIONS)
def test_a_provider_that_says_it_is_another_is_not_asked(
    api: Person, provider: OpenIdProvider, monkeypatch: pytest.MonkeyPatch, description: str
) -> None:
    monkeypatch.setattr(oidc, "_known", {})
    provider.describe = DESCRIPTIONS[description]
    assert code_of(api.post(f"/auth/providers/{NAME}/start")) == AWAY


def _without_audience(claims: dict[str, Any], _: dict[str, Any]) -> None:
    del claims["aud"]


LIES: dict[str, Callable[[dict[str, Any], dict[str, Any]], None]] = {
    "a nonce of another attempt": lambda claims, _: claims.update(nonce="foreign"),
    "no nonce": lambda claims, _: claims.pop("nonce"),
    "for another client": lambda claims, _: claims.update(aud="somebody-else"),
    "for no client": _without_audience,
    "for two, issued to the other": lambda claims, _: claims.update(aud=[CLIENT, "other"], azp="other"),
    "for two, issued to nobody": lambda claims, _: claims.update(aud=[CLIENT, "other"]),
    "from another issuer": lambda claims, _: claims.update(iss="https://accounts.google.com"),
    "over": lambda claims, _: claims.update(exp=int(time.time()) - 3600),
    "without an end": lambda claims, _: claims.pop("exp"),
    "not yet begun": lambda claims, _: claims.update(nbf=int(time.time()) + 3600),
    "about nobody": lambda claims, _: claims.pop("sub"),
    "about a list": lambda claims, _: claims.update(sub=["ada"]),
    "of another access token": lambda claims, _: claims.update(at_hash="AAAAAAAAAAAAAAAAAAAAAA"),
}


@pytest.mark.parametrize("lie", LIES)
def test_a_token_that_is_not_about_this_attempt_is_refused(api: Person, provider: OpenIdProvider, lie: str) -> None:
    provider.twist = LIES[lie]
    assert come_back(api, go(api, "ada")) == {"error": "refused"}
    provider.be_honest()
    assert "code" in come_back(api, go(api, "ada"))


def _unsigned(header: dict[str, Any], claims: dict[str, Any], _: RSAKey) -> str:
    parts = (json.dumps(one).encode() for one in ({**header, "alg": "none"}, claims))
    return ".".join(base64.urlsafe_b64encode(one).rstrip(b"=").decode() for one in parts) + "."


def _by_secret(header: dict[str, Any], claims: dict[str, Any], _: RSAKey) -> str:
    return jwt.encode({**header, "alg": "HS256"}, claims, OctKey.import_key("a secret that is no secret at all"))


def _by_public_key(header: dict[str, Any], claims: dict[str, Any], key: RSAKey) -> str:
    secret = OctKey.import_key(base64.urlsafe_b64encode(key.as_pem(private=False)).decode())
    return jwt.encode({**header, "alg": "HS256"}, claims, secret)


def _by_another_key(header: dict[str, Any], claims: dict[str, Any], key: RSAKey) -> str:
    return jwt.encode(header, claims, RSAKey.generate_key(2048))


FORGERIES = {
    "not signed": _unsigned,
    "by a shared secret": _by_secret,
    "by the public key as a secret": _by_public_key,
    "by another key": _by_another_key,
    "no token": lambda *_: "not.a.token",
    "nothing": lambda *_: "",
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_token_that_the_provider_did_not_sign_is_refused(api: Person, provider: OpenIdProvider, forgery: str) -> None:
    provider.sign = FORGERIES[forgery]
    assert come_back(api, go(api, "ada")) == {"error": "refused"}


@pytest.mark.parametrize("claims", [{}, {"email_verified": False}, {"email_verified": "true"}, {"email_verified": 1}])
def test_an_address_that_the_provider_has_not_confirmed_is_nobodys(
    api: Person, alice: Person, provider: OpenIdProvider, claims: dict[str, Any]
) -> None:
    provider.knows("mallory", email="alice@example.com", **claims)
    assert code_of(sign_in(api, "mallory")) == (403, "provider_email_unconfirmed")
    provider.knows("mallory", email="new@example.com", **claims)
    assert code_of(sign_in(api, "mallory")) == (403, "provider_email_unconfirmed")


def test_an_account_with_the_address_is_not_given_away(api: Person, alice: Person, provider: OpenIdProvider) -> None:
    provider.knows("mallory", email="alice@example.com", email_verified=True)
    told = sign_in(api, "mallory").get_json()
    assert (told["outcome"], told["session"]) == ("known_address", None)
    assert alice.get("/auth/identities").get_json()["items"] == []


def test_an_account_with_an_unconfirmed_address_takes_no_provider_of_another(
    app: Flask, provider: OpenIdProvider, session: Session
) -> None:
    """Else whoever registers Bea's address could wait until she takes the account, and come in by that provider."""
    thief = register(app, "bea")
    assert code_of(sign_in(thief, "ada", step="link")) == (403, "email_not_verified")
    assert session.scalar(text("SELECT count(*) FROM identities")) == 0
    provider.knows("bea", email="Bea@example.com", email_verified=True)
    assert sign_in(thief, "bea", step="link").get_json()["outcome"] == "linked"
    assert thief.get("/users/me").get_json()["email_verified"] is True


def test_the_same_subject_at_another_provider_is_somebody_else(app: Flask, alice: Person, mailbox: Mailbox) -> None:
    mailbox.confirm(alice)
    assert sign_in(alice, "ada", step="link").get_json()["outcome"] == "linked"
    assert sign_in(Person(app), "ada", provider=OTHER).get_json()["outcome"] == "new_person"


@pytest.mark.parametrize("more", ["&next=https://evil.example", "&redirect_uri=//evil.example", "&error=%23code%3Dx"])
def test_nothing_that_is_sent_along_leads_elsewhere(api: Person, more: str) -> None:
    # `come_back` refuses every place but /signed-in.
    told = come_back(api, go(api, "ada") + more)
    assert told in ({"error": "denied"}, {"code": told.get("code")})


def test_who_says_no_at_the_provider_comes_back(api: Person, session: Session) -> None:
    state = parse_qs(urlsplit(go(api, "ada")).query)["state"][0]
    path = f"/auth/providers/{NAME}/callback?state={state}&error=access_denied"
    assert come_back(api, path) == {"error": "denied"}
    assert session.scalar(text("SELECT count(*) FROM sign_in_attempts")) == 0


def test_a_code_that_the_provider_does_not_know_is_refused(api: Person, session: Session) -> None:
    path = go(api, "ada")
    code = parse_qs(urlsplit(path).query)["code"][0]
    assert come_back(api, path.replace(code, "made-up")) == {"error": "refused"}
    refused = "SELECT count(*) FROM audit_log WHERE kind = 'identity.refused'"
    assert session.scalar(text(refused)) == 1


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(
    api: Person, make_app: Callable[..., Flask], settings: Settings
) -> None:
    cookie = api.post(f"/auth/providers/{NAME}/start", status=200).headers["Set-Cookie"]
    assert {"HttpOnly", "SameSite=Lax", "Path=/auth/providers"} <= set(cookie.split("; "))
    api = Person(make_app(public_url="https://mockmate.example"))
    assert "Secure" in api.post(f"/auth/providers/{NAME}/start", status=200).headers["Set-Cookie"].split("; ")


@pytest.fixture
def silent() -> Iterator[str]:
    """A provider that accepts connections and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"


def test_a_dead_provider_is_said_to_be_away_and_then_not_asked_for_a_while(
    make_app: Callable[..., Flask], settings: Settings, silent: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "ANSWER_SECONDS", 0.3)
    api = Person(make_app(oidc_providers=having(settings, silent).oidc_providers))
    asking.forget()
    answer = api.post(f"/auth/providers/{NAME}/start")
    assert code_of(answer) == AWAY
    assert "Retry-After" in answer.headers
    monkeypatch.setattr(asking, "ask", lambda *_, **__: pytest.fail("asked again"))
    assert code_of(api.post(f"/auth/providers/{NAME}/start")) == AWAY
    asking.forget()


def test_many_who_wait_for_a_dead_provider_leave_the_others_their_threads(
    app: Flask, monkeypatch: pytest.MonkeyPatch, provider: OpenIdProvider
) -> None:
    asked, told, gives_up = Queue[str](), Queue[tuple[int, str]](), threading.Event()

    def hang(_: str, url: str, **__: Any) -> None:
        asked.put(url)
        gives_up.wait(PATIENCE)
        raise httpx.ConnectTimeout("no answer")

    monkeypatch.setattr(asking, "ask", hang)
    monkeypatch.setattr(oidc, "_known", {})
    start = f"/auth/providers/{NAME}/start"
    threads = [threading.Thread(target=lambda: told.put(code_of(Person(app).post(start)))) for _ in range(8)]
    for thread in threads:
        thread.start()
    # All but the few who may ask at once are told while those still wait.
    assert [told.get(timeout=PATIENCE) for _ in range(8 - asking.AT_ONCE)] == [AWAY] * (8 - asking.AT_ONCE)
    gives_up.set()
    for thread in threads:
        thread.join()
    assert asked.qsize() == asking.AT_ONCE
    asking.forget()
