"""`python -m deployment.check` of a real Valkey: each fault is named with its remedy, and nothing else is."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from urllib.parse import unquote

import pytest
import redis
from pydantic import SecretStr

from deployment.check import redis_server
from deployment.local.valkey import Valkey
from shared.core.settings import Settings
from tests.certificates import Authority
from tests.clients.yjs import wait_until
from tests.proxy import Proxy
from tests.sockets import free_port
from tests.valkeys import Cluster, Watched, valkey

PASSWORD = "the-password-of-redis"


@pytest.fixture
def tcp(own_valkey: Valkey) -> Iterator[int]:
    """The port of a Valkey of this test's own."""
    with Proxy(unquote(own_valkey.url.removeprefix("unix://"))) as proxy:
        yield proxy.port


def said(url: str) -> list[str]:
    secret = SecretStr("for tests only, and longer than 32 bytes")
    settings = Settings(database_url="postgresql://db/mockmate", jwt_secret=secret, redis_url=url)
    return [finding.text for finding in redis_server.check(settings)]


def test_nothing_is_said_of_a_good_one_and_nothing_stays_in_it(own_valkey: Valkey):
    assert said(own_valkey.url) == []
    with redis.Redis.from_url(own_valkey.url) as client:
        assert all(0 < client.ttl(key) <= 60 for key in client.scan_iter())


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("redis://127.0.0.1:9/0", "can't be used"),
        ("redis://nowhere.invalid/0", "DNS doesn't know"),
        ("rediss://127.0.0.1:{port}/0", "only one side speaks TLS"),
    ],
)
def test_a_url_that_leads_nowhere(tcp: int, url: str, words: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(redis_server, "_SECONDS", 0.5)
    (found,) = said(url.format(port=tcp))
    assert words in found


def test_a_replica(own_valkey: Valkey):
    with redis.Redis.from_url(own_valkey.url) as client:
        client.execute_command("REPLICAOF", "127.0.0.1", "1")
    (found,) = said(own_valkey.url)
    assert "is a replica of 127.0.0.1:1" in found
    assert "the primary" in found


def test_a_node_of_a_cluster(tmp_path: Path):
    with valkey(tmp_path, "--cluster-enabled", "yes") as port:
        found = said(f"redis://127.0.0.1:{port}/0")
    assert "Redis is a node of a cluster" in found[0]


def test_a_node_that_is_announced_where_nobody_reaches_it(tmp_path: Path):
    cluster = Cluster(tmp_path, replicas=False)
    try:
        cluster.start()
        lost = free_port()
        cluster.ask(cluster.nodes[1], "CONFIG", "SET", "cluster-announce-port", lost)
        others = (cluster.nodes[0], cluster.nodes[2])
        wait_until(
            lambda: all(str(lost) in str(cluster.ask(port, "CLUSTER", "NODES")) for port in others), "it is told"
        )
        (found,) = said(cluster.url)
        assert "not every node that the cluster names can be used" in found
    finally:
        cluster.stop()


def test_a_master_that_sentinels_name(tmp_path: Path):
    watched = Watched(tmp_path)
    try:
        watched.start()
        assert said(watched.url) == []
        (unknown,) = said(watched.url.replace("/news/", "/other/"))
        assert "names a master" in unknown
    finally:
        watched.stop()


def test_a_password(tmp_path: Path):
    with valkey(tmp_path, "--requirepass", PASSWORD) as port:
        assert said(f"redis://:{PASSWORD}@127.0.0.1:{port}/0") == []
        for given in ("", ":wrong@"):
            (found,) = said(f"redis://{given}127.0.0.1:{port}/0")
            assert "refuses the password" in found


@pytest.mark.parametrize(
    ("rights", "words"),
    [
        (["~*", "resetchannels", "+@all"], "refuses to publish or to listen"),
        (["~*", "&*", "+@all", "-subscribe"], "refuses to publish or to listen"),
        (["~other:*", "&*", "+@all"], "takes no counts of rate limits"),
        (["~*", "&*", "+@all", "-info"], ""),
    ],
    ids=" ".join,
)
def test_what_its_user_may_not_do(own_valkey: Valkey, tcp: int, rights: list[str], words: str):
    with redis.Redis.from_url(own_valkey.url) as client:
        client.execute_command("ACL", "SETUSER", "app", "on", f">{PASSWORD}", "resetkeys", *rights)
    found = said(f"redis://app:{PASSWORD}@127.0.0.1:{tcp}/0")
    assert [words in each for each in found] == [True] * bool(words), found
    assert PASSWORD not in "".join(found)


def test_certificates(own_valkey: Valkey, tmp_path: Path):
    trusted, other = Authority(tmp_path, "trusted"), Authority(tmp_path, "other")
    path = unquote(own_valkey.url.removeprefix("unix://"))
    with ExitStack() as stack:
        good, foreign = (stack.enter_context(Proxy(path, each.server())).port for each in (trusted, other))
        assert said(f"rediss://127.0.0.1:{good}/0?ssl_ca_certs={trusted.file}") == []
        (distrusted,) = said(f"rediss://127.0.0.1:{foreign}/0?ssl_ca_certs={trusted.file}")
        (plain,) = said(f"redis://127.0.0.1:{good}/0")
    assert "is not trusted" in distrusted
    assert "ssl_ca_certs" in distrusted
    assert "use rediss://" in plain


def test_a_server_that_takes_connections_and_says_nothing(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(redis_server, "_SECONDS", 0.1)
    with closing(socket.create_server(("127.0.0.1", 0))) as silent:
        (found,) = said(f"redis://127.0.0.1:{silent.getsockname()[1]}/0")
    assert "doesn't answer" in found
