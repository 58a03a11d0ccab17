"""Who tries too often is slowed down, and nobody else is; with Redis or without."""

from __future__ import annotations

import socket
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import Any

import pytest
import redis
from flask import Flask
from werkzeug.test import TestResponse

from deployment.local.valkey import Valkey
from mockmate_api.auth import limits
from mockmate_api.http import rate_limits
from mockmate_api.http.openapi import operations
from mockmate_api.http.rate_limits import Limit
from shared.core.settings import Settings
from tests.clients import PASSWORD
from tests.clients.person import Person, code_of, register


@pytest.fixture
def limited(make_app: Callable[..., Flask]) -> Flask:
    """The app as it is deployed: with limits."""
    return make_app(rate_limits="on")


def log_in(app: Flask, name: str, password: str = "wrong password", **options: Any) -> TestResponse:
    return Person(app).post("/auth/login", {"login": name, "password": password}, **options)


def at(address: str) -> dict[str, Any]:
    return {"environ_overrides": {"REMOTE_ADDR": address}}


def allowed(of: tuple[Limit, ...], name: str) -> int:
    return next(limit.allowed for limit in of if limit.name == name)


TRIES = allowed(limits.LOGIN, "login")


def test_guessing_a_password_is_stopped_and_told_when_to_come_back(limited: Flask) -> None:
    register(limited, "alice")
    answers = [log_in(limited, "alice") for _ in range(TRIES + 1)]
    assert {code_of(answer) for answer in answers[:-1]} == {(401, "bad_credentials")}
    assert code_of(answers[-1]) == (429, "too_many_requests")
    assert answers[-1].mimetype == "application/problem+json"
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 15 * 60
    assert log_in(limited, "alice", PASSWORD).status_code == 429


def test_the_case_of_a_name_gives_no_more_tries(limited: Flask) -> None:
    for number in range(TRIES):
        log_in(limited, "alice" if number % 2 else "ALICE")
    assert log_in(limited, "Alice").status_code == 429


def test_who_guesses_does_not_lock_the_owner_out_elsewhere(limited: Flask) -> None:
    register(limited, "alice")
    for _ in range(TRIES + 1):
        log_in(limited, "alice", **at("192.0.2.1"))
    assert log_in(limited, "alice", **at("192.0.2.1")).status_code == 429
    assert log_in(limited, "alice", PASSWORD, **at("192.0.2.2")).status_code == 200


def test_another_account_at_the_same_address_goes_on(limited: Flask) -> None:
    register(limited, "bob")
    for _ in range(TRIES + 1):
        log_in(limited, "alice")
    assert log_in(limited, "bob", PASSWORD).status_code == 200


def test_an_address_has_a_ceiling_whatever_names_it_tries(limited: Flask) -> None:
    ceiling = allowed(limits.LOGIN, "login at address")
    counters = limited.extensions["mockmate.counters"]
    with limited.test_request_context(environ_overrides={"REMOTE_ADDR": "192.0.2.1"}):
        for _ in range(ceiling):
            assert counters.count(limits.LOGIN[0], rate_limits.by_address(None)) is None
    assert log_in(limited, "somebody new", **at("192.0.2.1")).status_code == 429
    assert log_in(limited, "somebody new", **at("192.0.2.2")).status_code == 401


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("192.0.2.1", "192.0.2.2", False),
    ],
)
def test_addresses_of_one_customer_count_together(app: Flask, one: str, other: str, same: bool) -> None:
    def counted_as(address: str) -> str:
        with app.test_request_context(environ_overrides={"REMOTE_ADDR": address}):
            return rate_limits.address()

    assert (counted_as(one) == counted_as(other)) is same


FORGED = ["203.0.113.{}", "10.0.0.{}, 203.0.113.7", "{}"]


@pytest.mark.parametrize("header", FORGED)
@pytest.mark.parametrize("name", ["X-Forwarded-For", "Forwarded", "X-Real-IP", "True-Client-IP"])
def test_a_forged_address_has_no_effect_without_a_proxy(limited: Flask, name: str, header: str) -> None:
    for number in range(TRIES):
        log_in(limited, "alice", headers={name: header.format(number)})
    assert log_in(limited, "alice", headers={name: header.format(99)}).status_code == 429


def test_behind_proxies_the_address_is_what_the_outermost_trusted_one_saw(make_app: Callable[..., Flask]) -> None:
    app = make_app(rate_limits="on", trusted_proxies=2)

    def from_(client: str, forged: str) -> TestResponse:
        return log_in(app, "alice", headers={"X-Forwarded-For": f"{forged}, {client}, 10.0.0.1"})

    for number in range(TRIES):
        from_("192.0.2.1", f"203.0.113.{number}")
    assert from_("192.0.2.1", "203.0.113.99").status_code == 429
    assert from_("192.0.2.2", "192.0.2.1").status_code == 401


@pytest.mark.parametrize("header", ["", "nonsense", ",,,", "a" * 5_000, "192.0.2.1"])
def test_a_header_that_no_proxy_would_send_breaks_nothing(make_app: Callable[..., Flask], header: str) -> None:
    app = make_app(rate_limits="on", trusted_proxies=2)
    assert log_in(app, "alice", headers={"X-Forwarded-For": header}).status_code == 401


def test_what_one_person_may_do_is_counted_by_person(limited: Flask) -> None:
    alice, bob = register(limited, "alice"), register(limited, "bob")
    answers = [alice.post("/auth/ws-ticket") for _ in range(limits.WS_TICKET[0].allowed + 1)]
    assert [answer.status_code for answer in answers[-2:]] == [201, 429]
    assert bob.post("/auth/ws-ticket").status_code == 201


def test_registering_is_limited_by_address(limited: Flask) -> None:
    counters = limited.extensions["mockmate.counters"]
    with limited.test_request_context(environ_overrides={"REMOTE_ADDR": "127.0.0.1"}):
        for _ in range(limits.REGISTER[0].allowed):
            counters.count(limits.REGISTER[0], rate_limits.by_address(None))
    answer = Person(limited).post("/auth/register", {"email": "alice@example.com", "password": PASSWORD})
    assert code_of(answer) == (429, "too_many_requests")


def test_the_routes_that_can_be_abused_have_limits(limited: Flask) -> None:
    described = {
        (next(iter((rule.methods or set()) - {"HEAD"})), rule.rule)
        for rule, operation in operations(limited)
        if any(kind.status == 429 for kind in operation.errors)
    }
    assert {
        ("POST", "/auth/login"),
        ("POST", "/auth/register"),
        ("POST", "/auth/refresh"),
        ("POST", "/auth/ws-ticket"),
        ("POST", "/match/pair"),
        ("POST", "/slots/book"),
        ("POST", "/interview/<uuid:interview_id>/decline"),
    } <= described


def test_pairing_is_counted_by_person(limited: Flask) -> None:
    wish = {"interview_type": "technical", "difficulty": "easy"}
    alice, bob = register(limited, "alice"), register(limited, "bob")
    answers = {alice.post("/match/pair", wish).status_code for _ in range(allowed(rate_limits.PAIR, "pair"))}
    assert answers == {202}
    assert code_of(alice.post("/match/pair", wish)) == (429, "too_many_requests")
    assert bob.post("/match/pair", wish).status_code == 200


def test_links_for_a_password_are_counted_by_account_however_its_address_is_spelled(limited: Flask) -> None:
    # Python writes the capital sigma at the end of a word in another way than PostgreSQL, which finds the account.
    register(limited, "alice", email="\u03b1\u03c3@example.com")
    spellings = ("\u0391\u03a3@example.com", "\u03b1\u03c3@example.com", "\u03b1\u03a3@example.com")
    tries = allowed(limits.FORGOT_PASSWORD, "forgot-password")
    for number in range(tries):
        sent = Person(limited).post("/auth/forgot-password", {"email": spellings[number % 3]})
        assert sent.status_code == 202
    for spelling in spellings:
        refused = Person(limited).post("/auth/forgot-password", {"email": spelling})
        assert code_of(refused) == (429, "too_many_requests")


def test_two_processes_count_together_and_redis_learns_no_names(
    make_app: Callable[..., Flask], settings: Settings
) -> None:
    one, other = make_app(rate_limits="on"), make_app(rate_limits="on")
    for number in range(TRIES):
        log_in((one, other)[number % 2], "alice@example.com")
    assert log_in(one, "alice@example.com").status_code == 429
    with redis.Redis.from_url(settings.redis_url) as client:
        keys = list(client.scan_iter(match="*limits*"))
        assert keys
        for key in keys:
            assert key.startswith(settings.redis_prefix.encode() + b":")
            assert b"alice" not in key
            assert client.ttl(key) > 0


def test_off_means_off(app: Flask) -> None:
    assert {log_in(app, "alice").status_code for _ in range(TRIES + 5)} == {401}


def test_while_redis_is_away_each_process_counts_for_itself_and_nothing_fails(
    make_app: Callable[..., Flask], own_valkey: Valkey
) -> None:
    app = make_app(rate_limits="on", redis_url=own_valkey.url)
    register(app, "alice")
    own_valkey.stop()
    with ThreadPoolExecutor(6) as threads:
        statuses = list(threads.map(lambda _: log_in(app, "alice").status_code, range(TRIES + 5)))
    assert sorted(statuses) == [401] * TRIES + [429] * 5
    assert log_in(app, "alice", PASSWORD, **at("192.0.2.2")).status_code == 200
    own_valkey.start()
    app.extensions["mockmate.counters"]._closed_until = 0.0
    assert log_in(app, "alice", PASSWORD).status_code == 200
    with redis.Redis.from_url(own_valkey.url) as client:
        assert list(client.scan_iter(match="*limits*"))


def test_a_redis_that_takes_no_writes_is_named_loudly(
    make_app: Callable[..., Flask], own_valkey: Valkey, capfd: pytest.CaptureFixture[str]
) -> None:
    app = make_app(rate_limits="on", redis_url=own_valkey.url)
    register(app, "alice")

    def advice() -> list[str]:
        said: list[str] = app.test_client().get("/health/ready").get_json()["advice"]
        return said

    assert advice() == []
    with redis.Redis.from_url(own_valkey.url) as client:
        client.execute_command("REPLICAOF", "127.0.0.1", "1")
        assert {log_in(app, "alice").status_code for _ in range(TRIES)} == {401}
        assert "limits.not_shared" in capfd.readouterr().out
        (said,) = advice()
        assert "replica" in said
        assert "ReadOnlyError" in said
        client.execute_command("REPLICAOF", "NO", "ONE")
    app.extensions["mockmate.counters"]._closed_until = 0.0
    log_in(app, "alice")
    assert advice() == []


def test_a_redis_that_takes_connections_and_says_nothing_holds_nobody_up(make_app: Callable[..., Flask]) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as silent:
        app = make_app(rate_limits="on", redis_url=f"redis://127.0.0.1:{silent.getsockname()[1]}/0")
        alice: Person = register(app, "alice")
        assert alice.post("/auth/ws-ticket").status_code == 201
        assert {log_in(app, "alice").status_code for _ in range(TRIES)} == {401}
        assert log_in(app, "alice").status_code == 429


def test_a_proxy_that_nobody_told_us_of_is_warned_of_once(
    make_app: Callable[..., Flask], capfd: pytest.CaptureFixture[str]
) -> None:
    for trusted, warnings in ((0, 1), (1, 0)):
        app = make_app(rate_limits="on", trusted_proxies=trusted)
        for _ in range(3):
            app.test_client().get("/health/live", headers={"X-Forwarded-For": "192.0.2.1"})
        assert capfd.readouterr().out.count("edge.proxy_not_trusted") == warnings
