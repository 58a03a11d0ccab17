"""Where Redis is: at one address, wherever Sentinels say that a master is at the moment, or in a cluster.

`redis+sentinel://user:password@one:26379,two:26379,three:26379/service/0` names the Sentinels; user, password and
database are those of the master. `redis+cluster://user:password@one:6379,two:6379,three:6379` names nodes of a cluster:
news may be published at any of them, which tells all others, and counts are kept at the node that has their key.
`rediss+sentinel://` and `rediss+cluster://` speak TLS with all of them.
"""

from __future__ import annotations

import random
import re
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, quote, unquote, urlencode

import redis
from redis.cluster import ClusterNode
from redis.connection import Connection, ConnectionPool, SSLConnection, parse_url
from redis.sentinel import Sentinel, SentinelConnectionPool

_URL = re.compile(
    r"(?P<scheme>rediss?)\+sentinel://(?:(?P<login>[^/]*)@)?(?P<hosts>[^/@?]+)/(?P<service>[^/?]+)"
    r"(?:/(?P<database>\d+))?/?(?:\?(?P<query>.*))?"
)
_CLUSTER_URL = re.compile(
    r"(?P<scheme>rediss?)\+cluster://(?:(?P<login>[^/]*)@)?(?P<hosts>[^/@?]+)/?(?:0/?)?(?:\?(?P<query>.*))?"
)
_PORT, _SENTINEL_PORT = 6379, 26379
_OF_SENTINELS = "sentinel_"


class Watched(NamedTuple):
    """A service that Sentinels watch over."""

    scheme: str
    login: str
    addresses: tuple[tuple[str, int], ...]
    service: str
    database: str
    query: tuple[tuple[str, str], ...]

    def master(self, host: str, port: int) -> str:
        """Return the URL of the server at this address, as redis-py takes it."""
        options = [(name, value) for name, value in self.query if not name.startswith(_OF_SENTINELS)]
        return _url(self.scheme, self.login, host, port, f"/{self.database}", options)

    def sentinel(self, host: str, port: int) -> str:
        """Return the URL of a Sentinel, which has a login of its own, or none."""
        given = {name.removeprefix(_OF_SENTINELS): quote(value, safe="") for name, value in self.query}
        login = f"{given.get('username', '')}:{given['password']}" if self._has_password else ""
        return _url(self.scheme, login, host, port, "", [pair for pair in self.query if pair[0].startswith("ssl_")])

    @property
    def _has_password(self) -> bool:
        return f"{_OF_SENTINELS}password" in dict(self.query)


class Cluster(NamedTuple):
    """A cluster, by some of its nodes; the others are learned from these."""

    scheme: str
    login: str
    addresses: tuple[tuple[str, int], ...]
    query: tuple[tuple[str, str], ...]

    def node(self, host: str, port: int) -> str:
        """Return the URL of the node at this address, as redis-py takes it."""
        return _url(self.scheme, self.login, host, port, "", list(self.query))

    def in_any_order(self) -> list[tuple[str, int]]:
        """Return the addresses so that a node that hangs is not the first again and again."""
        return random.sample(self.addresses, len(self.addresses))


def _url(scheme: str, login: str, host: str, port: int, path: str, options: list[tuple[str, str]]) -> str:
    place = f"[{host}]" if ":" in host else host
    behind = f"?{urlencode(options)}" if options else ""
    return f"{scheme}://{login and f'{login}@'}{place}:{port}{path}{behind}"


def cluster(url: str) -> Cluster | None:
    """Return the cluster, or None if the URL is that of a server or of Sentinels. Raises ValueError."""
    if "+cluster:" not in url.partition("//")[0]:
        return None
    found = _CLUSTER_URL.fullmatch(url)
    if found is None:
        raise ValueError(
            "must look like redis+cluster://:password@one:6379,two:6379; a cluster has no other database than 0"
        )
    return Cluster(
        found["scheme"],
        found["login"] or "",
        tuple(_address(text, _PORT) for text in found["hosts"].split(",")),
        tuple(parse_qsl(found["query"] or "")),
    )


def watched(url: str) -> Watched | None:
    """Return what Sentinels watch over, or None if the URL is that of a server. Raises ValueError."""
    if "+sentinel:" not in url.partition("//")[0]:
        return None
    found = _URL.fullmatch(url)
    if found is None:
        raise ValueError("must look like redis+sentinel://:password@one:26379,two:26379/service/0")
    return Watched(
        found["scheme"],
        found["login"] or "",
        tuple(_address(text, _SENTINEL_PORT) for text in found["hosts"].split(",")),
        unquote(found["service"]),
        found["database"] or "0",
        tuple(parse_qsl(found["query"] or "")),
    )


def _address(text: str, port: int) -> tuple[str, int]:
    found = re.fullmatch(r"(\[[^\]]+\]|[^:]+)(?::(\d+))?", text.strip())
    if found is None:
        raise ValueError("must name servers as host:port, with commas between them")
    return found[1].strip("[]"), int(found[2] or port)


def client(url: str, **options: Any) -> redis.Redis:
    """Return redis-py's client. Nothing connects yet.

    With Sentinels, each new connection goes to the master of then; with a cluster, to any node that answers, which is
    enough for news, and not for keys. `options` are redis-py's, for every connection. Raises ValueError.
    """
    if nodes := cluster(url):
        return redis.Redis(connection_pool=_pool_of_any_node(nodes, options))
    service = watched(url)
    if service is None:
        return redis.Redis.from_url(url, **options)
    kwargs, of_sentinels = (_connection_options(at("sentinel", 0)) for at in (service.master, service.sentinel))
    sentinels: Any = Sentinel(service.addresses, sentinel_kwargs={**options, **of_sentinels}, **options)  # type: ignore[no-untyped-call]
    made: redis.Redis = sentinels.master_for(service.service, connection_pool_class=SentinelConnectionPool, **kwargs)
    return made


def options_of_cluster(nodes: Cluster, **options: Any) -> dict[str, Any]:
    """Return what redis.RedisCluster is made of, for keys. It asks the nodes for the others when it is made."""
    found = [ClusterNode(*address) for address in nodes.in_any_order()]  # type: ignore[no-untyped-call]
    return {**options, **_connection_options(nodes.node("node", 0)), "startup_nodes": found}


class _AnyNode:
    """A connection to whichever node answers first."""

    host: str
    port: int

    def __init__(self, *, nodes: Cluster, **options: Any) -> None:
        self._nodes = nodes
        super().__init__(**options)

    def _connect(self) -> Any:
        error: OSError | None = None
        for host, port in self._nodes.in_any_order():
            self.host, self.port = host, port
            try:
                return super()._connect()  # type: ignore[misc]
            except OSError as reason:
                error = reason
        raise error or OSError("no node is named")


class _PlainToAnyNode(_AnyNode, Connection):
    pass


class _TlsToAnyNode(_AnyNode, SSLConnection):
    pass


def _pool_of_any_node(nodes: Cluster, options: dict[str, Any]) -> ConnectionPool:
    of_url = _connection_options(nodes.node("node", 0))
    made = _TlsToAnyNode if of_url.pop("ssl") else _PlainToAnyNode
    return ConnectionPool(connection_class=made, nodes=nodes, **{**options, **of_url})


def _connection_options(url: str) -> dict[str, Any]:
    options: dict[str, Any] = dict(parse_url(url))  # type: ignore[no-untyped-call]
    is_tls = options.pop("connection_class", None) is SSLConnection
    for name in ("host", "port"):
        options.pop(name, None)
    return {**options, "ssl": is_tls}
