"""`python -m deployment.local` as a person at a terminal has it: its words, its signals, its exit code."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import httpx
import psutil

from tests.sockets import free_port

ROOT = Path(__file__).parents[2]
OUTSIDE = (
    *("DATABASE_URL", "DB_HOST", "REDIS_URL", "JWT_SECRET", "PASSWORD_PEPPER"),
    *("PUBLIC_URL", "PUBLIC_WS_URL", "ALLOWED_ORIGINS", "HOST", "BIND", "WS_HOST"),
)


class Embedded:
    """One run of the embedded deployment on a data folder."""

    def __init__(
        self,
        home: Path,
        *,
        port: int | str = 0,
        ws_port: int | str = 0,
        stdin: int = subprocess.DEVNULL,
        **environment: str,
    ) -> None:
        self.home = home
        self.port, self.ws_port = port or free_port(), ws_port or free_port()
        self.said = ""
        signal.signal(signal.SIGHUP, signal.SIG_DFL)  # a child inherits what nohup did to the tests
        self._environment = {
            **{name: value for name, value in os.environ.items() if name not in OUTSIDE},
            "MOCKMATE_HOME": str(home),
            "PORT": str(self.port),
            "WS_PORT": str(self.ws_port),
            "WEB_WORKERS": "1",  # starts sooner
            "BCRYPT_ROUNDS": "4",
            **environment,
        }
        self.process = subprocess.Popen(
            [sys.executable, "-m", "deployment.local"],
            cwd=ROOT,
            env=self._environment,
            stdin=stdin,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def check(self) -> subprocess.CompletedProcess[str]:
        """Run `make check-deployment` beside it."""
        command = [sys.executable, "-m", "deployment.local", "check"]
        return subprocess.run(
            command, cwd=ROOT, env=self._environment, capture_output=True, text=True, timeout=60, check=False
        )

    @property
    def api(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def sockets(self) -> str:
        return f"http://127.0.0.1:{self.ws_port}"

    def wait_until_it_says(self, *words: str) -> None:
        """Read on until one of the words comes."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.said += line
            if any(word in line for word in words):
                return
        raise AssertionError(f"It ended with exit code {self.process.wait()} before saying {words!r}:\n{self.said}")

    def wait_until_ready(self) -> None:
        self.wait_until_it_says("Mock Mate is ready.")

    def wait_for_exit(self) -> int:
        """Read to the end; returns the exit code."""
        rest, _ = self.process.communicate()
        self.said += rest
        return self.process.returncode

    def stop(self, *signals: signal.Signals) -> int:
        for number in signals or (signal.SIGTERM,):
            self.process.send_signal(number)
        return self.wait_for_exit()

    def find(self, words: str) -> psutil.Process:
        """Find one process of this run by its command line."""
        (found,) = (process for process in self.children() if words in " ".join(process.cmdline()))
        return found

    def children(self) -> list[psutil.Process]:
        return psutil.Process(self.process.pid).children()

    def left_over(self) -> list[str]:
        """The processes that work on the data folder, whoever their parent is now."""
        return [" ".join(process.cmdline()) for process in psutil.process_iter() if _works_on(process, self.home)]


def _works_on(process: psutil.Process, home: Path) -> bool:
    with suppress(psutil.Error, OSError):
        return process.environ().get("MOCKMATE_HOME") == str(home) and process.status() != psutil.STATUS_ZOMBIE
    return False


def is_ready(base: str) -> bool:
    return httpx.get(f"{base}/health/ready", timeout=30).status_code == 200
