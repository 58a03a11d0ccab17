"""GET /metrics."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from pydantic import SecretStr
from sqlalchemy import text
from sqlalchemy.orm import Session

from mockmate_api.http.extensions import db
from tests.clients import PASSWORD
from tests.clients.person import Person, code_of
from tests.scraping import BEARER, TOKEN, Scrape


@pytest.fixture
def watched(make_app: Callable[..., Flask]) -> Flask:
    """The same app, with a fresh look at the database and a token."""
    return make_app(metrics_token=SecretStr(TOKEN))


def scrape(app: Flask) -> Scrape:
    answer = app.test_client().get("/metrics", headers=BEARER)
    assert answer.status_code == 200
    assert answer.content_type.startswith("text/plain")
    return Scrape(answer.get_data(as_text=True))


@pytest.mark.parametrize("address", ["192.0.2.7", "2001:db8::1", "", "localhost"])
def test_without_a_token_set_there_is_no_such_page_for_others(api: Person, address: str) -> None:
    came_from = {"REMOTE_ADDR": address}
    for headers in ({}, BEARER, {"Authorization": "Bearer "}):
        answer = api.app.test_client().get("/metrics", headers=headers, environ_overrides=came_from)
        assert code_of(answer) == (404, "not_found")


@pytest.mark.parametrize("address", ["127.0.0.1", "127.8.9.1", "::1"])
def test_without_a_token_set_it_is_for_this_machine_but_not_for_who_comes_through_its_proxies(
    api: Person, address: str
) -> None:
    client = api.app.test_client()
    here = {"REMOTE_ADDR": address}
    assert client.get("/metrics", environ_overrides=here).status_code == 200
    through = client.get("/metrics", headers={"X-Forwarded-For": "127.0.0.1"}, environ_overrides=here)
    assert code_of(through) == (404, "not_found")


@pytest.mark.parametrize("given", ["", "Bearer", "Bearer wrong", TOKEN, f"Bearer {TOKEN}x", "Bearer \xe9"])
def test_who_has_not_the_token_sees_nothing(watched: Flask, given: str) -> None:
    answer = watched.test_client().get("/metrics", headers={"Authorization": given})
    assert code_of(answer) == (401, "unauthenticated")


def test_requests_are_counted_by_rule_and_status_never_by_path(watched: Flask, alice: Person) -> None:
    before = scrape(watched)
    client = watched.test_client()
    for number in range(3):
        client.get(f"/slots/bookings/{number + 1}", headers={"Authorization": f"Bearer {alice.token}"})
        client.get(f"/nothing-{number}")
    client.open("/slots", method=f"MADEUP{alice.id}")
    after = scrape(watched)
    rule = {"method": "GET", "route": "/slots/bookings/<id:booking_id>"}
    name = "mockmate_http_requests_total"
    assert after.of(name, status="404", **rule) - before.of(name, status="404", **rule) == 3
    seconds = "mockmate_http_request_seconds_count"
    assert after.of(seconds, **rule) - before.of(seconds, **rule) == 3
    unknown = {"method": "any", "route": "unknown", "status": "404"}
    assert after.of(name, **unknown) - before.of(name, **unknown) == 3
    assert not [labels for _, labels in after.samples if "nothing" in str(labels) or "MADEUP" in str(labels)]


def test_logins_and_bookings_are_counted_once_each(
    watched: Flask, alice: Person, make_slot: Callable[..., int]
) -> None:
    before = scrape(watched)
    client = watched.test_client()
    for password in (PASSWORD, "wrong " + PASSWORD):
        client.post("/auth/login", json={"login": "alice", "password": password})
    headers = {"Authorization": f"Bearer {alice.token}", "Idempotency-Key": "one"}
    wanted = {"slot_id": make_slot(), "difficulty": "easy"}
    for _ in range(2):  # the second gets the first one's answer
        assert client.post("/slots/book", json=wanted, headers=headers).status_code == 201
    after = scrape(watched)
    for outcome in ("accepted", "refused"):
        name = "mockmate_logins_total"
        assert after.of(name, outcome=outcome) - before.of(name, outcome=outcome) == 1
    assert after["mockmate_bookings_total"] - before["mockmate_bookings_total"] == 1


def test_a_match_is_counted_with_its_gap_and_both_waits(watched: Flask, alice: Person, bob: Person) -> None:
    before = scrape(watched)
    for person, difficulty in ((alice, "easy"), (bob, "medium")):
        person.post("/match/pair", {"interview_type": "technical", "difficulty": difficulty})
    after = scrape(watched)
    name = "mockmate_pairs_total"
    assert after.of(name, level_gap="1") - before.of(name, level_gap="1") == 1
    for name, more in (("mockmate_match_wait_seconds_count", 2), ("mockmate_pass_seconds_count", 2)):
        assert after[name] - before[name] == more
    name = "mockmate_matched_people_total"
    assert after.of(name, difficulty="medium") - before.of(name, difficulty="medium") == 1


def test_who_waits_and_what_mail_is_due_is_read_from_the_database(
    watched: Flask, alice: Person, session: Session
) -> None:
    alice.post("/match/pair", {"interview_type": "behavioral", "difficulty": "hard"})
    session.execute(text("UPDATE outgoing_mails SET created_at = now() - interval '1 h'"))
    session.commit()
    seen = scrape(watched)
    room = {"interview_type": "behavioral", "room": "practice", "difficulty": "hard"}
    assert seen.of("mockmate_waiting_people", **room) == 1
    assert seen["mockmate_mails_due"] == 1
    assert seen["mockmate_oldest_mail_seconds"] >= 3600
    assert seen["mockmate_stock_known"] == 1


def test_however_many_look_the_database_is_asked_once(watched: Flask, alice: Person, bob: Person) -> None:
    alice.post("/match/pair", {"interview_type": "behavioral", "difficulty": "hard"})
    room = {"interview_type": "behavioral", "room": "practice", "difficulty": "hard"}
    assert scrape(watched).of("mockmate_waiting_people", **room) == 1
    alice.post("/match/leave")
    assert scrape(watched).of("mockmate_waiting_people", **room) == 1


def test_connections_that_are_lent_are_counted(watched: Flask) -> None:
    before = scrape(watched)
    with watched.app_context(), db.engine.connect():
        during = scrape(watched)
    assert during["mockmate_db_connections_in_use"] == before["mockmate_db_connections_in_use"] + 1
    assert scrape(watched)["mockmate_db_connections_in_use"] == before["mockmate_db_connections_in_use"]
    assert during["mockmate_db_connections_max"] >= 1


def test_without_a_database_the_rest_is_still_shown(make_app: Callable[..., Flask], tmp_path: Path) -> None:
    nowhere = f"postgresql+psycopg2://nobody@/nothing?host={tmp_path}"
    seen = scrape(make_app(metrics_token=SecretStr(TOKEN), database_url=nowhere))
    assert seen["mockmate_stock_known"] == 0
    assert "mockmate_waiting_people" not in seen.names
    assert "mockmate_http_requests_total" in seen.names
