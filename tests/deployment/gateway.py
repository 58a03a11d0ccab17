"""A real nginx with our configuration, and what stands behind it: the real services, or a server that tells all."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import Any

from shared.core.settings import Settings
from tests.clients import PATIENCE, wait_until
from tests.programs import PROGRAMS
from tests.sockets import ROOT, environment, free_port

# Far above what any test sends; a test of a limit sets its own.
UNLIMITED = {"AUTH_RATE": "10000r/s", "API_RATE": "10000r/s", "SOCKET_RATE": "10000r/s"}


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """The body, read as JSON."""
        return json.loads(self.body)


class Gateway:
    """nginx, rendered and started as in the image.

    The services see it at the address `hop`, of 127.0.0.0/8: other than this machine's own, as a container's is.
    """

    def __init__(
        self, folder: Path, api: list[int], ws: list[int], *, hop: str = "127.0.0.1", port: str = "", **given: str
    ) -> None:
        self.port = int(port) if port else free_port()
        self.folder = folder
        self.access_log = folder / "access.log"
        self.error_log = folder / "error.log"
        settings = {
            "LISTEN": f"127.0.0.1:{self.port}",
            "API_SERVERS": " ".join(f"127.0.0.1:{port}" for port in api),
            "WS_SERVERS": " ".join(f"127.0.0.1:{port}" for port in ws),
            "WEB_ROOT": str(folder / "no-client"),
            "ACCESS_LOG": str(self.access_log),
            **UNLIMITED,
            **given,
        }
        configuration = render(folder / "nginx", settings)
        with (folder / "nginx" / "proxy.conf").open("a") as proxying:
            proxying.write(f"proxy_bind {hop};\n")
        command = [nginx(), "-e", "stderr", "-c", configuration]
        subprocess.run([*command, "-t", "-q"], check=True)
        with self.error_log.open("ab") as log:
            self.process = subprocess.Popen([*command, "-g", "daemon off;"], stdout=log, stderr=log)
        wait_for_port(self.port, lambda: self.process.poll() is None)

    @property
    def url(self) -> str:
        """Where it is, for HTTP."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def sockets(self) -> str:
        """Where it is, for WebSockets."""
        return f"ws://127.0.0.1:{self.port}"

    def ask(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
        source: str = "127.0.0.1",
    ) -> Answer:
        """Send one request, from an address of this machine."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE, source_address=(source, 0))
        try:
            connection.request(method, path, body=body, headers=headers or {})
            response = connection.getresponse()
            return Answer(
                response.status, {name.lower(): value for name, value in response.getheaders()}, response.read()
            )
        finally:
            connection.close()

    def raw(self, sent: bytes) -> bytes:
        """Send bytes that are no request, and return all that comes until the gateway closes."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE) as connection:
            connection.sendall(sent)
            received = b""
            with suppress(ConnectionResetError):  # nginx's way to part from who took too long
                while piece := connection.recv(65536):
                    received += piece
            return received

    def signal(self, number: signal.Signals) -> None:
        """Send nginx a signal."""
        self.process.send_signal(number)

    def stop(self) -> int:
        """End it at once, whatever is still open; returns the exit code."""
        if self.process.poll() is None:
            self.process.terminate()
        return self.process.wait(PATIENCE)


def nginx() -> str:
    """Return the program's path, or nothing."""
    return PROGRAMS["nginx"].path()


def render(folder: Path, settings: Mapping[str, str]) -> str:
    """Render the configuration; returns its path. Raises CalledProcessError."""
    rendered = subprocess.run(
        ["sh", str(ROOT / "nginx" / "render.sh"), str(folder)],
        env={"PATH": os.environ["PATH"], **settings},
        capture_output=True,
        text=True,
        check=True,
    )
    return rendered.stdout.strip()


def _is_open(port: int) -> bool:
    with socket.socket() as connection:
        return connection.connect_ex(("127.0.0.1", port)) == 0


class ApiProcess:
    """mockmate_api under gunicorn, as in every deployment."""

    def __init__(self, settings: Settings, folder: Path, **more: str) -> None:
        self.port = free_port()
        self._log = folder / f"api-{self.port}.log"
        self._environment = {
            **environment(settings),
            "BIND": f"127.0.0.1:{self.port}",
            "WEB_WORKERS": "1",
            "LOG_FORMAT": "json",
            **more,
        }
        self.start()

    def start(self) -> None:
        """Start it and wait until it listens."""
        command = [sys.executable, "-m", "gunicorn", "-c", "deployment/gunicorn.conf.py", "mockmate_api.wsgi:app"]
        with self._log.open("ab") as log:
            # A session of its own: whoever kills it means its workers too.
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=self._environment, stdout=log, stderr=log, start_new_session=True
            )
        wait_for_port(self.port, lambda: self.process.poll() is None)

    def kill(self) -> None:
        """End it without a goodbye."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(PATIENCE)
        # On a busy machine its workers end a little later. What is sent to one of them is not sent anywhere else.
        wait_until(lambda: not _is_open(self.port))

    def stop(self) -> None:
        """SIGTERM, and wait."""
        if self.process.poll() is None:
            self.process.terminate()
            self.process.wait(PATIENCE)

    def log(self) -> list[dict[str, Any]]:
        """Return what the app and gunicorn logged, which is one JSON object a line."""
        return [json.loads(line) for line in self._log.read_text().splitlines()]


@dataclass
class Seen:
    """A request as it arrived behind the gateway."""

    method: str
    path: str
    headers: dict[str, str]


@dataclass
class Upstream:
    """A server behind the gateway that answers with what it was asked, and can be told to misbehave."""

    seen: list[Seen] = field(default_factory=list)
    hangs_up: bool = False
    waits_for: Event | None = None
    status: int = 200

    def __post_init__(self) -> None:
        """Start listening."""
        upstream = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def _answer(self) -> None:
                upstream.handle(self)

            do_GET = do_POST = do_DELETE = _answer  # noqa: N815 - named by http.server

            def log_message(self, *_: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        self._thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05})
        self._thread.start()

    def handle(self, request: BaseHTTPRequestHandler) -> None:
        """Note the request, and answer it or not."""
        request.rfile.read(int(request.headers.get("Content-Length") or 0))
        headers = {name.lower(): value for name, value in request.headers.items()}
        self.seen.append(Seen(request.command, request.path, headers))
        if self.hangs_up:
            request.close_connection = True
            return
        if self.waits_for is not None:
            self.waits_for.wait(PATIENCE)
        body = json.dumps({"path": request.path, "headers": headers}).encode()
        request.send_response(self.status)
        request.send_header("Content-Type", "application/json")
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body)

    def stop(self) -> None:
        """Stop listening."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(PATIENCE)


def wait_for_port(port: int, alive: Callable[[], bool]) -> None:
    """Wait until somebody listens on a port of this machine."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        assert alive(), "the server ended"
        try:
            socket.create_connection(("127.0.0.1", port), PATIENCE).close()
        except OSError:
            time.sleep(0.02)
        else:
            return
    raise AssertionError(f"nobody listens on port {port}")
