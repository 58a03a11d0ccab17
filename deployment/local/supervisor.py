"""Keeps the servers running: starts one that ended by itself again, and stops all in order when asked."""

from __future__ import annotations

import signal
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from deployment.local import leftovers
from deployment.local.console import quote_lines, say, step
from deployment.local.errors import DeploymentError

if TYPE_CHECKING:
    from pathlib import Path

    from deployment.local.signals import Bell

QUICKLY = 60.0  # seconds; deaths within this time count together
TOO_OFTEN = 5


class Server(Protocol):
    """What is supervised: PostgreSQL, Valkey, the API, the sockets."""

    name: str
    log: Path

    @property
    def pid(self) -> int | None: ...
    def start(self) -> None: ...
    def poll(self) -> int | None: ...
    def last_lines(self) -> list[str]: ...
    def stop(self) -> None: ...


@dataclass
class Watched:
    """A server, when it died lately, and when to start it again."""

    server: Server
    deaths: list[float] = field(default_factory=list)
    due: float | None = None


class Supervisor:
    """Owns the running servers, in the order in which they were started."""

    def __init__(self, bell: Bell, processes_file: Path) -> None:
        """Own nothing yet; what runs is noted in the file for a next start."""
        self._bell = bell
        self._processes_file = processes_file
        self._watched: list[Watched] = []

    def start(self, server: Server) -> None:
        """Start a server and keep it."""
        self._watched.append(Watched(server))  # first: whatever interrupts the start, stopping finds it
        server.start()
        self._note()

    def check(self) -> None:
        """Raise DeploymentError when one has ended. Before all are up, trying again is no use."""
        for watched in self._watched:
            server = watched.server
            if (code := server.poll()) is not None:
                quote_lines(server.last_lines())
                raise DeploymentError(f"{server.name} did not start ({ending(code)}); its log is {server.log}.")

    def watch(self) -> None:
        """Keep everything running until StopAsked; raises DeploymentError when one dies again and again."""
        while True:
            now = time.monotonic()
            for watched in self._watched:
                if watched.due is not None:
                    if watched.due <= now:
                        self._revive(watched)
                elif (code := watched.server.poll()) is not None:
                    self._lay_out(watched, code)
            dues = [watched.due - now for watched in self._watched if watched.due is not None]
            self._bell.wait(max(0.0, min([1.0, *dues])))

    def stop(self) -> None:
        """Stop all, the last started first: the services say goodbye to their clients while the databases run."""
        with ExitStack() as stack:  # calls the last first, and the others even when one fails
            for watched in self._watched:
                stack.callback(watched.server.stop)
                stack.callback(step, watched.server.name, "stopping")
        self._watched.clear()
        self._note()

    def _lay_out(self, watched: Watched, code: int) -> None:
        server, now = watched.server, time.monotonic()
        watched.deaths = [*(death for death in watched.deaths if now - death < QUICKLY), now]
        say(f"{server.name} ended unexpectedly ({ending(code)}). The end of {server.log}:")
        quote_lines(server.last_lines())
        count = len(watched.deaths)
        if count >= TOO_OFTEN:
            raise DeploymentError(
                f"{server.name} ended {count} times within {QUICKLY:.0f} seconds, so everything was stopped;"
                f" the cause should be in {server.log}."
            )
        pause = 0.0 if count == 1 else 2.0 ** (count - 2)  # at once, then after 1, 2, 4 seconds
        watched.due = now + pause

    def _revive(self, watched: Watched) -> None:
        watched.due = None
        watched.server.start()
        say(f"{watched.server.name} was restarted.")
        self._note()

    def _note(self) -> None:
        leftovers.note(self._processes_file, [item.server.pid for item in self._watched if item.server.pid])


def ending(code: int) -> str:
    """Say how a process ended, from its exit code."""
    if code >= 0:
        return f"exit code {code}"
    try:
        return f"killed by {signal.Signals(-code).name}"
    except ValueError:
        return f"killed by signal {-code}"
