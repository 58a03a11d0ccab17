"""A server process of ours: it writes to a log, is deaf to the terminal's Ctrl-C, and dies with its parent."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from deployment.local.accounts import Account

PATIENCE = 30.0  # seconds a server gets to stop by itself
LAUNCHER = Path(__file__).with_name("launch.py")


@dataclass
class Child:
    """One process, in a session of its own. Start it from a thread that lives as long as it shall."""

    name: str
    command: Sequence[str]
    log: Path
    environment: Mapping[str, str]
    folder: Path
    account: Account | None = None
    stop_signal: signal.Signals = signal.SIGTERM
    _process: subprocess.Popen[bytes] | None = field(default=None, init=False, repr=False)
    _log_start: int = field(default=0, init=False, repr=False)

    @property
    def pid(self) -> int | None:
        """The number of the process, once started."""
        return self._process.pid if self._process else None

    def start(self) -> None:
        """Start the process; its output is appended to the log."""
        self.kill()  # when it has died, its workers may still hold the port
        with self.log.open("ab") as log:
            self._log_start = log.tell()
            self._process = subprocess.Popen(
                self._launch_command(),
                cwd=self.folder,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def poll(self) -> int | None:
        """Return the exit code of an ended process, None while it runs."""
        return self._process.poll() if self._process else None

    def stop(self, patience: float = PATIENCE) -> None:
        """Ask, wait, then insist; afterwards nothing of the process or its own children is left."""
        if self._process is None:
            return
        self._process.send_signal(self.stop_signal)  # does nothing when it has ended
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(patience)
        self.kill()

    def kill(self) -> None:
        """End the process and the workers it may have left behind, at once."""
        if self._process is not None:
            with suppress(ProcessLookupError, PermissionError):  # macOS says EPERM for a group of zombies
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._process = None

    def last_lines(self, count: int = 12) -> list[str]:
        """Return the end of what this run of the process has logged."""
        with suppress(OSError), self.log.open("rb") as log:
            log.seek(max(self._log_start, self.log.stat().st_size - 65_536))
            return log.read().decode(errors="replace").splitlines()[-count:]
        return []

    def _launch_command(self) -> list[str]:
        uid, gid = (self.account.uid, self.account.gid) if self.account else (-1, -1)
        terms = [os.getpid(), int(self.stop_signal), uid, gid]
        return [sys.executable, "-I", "-S", str(LAUNCHER), *map(str, terms), *self.command]
