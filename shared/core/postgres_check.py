"""Whether a PostgreSQL can be used at all: it answers, is new enough, stores every character, and lets us in."""

from __future__ import annotations

from sqlalchemy import create_engine, make_url, pool
from sqlalchemy.exc import DBAPIError

from shared.core.database_errors import sqlstate

OLDEST = 15  # major version
_ASK = "SELECT current_setting('server_version_num')::int / 10000, current_setting('server_version'), \
current_setting('server_encoding'), current_user, current_schema(), current_setting('search_path'), \
coalesce(has_schema_privilege(current_schema(), 'CREATE'), false) OR to_regclass('alembic_version') IS NOT NULL"
_PRIVILEGE = "42501"
_WHAT_IT_NEEDS = 'docs/deploying.md, "A role of its own", has the SQL to give it what it needs'


class UnusableDatabase(Exception):
    """The message is a sentence that names the database, without the password, and what is wrong."""


def check(url: str) -> str:
    """Return the server's version, such as `15.20`. Raises UnusableDatabase.

    Looks before anything is made: tables that are there already need no right to make any.
    """
    engine = create_engine(url, poolclass=pool.NullPool, connect_args={"connect_timeout": 5})
    try:
        with engine.connect() as connection:
            major, version, encoding, role, schema, path, may_make = connection.exec_driver_sql(_ASK).one()
    except DBAPIError as error:
        raise unusable(url, error) from None
    if major < OLDEST:
        raise UnusableDatabase(f"{place(url)} is PostgreSQL {version}; Mock Mate needs {OLDEST} or newer.")
    if encoding != "UTF8":
        raise UnusableDatabase(
            f"The database {place(url)} stores text as {encoding} and can't hold every character; create it with"
            " ENCODING 'UTF8' TEMPLATE template0."
        )
    if schema is None:
        raise UnusableDatabase(
            f"The role {role} finds no schema in {place(url)}: its search_path is {path}. Create one of these, or set"
            f" another; {_WHAT_IT_NEEDS}."
        )
    if not may_make:
        raise UnusableDatabase(
            f"The role {role} may not create tables in the schema {schema} of {place(url)}; {_WHAT_IT_NEEDS}."
        )
    return str(version).partition(" ")[0]


def unusable(url: str, error: DBAPIError) -> UnusableDatabase:
    """Return what went wrong in one sentence; PostgreSQL's own reason is its first line."""
    reason = " ".join(str(error.orig).split("\n")[0].split()).rstrip(".")
    hint = f"; {_WHAT_IT_NEEDS}" if sqlstate(error) == _PRIVILEGE else ""
    return UnusableDatabase(f"The database {place(url)} can't be used: {reason}{hint}.")


def place(url: str) -> str:
    """Return where a database is, without user and password: host:port/name, or the folder of its socket."""
    parts = make_url(url)
    host = parts.host or parts.query.get("host") or "localhost"
    shown = ",".join(host) if isinstance(host, tuple) else host
    port = f":{parts.port or 5432}" if parts.host else ""
    return f"{shown}{port}/{parts.database or parts.username or ''}"
