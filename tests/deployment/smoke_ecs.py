"""The task definitions of ECS, run as they are on a Docker host. A part of `make smoke`, after the images are built."""

from __future__ import annotations

import json
from collections.abc import Iterator
from uuid import uuid4

import pytest

from tests.clients.person import register
from tests.deployment import compose
from tests.deployment.tasks_on_docker import PORTS, project
from tests.sockets import ROOT

pytestmark = pytest.mark.timeout(600)

RESTART = 1012
API, WS = (f"http://127.0.0.1:{PORTS[name]}" for name in ("api", "ws"))


def tasks(*arguments: str) -> str:
    return compose.docker("compose", "-p", "mockmate-smoke-ecs", "-f", ".local/smoke-ecs.json", *arguments)


@pytest.fixture(scope="module", autouse=True)
def _running() -> Iterator[None]:
    file = ROOT / ".local" / "smoke-ecs.json"
    file.parent.mkdir(exist_ok=True)
    file.write_text(json.dumps(project("smoke")))
    compose.compose("build")
    try:
        tasks("up", "--detach", "--wait", "--wait-timeout", "240")
        yield
    finally:
        tasks("down", "--volumes")
        file.unlink()


def test_people_use_both_tasks_and_sockets_get_their_goodbye_when_one_is_stopped():
    # The load balancer's part: sockets at the one task, all else at the other.
    alice = register(API, f"alice_{uuid4().hex[:8]}", WS)
    with alice.socket("/ws/connect") as wire:
        wire.expect("hello")
        # All containers of a task hear SIGTERM at the same time.
        tasks("stop", "ws-nginx", "ws-ws")
        assert wire.closed() == RESTART
    assert alice.get("/users/me", status=200).get_json()["username"] == alice.username
    tasks("stop")
    codes = [
        (service, compose.inspect(container)["State"]["ExitCode"])
        for service in ("api-nginx", "api-api", "ws-nginx", "ws-ws", "check-check", "migrate-migrate")
        for container in tasks("ps", "-a", "-q", service).split()
    ]
    assert codes == [(service, 0) for service, _ in codes]
    assert len(codes) == 6
