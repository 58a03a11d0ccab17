"""Whether a PostgreSQL can be used at all: it answers, is new enough, and stores every character."""

from __future__ import annotations

from sqlalchemy import create_engine, make_url, pool
from sqlalchemy.exc import DBAPIError

OLDEST = 15  # major version
_ASK = "SELECT current_setting('server_version_num')::int / 10000, current_setting('server_version'), \
current_setting('server_encoding')"


class UnusableDatabase(Exception):
    """The message is a sentence that names the database, without the password, and what is wrong."""


def check(url: str) -> str:
    """Return the server's version, such as `15.20`. Raises UnusableDatabase."""
    engine = create_engine(url, poolclass=pool.NullPool, connect_args={"connect_timeout": 5})
    try:
        with engine.connect() as connection:
            major, version, encoding = connection.exec_driver_sql(_ASK).one()
    except DBAPIError as error:
        raise unusable(url, error) from None
    if major < OLDEST:
        raise UnusableDatabase(f"{place(url)} is PostgreSQL {version}; Mock Mate needs {OLDEST} or newer.")
    if encoding != "UTF8":
        raise UnusableDatabase(
            f"The database {place(url)} stores text as {encoding} and can't hold every character; create it with"
            " ENCODING 'UTF8' TEMPLATE template0."
        )
    return str(version).partition(" ")[0]


def unusable(url: str, error: DBAPIError) -> UnusableDatabase:
    """Return what went wrong in one sentence; PostgreSQL's own reason is its first line."""
    reason = " ".join(str(error.orig).split("\n")[0].split()).rstrip(".")
    return UnusableDatabase(f"The database {place(url)} can't be used: {reason}.")


def place(url: str) -> str:
    """Return where a database is, without user and password: host:port/name, or the folder of its socket."""
    parts = make_url(url)
    host = parts.host or parts.query.get("host") or "localhost"
    shown = ",".join(host) if isinstance(host, tuple) else host
    port = f":{parts.port or 5432}" if parts.host else ""
    return f"{shown}{port}/{parts.database or parts.username or ''}"
