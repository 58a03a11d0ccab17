"""Rate limits that routes declare, counted in Redis for all processes together.

While Redis is down, each process counts for itself, so no request waits or fails because of it. The `limits` library,
which Flask-Limiter is built on, does the counting. Keys often come from the request's body, which the hook of an
extension would have to parse a second time.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from math import ceil
from typing import Any

import redis
import structlog
from flask import Flask, current_app, request
from limits import RateLimitItemPerSecond
from limits.storage import MemoryStorage, RedisClusterStorage, RedisStorage
from limits.strategies import FixedWindowRateLimiter
from redis.backoff import NoBackoff
from redis.exceptions import ClusterError, RedisClusterException
from redis.retry import Retry

from mockmate_api.http.caller import current_claims, current_session_id
from shared.core import client_addresses, redis_servers
from shared.core.errors import TooManyRequests
from shared.core.settings import Settings

log = structlog.get_logger(__name__)

_BREAK_SECONDS = 1.0
_HINT = (
    "Redis refuses to count, so each process counts rate limits for itself, and they allow that many times as much."
    " REDIS_URL must name one server that takes writes, its Sentinels, or a cluster as redis+cluster://: no single node"
    " of a cluster, and no replica."
)
MINUTE, QUARTER_HOUR, HOUR = 60, 15 * 60, 60 * 60

Body = Any


def address() -> str:
    """Return the network a request comes from, as far as addresses distinguish clients."""
    return client_addresses.network(request.remote_addr or client_addresses.UNKNOWN)


def by_address(_body: Body) -> str:
    """Count requests by address."""
    return address()


def by_person(_body: Body) -> str:
    """Count requests by logged-in person."""
    return str(current_claims().user_id)


def by_login(_body: Body) -> str:
    """Count requests by login: one that has ended, but isn't checked yet, uses up nothing of the person's others."""
    return str(current_session_id())


@dataclass(frozen=True)
class Limit:
    """So many requests in so many seconds. Routes with a limit of the same name share its count."""

    name: str
    allowed: int
    seconds: int
    key: Callable[[Body], str]


PASSWORD_AGAIN = (Limit("password again", 10, QUARTER_HOUR, by_person),)
CHANGE_EMAIL = (Limit("change email", 5, HOUR, by_person),)
PICTURE = (Limit("picture", 20, HOUR, by_person),)
EXPORT = (Limit("export", 10, HOUR, by_person),)
REPORT = (Limit("report", 10, HOUR, by_person),)
PAIR = (Limit("pair", 60, MINUTE, by_login),)
EXIT = (Limit("exit", 30, MINUTE, by_person),)
DECLINE = (Limit("decline", 30, MINUTE, by_person),)
APPEAL = (Limit("appeal", 20, HOUR, by_address),)
RUN = (Limit("run", 30, MINUTE, by_person),)
INVITE = (Limit("invite", 30, HOUR, by_person),)
ANSWER_INVITATION = (Limit("answer invitation", 60, MINUTE, by_address),)
BOOK = (Limit("book", 60, MINUTE, by_person),)
NETWORK_TEST = (Limit("network test", 30, MINUTE, by_person),)
TEST_MAIL = (Limit("test mail", 5, QUARTER_HOUR, by_person),)
MAKE_GROUP = (Limit("make group", 10, HOUR, by_person),)
JOIN_LINK = (Limit("join link", 60, MINUTE, by_address),)
WATCH = (Limit("watch", 60, MINUTE, by_person),)
SOLO = (Limit("solo", 10, HOUR, by_person),)
BUSY_HOURS = (Limit("busy hours", 30, MINUTE, by_person),)


class Counters:
    """The counts: in Redis, or in this process while Redis is down."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._here = FixedWindowRateLimiter(MemoryStorage())
        self._closed_until = 0.0
        self.refusal: str | None = None
        """Why Redis, though it answers, takes no counts."""

    def count(self, limit: Limit, key: str) -> int | None:
        """Count one request. Returns None, or in how many seconds the next one is allowed."""
        item = RateLimitItemPerSecond(limit.allowed, limit.seconds)
        # A digest, so that Redis holds no addresses and a long name makes no long key.
        names = (limit.name, sha256(key.encode(errors="replace")).hexdigest()[:32])
        if time.monotonic() >= self._closed_until:
            try:
                seconds = _hit(self._everywhere, item, names)
            except (redis.RedisError, RedisClusterException) as error:
                # Without this pause every request would wait for the timeout while Redis is down.
                self._closed_until = time.monotonic() + _BREAK_SECONDS
                self._note(error)
            else:
                self.refusal = None
                return seconds
        return _hit(self._here, item, names)

    @cached_property
    def _everywhere(self) -> FixedWindowRateLimiter:
        # One retry: the first request after Redis restarts meets a dead pooled connection.
        options: dict[str, Any] = {
            "socket_timeout": 0.5,
            "socket_connect_timeout": 0.5,
            "retry": Retry(NoBackoff(), 1),
        }
        prefix = f"{self._settings.redis_prefix}:limits"
        if nodes := redis_servers.cluster(self._settings.redis_url):
            # It asks a node at once where keys are. If none answers, the next count asks again.
            options = redis_servers.options_of_cluster(nodes, **options)
            return FixedWindowRateLimiter(RedisClusterStorage("redis+cluster://unused:0", prefix, **options))
        pool = redis_servers.client(self._settings.redis_url, **options).connection_pool
        return FixedWindowRateLimiter(RedisStorage("redis://", connection_pool=pool, key_prefix=prefix))

    def close(self) -> None:
        """Close the connections."""
        if storage := getattr(self.__dict__.get("_everywhere"), "storage", None):
            storage.storage.close()

    def _note(self, error: Exception) -> None:
        if not isinstance(error, redis.ResponseError) or isinstance(error, ClusterError):
            log.warning("limits.redis_away", error=type(error).__name__, detail=str(error))
            return
        # It answers, and will go on refusing: a node of a cluster, a replica, a user who may not.
        self.refusal = f"{type(error).__name__}: {error}"
        log.error("limits.not_shared", error=type(error).__name__, detail=str(error), hint=_HINT)


def advice() -> list[str]:
    """Return a sentence if this process can't share its counts with the others though Redis answers."""
    counters: Counters | None = current_app.extensions["mockmate.counters"]
    return [f"{_HINT} ({counters.refusal})"] if counters and counters.refusal else []


def _hit(limiter: FixedWindowRateLimiter, item: RateLimitItemPerSecond, names: tuple[str, ...]) -> int | None:
    if limiter.hit(item, *names):
        return None
    return max(1, ceil(limiter.get_window_stats(item, *names).reset_time - time.time()))


def enforce(limits: tuple[Limit, ...], body: Body) -> None:
    """Count a request against its route's limits, in their order. Raises TooManyRequests."""
    counters: Counters | None = current_app.extensions["mockmate.counters"]
    if counters is None:
        return
    for limit in limits:
        seconds = counters.count(limit, limit.key(body))
        if seconds is not None:
            log.info("request.limited", limit=limit.name, retry_after=seconds)
            raise TooManyRequests(retry_after=seconds)


def install(app: Flask) -> None:
    """Give the app its counters, unless RATE_LIMITS is off."""
    settings: Settings = app.extensions["mockmate.settings"]
    app.extensions["mockmate.counters"] = Counters(settings) if settings.rate_limits == "on" else None
