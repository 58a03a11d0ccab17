"""The servers under test: the real services, with embedded PostgreSQL and Valkey in a temporary folder."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg2
from pydantic import SecretStr
from sqlalchemy import make_url

from deployment.local.postgres import Postgres
from deployment.local.processes import Child
from deployment.local.valkey import Valkey
from shared.core.settings import Settings
from shared.migrations import upgrade

ROOT = Path(__file__).parents[1]
READY_SECONDS = 60


@dataclass(frozen=True)
class Servers:
    """A migrated database on a PostgreSQL that waits for the disk like in production, and a Valkey.

    `root` is the checkout whose services run on them, this one or that of another revision.
    """

    folder: Path
    settings: Settings
    postgres_version: str
    root: Path = ROOT

    @property
    def python(self) -> str:
        """The interpreter that has what the checkout needs."""
        return sys.executable if self.root == ROOT else str(self.root / ".venv" / "bin" / "python")

    def environment(self, **more: str) -> dict[str, str]:
        """Return the environment of a service."""
        return {
            **os.environ,
            "DATABASE_URL": self.settings.database_url,
            "REDIS_URL": self.settings.redis_url,
            "VAPID_PRIVATE_KEY": "5d" * 32,
            "JWT_SECRET": self.settings.jwt_secret.get_secret_value(),
            "START_GRACE_SECONDS": str(self.settings.start_grace_seconds),
            **more,
        }

    def api(self, port: int) -> Child:
        """Return the API as every deployment runs it, not yet started."""
        command = [self.python, "-m", "gunicorn", "-c", str(self.root / "deployment" / "gunicorn.conf.py")]
        more = {"PORT": str(port), "RATE_LIMITS": "off", "MAX_BOOKINGS": str(self.settings.max_bookings)}
        environment = self.environment(**more)
        log = self.folder / "api.log"
        return Child("mockmate_api", [*command, "mockmate_api.wsgi:app"], log, environment, self.root)

    def sockets(self, port: int) -> Child:
        """Return the socket service, not yet started."""
        environment = self.environment(WS_PORT=str(port), RATE_LIMITS="off")
        command = [self.python, "-m", "mockmate_ws"]
        return Child("mockmate_ws", command, self.folder / "ws.log", environment, self.root)


@contextmanager
def servers(root: Path = ROOT) -> Iterator[Servers]:
    """Start both, and remove them with everything they held."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="mockmate-benchmark-"))).resolve()
        folder.chmod(0o711)  # run by root, PostgreSQL is another user and must pass through
        postgres = Postgres(folder / "postgres", folder / "postgres.log")
        valkey = Valkey(folder / "valkey", folder / "valkey.log")
        for server in (postgres, valkey):
            server.start()
            stack.callback(server.stop)
        _migrate(root, postgres.url)
        settings = Settings(
            database_url=postgres.url,
            redis_url=valkey.url,
            jwt_secret=SecretStr("for benchmarks only, and longer than 32 bytes"),
            # Nobody starts the interviews; nobody shall be sent back into a room while others are measured.
            start_grace_seconds=3600,
            presence_seconds=3600,
            rate_limits="off",  # everybody comes from one address
            max_bookings=1_000_000,  # few people book much
        )
        with connection(settings.sqlalchemy_url) as database, database.cursor() as cursor:
            cursor.execute("SELECT current_setting('server_version'), current_setting('fsync')")
            version, fsync = cursor.fetchone() or ("", "")
            assert fsync == "on", "a commit must cost what it costs in production"
        yield Servers(folder, settings, version, root)


def _migrate(root: Path, url: str) -> None:
    if root == ROOT:
        upgrade(url)
        return
    code = "import sys; from shared.migrations import upgrade; upgrade(sys.argv[1])"
    subprocess.run(
        [root / ".venv" / "bin" / "python", "-c", code, url], cwd=root, check=True, stdout=subprocess.DEVNULL
    )


@contextmanager
def connection(url: str) -> Iterator[psycopg2.extensions.connection]:
    """Open a plain autocommit connection."""
    opened = psycopg2.connect(make_url(url).set(drivername="postgresql").render_as_string(hide_password=False))
    opened.autocommit = True
    try:
        yield opened
    finally:
        opened.close()


def free_port() -> int:
    """Return a port that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def services(running: Servers) -> Iterator[tuple[int, int]]:
    """Start both services as every deployment does; yields the API's port and the sockets'."""
    port, ws_port = free_port(), free_port()
    api, ws = running.api(port), running.sockets(ws_port)
    try:
        for child, place in ((api, port), (ws, ws_port)):
            child.start()
            wait_until_ready(child, place)
        yield port, ws_port
    finally:
        ws.stop()
        api.stop()


@contextmanager
def socket_service(
    running: Servers, count: int, bare: int = 0, under: Sequence[str] = ()
) -> Iterator[list[tuple[int, int]]]:
    """Start processes of the socket service, or as many bare relays; yields (port, process id) of each.

    `under` is what Python runs them under, such as a profiler.
    """
    with ExitStack() as stack:
        started = []
        for number in range(count or bare):
            port = free_port()
            command = ["mockmate_ws"] if count else ["benchmarks.baseline_server", str(port)]
            log = running.folder / f"{command[0]}-{number}.log"
            line = [sys.executable, *under, "-m", *command]
            child = Child(command[0], line, log, running.environment(WS_PORT=str(port)), ROOT)
            child.start()
            stack.callback(child.stop)
            wait_until_ready(child, port)
            started.append((port, child.pid or 0))
        yield started


def wait_until_ready(child: Child, port: int) -> None:
    """Wait until a service says that it is up. Raises SystemExit when it ends instead."""

    def answers() -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/health/ready", timeout=5) as answer:
                return bool(json.load(answer)["status"] == "up")
        except OSError:
            return False

    _poll(answers, lambda: child.poll() is None, f"{child.name} does not start: {child.last_lines()}")


def _poll(answers: Callable[[], bool], alive: Callable[[], bool], complaint: str) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while not answers():
        if not alive() or time.monotonic() > deadline:
            raise SystemExit(complaint)
        time.sleep(0.05)
