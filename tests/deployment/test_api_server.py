"""The API under gunicorn: connections that stay open, more of them than threads, and a class that arrives at once."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest

from shared.core.settings import Settings
from tests.clients import PASSWORD, PATIENCE
from tests.clients.person import Person, register
from tests.deployment.gateway import ApiProcess

UP = b'{"status":"up"}'
LIVE = b"GET /health/live HTTP/1.1\r\nHost: mockmate.example\r\n\r\n"


@pytest.fixture
def start_api(settings: Settings, tmp_path: Path) -> Iterator[Callable[..., ApiProcess]]:
    """Start the API with these settings."""
    started = []

    def start(**more: str) -> ApiProcess:
        started.append(ApiProcess(settings, tmp_path, **more))
        return started[-1]

    yield start
    for api in started:
        api.kill()


def test_a_thread_is_neither_missing_nor_needed_for_each_open_connection(start_api: Callable[..., ApiProcess]) -> None:
    port = start_api(WEB_THREADS="1", PASSWORD_HASHES_AT_ONCE="1", PASSWORD_HASHES_WAITING="0").port  # two threads
    with ExitStack() as stack:
        connections = []
        for _ in range(6):
            connections.append(stack.enter_context(socket.create_connection(("127.0.0.1", port), PATIENCE)))
            assert ask(connections[-1], 1) == 1
        for connection in (*connections[:1] * 3, *connections * 3):
            assert ask(connection, 1) == 1
        assert ask(connections[0], 3) == 3, "requests that are sent together"


def ask(connection: socket.socket, times: int) -> int:
    """Send as many requests at once; returns how many are answered."""
    connection.sendall(LIVE * times)
    answered = b""
    while answered.count(UP) < times:
        read = connection.recv(65536)
        assert read, answered
        answered += read
    return answered.count(UP)


def test_a_class_that_registers_and_logs_in_at_once_is_served_whole(start_api: Callable[..., ApiProcess]) -> None:
    url = f"http://127.0.0.1:{start_api(WEB_WORKERS='2').port}"
    with ThreadPoolExecutor(60) as threads:
        people = list(threads.map(lambda number: register(url, f"pupil{number}"), range(60)))

        def log_in(person: Person) -> int:
            return Person(url).post("/auth/login", {"login": person.username, "password": PASSWORD}).status_code

        assert set(threads.map(log_in, people)) == {200}
