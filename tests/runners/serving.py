"""An HTTP server in a thread, and what a program that it runs did."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urlsplit

Json = Any


@dataclass(frozen=True)
class Ran:
    """What a program did. A signal ended it if there is one; a compiler that failed left nothing to run."""

    stdout: str = ""
    stderr: str = ""
    exit_code: int = 0
    signal: int | None = None
    is_timed_out: bool = False
    compiler: str = ""
    is_compiled: bool = True


Execute = Callable[[str, str, str], Ran]
"""Runs code in a language of this name (as the server calls it) with this stdin."""


class Answer(NamedTuple):
    """A status, a body as JSON (None for none), and headers."""

    status: int
    body: Json = None
    headers: Mapping[str, str] = {}


@dataclass
class Request:
    """A request that came."""

    method: str
    path: str
    query: dict[str, str]
    headers: Mapping[str, str]
    raw: bytes

    def json(self) -> Json:
        """Return its body."""
        return json.loads(self.raw)


@dataclass
class Base:
    """What both stand-ins have: all requests that came, and an answer that comes instead of the usual one."""

    execute: Execute
    requests: list[Request] = field(default_factory=list)
    instead: Answer | None = None
    url: str = ""

    def answer(self, request: Request) -> Answer:
        """Answer a request."""
        raise NotImplementedError

    def asked(self, path: str) -> int:
        """Return how many requests came for paths that end like this."""
        return sum(request.path.endswith(path) for request in self.requests)


@contextmanager
def serving(server: Base) -> Iterator[None]:
    """Serve at a port of its own, and let the stand-in know its URL."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - its name in the standard library
            pass

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
            raw = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            request = Request(self.command, parts.path, query, dict(self.headers), raw)
            server.requests.append(request)
            status, body, headers = server.instead or server.answer(request)
            data = b"" if body is None else json.dumps(body).encode()
            self.send_response(status)
            for name, value in {"Content-Type": "application/json", "Content-Length": len(data), **headers}.items():
                self.send_header(name, str(value))
            self.end_headers()
            self.wfile.write(data)

        do_POST = do_GET  # noqa: N815 - its name in the standard library

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as listening:
        server.url = f"http://127.0.0.1:{listening.server_port}"
        thread = Thread(target=listening.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield
        finally:
            listening.shutdown()
            thread.join()
