"""Three Sentinels put a replica in the place of a Valkey that was killed, while people are in a room."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis

from deployment.check import redis_server
from mockmate_api.http.rate_limits import BOOK, Counters
from mockmate_ws.delivery import redis_client
from shared.core.broker import Broker
from shared.core.settings import Settings
from tests.clients.yjs import wait_until
from tests.system.losing import lose_a_server
from tests.valkeys import PASSWORD, Watched


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Watched]:
    made = Watched(tmp_path)
    try:
        made.start()
        yield made
    finally:
        made.stop()


@pytest.mark.parametrize("what_happened", ["the master was killed", "the master hung"])
def test_people_in_a_room_miss_nothing_when_the_master_is_lost(
    what_happened: str, watched: Watched, settings: Settings
):
    lose_a_server(
        settings.model_copy(update={"redis_url": watched.url}),
        watched.hang if what_happened.endswith("hung") else watched.kill,
        "Redis with Sentinels",
        what_happened,
        watched.version(),
    )


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
    for each in (broker, counters):
        each.close()


def test_the_check_speaks_with_the_master(watched: Watched, settings: Settings):
    def said(url: str) -> list[str]:
        return [found.text for found in redis_server.check(settings.model_copy(update={"redis_url": url}))]

    assert said(watched.url) == []
    (found,) = said(watched.url.replace("/news/", "/other/"))
    assert "other" in found


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
