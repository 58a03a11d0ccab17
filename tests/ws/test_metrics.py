"""GET /metrics and /health/ready of the socket service."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from flask import Flask
from pydantic import SecretStr

from shared import migrations
from shared.core.settings import Settings
from tests.clients import PATIENCE, wait_until
from tests.clients.person import Person, register
from tests.scraping import BEARER, TOKEN, Scrape
from tests.sockets import InThread


@pytest.fixture
def sockets(settings: Settings, app: Flask) -> Iterator[InThread]:
    """The socket service, with a token for /metrics."""
    running = InThread(settings.model_copy(update={"metrics_token": SecretStr(TOKEN)}))
    yield running
    running.stop()


def fetch(sockets: InThread, path: str, headers: dict[str, str]) -> tuple[int, str]:
    request = Request(sockets.url.replace("ws://", "http://") + path, headers=headers)
    try:
        with urlopen(request, timeout=PATIENCE) as answer:
            return answer.status, answer.read().decode()
    except HTTPError as refused:
        with refused:
            return refused.code, refused.read().decode()


def scrape(sockets: InThread) -> Scrape:
    status, body = fetch(sockets, "/metrics", BEARER)
    assert status == 200
    return Scrape(body)


def test_who_has_not_the_token_sees_nothing(sockets: InThread) -> None:
    assert fetch(sockets, "/metrics", {}) == (401, "")
    assert fetch(sockets, "/metrics", {"Authorization": "Bearer wrong"}) == (401, "")


def test_without_a_token_set_it_is_for_this_machine_but_not_for_who_comes_through_its_proxies(
    settings: Settings, app: Flask
) -> None:
    running = InThread(settings)
    try:
        assert fetch(running, "/metrics", {})[0] == 200
        assert fetch(running, "/metrics", {"X-Forwarded-For": "127.0.0.1"})[0] == 404
    finally:
        running.stop()


def test_sockets_frames_and_the_bridge_are_counted(sockets: InThread, alice: Person) -> None:
    before = scrape(sockets)
    with alice.socket("/ws/connect") as wire:
        wire.expect("hello")
        wire.command("notifications.read", {"up_to": 0})
        during = scrape(sockets)
    assert during.of("mockmate_sockets", path="/ws/connect") == 1
    assert during.of("mockmate_sockets", path="/ws/match") == 0
    heard = {"direction": "in", "kind": "any"}
    assert during.of("mockmate_frames_total", **heard) - before.of("mockmate_frames_total", **heard) == 1
    sent = {"direction": "out", "kind": "lasting"}
    assert during.of("mockmate_frames_total", **sent) - before.of("mockmate_frames_total", **sent) >= 2
    assert during["mockmate_bridge_connected"] == 1
    assert during["mockmate_dead_tasks"] == 0
    assert during["mockmate_stock_known"] == 1


def test_resumes_are_counted_by_how_they_went(sockets: InThread, alice: Person) -> None:
    with alice.socket("/ws/connect") as wire:
        position = wire.expect("hello")["data"]["streams"]
    before = scrape(sockets)
    elsewhere = {name: {**one, "epoch": "00000000-0000-0000-0000-000000000000"} for name, one in position.items()}
    for resume in (position, elsewhere):
        with alice.socket("/ws/connect") as wire:
            wire.expect("hello")
            wire.say(json.dumps({"type": "auth", "id": "a", "data": {"resume": resume}}))
            wire.expect("ack", id="a")
    after = scrape(sockets)
    for outcome in ("whole", "resync"):
        name = "mockmate_resumes_total"
        assert after.of(name, outcome=outcome) - before.of(name, outcome=outcome) == 1


def test_a_pass_of_the_matcher_is_counted(sockets: InThread, alice: Person, bob: Person) -> None:
    before = scrape(sockets)
    alice.practise("easy", 202)
    bob.practise("easy", 200)
    # The API's own pass is counted in the same numbers here; the matcher's, woken by news, comes on top.
    wait_until(lambda: scrape(sockets)["mockmate_pass_seconds_count"] - before["mockmate_pass_seconds_count"] >= 3)


def test_it_is_ready_with_its_schema_and_build(sockets: InThread) -> None:
    status, body = fetch(sockets, "/health/ready", {})
    said = json.loads(body)
    assert (status, said["status"], said["dead_tasks"]) == (200, "up", [])
    assert {check["status"] for check in said["checks"].values()} == {"up"}
    assert said["checks"]["migrations"]["current"] == migrations.head()
    assert said["checks"]["database"]["milliseconds"] >= 0
    assert said["build"]


def test_without_redis_it_is_degraded_and_still_takes_clients(settings: Settings, app: Flask, tmp_path: Path) -> None:
    running = InThread(settings.model_copy(update={"redis_url": f"unix://{tmp_path}/nothing"}), wanted="degraded")
    try:
        status, body = fetch(running, "/health/ready", {})
        said = json.loads(body)
        assert (status, said["status"]) == (200, "degraded")
        assert said["checks"]["broker"]["status"] == said["checks"]["bridge"]["status"] == "down"
        with register(app, "alice", running.url).socket("/ws/connect") as wire:
            assert wire.expect("hello")
    finally:
        running.stop()
