"""What browsers are told: which pages may call us, and what they may do with our answers."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from mockmate_api.http.body import MAX_DEPTH
from tests.clients.person import Person, code_of

OURS = "https://mockmate.example"
ASKING = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization, idempotency-key"}


@pytest.fixture
def page(make_app: Callable[..., Flask]) -> Person:
    """A client of an app that lets pages of one origin call it."""
    return Person(make_app(allowed_origins=(OURS,), public_url=OURS))


def test_a_page_of_ours_may_ask_and_then_call(page: Person) -> None:
    preflight = page.app.test_client().options("/slots/book", headers={"Origin": OURS, **ASKING})
    assert preflight.status_code == 204
    assert preflight.headers["Access-Control-Allow-Origin"] == OURS
    assert "POST" in preflight.headers["Access-Control-Allow-Methods"]
    for name in ("Authorization", "Idempotency-Key", "Content-Type"):
        assert name in preflight.headers["Access-Control-Allow-Headers"]
    answer = page.get("/users/me", headers={"Origin": OURS})
    assert answer.status_code == 401
    assert answer.headers["Access-Control-Allow-Origin"] == OURS
    for name in ("Retry-After", "Idempotent-Replayed", "X-Request-ID"):
        assert name in answer.headers["Access-Control-Expose-Headers"]


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", f"{OURS}.evil.example", "http://mockmate.example", f"{OURS}:8443", "*"]
)
def test_a_page_of_any_other_origin_is_let_do_nothing(page: Person, origin: str) -> None:
    for answer in (
        page.app.test_client().options("/slots/book", headers={"Origin": origin, **ASKING}),
        page.get("/health/live", headers={"Origin": origin}),
    ):
        assert not [name for name, _ in answer.headers if name.startswith("Access-Control")]
        assert "Origin" in answer.vary


def test_credentials_are_never_allowed_since_tokens_are_no_cookies(page: Person) -> None:
    answer = page.get("/health/live", headers={"Origin": OURS})
    assert "Access-Control-Allow-Credentials" not in answer.headers
    assert "Set-Cookie" not in answer.headers


def test_every_answer_says_what_browsers_may_do_with_it(page: Person) -> None:
    for path in ("/health/live", "/nothing", "/users/me", "/docs", "/openapi.json"):
        headers = page.app.test_client().get(path).headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert headers["Strict-Transport-Security"] == "max-age=31536000"
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe-eval" not in policy
        assert "Server" not in headers
        assert "X-Powered-By" not in headers


def test_without_tls_nobody_is_told_to_insist_on_it(api: Person) -> None:
    assert "Strict-Transport-Security" not in api.get("/health/live").headers


@pytest.mark.parametrize("depth", [MAX_DEPTH + 1, 100, 199, 300, 500, 900, 1_500, 10_000])
@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ('{"a":', "}")])
def test_json_nested_too_deeply_is_refused_at_any_depth(alice: Person, depth: int, opening: str, closing: str) -> None:
    raw = (opening * depth + "1" + closing * depth)[: 60 * 1024]
    answer = alice.call("PATCH", "/users/me", data=raw, headers={"Content-Type": "application/json"})
    assert code_of(answer) == (400, "malformed_json")


def test_a_key_given_twice_is_refused_at_any_depth(alice: Person) -> None:
    for raw in ('{"full_name": "A", "full_name": "B"}', '{"languages": [{"a": 1, "a": 1}]}'):
        answer = alice.call("PATCH", "/users/me", data=raw, headers={"Content-Type": "application/json"})
        assert code_of(answer) == (400, "malformed_json")
