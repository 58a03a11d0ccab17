"""The servers given by DATABASE_URL and REDIS_URL: whether they answer, before anything starts."""

from __future__ import annotations

import redis

from deployment.local.errors import MisuseError
from shared.core import postgres_check, redis_servers


def look_at_postgres(url: str) -> str:
    """Return where the database is, and its version. Raises MisuseError if it can't be used."""
    try:
        version = postgres_check.check(url)
    except postgres_check.UnusableDatabase as error:
        raise MisuseError(f"{error} Check DATABASE_URL.") from None
    return f"yours, at {postgres_check.place(url)}, version {version}"


def look_at_valkey(url: str) -> str:
    """Return where it is, or why it can't be reached; Mock Mate works without it, though slower."""
    with redis_servers.client(url, socket_connect_timeout=3, socket_timeout=3) as client:
        options = client.connection_pool.connection_kwargs
        place = options.get("path") or f"{options.get('host', 'localhost')}:{options.get('port', 6379)}"
        if service := redis_servers.watched(url):
            place = f"{service.service}, watched by {', '.join(host for host, _ in service.addresses)}"
        elif cluster := redis_servers.cluster(url):
            place = f"the cluster of {', '.join(host for host, _ in cluster.addresses)}"
        try:
            client.ping()
        except (redis.RedisError, OSError, ValueError) as error:
            reason = str(error).strip().rstrip(".")
            return f"not reached at {place} ({reason}): news will be up to five seconds late. Check REDIS_URL."
    return f"yours, at {place}"
