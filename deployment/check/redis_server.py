"""Redis: reached, let in, one server that takes writes, and lets us publish and listen."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisClusterException
from redis.retry import Retry

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
    (("no master found",), "No Sentinel names a master for {place} ({said}). Check the service's name in REDIS_URL."),
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
_ONE_SERVER = "REDIS_URL must name one server that takes writes"
_NO_CLUSTER = (
    "REDIS_URL names a cluster, but Redis at {place} is a server of its own. Write redis:// with that server, or turn"
    " cluster-enabled on."
)
_UNREACHED_NODES = (
    "Redis answers, but not every node that the cluster names can be used ({said}), so rate limits aren't shared. Let"
    " each node announce an address that is reached from here: cluster-announce-ip, or cluster-announce-hostname."
)


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
        except (redis.RedisError, OSError) as error:
            yield wrong(_unreached(settings, error))
            return
        wrong_kind = _of_cluster(client, settings) if redis_servers.cluster(settings.redis_url) else _kind(client)
        if wrong_kind is not None:
            yield wrong(wrong_kind)
        else:
            yield from _counts(settings)
        yield from _listens(client, settings)


def _unreached(settings: Settings, error: Exception) -> str:
    place = redis_servers.place(settings.redis_url)
    said = " ".join(str(error).split()).rstrip(".")
    for words, sentence in _REASONS:
        if any(each in said.lower() for each in words):
            return sentence.format(place=place, said=said)
    if isinstance(error, redis.AuthenticationError):
        return _REFUSED.format(place=place, said=said)
    return f"Redis at {place} can't be used: {said}. Check host and port in REDIS_URL, and that it runs."


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
            f"Redis is a node of a cluster, which takes only its share of the keys. {_ONE_SERVER}, or the cluster:"
            " redis+cluster://."
        )
    if mode == "sentinel":
        return f"Redis is a Sentinel, which only names others. {_ONE_SERVER}."
    if told.get("role") in ("slave", "replica"):
        primary = f"{told.get('master_host')}:{told.get('master_port')}"
        return f"Redis is a replica of {primary}, so rate limits can't be counted in it. {_ONE_SERVER}: the primary."
    return None


def _of_cluster(client: Any, settings: Settings) -> str | None:
    """Return why this is no cluster for us; None if it is one."""
    url = settings.redis_url
    nodes = redis_servers.cluster(url)
    assert nodes is not None  # noqa: S101 - the caller has looked
    try:
        told = client.execute_command("CLUSTER", "INFO")
    except redis.ResponseError as error:
        if "cluster support disabled" in str(error).lower():
            return _NO_CLUSTER.format(place=redis_servers.place(url))
        return f"Redis refuses to tell of its cluster ({error}). Let its user do that: +cluster|info +cluster|slots."
    if "cluster_state:ok" not in (told.decode() if isinstance(told, bytes) else str(told)):
        return "The cluster is down: some of its keys have no master. `CLUSTER INFO` and `CLUSTER NODES` say which."
    options: dict[str, Any] = {"socket_timeout": _SECONDS, "socket_connect_timeout": _SECONDS}
    try:
        with redis.RedisCluster(**redis_servers.options_of_cluster(nodes, **options)) as everywhere:
            everywhere.ping(target_nodes=redis.RedisCluster.PRIMARIES)
    except (redis.RedisError, RedisClusterException, OSError) as error:
        return _UNREACHED_NODES.format(said=" ".join(str(error).split()).rstrip("."))
    return None


def _counts(settings: Settings) -> Iterator[Finding]:
    counters = rate_limits.Counters(settings)
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
