"""Only tokens that we signed, for this purpose, and that still count are accepted; all others are 401."""

from __future__ import annotations

import base64
import json
import time
from typing import Any
from uuid import uuid4

import jwt
import pytest

from shared.core.settings import Settings
from tests.clients.person import Person, code_of

INVALID = (401, "token_invalid")


@pytest.fixture
def secret(settings: Settings) -> str:
    return settings.jwt_secret.get_secret_value()


def claims_of(person: Person) -> dict[str, Any]:
    claims: dict[str, Any] = jwt.decode(person.token, options={"verify_signature": False})
    return claims


def test_the_claims_are_those_both_services_agree_on(alice: Person) -> None:
    claims = claims_of(alice)
    assert claims["sub"] == str(alice.id)
    assert claims["type"] == "access"
    assert (claims["iss"], claims["aud"]) == ("mockmate", "mockmate")
    assert claims["exp"] - claims["iat"] == 600
    assert {"jti", "sid"} <= claims.keys()


def test_a_token_signed_anew_with_the_same_claims_is_accepted(api: Person, alice: Person, secret: str) -> None:
    token = jwt.encode(claims_of(alice), secret, "HS256")
    assert api.get("/users/me", token=token).status_code == 200


@pytest.mark.parametrize(
    "changes",
    [
        {"aud": "somebody-else"},
        {"iss": "somebody-else"},
        {"type": "refresh"},
        {"type": "other"},
        {"type": None},
        {"sub": "1x"},
        {"sub": "-1"},
        {"sub": "9" * 30},
        {"sub": "\u0661"},
        {"sub": ""},
        {"sid": "not a uuid"},
        {"sid": 7},
        {"jti": "not a uuid"},
        {"exp": "tomorrow"},
        {"exp": 10**20},
        {"nbf": 4_000_000_000},
    ],
)
def test_a_claim_that_says_something_else_is_refused(
    api: Person, alice: Person, secret: str, changes: dict[str, Any]
) -> None:
    token = jwt.encode({**claims_of(alice), **changes}, secret, "HS256")
    assert code_of(api.get("/users/me", token=token)) == INVALID


@pytest.mark.parametrize("claim", ["sub", "sid", "jti", "iat", "exp", "iss", "aud", "type"])
def test_a_missing_claim_is_refused(api: Person, alice: Person, secret: str, claim: str) -> None:
    claims = claims_of(alice)
    del claims[claim]
    assert code_of(api.get("/users/me", token=jwt.encode(claims, secret, "HS256"))) == INVALID


def test_an_expired_token_says_so(api: Person, alice: Person, secret: str) -> None:
    past = int(time.time()) - 120
    token = jwt.encode({**claims_of(alice), "iat": past - 600, "exp": past}, secret, "HS256")
    assert code_of(api.get("/users/me", token=token)) == (401, "token_expired")


@pytest.mark.filterwarnings("ignore::jwt.warnings.InsecureKeyLengthWarning")
def test_a_foreign_or_weaker_signature_is_refused(api: Person, alice: Person, secret: str) -> None:
    claims = claims_of(alice)
    tokens = [
        jwt.encode(claims, "another secret, just as long as the real one is", "HS256"),
        jwt.encode(claims, secret, "HS512"),
        jwt.encode(claims, secret, "HS384"),
        jwt.encode(claims, "", "none"),
    ]
    for token in tokens:
        assert code_of(api.get("/users/me", token=token)) == INVALID


def test_a_login_of_somebody_else_is_no_login(api: Person, alice: Person, bob: Person, secret: str) -> None:
    mixed = {**claims_of(alice), "sid": claims_of(bob)["sid"]}
    assert code_of(api.get("/users/me", token=jwt.encode(mixed, secret, "HS256"))) == (401, "login_revoked")
    unknown = {**claims_of(alice), "sid": str(uuid4())}
    assert code_of(api.get("/users/me", token=jwt.encode(unknown, secret, "HS256"))) == (401, "login_revoked")


def test_a_refresh_token_is_no_access_token(api: Person, alice: Person) -> None:
    assert code_of(api.get("/users/me", token=alice.refresh_token)) == INVALID


def _header(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


@pytest.mark.parametrize(
    "token",
    [
        "x",
        "a.b.c",
        "...",
        "eyJhbGciOiJIUzI1NiJ9..",
        "é.é.é",
        f"{_header(b'[1]')}.{_header(b'{}')}.x",
        f"{_header(b'null')}.{_header(b'{}')}.x",
        f"{_header(b'[' * 5000)}.{_header(b'{}')}.x",
        f"{_header(json.dumps({'alg': 'HS256', 'crit': ['x']}).encode())}.{_header(b'{}')}.x",
        f"{_header(json.dumps({'alg': ['HS256']}).encode())}.{_header(b'{}')}.x",
        f"{_header(json.dumps({'alg': 'HS256', 'kid': {}}).encode())}.{_header(b'{}')}.x",
        f"{_header(json.dumps({'alg': 'HS256'}).encode())}.{_header(b'[' * 5000)}.x",
    ],
)
def test_what_is_no_token_at_all_is_401_and_not_an_error_of_ours(api: Person, token: str) -> None:
    assert code_of(api.get("/users/me", token=token)) == INVALID
