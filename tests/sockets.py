"""The socket service for tests: the very server of `python -m mockmate_ws`, in a thread or as a process."""

from __future__ import annotations

import asyncio
import json
import os
import runpy
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Container, Iterator
from contextlib import suppress
from itertools import cycle
from pathlib import Path

from mockmate_ws.__main__ import Server, server
from mockmate_ws.jobs import job_table
from shared.core.settings import Settings
from tests.clients import PATIENCE
from tests.forked import Forked

ROOT = Path(__file__).parent.parent


def _own_ports() -> Iterator[int]:
    """Yield ports that belong to this process and are below those that systems give to outgoing connections.

    What claims the first port of a block has all of it, so that runs side by side are never given the same port before
    either listens. A server that is killed and started again finds its port still free.
    """
    for first in range(10_000, 32_000, _BLOCK):
        claim = socket.socket()
        try:
            claim.bind(("127.0.0.1", first))
        except OSError:
            claim.close()
            continue
        with claim:
            yield from cycle(range(first + 1, first + _BLOCK))
    raise AssertionError("other processes have all ports")


_BLOCK = 200
_PORTS = _own_ports()


def free_port() -> int:
    """Return a port that nobody listens on, and that no other test will be given soon."""
    for port in _PORTS:
        if port == 10_080:
            continue  # browsers refuse to open it
        with socket.socket() as probe, suppress(OSError):
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("127.0.0.1", port))
            return port
    raise AssertionError("unreachable: the ports come round again")


class _Prompt(Server):
    """Looks every 10 ms whether it should stop, where uvicorn looks every 100: hundreds of tests wait for that."""

    async def main_loop(self) -> None:
        while not await self.on_tick(0):  # noqa: ASYNC110 - uvicorn has only a flag
            await asyncio.sleep(0.01)


class InThread:
    """A server in this process: quick to start, one for each test."""

    def __init__(self, settings: Settings, wanted: str = "up") -> None:
        self.settings = settings.model_copy(update={"ws_port": free_port()})
        made = server(self.settings)
        self.server: Server = _Prompt(made.config, made.service)
        self._thread = threading.Thread(target=self.server.run, name="mockmate-ws")
        self._thread.start()
        try:
            _wait_until_ready(self.settings.ws_port, self._thread.is_alive, (wanted,))
        except AssertionError:
            self.stop()  # else its matcher would pair what the next tests put into the database
            raise

    @property
    def url(self) -> str:
        """Where its sockets are."""
        return f"ws://127.0.0.1:{self.settings.ws_port}"

    def leave_rooms_open(self) -> None:
        """Close no room of who is here now when its interview is over, so that what is said there gets an answer."""
        self.server.service.leases.participants.clear()

    def stop(self) -> None:
        """Stop as on SIGTERM."""
        self.server.should_exit = True
        self._thread.join(PATIENCE)
        assert not self._thread.is_alive(), "the server doesn't stop"


class AsProcess:
    """A server in a process of its own, which can be killed.

    It is forked from a server that has imported the code and nothing else, since importing takes longer than many a
    test. A `cold` one is started as in every deployment. A `busy` one does every second what else is done every few.
    """

    def __init__(
        self, settings: Settings, log: Path, wanted: Container[str] = ("up",), *, cold: bool = False, busy: bool = False
    ) -> None:
        self.settings = settings.model_copy(update={"ws_port": free_port()})
        self._log = log
        self._wanted = wanted
        self._cold = cold
        self._busy = busy
        self.process: subprocess.Popen[bytes] | Forked
        self.start()

    @property
    def url(self) -> str:
        """Where its sockets are; the same after a restart."""
        return f"ws://127.0.0.1:{self.settings.ws_port}"

    def start(self) -> None:
        """Start it, and wait until it is ready."""
        if self._cold:
            with self._log.open("ab") as log:
                command = [sys.executable, "-m", "mockmate_ws"]
                self.process = subprocess.Popen(
                    command, cwd=ROOT, env=environment(self.settings), stderr=log, stdout=log
                )
        else:
            self.process = Forked(_run_service, environment(self.settings), self._log, self._busy)
        try:
            _wait_until_ready(self.settings.ws_port, lambda: self.process.poll() is None, self._wanted)
        except AssertionError as error:
            self.kill()
            raise AssertionError(self._log.read_text()[-4000:]) from error

    def kill(self) -> None:
        """SIGKILL: no goodbye."""
        self.process.kill()
        self.process.wait(PATIENCE)

    def stop(self) -> None:
        """SIGTERM, and wait."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(PATIENCE)


def busy_jobs() -> tuple[job_table.Job, ...]:
    """Return the jobs, with those that run every few seconds as often as the scheduler looks."""
    return tuple(job._replace(every_seconds=1) if job.every_seconds <= 15 else job for job in job_table.JOBS)


def _run_service(environment: dict[str, str], log: Path, busy: bool) -> None:
    """Do what `python -m mockmate_ws` does."""
    os.chdir(ROOT)
    os.environ.clear()
    os.environ.update(environment)
    with log.open("ab") as output:
        for standard in (1, 2):
            os.dup2(output.fileno(), standard)
    if busy:
        job_table.JOBS = busy_jobs()
    del sys.modules["mockmate_ws.__main__"]  # to be run again, as what it is there
    runpy.run_module("mockmate_ws", run_name="__main__", alter_sys=True)


def environment(settings: Settings) -> dict[str, str]:
    """Return the environment that makes these settings."""
    given = {
        "DATABASE_URL": settings.database_url,
        "REDIS_URL": settings.redis_url,
        "REDIS_PREFIX": settings.redis_prefix,
        "VAPID_PRIVATE_KEY": settings.vapid_private_key.get_secret_value(),
        "JWT_SECRET": settings.jwt_secret.get_secret_value(),
        "BCRYPT_ROUNDS": settings.bcrypt_rounds,
        "WS_PORT": settings.ws_port,
        "MATCH_INTERVAL_SECONDS": settings.match_interval_seconds,
        "SOCKET_GRACE_SECONDS": settings.socket_grace_seconds,
        "START_GRACE_SECONDS": settings.start_grace_seconds,
        "RATE_LIMITS": settings.rate_limits,
        "TRUSTED_PROXIES": settings.trusted_proxies,
        "LOG_FORMAT": settings.log_format,
        "LOG_LEVEL": settings.log_level,
        "OTEL_EXPORTER_OTLP_ENDPOINT": settings.otel_exporter_otlp_endpoint,
    }
    return {**os.environ, **{name: str(value) for name, value in given.items()}}


def _wait_until_ready(port: int, alive: object, wanted: Container[str]) -> None:
    assert callable(alive)
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        assert alive(), "the server ended"
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/health/ready", timeout=PATIENCE) as answer:
                if json.load(answer)["status"] in wanted:
                    return
            time.sleep(0.01)  # Redis isn't heard yet
        except OSError:
            time.sleep(0.01)
    raise AssertionError("the server is not ready")
