"""Publishes committed changes on Redis, once, after the commit. A lost message costs delay, never data."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import redis
import structlog
from redis.backoff import NoBackoff
from redis.retry import Retry
from sqlalchemy import event
from sqlalchemy.orm import Session, scoped_session, sessionmaker

from shared.core import redis_servers
from shared.core.settings import Settings

log = structlog.get_logger(__name__)

_QUEUED = "mockmate.messages"
_BREAK_SECONDS = 1.0


def channel(settings: Settings, name: str) -> str:
    """Return the Redis channel of a stream or topic."""
    return f"{settings.redis_prefix}:{name}"


def publish_after_commit(session: Session, name: str, payload: bytes) -> None:
    """Publish `payload` on the channel of `name` once the session's transaction has committed."""
    session.info.setdefault(_QUEUED, []).append((name, payload))


@contextmanager
def savepoint(session: Session) -> Iterator[None]:
    """Open a savepoint. If it is rolled back, messages queued since then are dropped."""
    queue: list[tuple[str, bytes]] = session.info.setdefault(_QUEUED, [])
    before = len(queue)
    try:
        with session.begin_nested():
            yield
    except BaseException:
        del queue[before:]
        raise


class Broker:
    """The publishing side, for code that runs in threads."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        # One retry: the first publish after Redis restarts meets a dead pooled connection.
        self._redis = redis_servers.client(
            settings.redis_url,
            socket_timeout=0.5,
            socket_connect_timeout=0.5,
            retry=Retry(NoBackoff(), 1),
        )
        self._closed_until = 0.0

    def attach(self, target: scoped_session[Any] | sessionmaker[Any]) -> None:
        """Make every session of `target` publish its queued messages after commit and drop them after rollback."""

        @event.listens_for(target, "after_commit")
        def publish(session: Session) -> None:
            # Also fires when a savepoint is released; nothing is committed then.
            if not session.in_nested_transaction():
                self.publish(session.info.pop(_QUEUED, []))

        @event.listens_for(target, "after_rollback")
        def drop(session: Session) -> None:
            if not session.in_nested_transaction():
                session.info.pop(_QUEUED, None)

    def publish(self, messages: list[tuple[str, bytes]]) -> None:
        """Send messages now, in one round trip. Never raises: receivers read from PostgreSQL what Redis misses."""
        if not messages or time.monotonic() < self._closed_until:
            return
        try:
            pipeline = self._redis.pipeline(transaction=False)
            for name, payload in messages:
                pipeline.publish(channel(self._settings, name), payload)
            pipeline.execute()
        except redis.RedisError as error:
            # Without this pause every request would wait for the timeout while Redis is down.
            self._closed_until = time.monotonic() + _BREAK_SECONDS
            log.warning("broker.publish_failed", error=type(error).__name__, detail=str(error), dropped=len(messages))

    def ping(self) -> None:
        """Raise redis.RedisError unless Redis answers."""
        self._redis.ping()

    def close(self) -> None:
        """Close the connections."""
        self._redis.close()
