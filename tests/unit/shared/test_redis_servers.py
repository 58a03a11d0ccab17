"""URLs of Redis that name Sentinels or nodes of a cluster: where these are, and how they are spoken to."""

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
        "redis+cluster://one:6379/1",
        "redis+cluster://one?surprise=1",
    ],
)
def test_what_can_not_be_used_is_refused(url: str):
    with pytest.raises(ValueError, match="must look like redis://"):
        setting_urls.redis(url)


def test_what_can_be_used_stays_as_it_is():
    url = "redis+sentinel://:p%40ss@one:26379,two/news/0?sentinel_password=x"
    assert setting_urls.redis(url) == url


def test_nodes_of_a_cluster_share_a_login_and_options():
    url = "rediss+cluster://us%40er:p%2Fw@one,[::1]:7001, two:7002/0?ssl_ca_certs=/ca.pem"
    cluster = redis_servers.cluster(url)
    assert cluster is not None
    assert cluster.addresses == (("one", 6379), ("::1", 7001), ("two", 7002))
    assert sorted(cluster.in_any_order()) == sorted(cluster.addresses)
    node = parse_url(cluster.node("::1", 7001))
    assert (node["host"], node["port"], node["username"], node["password"]) == ("::1", 7001, "us@er", "p/w")
    options = redis_servers.options_of_cluster(cluster, socket_timeout=0.5)
    assert {(one.host, one.port) for one in options["startup_nodes"]} == set(cluster.addresses)
    assert (options["username"], options["password"], options["ssl"]) == ("us@er", "p/w", True)
    assert (options["ssl_ca_certs"], options["socket_timeout"]) == ("/ca.pem", 0.5)
    assert "host" not in options
    assert setting_urls.redis(url) == url


def test_other_urls_name_no_cluster():
    for url in ("redis://host", "redis+sentinel://one/news", "unix:///a/path"):
        assert redis_servers.cluster(url) is None
