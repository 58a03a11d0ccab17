"""URLs of Redis that name Sentinels: where the Sentinels are, and how the master is spoken to."""

from __future__ import annotations

import pytest
from redis.connection import parse_url

from shared.core import redis_servers, setting_urls


def test_a_url_of_a_server_names_no_sentinels():
    for url in ("redis://:pw@host:6379/0", "rediss://host", "unix:///a/path"):
        assert redis_servers.watched(url) is None


def test_the_master_and_the_sentinels_have_logins_of_their_own():
    url = "rediss+sentinel://us%40er:p%2Fw@one,[::1]:5000, two:26380/my%20news/3"
    service = redis_servers.watched(f"{url}?sentinel_username=watch&sentinel_password=a%2Fb&ssl_ca_certs=/ca.pem")
    assert service is not None
    assert service.addresses == (("one", 26379), ("::1", 5000), ("two", 26380))
    assert service.service == "my news"
    master, sentinel = parse_url(service.master("::1", 7000)), parse_url(service.sentinel("one", 26379))
    assert (master["host"], master["port"], master["db"]) == ("::1", 7000, 3)
    assert (master["username"], master["password"], master["ssl_ca_certs"]) == ("us@er", "p/w", "/ca.pem")
    assert (sentinel["host"], sentinel["username"], sentinel["password"]) == ("one", "watch", "a/b")
    assert sentinel["ssl_ca_certs"] == "/ca.pem"
    assert "sentinel_password" not in master
    plain = redis_servers.watched("redis+sentinel://one/news")
    assert plain is not None
    assert parse_url(plain.master("a", 1)) == {"host": "a", "port": 1, "db": 0}
    assert parse_url(plain.sentinel("a", 1)) == {"host": "a", "port": 1}


@pytest.mark.parametrize(
    "url",
    [
        "redis+sentinel://one:26379",
        "redis+sentinel:///news",
        "redis+sentinel://one,,two/news",
        "redis+sentinel://one:port/news",
        "redis+sentinel://one/news/zero",
        "redis+sentinel://one/news?surprise=1",
        "redis+cluster://",
        "redis+cluster://one,,two",
        "redis+cluster://one:port",
        "redis+cluster://one/1",
        "redis+cluster://one?surprise=1",
    ],
)
def test_what_can_not_be_used_is_refused(url: str):
    with pytest.raises(ValueError, match="must look like redis://"):
        setting_urls.redis(url)


@pytest.mark.parametrize(
    "url",
    [
        "redis+sentinel://:p%40ss@one:26379,two/news/0?sentinel_password=x",
        "redis+cluster://:p%40ss@one:6379,two",
        "rediss+cluster://us%40er:p%40ss@[::1]:7000/0",
    ],
)
def test_what_can_be_used_stays_as_it_is(url: str):
    assert setting_urls.redis(url) == url


def test_the_nodes_of_a_cluster_have_one_login():
    nodes = redis_servers.cluster("rediss+cluster://us%40er:p%2Fw@one,[::1]:7000/0?ssl_ca_certs=/ca.pem")
    assert nodes is not None
    assert nodes.addresses == (("one", 6379), ("::1", 7000))
    node = parse_url(nodes.node("::1", 7000))
    assert (node["host"], node["port"], node["ssl_ca_certs"]) == ("::1", 7000, "/ca.pem")
    assert (node["username"], node["password"]) == ("us@er", "p/w")


@pytest.mark.parametrize(
    ("url", "place"),
    [
        ("redis://:secret@host", "host:6379"),
        ("unix:///a/path", "/a/path"),
        ("redis+sentinel://:secret@one,two/news", "news, watched by one, two"),
        ("redis+cluster://:secret@one,two:7000", "the cluster of one:6379, two:7000"),
    ],
)
def test_a_place_has_no_secrets(url: str, place: str):
    assert redis_servers.place(url) == place
