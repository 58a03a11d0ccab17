"""Requests that are refused before their body was read: the connection goes on, or the response says that it ends."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import httpx
import pytest

from shared.core.settings import Settings
from tests.clients import PATIENCE
from tests.deployment.gateway import ApiProcess, Gateway

KILOBYTES = (1, 60, 63, 64, 65, 100, 900, 3000)
NEXT = b"GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n"


@pytest.fixture
def api(settings: Settings, tmp_path: Path) -> Iterator[ApiProcess]:
    running = ApiProcess(settings, tmp_path)
    yield running
    running.stop()


def post(size: int, *, chunked: bool) -> bytes:
    """Write a request to a route that wants a token."""
    body = b"x" * size
    length = "Transfer-Encoding: chunked" if chunked else f"Content-Length: {size}"
    if chunked:
        body = (
            b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in (body[:1000], body[1000:]) if part) + b"0\r\n\r\n"
        )
    return f"POST /slots/book HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n{length}\r\n\r\n".encode() + body


def test_a_response_says_whether_its_connection_goes_on(api: ApiProcess) -> None:
    for size in KILOBYTES:
        for chunked in (False, True):
            with socket.create_connection(("127.0.0.1", api.port), timeout=PATIENCE) as line:
                with suppress(ConnectionError):  # too much to be read, and refused meanwhile
                    line.sendall(post(size * 1024, chunked=chunked))
                status, connection = answer(line)
                assert status in (401, 413)
                assert connection == ("keep-alive" if size < 1024 else "close"), size
                if connection == "keep-alive":
                    line.sendall(NEXT)
                    assert answer(line)[0] == 200, size
                else:
                    with suppress(ConnectionResetError):
                        assert line.recv(1) == b""


def test_a_client_that_sends_no_more_of_a_body_is_told_that_the_connection_ends(api: ApiProcess) -> None:
    with socket.create_connection(("127.0.0.1", api.port), timeout=PATIENCE) as line:
        line.sendall(post(100 * 1024, chunked=False)[: 50 * 1024])
        assert answer(line) == (401, "close")


def test_pooled_clients_and_nginx_get_every_answer(api: ApiProcess, tmp_path: Path) -> None:
    gateway = Gateway(tmp_path, [api.port], [api.port])
    try:
        for url in (f"http://127.0.0.1:{api.port}", gateway.url):
            with httpx.Client(base_url=url, timeout=PATIENCE) as client:
                for size in KILOBYTES[:-1] * 3:
                    refused = client.post("/slots/book", content=b"x" * size * 1024)
                    assert refused.status_code in (401, 413), (url, size)
                    assert client.get("/health/live").status_code == 200, (url, size)
    finally:
        gateway.stop()


def answer(line: socket.socket) -> tuple[int, str]:
    """Read one response; returns its status and what it says of the connection."""
    received = b""
    while b"\r\n\r\n" not in received:
        piece = line.recv(1)
        assert piece, received
        received += piece
    length, connection = (
        found[1] if (found := re.search(rb"(?im)^%b: *([^\r]+)" % name, received)) else b""
        for name in (b"content-length", b"connection")
    )
    left = int(length)
    while left:
        left -= len(line.recv(left))
    return int(received.split()[1]), connection.decode()
