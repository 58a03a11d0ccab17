"""What proxies write into X-Forwarded-For: a client is an address, whatever stands around it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from tests.clients.person import Person, register

TRIES = 10
Make = Callable[..., Flask]


def log_in(app: Flask, forwarded: str | None = None, peer: str = "10.0.0.1") -> int:
    headers = {} if forwarded is None else {"X-Forwarded-For": forwarded}
    options: dict[str, Any] = {"headers": headers, "environ_overrides": {"REMOTE_ADDR": peer}}
    return Person(app).post("/auth/login", {"login": "alice", "password": "wrong password"}, **options).status_code


# {n} is another number in each request.
ONE_CLIENT = [
    "203.0.113.8:4000{n}",
    "203.0.113.8:{n}, 203.0.113.8:5{n}",
    " 203.0.113.8 \t",
    '"203.0.113.8:4000{n}"',
    "[2001:db8:7:8::{n}]:4000{n}",
    "[2001:db8:7:8::{n}]",
    '"[2001:db8:7:8:{n}::1]"',
    "2001:DB8:7:8::{n}",
    "2001:db8:7:8::1%eth{n}",
    "fe80::{n}%{n}",
    "[fe80::1%25eth{n}]:4000{n}",
    "::ffff:203.0.113.8",
    "[::ffff:203.0.113.8]:4000{n}",
    "::FFFF:cb00:7108%{n}",
    # Only the last part is our proxy's; a client wrote the others.
    "203.0.113.{n}, 203.0.113.8:4000{n}",
    "unknown, , _{n}, 203.0.113.8",
    '"{n}, 203.0.113.8',
    '"192.0.2.{n}\\", 203.0.113.8:4000{n}',
]
UNREADABLE = ["unknown", "_gazonk{n}", "gateway-{n}:443", "for=192.0.2.{n}", "unix:", "[]:4{n}", "192.0.2.256:{n}"]
UNREADABLE += ["192.0.2.1/3{n}", "1.2.3.4, ", "192.0.2.{n}, ", ":4000{n}", "19202{n}", "[2001:db8::g{n}]"]


@pytest.mark.parametrize("written", ONE_CLIENT)
def test_one_client_is_counted_as_one_whatever_stands_around_its_address(make_app: Make, written: str) -> None:
    app = make_app(rate_limits="on", trusted_proxies=1)
    assert [log_in(app, written.format(n=number)) for number in range(1, TRIES + 1)] == [401] * TRIES
    assert log_in(app, written.format(n=TRIES + 1)) == 429
    # It is that client who waits, and nobody else behind the proxy.
    assert log_in(app, "198.51.100.9:40001") == 401


@pytest.mark.parametrize("written", UNREADABLE)
def test_what_is_no_address_is_no_new_place_either(make_app: Make, written: str) -> None:
    app = make_app(rate_limits="on", trusted_proxies=1)
    assert [log_in(app, written.format(n=number)) for number in range(TRIES)] == [401] * TRIES
    assert log_in(app, written.format(n=TRIES)) == 429
    assert {log_in(app, other.format(n=1)) for other in UNREADABLE} == {429}
    assert log_in(app, "203.0.113.8") == 401


def test_clients_of_two_networks_are_two(make_app: Make) -> None:
    app = make_app(rate_limits="on", trusted_proxies=1)
    for number in range(TRIES + 1):
        log_in(app, f"[2001:db8:7:8::{number}]:443")
    assert log_in(app, "[2001:db8:7:8::ffff]:443") == 429
    assert log_in(app, "[2001:db8:7:9::1]:443") == 401


def test_of_two_proxies_the_outer_one_is_asked_whatever_they_write(make_app: Make) -> None:
    app = make_app(rate_limits="on", trusted_proxies=2)
    for number in range(TRIES):
        assert log_in(app, f'"{number}, 203.0.113.8:4000{number}, [::ffff:10.0.0.2]:5000{number}') == 401
    assert log_in(app, "192.0.2.1, 203.0.113.8, 10.0.0.2") == 429
    assert log_in(app, "203.0.113.8, 203.0.113.9, 10.0.0.2") == 401
    # Who did not come past both is the other end of the connection.
    assert log_in(app, "203.0.113.8", peer="10.0.0.9") == 401


@pytest.mark.parametrize(
    "peer", ["fe80::1%eth{n}", "[2001:db8:7:8::{n}]:4{n}", "::ffff:198.51.100.4", "", "socket-{n}"]
)
def test_the_other_end_of_a_connection_is_read_in_the_same_way(make_app: Make, peer: str) -> None:
    app = make_app(rate_limits="on")
    assert [log_in(app, peer=peer.format(n=number)) for number in range(TRIES)] == [401] * TRIES
    assert log_in(app, peer=peer.format(n=TRIES)) == 429
    assert log_in(app, peer="198.51.100.9") == 401


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("203.0.113.8:40001", "203.0.113.8"),
        ("[2001:DB8:0:0::7]:443", "2001:db8::7"),
        ("::ffff:203.0.113.8", "203.0.113.8"),
        ("192.0.2.66, 203.0.113.8", "203.0.113.8"),
        ('"<b>, 203.0.113.8', "203.0.113.8"),
        ("unknown", None),
        ("<script>", None),
    ],
)
def test_the_audit_log_keeps_addresses_and_nothing_else(
    make_app: Make, session: Session, written: str, kept: str | None
) -> None:
    app = make_app(trusted_proxies=1)
    alice: Person = register(app, "alice")
    assert log_in(app, written) == 401
    row = session.execute(text("SELECT * FROM audit_log ORDER BY id DESC LIMIT 1")).one()
    assert (row.kind, row.subject_id, row.address) == ("login.failed", alice.id, kept)


@pytest.mark.parametrize(
    ("peer", "status"), [("::ffff:127.0.0.1", 200), ("::ffff:192.0.2.7", 404), ("127.0.0.1.example.org", 404)]
)
def test_metrics_know_this_machine_by_either_kind_of_address(make_app: Make, peer: str, status: int) -> None:
    answer = make_app().test_client().get("/metrics", environ_overrides={"REMOTE_ADDR": peer})
    assert answer.status_code == status


def test_a_proxy_that_writes_no_addresses_is_warned_of_once(make_app: Make, capfd: pytest.CaptureFixture[str]) -> None:
    for written, warnings in (("unknown", 1), ("203.0.113.8:40001", 0)):
        client = make_app(trusted_proxies=1).test_client()
        for _ in range(3):
            assert client.get("/health/live", headers={"X-Forwarded-For": written}).status_code == 200
        assert capfd.readouterr().out.count("edge.address_unreadable") == warnings
