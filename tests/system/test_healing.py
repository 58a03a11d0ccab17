"""News that is lost: a Redis that goes deaf, or that kicks its subscriber; a PostgreSQL that stands still."""

from __future__ import annotations

import json
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from urllib.error import HTTPError
from urllib.parse import unquote

import pytest
import redis
from flask import Flask

from deployment.local.postgres import Postgres
from deployment.local.valkey import Valkey
from mockmate_api import create_app
from mockmate_ws.__main__ import server
from shared.core.settings import Settings
from tests.clients import PATIENCE
from tests.clients.person import Person, register
from tests.clients.wire import Wire
from tests.proxy import Proxy
from tests.sockets import InThread, free_port
from tests.system.outages import frozen


@pytest.fixture
def proxy(own_valkey: Valkey) -> Iterator[Proxy]:
    with Proxy(unquote(own_valkey.url.removeprefix("unix://"))) as running:
        yield running


@pytest.fixture
def own_settings(settings: Settings, own_valkey: Valkey) -> Settings:
    return settings.model_copy(update={"redis_url": own_valkey.url})


@pytest.fixture
def app(own_settings: Settings) -> Flask:
    return create_app(own_settings)


@contextmanager
def a_server(settings: Settings) -> Iterator[InThread]:
    running = InThread(settings)
    try:
        yield running
    finally:
        running.stop()


def meet(alice: Person, bob: Person) -> str:
    alice.practise("easy")
    interview = bob.practise("easy", status=200)["interview"]
    return f"/ws/interview/live?interview_id={interview['id']}"


def say(wire: Wire, prefix: str, count: int) -> list[str]:
    lines = [f"{prefix}-{number}" for number in range(count)]
    for line in lines:
        assert wire.command("chat.send", {"text": line}, id_=line)["type"] == "ack"
    return lines


def heard(wire: Wire, count: int) -> list[str]:
    return [wire.expect("chat.message")["data"]["text"] for _ in range(count)]


def is_gapless(wire: Wire) -> bool:
    offsets = [offset for offset, _ in wire.durable()]
    return offsets == list(range(offsets[0], offsets[0] + len(offsets)))


def test_a_line_to_redis_that_swallows_everything_is_noticed_and_built_anew(
    app: Flask, own_settings: Settings, proxy: Proxy
):
    through = own_settings.model_copy(update={"redis_url": f"redis://127.0.0.1:{proxy.port}/0"})
    with ExitStack() as stack:
        deaf, well = (stack.enter_context(a_server(one)) for one in (through, own_settings))
        alice, bob = register(app, "alice", well.url), register(app, "bob", deaf.url)
        path = meet(alice, bob)
        hers, his = stack.enter_context(alice.socket(path)), stack.enter_context(bob.socket(path))
        for wire in (hers, his):
            wire.expect("interview.snapshot")
        bridge = deaf.server.service.bridge
        before = bridge._subscriber
        proxy.go_deaf()
        lines = say(hers, "deaf", 10)
        assert heard(his, 10) == lines
        # Signals are heard again only over a new line.
        candidate = {"candidate": "x"}
        for number in range(int(PATIENCE / 0.25)):
            assert hers.command("signal.send", {"candidate": candidate}, id_=f"s{number}")["type"] == "ack"
            hers.command("chat.send", {"text": f"tick-{number}"}, id_=f"tick-{number}")
            his.expect("chat.message")
            if any(frame["type"] == "signal" for frame in his.seen):
                break
        assert bridge._subscriber is not before
        assert any(frame["type"] == "signal" for frame in his.seen)
        assert is_gapless(his)


def test_a_subscriber_that_redis_throws_out_misses_nothing(app: Flask, own_settings: Settings, own_valkey: Valkey):
    with ExitStack() as stack:
        one, other = (stack.enter_context(a_server(own_settings)) for _ in range(2))
        alice, bob = register(app, "alice", one.url), register(app, "bob", other.url)
        path = meet(alice, bob)
        hers, his = stack.enter_context(alice.socket(path)), stack.enter_context(bob.socket(path))
        for wire in (hers, his):
            wire.expect("interview.snapshot")
        said = []
        with redis.Redis.from_url(own_valkey.url) as client:
            for round_ in range(5):
                while not client.execute_command("CLIENT", "KILL", "TYPE", "pubsub"):
                    time.sleep(0.1)  # they are not back yet
                said += say(hers, f"round-{round_}", 4)
        for wire in (hers, his):
            assert heard(wire, 20) == said
            assert is_gapless(wire)


def test_a_subscriber_over_its_output_buffer_misses_nothing(app: Flask, own_settings: Settings, own_valkey: Valkey):
    with ExitStack() as stack:
        client = stack.enter_context(redis.Redis.from_url(own_valkey.url))
        one, other = (stack.enter_context(a_server(own_settings)) for _ in range(2))
        alice, bob = register(app, "alice", one.url), register(app, "bob", other.url)
        path = meet(alice, bob)
        hers, his = stack.enter_context(alice.socket(path)), stack.enter_context(bob.socket(path))
        for wire in (hers, his):
            wire.expect("interview.snapshot")
        client.config_set("client-output-buffer-limit", "pubsub 20000 20000 0")
        said = say(hers, "small", 3)
        # A message larger than the whole buffer: whoever it is for is thrown out.
        channel = next(name for name in client.pubsub_channels() if b"interview:" in name)
        client.publish(channel, b"0\n" + b"x" * 10_000_000)
        said += say(hers, "after", 10)
        for wire in (hers, his):
            assert heard(wire, 13) == said
            assert is_gapless(wire)


def test_a_room_that_is_over_closes_only_when_everybody_was_told(
    app: Flask, own_settings: Settings, own_valkey: Valkey
):
    # Seats are looked at long before the sweep finds what Redis doesn't tell.
    hasty = own_settings.model_copy(update={"socket_grace_seconds": 1})
    with a_server(hasty) as running:
        alice, bob = register(app, "alice", running.url), register(app, "bob", running.url)
        path = meet(alice, bob)
        with alice.socket(path) as hers, bob.socket(path) as his:
            for wire in (hers, his):
                wire.expect("interview.snapshot")
            own_valkey.stop()
            alice.post(f"/interview/{path.partition('=')[2]}/end", status=200)
            for wire in (hers, his):
                assert wire.expect("interview.ended")["data"]["by"] == alice.id
                assert wire.closed() == 4504


def test_commands_given_while_postgresql_stands_still_are_carried_out_when_it_goes_on(
    own_postgres: Postgres, own_settings: Settings
):
    settings = own_settings.model_copy(update={"database_url": own_postgres.url})
    app = create_app(settings)
    with a_server(settings) as running, ExitStack() as stack:
        alice, bob = register(app, "alice", running.url), register(app, "bob", running.url)
        path = meet(alice, bob)
        hers, his = stack.enter_context(alice.socket(path)), stack.enter_context(bob.socket(path))
        for wire in (hers, his):
            wire.expect("interview.snapshot")
        with frozen(own_postgres):
            for number in range(5):
                hers.send("chat.send", {"text": f"line-{number}"}, id_=f"line-{number}")
            # What needs no database goes on meanwhile.
            hers.send("signal.send", {"candidate": {"candidate": "x"}})
            assert his.expect("signal")["data"]["user_id"] == alice.id
            with pytest.raises(HTTPError) as answer:
                urllib.request.urlopen(f"http://127.0.0.1:{running.settings.ws_port}/health/ready", timeout=PATIENCE)
            assert answer.value.code == 503
            answer.value.close()
        for number in range(5):
            assert hers.expect("ack", "error", id=f"line-{number}")["type"] == "ack"
        assert heard(his, 5) == [f"line-{number}" for number in range(5)]
        assert is_gapless(his)


def test_who_comes_back_while_postgresql_is_away_is_sent_away_and_resumes_whole_afterwards(
    own_postgres: Postgres, own_settings: Settings
):
    settings = own_settings.model_copy(update={"database_url": own_postgres.url})
    app = create_app(settings)
    with a_server(settings) as running:
        alice, bob = register(app, "alice", running.url), register(app, "bob", running.url)
        path = meet(alice, bob)
        with bob.socket(path) as his:
            left_at = his.expect("hello")["data"]["streams"]
        with alice.socket(path) as hers:
            said = say(hers, "line", 5)
            own_postgres.stop()
            with bob.socket(path) as his:  # sent away before his first frame counts
                assert his.expect("error")["data"]["code"] == "unavailable"
                assert his.closed() == 1013
            own_postgres.start()
            wait_until_all_is_well(running.settings.ws_port)
            said += say(hers, "again", 5)
        with bob.socket(path, resume=left_at) as his:
            assert heard(his, 10) == said
            assert is_gapless(his)


def readiness(port: int) -> dict[str, str]:
    """Return the checks of /health/ready, once it answers at all."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/health/ready", timeout=PATIENCE) as answer:
                body = answer.read()
        except HTTPError as refused:
            with refused:
                body = refused.read()
        except OSError:
            assert time.monotonic() < deadline
            time.sleep(0.05)
            continue
        return {name: check["status"] for name, check in json.loads(body)["checks"].items()}


def wait_until_all_is_well(port: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while set(readiness(port).values()) != {"up"}:
        assert time.monotonic() < deadline, readiness(port)
        time.sleep(0.1)


def test_it_starts_while_redis_and_postgresql_are_away_says_so_and_recovers(
    own_postgres: Postgres, own_settings: Settings, own_valkey: Valkey
):
    own_valkey.stop()
    own_postgres.stop()
    port = free_port()
    settings = own_settings.model_copy(update={"database_url": own_postgres.url, "ws_port": port})
    running = server(settings)
    thread = threading.Thread(target=running.run)
    thread.start()
    try:
        checks = readiness(port)
        assert (checks["database"], checks["broker"], checks["bridge"]) == ("down", "down", "down")
        assert checks["tasks"] == "up"
        own_postgres.start()
        own_valkey.start()
        wait_until_all_is_well(port)
    finally:
        running.should_exit = True
        thread.join(PATIENCE)
