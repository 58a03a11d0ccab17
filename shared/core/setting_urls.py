"""The settings that are URLs: each function returns one as it is used, or raises ValueError with what it must be."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import Field
from redis import ConnectionPool, RedisError
from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from shared.core import email_addresses, redis_servers

Port = Annotated[int, Field(ge=1, le=65535)]
_MAIL = ("smtp", "smtp+starttls", "smtps")


def database(value: str) -> str:
    """Name the driver, and write several hosts as SQLAlchemy has them."""
    try:
        url = _with_hosts(value.replace("postgres://", "postgresql://", 1))
    except (ArgumentError, ValueError):  # ValueError: a port that is no number
        raise ValueError("must look like postgresql://user:password@host:5432/name") from None
    if url.get_backend_name() != "postgresql":
        raise ValueError("must be a PostgreSQL URL")
    return url.set(drivername="postgresql+psycopg2").render_as_string(hide_password=False)


# libpq's form of a server with replicas: postgresql://user:password@one:5432,two:5433/name
_SEVERAL_HOSTS = re.compile(r"(?P<before>[^/]+://(?:.*@)?)(?P<hosts>[^/@?]*,[^/@?]*)(?P<behind>[/?].*)?")


def _with_hosts(value: str) -> URL:
    several = _SEVERAL_HOSTS.fullmatch(value)
    if several is None:
        return make_url(value)
    hosts = [("host", host if ":" in host else f"{host}:5432") for host in several["hosts"].split(",")]
    return make_url(several["before"] + (several["behind"] or "")).update_query_pairs(hosts)


def database_of_parts(user: str, password: str, host: str, port: int, name: str) -> str:
    """Return the URL of a database that is given in parts; `host` may be the folder of a Unix socket."""
    # A folder has no place in a URL but among its options.
    place = URL.create("postgresql+psycopg2", user, password, database=name)
    place = (
        place.update_query_pairs([("host", host), ("port", str(port))])
        if host.startswith("/")
        else place.set(host=host, port=port)
    )
    return place.render_as_string(hide_password=False)


def password_in(file: str) -> str:
    """Return the password that a file has at this moment. Raises ValueError."""
    try:
        return Path(file).read_text(encoding="utf-8").rstrip("\r\n")
    except OSError as error:
        raise ValueError(f"DB_PASSWORD_FILE can't be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise ValueError("DB_PASSWORD_FILE can't be read: it isn't UTF-8") from None


def redis(value: str) -> str:
    """Accept what redis-py can use, and write the host in ASCII. Nothing connects yet."""
    try:
        if redis_servers.watched(value) or redis_servers.cluster(value):
            redis_servers.client(value).connection_pool.make_connection()
            return value
        value = email_addresses.with_ascii_host(value)
        ConnectionPool.from_url(value).make_connection()
    except (ValueError, TypeError, RedisError):  # another scheme; a port, database or option that it doesn't know
        raise ValueError(
            "must look like redis://:password@host:6379/0, rediss://..., unix:///a/path,"
            " redis+sentinel://:password@one:26379,two:26379/service/0 or"
            " redis+cluster://:password@one:6379,two:6379"
        ) from None
    return value


def mail(value: str) -> str:
    """Write the host in ASCII."""
    if not value or value.startswith("file:"):
        return value
    if not value.startswith(tuple(f"{scheme}://" for scheme in _MAIL)):
        raise ValueError("must begin with file:, smtp://, smtp+starttls:// or smtps://")
    if (url := _with_ascii_host(value, _MAIL)) is None:
        raise ValueError("must name a server, as in smtp://user:password@host:587; quote special characters")
    return url


def ice(value: str) -> str:
    """Accept what browsers can use: with any other URL they begin no call at all. Ten fit into a frame."""
    if value.count(",") >= 10:
        raise ValueError("must name ten servers at most")
    if not all(re.match(r"(stun|turn)s?:[^/@\s]", url.strip()) for url in value.split(",") if url.strip()):
        raise ValueError("must be like stun:stun.example.org:3478,turn:turn.example.org:3478")
    return value


def runner(value: str) -> str:
    """Accept what can be asked, and leave out the slash at its end."""
    if value and _with_ascii_host(value, ("http", "https")) is None:
        raise ValueError("must begin with http:// or https:// and name a server")
    return value.rstrip("/")


def page(value: str) -> str:
    """Accept what people can open in a browser, and nothing that would run there."""
    if value and _with_ascii_host(value, ("http", "https")) is None:
        raise ValueError("must be the address of a page, such as https://example.org/privacy")
    return value


def public(value: str, *schemes: str) -> str:
    """Write the host in ASCII: it appears in mail headers, which allow nothing else."""
    if (url := _with_ascii_host(value, schemes)) is None:
        raise ValueError(f"must look like {schemes[-1]}://mockmate.example.org")
    return url


def _with_ascii_host(value: str, schemes: tuple[str, ...]) -> str | None:
    try:
        value = email_addresses.with_ascii_host(value)
        url = urlsplit(value)
        is_whole = url.scheme in schemes and bool(url.hostname) and url.port != 0
    except ValueError:  # a port that is no number, a bracket that isn't closed
        is_whole = False
    return value if is_whole else None
