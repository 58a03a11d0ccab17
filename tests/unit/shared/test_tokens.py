"""Which tokens are accepted: exactly ours. Everything else is TokenInvalid or TokenExpired, never another error."""

from __future__ import annotations

import hmac
import json
from base64 import urlsafe_b64encode
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import jwt
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import SecretStr

from shared.core.errors import TokenExpired, TokenInvalid
from shared.core.settings import Settings
from shared.identity import tokens

SECRET = "for tests only, and longer than 32 bytes"
SETTINGS = Settings(database_url="postgresql://nowhere/none", jwt_secret=SecretStr(SECRET))

LOGIN = UUID("018f0000-0000-7000-8000-000000000001")
JTI = UUID("018f0000-0000-7000-8000-000000000002")
NEVER = datetime(2100, 1, 1, tzinfo=UTC)

CLAIMS = {
    "sub": "17",
    "sid": str(LOGIN),
    "jti": str(JTI),
    "iat": 1_700_000_000,
    "exp": int(NEVER.timestamp()),
    "iss": "mockmate",
    "aud": "mockmate",
    "type": "access",
}


def base64(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def sign(claims: Any, header: Any = None, secret: str = SECRET, algorithm: str = "sha256") -> str:
    """Sign anything at all; a library would refuse to make half of these tokens. Text is taken as JSON already."""
    parts = [header or {"alg": "HS256", "typ": "JWT"}, claims]
    head = ".".join(base64((part if isinstance(part, str) else json.dumps(part)).encode()) for part in parts)
    return f"{head}.{base64(hmac.digest(secret.encode(), head.encode(), algorithm))}"


def token(**changes: Any) -> str:
    return sign({**CLAIMS, **changes})


def is_refused(token: str, type_: tokens.TokenType = "access") -> None:
    with pytest.raises(TokenInvalid):
        tokens.read(SETTINGS, token, type_)


def test_our_token_says_who_by_which_login_and_until_when():
    assert tokens.read(SETTINGS, token(), "access") == tokens.Claims(17, LOGIN, JTI, NEVER)


def test_an_access_token_is_no_refresh_token_and_the_other_way_round():
    assert tokens.read(SETTINGS, token(type="refresh"), "refresh").user_id == 17
    is_refused(token(type="refresh"), "access")
    is_refused(token(type="access"), "refresh")


def test_an_expired_token_says_so_since_a_client_can_do_something_about_it():
    with pytest.raises(TokenExpired):
        tokens.read(SETTINGS, token(exp=1_700_000_600), "access")


def test_an_expired_token_that_is_not_ours_does_not():
    is_refused(sign({**CLAIMS, "exp": 1_700_000_600}, secret="another secret of more than 32 bytes"))


@pytest.mark.parametrize(
    "algorithm", ["none", "None", "NONE", "", "HS512", "HS384", "RS256", "hs256", None, 256, [], {}]
)
def test_only_hs256_is_taken_whatever_the_header_says(algorithm: Any):
    is_refused(sign(CLAIMS, {"alg": algorithm, "typ": "JWT"}))


def test_a_token_without_signature_is_refused():
    for algorithm in ("none", "HS256"):
        is_refused(sign(CLAIMS, {"alg": algorithm}).rpartition(".")[0] + ".")


def test_a_longer_hash_with_our_own_secret_is_refused():
    is_refused(sign(CLAIMS, {"alg": "HS512", "typ": "JWT"}, algorithm="sha512"))


def test_a_token_signed_with_another_secret_is_refused():
    is_refused(sign(CLAIMS, secret="another secret of more than 32 bytes"))


def test_a_changed_token_is_refused():
    head, claims, signature = token().split(".")
    other = base64(json.dumps({**CLAIMS, "sub": "1"}).encode())
    is_refused(f"{head}.{other}.{signature}")
    is_refused(f"{head}.{claims}.{signature[:-4]}")


@pytest.mark.parametrize("name", tokens.REQUIRED)
def test_a_token_that_lacks_a_claim_is_refused(name: str):
    is_refused(sign({key: value for key, value in CLAIMS.items() if key != name}))
    is_refused(token(**{name: None}))


@pytest.mark.parametrize("name", ["aud", "iss"])
@pytest.mark.parametrize("value", ["another", "mockmate ", "MOCKMATE", "", [], ["another"], 5, {}])
def test_a_token_of_another_issuer_or_for_another_audience_is_refused(name: str, value: Any):
    is_refused(token(**{name: value}))


OTHER_SHAPES: dict[str, list[Any]] = {
    "sub": [17, 1.7, True, "", "-1", "1.5", " 1", "1e3", "ada", "٣", "²", "9" * 19, ["17"]],
    "sid": [1, "", "1", str(LOGIN)[:-1], [str(LOGIN)], {}],
    "jti": [1, "", "1", str(LOGIN)[:-1], [str(LOGIN)], {}],
    "exp": [10**12, 10**30, float("inf"), float("nan"), "soon", [], {}],
    "iat": [10**12, float("inf"), float("nan"), "then", []],
    "nbf": [10**12, float("inf"), "later"],
    "type": ["", "ACCESS", "reset", 1, [], ["access"], {}],
}


@pytest.mark.parametrize(("name", "value"), [(name, value) for name in OTHER_SHAPES for value in OTHER_SHAPES[name]])
def test_a_claim_of_another_shape_is_refused(name: str, value: Any):
    is_refused(token(**{name: value}))


@pytest.mark.parametrize(
    "claims",
    ["", "x", "null", "[]", "17", '"17"', "{", "\x00", "[" * 6000, '{"a":' * 6000, '{"a":' * 900 + "1" + "}" * 900],
    ids=repr,
)
def test_signed_claims_that_are_no_claims_are_refused(claims: str):
    is_refused(sign(claims))


@pytest.mark.parametrize(
    "header",
    ["x", "null", "[]", "{", "[" * 6000, '{"a":' * 6000, '{"alg":"HS256","crit":["b64"],"b64":false}'],
    ids=repr,
)
def test_a_header_that_is_none_is_refused(header: str):
    is_refused(sign(CLAIMS, header))


@pytest.mark.parametrize("text", ["", ".", "..", "...", "a.b.c", "é.é.é", "\ud800", "a.b.\udfff", "\x00" * 9, " " * 99])
def test_garbage_is_refused(text: str):
    is_refused(text)


@given(st.text(st.characters()))
def test_any_text_is_refused(text: str):
    is_refused(text)


@example("=")
@given(st.text(st.characters(), min_size=1))
def test_a_token_with_anything_behind_it_is_refused(text: str):
    is_refused(token() + text)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from(["17", "access", str(LOGIN)]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from([*tokens.REQUIRED, "nbf", "more"]), JSON, max_size=3))
def test_whatever_is_signed_is_read_or_refused_by_name(changes: dict[str, Any]):
    try:
        claims = tokens.read(SETTINGS, token(**changes), "access")
    except (TokenInvalid, TokenExpired):
        return
    assert claims.user_id >= 0
    assert claims.expires_at.tzinfo is UTC


@given(st.dictionaries(st.sampled_from(tokens.REQUIRED), JSON))
def test_whatever_another_library_has_verified_is_read_or_refused(changes: dict[str, Any]):
    with suppress(TokenInvalid):
        assert tokens.check({**CLAIMS, **changes}, "access").user_id >= 0


@pytest.mark.parametrize(("name", "value"), [(name, value) for name in ("sub", "exp") for value in OTHER_SHAPES[name]])
def test_what_another_library_lets_through_is_refused_all_the_same(name: str, value: Any):
    with pytest.raises(TokenInvalid):
        tokens.check({**CLAIMS, name: value}, "access")


@pytest.mark.parametrize("name", tokens.REQUIRED)
def test_a_claim_that_another_library_does_not_ask_for_is_asked_for(name: str):
    with pytest.raises(TokenInvalid):
        tokens.check({key: value for key, value in CLAIMS.items() if key != name}, "access")


_LATER = int(NEVER.timestamp())


@pytest.mark.parametrize(
    "changes",
    [
        {},
        *({name: None} for name in CLAIMS),
        {"exp": 1_700_000_600},
        {"exp": str(_LATER)},
        {"exp": _LATER + 0.5},
        {"exp": True},
        {"iat": _LATER},
        {"iat": "1700000000"},
        {"nbf": _LATER},
        {"nbf": 1_700_000_000},
        {"iss": "another"},
        {"iss": ["mockmate"]},
        {"aud": "another"},
        {"aud": ["mockmate", "another"]},
        {"sub": 17},
        {"jti": 17},
        {"type": 17},
        {"more": "text"},
    ],
    ids=str,
)
@pytest.mark.parametrize("secret", [SECRET, "another secret of more than 32 bytes"])
def test_a_token_in_our_spelling_gets_the_verdict_of_the_library(changes: dict[str, Any], secret: str):
    given = {name: value for name, value in {**CLAIMS, **changes}.items() if value is not None}
    written = sign(given, header='{"alg":"HS256","typ":"JWT"}', secret=secret)
    assert written.startswith(f"{jwt.encode({}, SECRET, 'HS256').partition('.')[0]}.")
    assert verdict(tokens._decode_with, written) == verdict(tokens._decode_any, written)
    assert verdict(tokens._decode_with, f"{written}A") == verdict(tokens._decode_any, f"{written}A")


def test_a_token_in_our_spelling_does_not_need_the_library():
    assert tokens._decode_plain(SECRET, jwt.encode(CLAIMS, SECRET, "HS256")) == CLAIMS


def verdict(decode: Any, written: str) -> Any:
    """What one of the ways to verify a token says."""
    try:
        return decode(SECRET, written)
    except jwt.InvalidTokenError as error:
        return type(error)
