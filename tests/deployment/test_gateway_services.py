"""The real services behind the gateway: people meet through it, and processes may come and go."""

from __future__ import annotations

import json
import re
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from threading import Event
from typing import Any, NamedTuple
from uuid import uuid4

import pytest
from starlette.routing import WebSocketRoute

from mockmate_api import create_app
from mockmate_ws import create_app as create_sockets
from shared.core.settings import Settings
from tests.clients import wait_until
from tests.clients.meetings import begin, meet
from tests.clients.person import Person, register
from tests.cloning import clone, drop_databases
from tests.conftest import settings_of
from tests.databases import Place
from tests.deployment.gateway import ApiProcess, Gateway
from tests.sockets import AsProcess

# One worker has all of these tests, since they share their services.
pytestmark = pytest.mark.xdist_group("services behind the gateway")

RESTART = 1012
OPENING = {
    "Upgrade": "websocket",
    "Connection": "Upgrade",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "eHh4eHh4eHh4eHh4eHh4eA==",
}


class Services(NamedTuple):
    """Two processes of each service."""

    settings: Settings
    apis: list[ApiProcess]
    sockets: list[AsProcess]


class House(NamedTuple):
    """The same behind one gateway."""

    gateway: Gateway
    apis: list[ApiProcess]
    sockets: list[AsProcess]


@pytest.fixture(scope="module")
def services(
    place: Place,
    postgres_url: str,
    redis_server: str,
    redis_prefix: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Services]:
    """Services for all tests here, which take longer to start than to test, on a database that is not emptied."""
    folder = tmp_path_factory.mktemp("services")
    name = f"{place.database}_house"
    settings = settings_of(clone(postgres_url, place.template, name), redis_server, f"{redis_prefix}-house")
    with ExitStack() as stack:
        stack.callback(drop_databases, postgres_url, like=name)
        apis = [ApiProcess(settings, folder) for _ in range(2)]
        for api in apis:
            stack.callback(api.stop)
        sockets = [AsProcess(settings, folder / f"ws-{number}.log", cold=True) for number in range(2)]
        for process in sockets:
            stack.callback(process.stop)
        yield Services(settings, apis, sockets)


@pytest.fixture
def house(start_gateway: Callable[..., Gateway], services: Services) -> House:
    """The services, all running, behind a new gateway."""
    processes: list[ApiProcess | AsProcess] = [*services.apis, *services.sockets]
    for each in processes:
        if each.process.poll() is not None:
            each.start()
    gateway = start_gateway([each.port for each in services.apis], [each.settings.ws_port for each in services.sockets])
    return House(gateway, services.apis, services.sockets)


@pytest.fixture
def visit(house: House) -> Callable[[str], Person]:
    """Let somebody new register through the gateway."""
    return lambda name: register(house.gateway.url, f"{name}-{uuid4().hex[:8]}")


def test_two_people_meet_through_the_gateway(visit: Callable[[str], Person]):
    meet(visit("alice"), visit("bob"))


def test_every_route_and_every_socket_is_reached(house: House, services: Services):
    # What is text in a path may be a secret: the log shows its rule instead.
    ways: list[set[str]] = []
    for rule in create_app(services.settings).url_map.iter_rules():
        path = re.sub("<[^>]*>", "1", rule.rule)
        answer = house.gateway.ask("OPTIONS", path, {"X-Request-ID": "who-answers"})
        assert answer.headers["x-request-id"] == "who-answers"
        ways.append({path, rule.rule})

    def missed() -> list[set[str]]:
        logged = {row.get("path") for api in house.apis for row in api.log()}
        return [way for way in ways if not way & logged]

    # Figures are not for everybody: the gateway lets nobody through to them.
    wait_until(lambda: missed() == [{"/metrics"}])
    for route in create_sockets(services.settings).routes:
        if isinstance(route, WebSocketRoute):
            is_any_other = "{" in route.path
            answer = house.gateway.ask("GET", "/ws/nothing" if is_any_other else route.path, OPENING)
            assert answer.status == (404 if is_any_other else 101), route.path


def test_the_request_id_of_an_answer_finds_it_in_the_apis_log(house: House):
    given = house.gateway.ask("GET", "/openapi.json").headers["x-request-id"]
    wait_until(lambda: given in {row.get("request_id") for api in house.apis for row in api.log()})


def test_one_id_follows_a_request_through_the_news_and_a_socket_to_its_ack(
    start_gateway: Callable[..., Gateway], settings: Settings, tmp_path: Path
):
    outspoken = settings.model_copy(update={"log_level": "DEBUG", "log_format": "json"})
    with ExitStack() as stack:
        api = ApiProcess(outspoken, tmp_path)
        stack.callback(api.stop)
        process = AsProcess(outspoken, tmp_path / "ws.log")
        stack.callback(process.stop)
        gateway = start_gateway([api.port], [process.settings.ws_port])
        alice = register(gateway.url, "alice")
        bob = register(gateway.url, "bob")
        interview = begin(alice, bob)

        def heard(request_id: str) -> list[dict[str, Any]]:
            lines = [json.loads(line) for line in (tmp_path / "ws.log").read_text().splitlines() if line[:1] == "{"]
            return [line for line in lines if line.get("request_id") == request_id and line["event"] == "news.heard"]

        path = f"/ws/interview/live?interview_id={interview}"
        with alice.socket(path, headers={"X-Request-ID": "her-socket"}) as hers, bob.socket(path) as his:
            his.expect("interview.snapshot")
            # A command: its ack and the news of it name the socket's handshake.
            assert hers.command("chat.send", {"text": "Hello!"})["request_id"] == "her-socket"
            wait_until(lambda: bool(heard("her-socket")))
            assert hers.command("chat.send", {"text": ""})["request_id"] == "her-socket"
            # The gateway gives a socket an id that comes without one.
            given = his.command("chat.send", {"text": "Hi!"})["request_id"]
            his.close()  # nginx writes the line when a socket ends
            wait_until(lambda: given in gateway.access_log.read_text())
            # A request over HTTP: the API's log and the news it caused name it.
            alice.post(f"/interview/{interview}/swap-roles", headers={"X-Request-ID": "her-request"}, status=200)
            hers.expect("roles.swapped")
            wait_until(lambda: bool(heard("her-request")))
            assert "her-request" in {row.get("request_id") for row in api.log()}


def test_swagger_ui_keeps_its_policy_and_its_files_are_fetched_once(house: House):
    assert "script-src 'self'" in house.gateway.ask("GET", "/docs").headers["content-security-policy"]
    asked = [house.gateway.ask("GET", "/docs/assets/swagger-ui.css") for _ in range(3)]
    assert len({answer.body for answer in asked}) == 1
    assert len({answer.headers["x-request-id"] for answer in asked}) == 3

    def fetched() -> list[dict[str, Any]]:
        rows = [row for api in house.apis for row in api.log() if row.get("method") == "GET"]
        return [row for row in rows if row.get("path", "").startswith("/docs/assets/")]

    wait_until(fetched)
    assert len(fetched()) == 1


def test_nobody_notices_that_an_api_process_died(house: House, visit: Callable[[str], Person]):
    alice = visit("alice")
    house.apis[0].kill()
    for _ in range(10):
        alice.get("/users/me", status=200)
        alice.post("/auth/ws-ticket", status=201)


def test_a_restarting_process_sends_its_sockets_to_the_other(house: House, visit: Callable[[str], Person]):
    alice = visit("alice")
    with ExitStack() as stack:
        wires = [stack.enter_context(alice.socket("/ws/connect")) for _ in range(4)]
        for wire in wires:
            wire.expect("hello")
        house.sockets[0].stop()
        # Least connections: half of them were there.
        with ThreadPoolExecutor(4) as pool:
            closing = [pool.submit(wire.closed) for wire in wires]
            wait_until(lambda: sum(each.done() for each in closing) == 2)
            with alice.socket("/ws/connect") as again:
                again.expect("hello")
            house.sockets[1].stop()
            assert [each.result() for each in closing] == [RESTART] * 4


def test_sockets_outlive_a_reload_and_get_their_goodbye_when_the_gateway_stops(
    house: House, visit: Callable[[str], Person]
):
    alice, bob = visit("alice"), visit("bob")
    alice.practise("easy", 202)
    with alice.socket("/ws/match") as waiting:
        waiting.expect("waiting_room.snapshot")
        house.gateway.signal(signal.SIGHUP)
        bob.practise("easy", 200)
        waiting.expect("match.found")
        # As on ECS: the gateway and the service beside it are told to stop at the same time.
        house.gateway.signal(signal.SIGQUIT)
        for process in house.sockets:
            process.stop()
        assert waiting.closed() == RESTART
    assert house.gateway.process.wait() == 0


def test_requests_that_run_when_the_api_restarts_get_their_answers(house: House, visit: Callable[[str], Person]):
    alice = visit("alice")
    enough = Event()

    def ask() -> int:
        asked = 0
        while not enough.is_set():
            alice.get("/users/me", status=200)
            asked += 1
        return asked

    with ThreadPoolExecutor(2) as pool:
        asking = [pool.submit(ask) for _ in range(2)]
        try:
            for api in house.apis:
                api.stop()
                api.start()
        finally:
            enough.set()
        assert all(each.result() for each in asking)
