"""Redis: reached, let in, one server that takes writes, and lets us publish and listen."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import closing
from typing import Any
from urllib.parse import urlsplit

import redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisClusterException
from redis.retry import Retry
from redis.sentinel import MasterNotFoundError

from deployment.check.findings import Finding, wrong
from mockmate_api.http import rate_limits
from shared.core import broker, redis_servers
from shared.core.settings import Settings

_SECONDS = 4.0
_ECHO_SECONDS = 2.0
_REFUSED = (
    "Redis at {place} refuses the password ({said}). Write it as redis://:password@host in REDIS_URL, with special"
    " characters as %XX."
)
_DISTRUSTED = (
    "The certificate of Redis at {place} is not trusted ({said}). Add ?ssl_ca_certs= with your authority's file to"
    " REDIS_URL, and use the host name that the certificate is for."
)
_SILENT = (
    "Redis at {place} doesn't answer. Usually a firewall drops the connection, or only one side speaks TLS: rediss://"
    " is with it, redis:// without."
)
# The first whose words are in what redis-py said.
_REASONS = (
    (("noauth", "wrongpass", "authentication required", "invalid username-password"), _REFUSED),
    (("certificate",), _DISTRUSTED),
    (("ssl",), "{place} speaks no TLS ({said}). Use redis:// in REDIS_URL, or its port for TLS."),
    (("name or service", "not known", "name resolution", "no address"), "DNS doesn't know {place}. Check REDIS_URL."),
    (
        ("closed by server", "reset"),
        "{place} hangs up at once. If it speaks TLS, use rediss:// in REDIS_URL.",
    ),
    (("timeout", "timed out"), _SILENT),
)
_UNREACHED_NODES = (
    "Redis answers, but not every node that the cluster names can be used ({said}), so rate limits aren't shared. Let"
    " each node announce an address that is reached from here: cluster-announce-ip, or cluster-announce-hostname."
)
_ONE_SERVER = "REDIS_URL must name one server that takes writes"


def check(settings: Settings) -> Iterator[Finding]:
    """Speak with Redis as both services do."""
    client: Any = redis_servers.client(
        settings.redis_url,
        socket_timeout=_SECONDS,
        socket_connect_timeout=_SECONDS,
        retry=Retry(NoBackoff(), 0),
    )
    with closing(client):
        try:
            client.ping()
        except redis.RedisError as error:
            yield wrong(_unreached(settings, error))
            return
        nodes = redis_servers.cluster(settings.redis_url)
        kind = (_kind_in_cluster(client) or _unreached_nodes(nodes)) if nodes else _kind(client)
        if kind is not None:
            yield wrong(kind)
        else:
            yield from _counts(settings)
        yield from _listens(client, settings)


def _unreached(settings: Settings, error: redis.RedisError) -> str:
    place = _place(settings.redis_url)
    said = " ".join(str(error).split()).rstrip(".")
    if isinstance(error, MasterNotFoundError):
        return f"No Sentinel at {place} names a master ({said}). Check their addresses and the service in REDIS_URL."
    for words, sentence in _REASONS:
        if any(each in said.lower() for each in words):
            return sentence.format(place=place, said=said)
    if isinstance(error, redis.AuthenticationError):
        return _REFUSED.format(place=place, said=said)
    return f"Redis at {place} can't be used: {said}. Check host and port in REDIS_URL, and that it runs."


def _place(url: str) -> str:
    if several := redis_servers.cluster(url) or redis_servers.watched(url):
        return ", ".join(f"{host}:{port}" for host, port in several.addresses)
    parts = urlsplit(url)
    return f"{parts.hostname}:{parts.port or 6379}" if parts.hostname else f"the socket {parts.path}"


def _kind_in_cluster(client: Any) -> str | None:
    """Return what keeps the cluster from being used; None if it can be, or doesn't say."""
    try:
        told = str(client.execute_command("CLUSTER INFO"))
    except redis.ResponseError as error:
        if "cluster support disabled" in str(error):
            return "Redis is one server, and no cluster. Write redis:// for redis+cluster:// in REDIS_URL."
        return None
    if re.search(r"cluster_state\W+ok", told):
        return None
    return (
        "The cluster of Redis is down: not all keys have a node, or a node doesn't reach the others. Ask it by"
        " CLUSTER INFO and CLUSTER NODES."
    )


def _unreached_nodes(nodes: redis_servers.Cluster) -> str | None:
    options: dict[str, Any] = {"socket_timeout": _SECONDS, "socket_connect_timeout": _SECONDS}
    try:
        with redis.RedisCluster(**redis_servers.options_of_cluster(nodes, **options)) as everywhere:
            everywhere.ping(target_nodes=redis.RedisCluster.PRIMARIES)
    except (redis.RedisError, RedisClusterException, OSError) as error:
        return _UNREACHED_NODES.format(said=" ".join(str(error).split()).rstrip("."))
    return None


def _kind(client: Any) -> str | None:
    """Return why this is no server for us; None if it is one, or doesn't say."""
    try:
        told = client.info()
    except redis.RedisError:  # managed ones hide it, and users may not ask
        return None
    # Valkey writes server_mode.
    mode = told.get("redis_mode") or told.get("server_mode")
    if mode == "cluster" or told.get("cluster_enabled"):
        return (
            "Redis is a node of a cluster, which takes only its share of the keys. Write redis+cluster:// for redis://,"
            " and name several nodes in REDIS_URL: redis+cluster://:PASSWORD@one:6379,two:6379."
        )
    if mode == "sentinel":
        return f"Redis is a Sentinel, which only names others. {_ONE_SERVER}."
    if told.get("role") in ("slave", "replica"):
        primary = f"{told.get('master_host')}:{told.get('master_port')}"
        return f"Redis is a replica of {primary}, so rate limits can't be counted in it. {_ONE_SERVER}: the primary."
    return None


def _counts(settings: Settings) -> Iterator[Finding]:
    with closing(rate_limits.Counters(settings)) as counters:
        counters.count(rate_limits.Limit("deployment check", 1_000_000, 60, lambda _: ""), "check")
    if counters.refusal:
        yield wrong(
            f"Redis takes no counts of rate limits ({counters.refusal}). {_ONE_SERVER}, and its user needs the commands"
            f" of the rate limits (`+@all`, keys `~{settings.redis_prefix}:*`)."
        )


def _listens(client: Any, settings: Settings) -> Iterator[Finding]:
    name = broker.channel(settings, "check")
    try:
        with closing(client.pubsub()) as subscription:
            subscription.subscribe(name)
            heard = _hears(subscription, "subscribe")
            client.publish(name, b"check")
            heard = heard and _hears(subscription, "message")
    except redis.RedisError as error:
        yield wrong(
            f"Redis refuses to publish or to listen ({' '.join(str(error).split())}). Let its user do both: ACL SETUSER"
            f" NAME +publish +subscribe +unsubscribe &{settings.redis_prefix}:*."
        )
    else:
        if not heard:
            yield wrong(
                "What is published in Redis isn't heard by a subscriber of the same server, so events would come"
                " seconds late. A proxy in front may drop it: name the server itself in REDIS_URL."
            )


def _hears(subscription: Any, kind: str) -> bool:
    deadline = time.monotonic() + _ECHO_SECONDS
    while (left := deadline - time.monotonic()) > 0:
        message = subscription.get_message(timeout=left)
        if message is not None and message["type"] == kind:
            return True
    return False
