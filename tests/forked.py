"""Processes forked in no time from one server that has imported our code: a new interpreter takes seconds for that."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
from collections.abc import Callable
from typing import Any

# A fork of the test process would take its threads' locks along.
forkserver = multiprocessing.get_context("forkserver")
forkserver.set_forkserver_preload(
    ["mockmate_ws.__main__", "tests.sockets", "tests.system.bookers", "tests.system.matchers"]
)


class Forked:
    """A process that runs one function; what tests do with it is called as in `subprocess.Popen`."""

    def __init__(self, work: Callable[..., None], *arguments: Any) -> None:
        self._process = forkserver.Process(target=work, args=arguments, daemon=True)
        self._process.start()
        assert self._process.pid is not None
        self.pid = self._process.pid

    @property
    def returncode(self) -> int | None:
        """The exit code, minus the signal that ended it; None while it runs."""
        return self._process.exitcode

    def poll(self) -> int | None:
        """Return the exit code, None while it runs."""
        return self.returncode

    def wait(self, timeout: float) -> int:
        """Wait until it has ended; raises TimeoutExpired."""
        self._process.join(timeout)
        if self.returncode is None:
            raise subprocess.TimeoutExpired(repr(self._process), timeout)
        return self.returncode

    def send_signal(self, number: signal.Signals) -> None:
        """Send it a signal, if it runs."""
        if self.returncode is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it at once."""
        self.send_signal(signal.SIGKILL)
