"""Where Redis is: at one address, or wherever Sentinels say that the master of a service is at the moment.

`redis+sentinel://user:password@one:26379,two:26379,three:26379/service/0` names the Sentinels; user, password and
database are those of the master. `rediss+sentinel://` speaks TLS with all of them.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, quote, unquote, urlencode

import redis
from redis.connection import SSLConnection, parse_url
from redis.sentinel import Sentinel, SentinelConnectionPool

_URL = re.compile(
    r"(?P<scheme>rediss?)\+sentinel://(?:(?P<login>[^/]*)@)?(?P<hosts>[^/@?]+)/(?P<service>[^/?]+)"
    r"(?:/(?P<database>\d+))?/?(?:\?(?P<query>.*))?"
)
_PORT = 26379
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
        return self._url(self.login, host, port, f"/{self.database}", options)

    def sentinel(self, host: str, port: int) -> str:
        """Return the URL of a Sentinel, which has a login of its own, or none."""
        given = {name.removeprefix(_OF_SENTINELS): quote(value, safe="") for name, value in self.query}
        login = f"{given.get('username', '')}:{given['password']}" if self._has_password else ""
        return self._url(login, host, port, "", [pair for pair in self.query if pair[0].startswith("ssl_")])

    @property
    def _has_password(self) -> bool:
        return f"{_OF_SENTINELS}password" in dict(self.query)

    def _url(self, login: str, host: str, port: int, path: str, options: list[tuple[str, str]]) -> str:
        place = f"[{host}]" if ":" in host else host
        behind = f"?{urlencode(options)}" if options else ""
        return f"{self.scheme}://{login and f'{login}@'}{place}:{port}{path}{behind}"


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
        tuple(map(_address, found["hosts"].split(","))),
        unquote(found["service"]),
        found["database"] or "0",
        tuple(parse_qsl(found["query"] or "")),
    )


def _address(text: str) -> tuple[str, int]:
    found = re.fullmatch(r"(\[[^\]]+\]|[^:]+)(?::(\d+))?", text.strip())
    if found is None:
        raise ValueError("must name Sentinels as host:port, with commas between them")
    return found[1].strip("[]"), int(found[2] or _PORT)


def client(url: str, **options: Any) -> redis.Redis:
    """Return redis-py's client; with Sentinels, each new connection goes to the master of then. Nothing connects yet.

    `options` are redis-py's, for every connection. Raises ValueError.
    """
    service = watched(url)
    if service is None:
        return redis.Redis.from_url(url, **options)
    kwargs, of_sentinels = (_connection_options(at("sentinel", 0)) for at in (service.master, service.sentinel))
    sentinels: Any = Sentinel(service.addresses, sentinel_kwargs={**options, **of_sentinels}, **options)  # type: ignore[no-untyped-call]
    made: redis.Redis = sentinels.master_for(service.service, connection_pool_class=SentinelConnectionPool, **kwargs)
    return made


def _connection_options(url: str) -> dict[str, Any]:
    options: dict[str, Any] = dict(parse_url(url))  # type: ignore[no-untyped-call]
    is_tls = options.pop("connection_class", None) is SSLConnection
    for name in ("host", "port"):
        options.pop(name, None)
    return {**options, "ssl": is_tls}
