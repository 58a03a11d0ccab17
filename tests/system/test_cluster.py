"""A cluster of six Valkeys carries the news and keeps the counts, also when one of its masters is killed."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
import redis

from deployment.check import redis_server
from mockmate_api.http.rate_limits import BOOK, Counters
from mockmate_ws.delivery import redis_client
from mockmate_ws.delivery.redis_client import RedisClientError
from shared.core.broker import Broker
from shared.core.settings import Settings
from tests.certificates import Authority
from tests.clients import PATIENCE
from tests.clients.yjs import wait_until
from tests.proxy import Proxy
from tests.system.losing import lose_a_server
from tests.valkeys import PASSWORD, QUOTED, Cluster

ADDRESSES = [f"127.0.0.{number}" for number in range(40)]


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    made = Cluster(tmp_path)
    try:
        made.start()
        yield made
    finally:
        made.stop()


@pytest.fixture
def through(cluster: Cluster, settings: Settings) -> Settings:
    return settings.model_copy(update={"redis_url": cluster.url, "rate_limits": "on"})


@pytest.mark.parametrize("what_happened", ["a node was killed", "a node hung"])
def test_people_in_a_room_miss_nothing_when_a_node_is_lost(what_happened: str, cluster: Cluster, through: Settings):
    lose = cluster.hang if what_happened.endswith("hung") else cluster.kill
    lose_a_server(through, lose, "Redis Cluster", what_happened, cluster.version())


def counted(cluster: Cluster, port: int, prefix: str) -> dict[str, int]:
    """Return the counts that one node keeps."""
    with redis.Redis("127.0.0.1", port, 0, PASSWORD, decode_responses=True) as client:
        return {str(key): int(client.get(key) or 0) for key in client.scan_iter(f"{prefix}:limits*")}


def test_each_count_is_kept_at_the_node_that_has_its_key(cluster: Cluster, through: Settings):
    counters, others = Counters(through), Counters(through)
    for each in (counters, others):
        for address in ADDRESSES:
            assert each.count(BOOK[0], address) is None
    kept = [counted(cluster, port, through.redis_prefix) for port in cluster.nodes[:3]]
    assert all(kept)
    assert sum(map(len, kept)) == len(ADDRESSES)
    assert {count for counts in kept for count in counts.values()} == {2}
    assert counters.refusal is None
    for each in (counters, others):
        each.close()


def test_counting_goes_on_when_a_master_is_killed(cluster: Cluster, through: Settings):
    counters, broker = Counters(through), Broker(through)
    for address in ADDRESSES:
        counters.count(BOOK[0], address)
    broker.ping()
    lost, heir = cluster.nodes[0], cluster.nodes[3]
    assert cluster.role(heir) == "slave"
    cluster.kill(lost)
    # No request waits for the cluster, or fails.
    assert counters.count(BOOK[0], ADDRESSES[0]) is None

    def is_shared() -> bool:
        for address in ADDRESSES:
            counters.count(BOOK[0], address)
        return cluster.role(heir) == "master" and max(counted(cluster, heir, through.redis_prefix).values()) > 1

    wait_until(is_shared, "counts are kept at the new master")
    # What is away for a moment is no cluster that refuses.
    assert counters.refusal is None
    broker.ping()
    for each in (broker, counters):
        each.close()


def test_all_nodes_are_spoken_with_over_tls(tmp_path: Path, settings: Settings):
    authority = Authority(tmp_path, "trusted")
    bare = Cluster(tmp_path, replicas=False)
    with ExitStack() as stack:
        stack.callback(bare.stop)
        bare.start()
        # This Valkey knows no TLS: something in front of each node does, whose port is the one that the node announces.
        ports = []
        for port in bare.nodes:
            proxy = stack.enter_context(Proxy(str(tmp_path / f"{port}.sock"), authority.server()))
            bare.ask(port, "CONFIG", "SET", "cluster-announce-port", proxy.port)
            ports.append(proxy.port)
        wait_until(lambda: all(announced(bare, port) == set(ports) for port in bare.nodes), "all announce TLS")
        places = ",".join(f"127.0.0.1:{port}" for port in ports)
        url = f"rediss+cluster://:{QUOTED}@{places}?ssl_ca_certs={authority.file}"
        through = settings.model_copy(update={"redis_url": url, "rate_limits": "on"})
        counters, broker = Counters(through), Broker(through)
        stack.callback(broker.close)
        stack.callback(counters.close)
        broker.ping()
        for address in ADDRESSES:
            assert counters.count(BOOK[0], address) is None
        assert all(counted(bare, port, through.redis_prefix) for port in bare.nodes)
        assert asyncio.run(says_pong(url)) == b"PONG"
        for wrong in (url.partition("?")[0], url.replace("rediss", "redis")):
            with pytest.raises(OSError, match="no node of the cluster can be used"):
                asyncio.run(redis_client.connect(wrong, lambda _: None))


def announced(cluster: Cluster, port: int) -> set[int]:
    """Return the ports of all nodes, as one of them knows them."""
    with redis.Redis("127.0.0.1", port, 0, PASSWORD) as client:
        return {place[1] for _, _, *places in client.execute_command("CLUSTER", "SLOTS") for place in places}


async def says_pong(url: str) -> bytes:
    """Return the answer to PING over the thin connection."""
    answer: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()
    client = await redis_client.connect(url, answer.set_result)
    client.send(b"PING")
    try:
        async with asyncio.timeout(PATIENCE):
            return await answer
    finally:
        client.close()


def test_it_counts_for_itself_until_the_cluster_is_there(settings: Settings):
    nowhere = settings.model_copy(update={"redis_url": "redis+cluster://127.0.0.1:1,127.0.0.1:2", "rate_limits": "on"})
    counters = Counters(nowhere)
    assert [counters.count(BOOK[0], "ada") is None for _ in range(BOOK[0].allowed + 1)][-2:] == [True, False]
    assert counters.refusal is None


def test_a_node_that_its_cluster_has_lost_is_not_used(cluster: Cluster, through: Settings):
    alone = cluster.nodes[0]
    for port in (*cluster.nodes[1:3], *cluster.nodes[3:]):
        cluster.kill(port)
    wait_until(lambda: cluster.told(alone, "cluster_state") == "fail", "it knows that it is alone")
    with pytest.raises(RedisClientError, match=r"no node of the cluster can be used \(.*its cluster is down"):
        asyncio.run(redis_client.connect(through.redis_url, lambda _: None))


def test_the_check_names_a_cluster_that_is_down_and_one_server_that_is_none(cluster: Cluster, through: Settings):
    def said(url: str) -> list[str]:
        return [found.text for found in redis_server.check(through.model_copy(update={"redis_url": url}))]

    node = f"redis://:{QUOTED}@127.0.0.1:{cluster.nodes[0]}"
    assert said(through.redis_url) == []
    assert "Write redis+cluster:// for redis://" in said(node)[0]
    for port in cluster.nodes[1:]:
        cluster.kill(port)
    wait_until(lambda: cluster.told(cluster.nodes[0], "cluster_state") == "fail", "it knows that it is alone")
    (found,) = [text for text in said(through.redis_url) if "The cluster of Redis is down" in text]
    assert "CLUSTER NODES" in found


def test_one_server_is_no_cluster(settings: Settings, tmp_path: Path):
    single = Cluster(tmp_path)
    port = single.nodes[0]
    try:
        single.launch(port, "--requirepass", PASSWORD, "--port", str(port), "--bind", "127.0.0.1")
        wait_until(lambda: single.ask(port, "PING"), "it answers")
        url = f"redis+cluster://:{QUOTED}@127.0.0.1:{port}"
        with pytest.raises(RedisClientError, match="cluster support disabled"):
            asyncio.run(redis_client.connect(url, lambda _: None))
        found = redis_server.check(settings.model_copy(update={"redis_url": url}))
        assert "is one server, and no cluster" in next(found).text
    finally:
        single.stop()
